"""Which of the files that were sent together belong together, and what they are."""

from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.uploadedfile import UploadedFile

from articles.importing.archives import list_entries
from articles.importing.pictures import TABLES
from articles.importing.sources import is_dump, is_zip
from articles.pagedump import DumpError

TABLE_SUFFIXES = TABLES | {".xls", ".tsv"}  # The last two are refused as tables, with what to do.
PICTURE_SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic"}


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files that make one batch: dumps, or a table with or without its zip of pictures."""

    files: list[UploadedFile]
    is_table: bool = False


def sort_out(files: list[UploadedFile]) -> list[Parcel]:
    """Return `files` as the batches that they make: all dumps one, each table one of its own.

    A zip of pictures belongs to the table that lies in it, or to the only one that came with it.
    """
    albums = {file: has_table for file in files if (has_table := _album(file)) is not None}
    tables = [[file] for file in files if _suffix(file.name) in TABLE_SUFFIXES]
    whole = [[file] for file, has_table in albums.items() if has_table]
    bare = [[file] for file, has_table in albums.items() if not has_table]
    if len(tables) == len(bare) == 1:
        tables, bare = [tables[0] + bare[0]], []
    others = [file for file in files if file not in albums and _suffix(file.name) not in TABLE_SUFFIXES]
    found = [Parcel(one, is_table=True) for one in (*tables, *whole, *bare)]
    return [Parcel(others), *found] if others else found


def _album(file: UploadedFile) -> bool | None:
    """Whether a zip without texts has a table among its pictures; None for whatever is no such zip."""
    if not is_zip(file.name or ""):
        return None
    try:
        names = [entry.name for entry in list_entries(file) if not entry.is_folder]
    except DumpError:
        return None  # Its preview will say what is wrong with it.
    finally:
        file.seek(0)
    kinds = {_suffix(name) for name in names}
    if any(map(is_dump, names)) or not kinds & (PICTURE_SUFFIXES | TABLES):
        return None
    return bool(kinds & TABLES)


def _suffix(name: str | None) -> str:
    return PurePath(name or "").suffix.lower()
