"""One page dump to drafts, whole or not at all."""

import datetime
import hashlib
from dataclasses import dataclass, replace

from django.db import IntegrityError, transaction

from articles import pagedump, workflow
from articles.importing import place
from articles.importing.drafts import Drafts
from articles.importing.files import Source
from articles.importing.topics import Topics
from articles.models import Article, BatchFile, Dump, ImportBatch, Issue, Notice, Photo
from articles.pagedump import DumpError, Page

Outcome = BatchFile.Outcome


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever imports has said: it outranks what file names and furniture tell."""

    date: datetime.date | None = None
    page_number: int | None = None
    encoding: str | None = None
    dry_run: bool = False
    publish: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the form kept with a batch."""
        return {
            "date": self.date.isoformat() if self.date else None,
            "page": self.page_number,
            "encoding": self.encoding,
            "publish": self.publish,
        }


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file, with what was found in it."""

    name: str
    outcome: Outcome
    message: str = ""
    articles: int = 0
    photos: int = 0
    notices: int = 0


def text_hash(text: str) -> str:
    """Return the SHA-256 of a decoded dump, the same for every encoding and line end of one text."""
    return hashlib.sha256(text.encode()).hexdigest()


def import_dump(source: Source, batch: ImportBatch | None, options: Options, topics: Topics) -> Result:
    """Import one file and return what became of it; without a batch, only tell what would.

    The drafts, and the line in the batch that tells of them, are one short transaction.
    """
    try:
        decoded = pagedump.decode(source.read(), options.encoding)
        if _is_known(text_hash(decoded.text)):
            result = Result(source.name, Outcome.ALREADY)
        else:
            result = _import_new(source, decoded, batch, options, topics)
    except DumpError as error:
        result = Result(source.name, Outcome.REFUSED, str(error))
    if batch and result.outcome != Outcome.IMPORTED:
        _record(batch, result)
    return result


def _is_known(sha256: str) -> bool:
    return Dump.objects.filter(sha256=sha256).exists()


def _import_new(
    source: Source, decoded: pagedump.Decoded, batch: ImportBatch | None, options: Options, topics: Topics
) -> Result:
    page = pagedump.parse(decoded.text)
    if not page.stories and not page.photos:
        raise DumpError("没有找到任何稿件或图片", "请打开文件看看是不是一个版面的文本")
    found, doubts = _placed(source.name, page, options)
    if decoded.doubt:
        doubts.append(pagedump.Notice("doubtful-encoding", 1, decoded.doubt))
    page = replace(page, notices=(*page.notices, *doubts))
    if batch is None:
        return _result(source.name, page, len(page.notices) + sum(len(s.notices) for s in page.stories))
    try:
        with transaction.atomic():
            return _write(source, decoded, batch, page, found, options, topics)
    except IntegrityError:
        if _is_known(text_hash(decoded.text)):  # Another process has just imported the same dump.
            return Result(source.name, Outcome.ALREADY)
        raise


def _placed(name: str, page: Page, options: Options) -> tuple[place.Place, list[pagedump.Notice]]:
    """When and where the page was printed, by the strongest witness: the person, the page, the name."""
    named = place.from_name(name)
    doubts = []
    if page.date and named.date and page.date != named.date and not options.date:
        message = f"版面上印的日期是 {page.date}，文件名说是 {named.date}，已按版面上的日期归入，请核对"
        doubts.append(pagedump.Notice("doubtful-date", 1, message))
    date = options.date or page.date or named.date
    if date is None:
        doubts.append(pagedump.Notice("missing-date", 1, "不知道这一版的出版日期，请在稿件中选定刊期"))
    return place.Place(date, options.page_number or page.number or named.page_number), doubts


def _write(
    source: Source,
    decoded: pagedump.Decoded,
    batch: ImportBatch,
    page: Page,
    found: place.Place,
    options: Options,
    topics: Topics,
) -> Result:
    issue, is_new = Issue.objects.get_or_create(date=found.date, edition="") if found.date else (None, False)
    dump = Dump.objects.create(
        batch=batch,
        sha256=text_hash(decoded.text),
        name=source.name[-255:],
        encoding=decoded.encoding,
        text=decoded.text,
        parser_version=pagedump.PARSER_VERSION,
        issue=issue,
        page_number=found.page_number,
    )
    drafts = Drafts(dump, page, topics)
    articles, photos = drafts.write()
    dump.made = {
        "issues": [issue.pk] if issue and is_new else [],
        "columns": drafts.columns.made,
        "people": drafts.people.made,
    }
    dump.save(update_fields=["made"])
    if options.publish:
        workflow.move("publish", Article.objects.filter(dump=dump))
        workflow.move("publish", Photo.objects.filter(dump=dump))
    result = _result(source.name, page, Notice.objects.filter(dump=dump).count())
    _record(batch, result, dump)
    return result


def _result(name: str, page: Page, notices: int) -> Result:
    return Result(name, Outcome.IMPORTED, "", len(page.stories), len(page.photos), notices)


def _record(batch: ImportBatch, result: Result, dump: Dump | None = None) -> None:
    message = result.message or (
        f"{result.articles} 篇稿件，{result.photos} 张图片，{result.notices} 条提示" if dump else ""
    )
    BatchFile.objects.create(
        batch=batch, name=result.name[-255:], outcome=result.outcome, message=message[:500], dump=dump
    )
