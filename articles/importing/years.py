"""Years in an article's text that contradict the day on which it was printed.

The date of a dump is never read from the text. But a text may say when it was written, and where that
is another year than the issue's, either the issue or the text is wrong: an editor is told. Only these
say so, in Arabic figures:

- the day of the 消息头: `新华社北京2023年1月25日电`;
- `今年是2019年，` `去年（2023年）` `昨天（2019年4月9日）`, outside quotation marks;
- the full date that a report opens with: `2019年4月10日，…召开`. It counts where the sentence tells of
  a local event and the article neither looks back nor names a year between that one and the issue's;
- a day that figures already stand for: `截至2027年3月底，…已建成`.

The turn of a year is no contradiction: papers of January report on December. Every other year is one
that the text tells of and says nothing about when it was written: `2024年以来`, `2021年至2025年`,
`到2035年`, `自2019年开业以来`, `1998年出生`.
"""

import datetime
import re
from collections.abc import Iterator

from articles.pagedump import Notice, Story

NEIGHBOURS = datetime.timedelta(days=92)  # How far apart two days of different years may lie.

_YEAR = r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年"
_DAY = rf"{_YEAR}\s*(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*日"
_MAYBE_DAY = rf"{_YEAR}(?:\s*(?P<month>\d{{1,2}})\s*月)?(?:\s*(?P<day>\d{{1,2}})\s*日)?"
_SENTENCE_END = re.compile("[。！？]")

_DATELINE = re.compile(_DAY)

# Words that say how far the year named lies from that of writing.
_OFFSETS = {"前年": -2, "去年": -1, "明年": 1, "后年": 2}
_NOW = re.compile(
    rf"(?:(?P<word>前年|去年|今年|明年|后年|今天|今日|昨天|昨日|日前|近日)\s*[（(]\s*{_MAYBE_DAY}\s*[）)]"
    r"|(?P<stated>前年|去年|今年|明年|后年)是\s*(?P<that>(?:19|20)\d\d)\s*年(?=[，。；！,;]|$))"
)
_NOW_MARKS = ("（", "(", "年是")  # One of these is in all that it finds.

_OPENING = re.compile(rf"\s*{_DAY}(?:至\d{{1,2}}日)?(?:上午|中午|下午|傍晚|晚上?|清晨|凌晨)?[，,]")
_REPORTS = re.compile("召开|举行|举办|开幕|闭幕|揭牌|揭幕|启动|开工|奠基|竣工|启用|开馆|开业|开赛|获悉")
# What a nation did, or what comes later, is recalled and announced with its date.
_NATIONAL = re.compile("总书记|主席|中共中央|党中央|国务院|全国")
_AHEAD = re.compile("将|拟|预计|计划|力争|目标|确保|届时|[日月年底]前")
_LOOKS_BACK = re.compile(
    "如今|至今|今昔|当年|那年|那天|那时|周年|年过去|[个余多半]月来|[年月天]前|[年月天]后|"
    "(?<!近)年来|(?<!今)年以来|史上|党史|历史|史话|往事|记忆|旧闻|回眸|从此|自此|法院|被告|原告"
)
_YEARS = re.compile(_YEAR)

_AS_OF = re.compile(rf"截[至止](?:到)?\s*{_MAYBE_DAY}\s*[底末]?[，,](?P<told>[^。！？]*)")
_DONE = re.compile("已|累计")


def doubts(story: Story, printed_on: datetime.date, text: str) -> list[Notice]:
    """Return a notice for each date in `story` that contradicts `printed_on`; `text` is its dump."""
    return [
        Notice("doubtful-year", _line_of(said, story, text), _message(said, date, printed_on))
        for said, date in dict.fromkeys(_contradictions(story, printed_on))
    ]


