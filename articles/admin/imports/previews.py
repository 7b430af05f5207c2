"""What an import of dumps would bring, before anything is written: file by file, a few files a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from articles.admin.imports.forms import asking
from articles.admin.imports.pages import page_of, show
from articles.admin.source import Line, all_lines
from articles.admin.versions import Version, version, with_texts
from articles.importing import Options, Outcome, import_sources, preview
from articles.importing.batches import File
from articles.importing.differences import Kind, differences_of
from articles.importing.files import Source, in_uploads
from articles.importing.lease import Lease
from articles.importing.reading import text_of
from articles.models import Article, BatchFile, Dump, ImportBatch
from articles.pagedump import DumpError

A_PAGE = 20
HEADLINES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A file in the list of a preview."""

    position: int
    file: File

    @property
    def place(self) -> str:
        """When and where it was printed, and in which encoding it is written."""
        if self.file.page is None:
            return ""
        place = self.file.page.found.place
        date = place.date.isoformat() if place.date else "日期不明"
        page = f"第{place.page_number}版" if place.page_number else "版次不明"
        encoding = self.file.text.decoded.encoding.upper() if self.file.text else ""
        return f"{date} {page}，{encoding}"

    @property
    def headlines(self) -> str:
        """The first headlines, for people to see at once that the text is read rightly."""
        found = self.file.page.articles if self.file.page else []
        shown = "".join(f"《{draft.values['headline']}》" for draft in found[:HEADLINES_SHOWN])
        return f"{shown}等 {len(found)} 篇" if len(found) > HEADLINES_SHOWN else shown


@dataclass(frozen=True, slots=True)
class Look:
    """One file as it would be imported: its result, and the rows that it would become.

    `missing` are articles of the page of which it is a changed copy, that it does not have.
    """

    result: BatchFile
    lines: list[Line]
    dump: Dump | None
    articles: list[Any]
    photos: list[Any]
    notices: list[Any]
    versions: list[Version]
    missing: list[Article]


def dumps_preview(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """List what would become of the files, so many a page."""
    sources = list(in_uploads(batch.uploads.all()))
    page = page_of(request, sources, A_PAGE)
    files = preview(list(page.object_list), Options.from_json(batch.options), batch)
    return show(
        request,
        "importbatch/preview",
        batch,
        f"{batch}：预览",
        form=asking(batch),
        page=page,
        rows=[Row(number, file) for number, file in enumerate(files, start=page.start_index() - 1)],
    )


def file_preview(request: HttpRequest, batch: ImportBatch, position: int) -> HttpResponse:
    """Show one file beside what would become of it."""
    sources = list(in_uploads(batch.uploads.all()))
    if position >= len(sources):
        raise Http404
    source, options = sources[position], Options.from_json(batch.options)
    return show(
        request,
        "importbatch/file",
        batch,
        source.name,
        form=asking(batch),
        look=_look(source, options),
        position=position,
        following=position + 1 if position + 1 < len(sources) else None,
        page_number=position // A_PAGE + 1,
    )


def _look(source: Source, options: Options) -> Look:
    with _as_imported(source, options) as result:
        dump = result.dump
        if dump is None or result.outcome != Outcome.IMPORTED:
            return Look(result, _text_lines(source, options), dump, [], [], [], [], [])
        notices = list(dump.notices.all())
        articles = dump.articles.order_by("line_start").select_related("column", "issue")
        return Look(
            result,
            all_lines(dump, notices),
            dump,
            list(articles.prefetch_related("bylines__correspondent", "topic_links__topic")),
            list(dump.photos.select_related("article").prefetch_related("credits__correspondent")),
            notices,
            [version(row) for row in with_texts(dump.duplicates.order_by("line_start"))],
            [found.article for found in differences_of(dump) if found.kind == Kind.GONE],
        )


@contextmanager
def _as_imported(source: Source, options: Options) -> Iterator[BatchFile]:
    """Import a file, show what became of it, and take everything back: afterwards nothing has been."""
    with transaction.atomic():
        lease = Lease.new(options=options.as_json(), total=1)
        import_sources([source], replace(options, publish=False), lease)
        yield lease.batch.files.select_related("dump__issue", "dump__earlier").get()
        transaction.set_rollback(True)


def _text_lines(source: Source, options: Options) -> list[Line]:
    """The lines of a file that is not imported; none where nobody can read it."""
    try:
        return all_lines(Dump(text=text_of(source, options).decoded.text), [])
    except DumpError:
        return []
