"""Character classes that several rules share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
BYLINE_MARKS = "■□◎◆●▲★☆◇○△▪▫▶►▌▎▍┃※⊙◉◈♦◼◤✦❖"
IDEOGRAPHIC_SPACE = "\u3000"

FINAL_MARKS = frozenset("。！？…!?")
_CLOSERS = "”’」』）)】》\"'"
_MAY_CLOSE = frozenset(_CLOSERS + ".")
_FINAL = re.compile(rf"(?:[。！？…!?]|(?<=[{HAN}])\.)[{_CLOSERS}]{{0,4}}$")
_BRACKETED_AFTER_FINAL = re.compile(r"[。！？…][”’]?\s?[（(][^（）()]{1,60}[）)]$")
_LIST_START = re.compile(
    r"(?:[问答]：|[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]{1,3}[，、]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}(?:[．、]|\.(?!\d))|[①-⑳]|——|[-*•·●■◆▲★|]\s?)"
)
_LATIN = re.compile(r"[A-Za-z]")
# Nothing in these blocks is hidden, an odd space or a look-alike.
_NOT_PLAIN = re.compile(
    "[^\n -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u2070-\u2e7f"
    "\u3000-\u312f\u3190-\u9fff\uff01-\uff5e]"
)


def is_plain(text: str) -> bool:
    """Whether a text is certainly of ordinary characters alone, with one kind of line end.

    Most texts are, and this tells it several times as fast as looking for each thing they might not have.
    """
    return not _NOT_PLAIN.search(text)


# Unicode's limit for text that is read as it comes (UAX #15, stream-safe). To bring marks that combine into
# their one order takes the square of how many follow each other, in Python as in PostgreSQL.
MOST_MARKS = 30
_NO_LETTERS = re.compile(rf"(?:[^\w\s]|[\uff9e\uff9f]){{{MOST_MARKS + 1},}}")


def heap_of_marks(text: str) -> int:
    """Return where more marks than `MOST_MARKS` are heaped on one letter, or -1."""
    if len(text) <= MOST_MARKS:  # As most cells of a table.
        return -1
    for match in _NO_LETTERS.finditer(text):
        heaped = 0
        for place, character in enumerate(match[0], match.start()):
            heaped = heaped + 1 if _combines(character) else 0
            if heaped > MOST_MARKS:
                return place - MOST_MARKS
    return -1


def _combines(character: str) -> bool:
    return bool(unicodedata.combining(unicodedata.normalize("NFKD", character)[0]))


def is_finished(text: str) -> bool:
    """Whether a paragraph ends as paragraphs do: with final punctuation, perhaps inside closing marks."""
    tail = text[-80:].rstrip()
    last = tail[-1:]
    if last in FINAL_MARKS or last not in _MAY_CLOSE:
        return last in FINAL_MARKS
    return bool(_FINAL.search(tail) or _BRACKETED_AFTER_FINAL.search(tail))


def starts_list_item(text: str) -> bool:
    """Whether a paragraph opens as an item of an enumeration (一、 （二） 3. ① 一是)."""
    return bool(_LIST_START.match(text))


def join(parts: Iterable[str]) -> str:
    """Pieces of one line put together: without a space, except between Latin words."""
    whole: list[str] = []
    last = ""
    for part in parts:
        if _LATIN.match(last) and _LATIN.match(part):
            whole.append(" ")
        whole.append(part)
        last = part[-1:]
    return "".join(whole)
