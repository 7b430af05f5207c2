"""When and on which page a dump was printed, as the names of its file and folders tell."""

import datetime
import re
from dataclasses import dataclass

_DATE = re.compile(r"(?<![0-9A-Za-z])((?:19|20)\d{2})[-_.年]?(\d{2})[-_.月]?(\d{2})日?(?![0-9A-Za-z])")
_PAGE_ALONE = re.compile(r"(?:第|page|p)?[-_ ]?0*(\d{1,3})版?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A date and a page; None where unknown."""

    date: datetime.date | None = None
    page_number: int | None = None


def from_name(name: str) -> Place:
    """Read `2024-11-01_02.txt`, `20190203-02.txt`, `2024-11-01/02.txt`, `2024/20241101/第2版.txt`.

    A number is a page only where it follows a date or is the whole name of a file in a folder with
    a date; anything else is left unknown rather than guessed.
    """
    stem = name.rsplit(".", 1)[0] if "." in name.rsplit("/", 1)[-1] else name
    matches = [match for match in _DATE.finditer(stem) if _date(match)]
    if not matches:
        return Place()
    return Place(_date(matches[-1]), _page(stem[matches[-1].end() :]))


def _date(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _page(rest: str) -> int | None:
    last = rest.rsplit("/", 1)[-1].lstrip("-_. ")
    match = _PAGE_ALONE.fullmatch(last)
    return int(match[1]) or None if match else None