def _contradictions(story: Story, printed_on: datetime.date) -> Iterator[tuple[str, datetime.date]]:
    """The words that contradict, and a day of the time in which they were written."""
    paragraphs = [paragraph.text for paragraph in story.body if not paragraph.is_crosshead]
    yield from _of_dateline(story.dateline, printed_on)
    yield from _of_opening(story, paragraphs, printed_on)
    for paragraph in paragraphs:
        if "20" in paragraph or "19" in paragraph:  # Most paragraphs name no year at all.
            if any(mark in paragraph for mark in _NOW_MARKS):
                yield from _of_now(paragraph, printed_on)
            if "截" in paragraph:
                yield from _as_of(paragraph, printed_on)


def _of_dateline(dateline: str, printed_on: datetime.date) -> Iterator[tuple[str, datetime.date]]:
    match = _DATELINE.search(dateline)
    date = _date(match) if match else None
    if match and date and (date > printed_on or _is_another_year(date, printed_on)):
        yield match.group(), date


def _of_opening(
    story: Story, paragraphs: list[str], printed_on: datetime.date
) -> Iterator[tuple[str, datetime.date]]:
    match = _OPENING.match(paragraphs[0]) if paragraphs else None
    date = _date(match) if match else None
    if not match or not date or not _is_another_year(date, printed_on):
        return
    everything = "\n".join((story.column, story.kicker, story.headline, story.subhead, *paragraphs))
    sentence = _SENTENCE_END.split(paragraphs[0], maxsplit=1)[0]
    is_report = _REPORTS.search(sentence) and not _NATIONAL.search(sentence)
    explains = _AHEAD.search(sentence) if date > printed_on else _looks_back(everything, date, printed_on)
    if is_report and not explains:
        yield match.group().strip().rstrip("，,"), date


def _looks_back(text: str, date: datetime.date, printed_on: datetime.date) -> bool:
    years = (int(match["year"]) for match in _YEARS.finditer(text))
    return bool(_LOOKS_BACK.search(text)) or any(date.year < year <= printed_on.year for year in years)


def _of_now(paragraph: str, printed_on: datetime.date) -> Iterator[tuple[str, datetime.date]]:
    for match in _NOW.finditer(paragraph):
        written = int(match["year"] or match["that"]) - _OFFSETS.get(match["word"] or match["stated"], 0)
        at_turn = {1: printed_on.year - 1, 12: printed_on.year + 1}.get(printed_on.month)
        if written not in (printed_on.year, at_turn) and not _is_quoted(paragraph, match.start()):
            yield match.group(), datetime.date(written, 1, 1)


def _as_of(paragraph: str, printed_on: datetime.date) -> Iterator[tuple[str, datetime.date]]:
    for match in _AS_OF.finditer(paragraph):
        date = _date(match)
        is_told = _DONE.search(match["told"]) and not _AHEAD.search(match["told"])
        if date and date > printed_on and _is_another_year(date, printed_on) and is_told:
            yield match.group().partition("，")[0].partition(",")[0], date


def _date(match: re.Match[str]) -> datetime.date | None:
    """The day that `match` names, the first one where it names a month or year; None if there is none."""
    try:
        return datetime.date(int(match["year"]), int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return None


def _is_another_year(date: datetime.date, printed_on: datetime.date) -> bool:
    return date.year != printed_on.year and abs(date - printed_on) > NEIGHBOURS


def _is_quoted(text: str, position: int) -> bool:
    """Whether what stands at `position` is somebody else's words, perhaps of another year."""
    return text.count("“", 0, position) > text.count("”", 0, position)


def _message(said: str, date: datetime.date, printed_on: datetime.date) -> str:
    how = "晚于" if date > printed_on else "早于"
    return f"文中写有“{said}”，{how}见报日期 {printed_on}，请核对日期或原文"


def _line_of(said: str, story: Story, text: str) -> int:
    """The line on which `said` stands; the article's first where a line break or a repair parts it."""
    lines = text.split("\n")[story.first_line - 1 : story.last_line]
    wanted = _folded(said)
    numbered = enumerate(map(_folded, lines), start=story.first_line)
    return next((number for number, line in numbered if wanted in line), story.first_line)


def _folded(text: str) -> str:
    return "".join(text.split()).translate(str.maketrans("(),", "（），"))
