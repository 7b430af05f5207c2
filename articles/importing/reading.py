"""One dump file to a parsed page with its place in print. Writes nothing and asks no database."""

import datetime
import hashlib
import logging
from dataclasses import dataclass, replace
from typing import TypeVar

from articles import pagedump
from articles.importing import turned, years
from articles.importing.files import Source
from articles.importing.place import Place, from_name
from articles.importing.results import Options
from articles.pagedump import MOST_LINES, Decoded, DumpError, Page
from articles.pagedump import Notice as Doubt

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text and its hash."""

    name: str
    sha256: str
    decoded: Decoded


@dataclass(frozen=True, slots=True)
class Found:
    """A dump parsed and placed, not yet written."""

    text: Text
    page: Page
    place: Place

    @property
    def name(self) -> str:
        return self.text.name

    @property
    def sha256(self) -> str:
        return self.text.sha256


def text_hash(text: str) -> str:
    """Return the SHA-256 of a decoded dump, the same for every encoding and line end of one text."""
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(source: Source, options: Options) -> Text:
    """Return the text of a file. Raises DumpError where it cannot be read."""
    decoded = pagedump.decode(source.read(), options.encoding)
    if decoded.text.count("\n") > MOST_LINES:
        raise DumpError(f"文件超过 {MOST_LINES} 行，不像一个版面的文本", "请拆成一个版面一个文件")
    return Text(source.name, text_hash(decoded.text), decoded)


def understood(text: Text, options: Options) -> Found:
    """Return what a text holds, when and where it was printed. Raises DumpError where that is nothing."""
    page = _parsed(text)
    if not page.stories and not page.photos:
        raise _nothing_in(text)
    turned.refuse(page, text.decoded.text)
    place, doubts = _placed(text.name, page, options)
    if text.decoded.doubt:
        doubts.append(Doubt("doubtful-encoding", 1, text.decoded.doubt))
    page = _with_doubtful_years(page, place.date, text.decoded.text)
    return Found(text, replace(page, notices=(*page.notices, *doubts)), place)


def _nothing_in(text: Text) -> DumpError:
    if text.decoded.doubt:
        return DumpError("没有找到任何稿件或图片，多半是编码不对", "请指定编码（如 big5）重新导入")
    return DumpError("没有找到任何稿件或图片", "请打开文件看看是不是一个版面的文本")


def _parsed(text: Text) -> Page:
    """The parsed page. A fault of the parser's costs its own file and no other."""
    try:
        return pagedump.parse(text.decoded.text)
    except Exception:
        logger.exception("the parser failed on %r", text.name)
        raise DumpError(
            "解析时程序出错，这个文件没有导入", "请把它交给系统维护人员，其余文件不受影响"
        ) from None


def _with_doubtful_years(page: Page, printed_on: datetime.date | None, text: str) -> Page:
    if printed_on is None:
        return page
    doubts = {n: years.doubts(story, printed_on, text) for n, story in enumerate(page.stories)}
    stories = (
        replace(story, notices=(*story.notices, *doubts[n])) if doubts[n] else story
        for n, story in enumerate(page.stories)
    )
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
