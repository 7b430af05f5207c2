"""What a notice proposes to change in its article, where its words leave no doubt about that.

Pure functions of a notice and the text as it stands: nothing of this is stored. A proposal is there only
while the words in question stand in the text just once; where an editor has changed them, there is none.
"""

import datetime
import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from articles.body import plain_text

_LATIN = re.compile(r"“(?P<around>.+)”中的 (?P<word>\S+) 可能应为“(?P<meant>.+)”")
_YEAR = re.compile(r"文中写有“(?P<said>.+)”，[晚早]于见报日期 (?P<date>\d{4}-\d\d-\d\d)")
_COLUMN = re.compile(r"“(?P<name>.+)”按栏目处理，也可能是引题")
_SAID = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*年(?:\s*(?P<month>\d{1,2})\s*月)?(?:\s*(?P<day>\d{1,2})\s*日)?"
)

# Words that say how far the year named lies from that of writing; the last is what is simply dated.
_OFFSETS = {"前年": -2, "去年": -1, "今年": 0, "明年": 1, "后年": 2}


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be changed, in words for people, and the new values by the names of their fields.

    `column` is a field too: blank for none. `body` is HTML.
    """

    says: str
    changes: dict[str, str]


def proposal(code: str, message: str, fields: Mapping[str, str]) -> Proposal | None:
    """Return what the notice of this code and message proposes for a text with these fields, if anything.

    `fields` are `kicker`, `dateline`, `body` (HTML) and `column` (its name).
    """
    known = _KNOWN.get(code)
    return known(message, fields) if known else None


def _latin(message: str, fields: Mapping[str, str]) -> Proposal | None:
    """A Latin letter that stands for something else: the parser has said for what."""
    match = _LATIN.search(message)
    if match is None or match["around"].count(match["word"]) != 1:
        return None
    return _replaced(match["around"], match["around"].replace(match["word"], match["meant"]), fields)


def _year(message: str, fields: Mapping[str, str]) -> Proposal | None:
    """A year that contradicts the day of printing: the one that agrees with it, if the text is wrong."""
    match = _YEAR.search(message)
    said = _SAID.search(match["said"]) if match else None
    if match is None or said is None:
        return None
    year = _agreeing(match["said"], said, datetime.date.fromisoformat(match["date"]))
    if year is None or year == int(said["year"]):
        return None
    start, end = said.span("year")
    return _replaced(match["said"], f"{match['said'][:start]}{year}{match['said'][end:]}", fields)


def _agreeing(words: str, said: re.Match[str], printed_on: datetime.date) -> int | None:
    """The year that is meant by `words` in a paper of `printed_on`; None where that is not certain."""
    offset = next((years for word, years in _OFFSETS.items() if word in words), None)
    if offset is not None:  # At the turn of a year a report may still be of the old one.
        return printed_on.year + offset if printed_on.month not in (1, 12) else None
    if said["month"] is None:
        return None
    try:
        days = [datetime.date(printed_on.year - n, int(said["month"]), int(said["day"] or 1)) for n in (0, 1)]
    except ValueError:
        return None
    return next((day.year for day in days if day <= printed_on), None)


def _column(message: str, fields: Mapping[str, str]) -> Proposal | None:
    """A line above a headline that was taken for a column, and may be a kicker (引题)."""
    match = _COLUMN.search(message)
    if match is None or fields["column"] != match["name"] or fields["kicker"]:
        return None
    return Proposal(f"“{match['name']}”改作引题，不作栏目", {"kicker": match["name"], "column": ""})


def _replaced(before: str, after: str, fields: Mapping[str, str]) -> Proposal | None:
    """The proposal to write `after` for `before`, which stands in one place of the text."""
    typed = {"dateline": (before, after), "body": (html.escape(before, False), html.escape(after, False))}
    found = [name for name, (old, _) in typed.items() for _ in range(fields[name].count(old))]
    if len(found) != 1 or plain_text(fields["body"]).count(before) + fields["dateline"].count(before) != 1:
        return None
    old, new = typed[found[0]]
    return Proposal(f"“{before}”改为“{after}”", {found[0]: fields[found[0]].replace(old, new)})


_KNOWN: dict[str, Callable[[str, Mapping[str, str]], Proposal | None]] = {
    "odd-latin": _latin,
    "doubtful-year": _year,
    "doubtful-heading": _column,
}
