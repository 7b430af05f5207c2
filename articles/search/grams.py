"""What the index holds of a text: one form of its letters, and from that its grams.

A gram is two letters that stand side by side (养老, 老服, 5g, 25, 5年), or the last letter of a run. Letters
are those of `RANGES`, figures among them; all else parts runs. So a word of two letters is found by one
gram, exactly; a longer one has to hold all of its pairs, and is then looked at once more in the text; and
each letter begins a gram, so that one letter is found by prefix. Chinese, figures and Latin words need no
different rules, and `25` finds `2025`.

`articles.search.postgresql` says the same in SQL; a test holds the two together.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator
from operator import add

VERSION = 1  # Of all that is defined here. With another one the index is built anew.

# First and last letter of each range. Beyond Chinese: figures, the scripts of U+00C0 to U+1FFF (Latin with
# accents, Greek, Cyrillic, Arabic, Tibetan, Mongolian …), kana, bopomofo, Yi and Hangul.
RANGES = (
    "09", "az", "\u00c0\u1fff", "\u3005\u3007", "\u3041\u312f", "\u3400\u4dbf", "\u4e00\ua4cf",
    "\uac00\ud7a3", "\uf900\ufaff", "\U00020000\U0003fffd",
)  # fmt: skip
LETTERS = "".join(
    f"{first}-{last}" for first, last in map(tuple, RANGES)
)  # For brackets of a regular expression.
HEAD = "\ue000"  # Before a gram of the headline.
MARK = "\ue001"  # Before what is no gram: a mark of the day. Private use, so no text holds it as a letter.

UNLISTED = f"{MARK}d"  # What no list shows: drafts, and what was withdrawn.

# What `lower` makes of a letter in dependence on its neighbours, or of one two: here it is always the same.
_ALWAYS_SO = (("İ", "i"), ("ς", "σ"))

# The wide marks of any Chinese text. Without them most texts are in NFKC already, which is soon seen.
_WIDE = tuple((mark, unicodedata.normalize("NFKC", mark)) for mark in "，：；！？（）…％\u3000")

_RUN = re.compile(f"[{LETTERS}]+")


def fold(text: str) -> str:
    """Return `text` in one form of width and case: ＡＩ and AI are ai, ㎡ is m2, `，` is `,`."""
    for mark, narrow in _WIDE:
        text = text.replace(mark, narrow)
    (dotted, i), (final, sigma) = _ALWAYS_SO
    lower = unicodedata.normalize("NFKC", text).replace(dotted, i).lower()
    return lower.replace(final, sigma)


def capitals() -> Iterator[tuple[str, str]]:
    """Yield the letters of `LETTERS` beyond ASCII that `fold` changes after NFKC, each with its form."""
    yield from _ALWAYS_SO
    for letter in map(chr, range(0xC0, 0x2000)):
        if letter != "İ" and letter.lower() != letter:
            yield letter, letter.lower()


def runs(folded: str) -> list[str]:
    """Return the runs of letters in a folded text."""
    return _RUN.findall(folded)


def grams(folded: str) -> set[str]:
    """Return the grams of a folded text."""
    found: set[str] = set()
    for run in _RUN.findall(folded):
        found.update(map(add, run, run[1:]))
        found.add(run[-1])
    return found


def marks(day: datetime.date | None) -> set[str]:
    """Return the marks of the day that something is listed under: its year and month."""
    return {UNLISTED} if day is None else {year_mark(day.year), month_mark(day)}


def year_mark(year: int) -> str:
    """Return the mark of a year."""
    return f"{MARK}y{year:04}"


def month_mark(day: datetime.date) -> str:
    """Return the mark of the month that `day` is in."""
    return f"{MARK}m{day.year:04}{day.month:02}"


def entry(head: str, rest: str, day: datetime.date | None) -> set[str]:
    """Return all that the index holds of an article: its headline parts, its other text, its day."""
    of_head = grams(fold(head))
    return of_head | {HEAD + gram for gram in of_head} | grams(fold(rest)) | marks(day)


def covering(run: str) -> list[str]:
    """Return pairs in which each letter of a run stands, fewest first; none of one letter."""
    last = len(run) - 2
    return [run[at : at + 2] for at in dict.fromkeys((*range(0, last, 2), last)) if at >= 0]
