"""Pictures in a zip, and the table beside them that says whose they are."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from django.core.files.base import ContentFile

from articles import images
from articles.importing.archives import Entry, list_entries, read_entry
from articles.importing.filenames import shown
from articles.importing.sources import in_words
from articles.pagedump import DumpError

TABLES = {".csv", ".xlsx", ".json"}
TABLE_LIMIT = 64 * 2**20  # Bytes.


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew for our storage, with the caption and credits that its file has proposed."""

    file: ContentFile
    caption: str
    credits: str


class Pictures:
    """A zip of pictures, with a table or without. Unpacks one at a time; the file stays the caller's."""

    def __init__(self, file: IO[bytes]) -> None:
        """Read the zip's directory. Raises DumpError for what is no zip, or a hostile one."""
        self._file = file
        entries = [entry for entry in list_entries(file) if entry.is_somebodys]
        self._tables = [entry for entry in entries if _suffix(entry) in TABLES]
        self._pictures = [entry for entry in entries if _suffix(entry) not in TABLES]
        self._called: dict[str, list[Entry]] = defaultdict(list)
        for entry in self._pictures:
            self._called[_base(_folded(entry.name))].append(entry)

    @property
    def names(self) -> list[str]:
        """All files but the table by their paths in the zip, as they may be shown."""
        return [shown(entry.name) for entry in self._pictures]

    @property
    def table(self) -> tuple[str, bytes]:
        """The name and the bytes of the one table in the zip. Raises DumpError for none and for several."""
        if not self._tables:
            remedy = "请放入一个 CSV、XLSX 或 JSON 表格，写明每张图片的文件名"
            raise DumpError("压缩包里没有表格", remedy)
        if len(self._tables) > 1:
            raise DumpError(f"压缩包里有 {len(self._tables)} 个表格（{_listed(self._tables)}）", "请只留一个")
        entry = self._tables[0]
        return shown(entry.name), self._unpacked(entry, TABLE_LIMIT)

    def get(self, name: str) -> Picture:
        """Return the picture that a table calls `name`: by its path, the end of its path, or its bare name.

        Raises DumpError where there is none, where several are called so, and where it cannot be taken.
        """
        entry = _only(self._find(name), shown(name))
        upload = ContentFile(self._unpacked(entry, images.BYTES_LIMIT))
        try:
            proposal = images.proposals(upload)
            return Picture(images.remade(upload), proposal.caption, proposal.credits)
        except images.ImageError as error:
            raise _about(entry, error) from None

    def unused(self, used_names: Iterable[str]) -> list[str]:
        """Return the paths of all files that none of `used_names` calls."""
        called = [self._find(name) for name in used_names]
        used = {found[0].offset for found in called if len(found) == 1}
        return [shown(entry.name) for entry in self._pictures if entry.offset not in used]

    def _find(self, name: str) -> list[Entry]:
        """The files that `name` may mean: those whose path it is, else those whose path ends so."""
        wanted = "/" + _folded(name).strip("/ ").removeprefix("./")
        ending = [
            entry
            for entry in self._called.get(_base(wanted), ())
            if f"/{_folded(entry.name)}".endswith(wanted)
        ]
        return [entry for entry in ending if f"/{_folded(entry.name)}" == wanted] or ending

    def _unpacked(self, entry: Entry, limit: int) -> bytes:
        try:
            if entry.size > limit:
                raise DumpError(f"文件超过 {limit // 2**20} MB", "请缩小或拆开后再导入")
            with in_words():
                return read_entry(self._file, entry, limit)
        except DumpError as error:
            raise _about(entry, error) from None


def _about(entry: Entry, error: DumpError | images.ImageError) -> DumpError:
    return DumpError(f"“{shown(entry.name)}”：{error.reason}", error.remedy)


def _only(found: list[Entry], name: str) -> Entry:
    """The one file found. Raises DumpError for none and for several."""
    if not found:
        remedy = "请核对表格里的文件名（要写扩展名），或把图片补进压缩包"
        raise DumpError(f"压缩包里没有图片“{name}”", remedy)
    if len(found) > 1:
        paths = {_folded(entry.name) for entry in found}
        remedy = "请在表格里连同文件夹一起写" if len(paths) == len(found) else "请给它们改成不同的名字"
        raise DumpError(f"压缩包里有 {len(found)} 张图片叫“{name}”（{_listed(found)}）", remedy)
    return found[0]


def _listed(entries: list[Entry]) -> str:
    names = "、".join(shown(entry.name) for entry in entries[:3])
    return names if len(entries) <= 3 else f"{names} 等"


def _folded(name: str) -> str:
    """A path in the one form in which tables and zips of any system agree."""
    return unicodedata.normalize("NFC", name).casefold().replace("\\", "/")


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _suffix(entry: Entry) -> str:
    return PurePosixPath(entry.name).suffix.lower()
