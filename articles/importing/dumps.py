"""One page dump to drafts, whole or not at all."""

import datetime
import hashlib
from dataclasses import dataclass, replace
from typing import TypeVar

from django.db import IntegrityError, transaction

from articles import pagedump, workflow
from articles.importing import years
from articles.importing.drafts import Drafts
from articles.importing.files import Source
from articles.importing.place import Place, from_name
from articles.models import Article, BatchFile, Dump, ImportBatch, Issue, Notice, Photo
from articles.pagedump import Decoded, DumpError, Page
from articles.pagedump import Notice as Doubt
from articles.querysets import INFORMATION
from articles.rulebook import Rulebook

Outcome = BatchFile.Outcome

T = TypeVar("T")


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
    """What became of one file: why it was refused or is doubted, and what was found in it."""

    name: str
    outcome: Outcome
    message: str = ""
    articles: int = 0
    photos: int = 0
    notices: int = 0


def text_hash(text: str) -> str:
    """Return the SHA-256 of a decoded dump, the same for every encoding and line end of one text."""
    return hashlib.sha256(text.encode()).hexdigest()


def import_dump(source: Source, batch: ImportBatch | None, options: Options, rulebook: Rulebook) -> Result:
    """Import one file and return what became of it; without a batch, only tell what would.

    The drafts, and the line in the batch that tells of them, are one short transaction.
    """
    try:
        decoded = pagedump.decode(source.read(), options.encoding)
        sha256 = text_hash(decoded.text)
        if _is_known(sha256):
            result = Result(source.name, Outcome.ALREADY)
        else:
            found = _understood(source.name, sha256, decoded, options)
            result = _import_new(found, batch, options, rulebook) if batch else _result(found)
    except DumpError as error:
        result = Result(source.name, Outcome.REFUSED, str(error))
    if batch and result.outcome != Outcome.IMPORTED:
        _record(batch, result)
    return result


@dataclass(frozen=True, slots=True)
class Found:
    """A dump read and placed, not yet written."""

    name: str
    sha256: str
    decoded: Decoded
    page: Page
    place: Place


def _is_known(sha256: str) -> bool:
    return Dump.objects.filter(sha256=sha256).exists()


def _understood(name: str, sha256: str, decoded: Decoded, options: Options) -> Found:
    page = pagedump.parse(decoded.text)
    if not page.stories and not page.photos:
        raise DumpError("没有找到任何稿件或图片", "请打开文件看看是不是一个版面的文本")
    place, doubts = _placed(name, page, options)
    if decoded.doubt:
        doubts.append(Doubt("doubtful-encoding", 1, decoded.doubt))
    page = _with_doubtful_years(page, place.date, decoded.text)
    return Found(name, sha256, decoded, replace(page, notices=(*page.notices, *doubts)), place)


def _with_doubtful_years(page: Page, printed_on: datetime.date | None, text: str) -> Page:
    if printed_on is None:
        return page
    doubts = ((*story.notices, *years.doubts(story, printed_on, text)) for story in page.stories)
    stories = (replace(s, notices=notices) for s, notices in zip(page.stories, doubts, strict=True))
    return replace(page, stories=tuple(stories))


def _placed(name: str, page: Page, options: Options) -> tuple[Place, list[Doubt]]:
    """When and where the page was printed, and a notice where the witnesses differ or are silent."""
    named = from_name(name)
    date, dates_differ = _strongest(options.date, page.date, named.date)
    number, numbers_differ = _strongest(options.page_number, page.number, named.page_number)
    doubts = []
    if date is None:
        doubts.append(Doubt("missing-date", 1, "不知道这一版的出版日期，请在稿件中选定刊期"))
    if dates_differ:
        doubts.append(
            Doubt("doubtful-date", 1, f"出版日期说法不一（{dates_differ}），已按 {date} 归入，请核对")
        )
    if numbers_differ:
        doubts.append(
            Doubt("doubtful-page", 1, f"版次说法不一（{numbers_differ}），已按第 {number} 版归入，请核对")
        )
    return Place(date, number), doubts


def _strongest(given: T | None, printed: T | None, named: T | None) -> tuple[T | None, str]:
    """What the strongest witness says: the person, the page, the file's name; and whether all agree."""
    said = {"导入时指定": given, "版面上印的": printed, "文件名": named}
    spoken = {witness: value for witness, value in said.items() if value is not None}
    differ = "，".join(f"{witness}是 {value}" for witness, value in spoken.items())
    return next(iter(spoken.values()), None), differ if len(set(spoken.values())) > 1 else ""


def _import_new(found: Found, batch: ImportBatch, options: Options, rulebook: Rulebook) -> Result:
    try:
        with transaction.atomic():
            dump = _write(found, batch, rulebook)
            if options.publish:
                workflow.move("publish", Article.objects.filter(dump=dump))
                workflow.move("publish", Photo.objects.filter(dump=dump))
            result = _result(found, Notice.objects.open().filter(dump=dump).count())
            _record(batch, result, dump)
    except IntegrityError:
        if _is_known(found.sha256):  # Another process has just imported the same dump.
            return Result(found.name, Outcome.ALREADY)
        raise
    return result


def _write(found: Found, batch: ImportBatch, rulebook: Rulebook) -> Dump:
    issue, is_new_issue = None, False
    if found.place.date:
        issue, is_new_issue = Issue.objects.get_or_create(date=found.place.date, edition="")
    dump = Dump.objects.create(
        batch=batch,
        sha256=found.sha256,
        name=found.name[-255:],
        encoding=found.decoded.encoding,
        text=found.decoded.text,
        parser_version=pagedump.PARSER_VERSION,
        issue=issue,
        page_number=found.place.page_number,
    )
    drafts = Drafts(dump, found.page, rulebook)
    drafts.write()
    dump.made = {
        "issues": [issue.pk] if issue and is_new_issue else [],
        "columns": drafts.columns.made,
        "people": drafts.people.made,
    }
    dump.save(update_fields=["made"])
    return dump


def _result(found: Found, notices: int | None = None) -> Result:
    page = found.page
    if notices is None:
        doubts = [page.notices, *(s.notices for s in page.stories), *(p.notices for p in page.photos)]
        notices = len(page.unplaced) + sum(
            doubt.code not in INFORMATION for of_one in doubts for doubt in of_one
        )
    doubt = found.decoded.doubt
    return Result(found.name, Outcome.IMPORTED, doubt, len(page.stories), len(page.photos), notices)


def _record(batch: ImportBatch, result: Result, dump: Dump | None = None) -> None:
    counts = f"{result.articles} 篇稿件，{result.photos} 张图片，{result.notices} 条提示" if dump else ""
    BatchFile.objects.create(
        batch=batch,
        name=result.name[-255:],
        outcome=result.outcome,
        message="。".join(part for part in (counts, result.message) if part)[:500],
        dump=dump,
    )
