"""Articles and photos that are in already, though another file brings them.

One article has one fingerprint, whatever its dump is called and however its lines are broken: it is
made of the issue's date, the headline, and the letters and figures of the text. Two articles that
merely share a headline have two. Texts too short to be told apart have none, and all are kept.
"""

import datetime
import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

from articles.body import plain_text
from articles.importing.overlap import Span
from articles.models import Article, Issue, Photo

ENOUGH = 20  # Letters of text below which nothing is said of an article's being the same.
ENOUGH_CAPTION = 8

# Two texts are versions of one where half of the shorter one's passages, tried at some places, are in both.
ALIKE = 0.5
PROBES = 40
PASSAGE = 6  # Letters.
NAMESAKES = 50  # How many articles of one headline are compared: 简讯 may stand over any number.

_PLACE = ("pk", "dump", "line_start", "page_number")
# Mostly all that a text has: letters and figures in their one form, and marks.
_USUAL_LETTERS = "\u4e00-\u9fff0-9a-z"
_USUAL_MARKS = "，。、；：？！“”‘’（）《》—…· \n"
_LETTERS = re.compile(f"[{_USUAL_LETTERS}]+")
_UNUSUAL = re.compile(f"[^{_USUAL_LETTERS}{_USUAL_MARKS}]")
_NO_LETTER = re.compile(r"[\W_]+")


def folded(text: str) -> str:
    """Return the letters and figures of `text` alone, in one form of each."""
    if _UNUSUAL.search(text):  # Looking for it costs less than normalising all.
        return unicodedata.normalize("NFKC", "".join(_NO_LETTER.split(text))).lower()
    return "".join(_LETTERS.findall(text))


def fingerprint(date: datetime.date | None, headline: str, text: str) -> str | None:
    """Return the 32 hexadecimal figures by which an article is known; None where it has too little text."""
    return fingerprint_of(date, headline, folded(text))


def fingerprint_of(date: datetime.date | None, headline: str, letters: str) -> str | None:
    """Return the same of a text that is folded already."""
    return _hash("article", date, folded(headline), letters) if len(letters) >= ENOUGH else None


def photo_fingerprint(
    date: datetime.date | None, caption: str, credits: str, article: str | None = ""
) -> str | None:
    """Return the same for a photo, of its caption, its credits and its article's fingerprint, if it has one.

    `article` is blank for a photo that stands alone. A changed copy of an article has photos of its own:
    whichever of the two is used has them then.
    """
    letters = folded(caption)
    if article is None or len(letters) < ENOUGH_CAPTION:
        return None
    return _hash("photo", date, folded(credits), letters, article)


def are_alike(one: str, other: str) -> bool:
    """Whether two texts, folded, are versions of one: passages of the shorter stand in the longer."""
    shorter, longer = sorted((one, other), key=len)
    step = max(1, len(shorter) // PROBES)
    passages = [shorter[at : at + PASSAGE] for at in range(0, len(shorter) - PASSAGE + 1, step)]
    missing = (passage for passage in passages if passage not in longer)
    too_many = islice(missing, int(len(passages) * (1 - ALIKE)), None)
    return bool(passages) and not any(too_many)


@dataclass(frozen=True, slots=True)
class Known:
    """An article or photo that is in, by its key; where it is from, and its text where that is at hand."""

    key: int
    dump: int | None
    line: int | None
    page: int | None
    letters: str | None = None


def known(model: type[Article | Photo], fingerprints: Collection[str]) -> dict[str, Known]:
    """Return what is in already of articles or photos with these fingerprints."""
    rows = model.objects.filter(fingerprint__in=fingerprints).values_list("fingerprint", *_PLACE)
    return {found: Known(*place) for found, *place in rows}


def left_of(
    model: type[Article | Photo], dumps: Collection[int]
) -> dict[int | None, list[tuple[Span, Known]]]:
    """Return what an undo has left of `dumps`, and where it stands, by dump."""
    left = defaultdict(list)
    rows = model.objects.filter(dump__in=dumps) if dumps else model.objects.none()
    for last, printed, *place in rows.values_list("line_end", "fingerprint", *_PLACE):
        found = Known(*place)
        left[found.dump].append((Span(found.line or 0, last or 0, printed), found))
    return left


class Headlines:
    """The headlines of articles that are in, by issue: where versions of new ones are looked for."""

    def __init__(self, issues: Iterable[Issue], without: Collection[int] = ()) -> None:
        """Read those of `issues`, `without` those of the articles with these keys."""
        self._found: dict[tuple[int, str], list[Known]] = defaultdict(list)
        self._read: dict[int, str] = {}
        rows = (
            Article.objects.filter(issue__in=issues).order_by("pk").values_list("issue", "headline", *_PLACE)
        )
        for issue, headline, *place in rows:
            found = Known(*place)
            if found.key not in without:
                self.add(issue, headline, found)

    def add(self, issue: int | None, headline: str, article: Known) -> None:
        """Add an article, perhaps one that is not written yet."""
        if issue:
            self._found[issue, folded(headline)].append(article)

    def version_of(self, issue: int | None, headline: str, letters: str, key: int) -> Known | None:
        """Return what shares this issue, headline and much of the text with a new article; None for nothing.

        `key` is that of the new one: it is a version of what was there before it, not the other way round.
        """
        others = self._found.get((issue, folded(headline)), ()) if issue else ()
        older = (other for other in others[:NAMESAKES] if other.key < key)
        return next((other for other in older if are_alike(letters, self._letters(other))), None)

    def _letters(self, article: Known) -> str:
        if article.letters is not None:
            return article.letters
        if article.key not in self._read:
            text = plain_text(Article.objects.values_list("body", flat=True).get(pk=article.key))
            self._read[article.key] = folded(text)
        return self._read[article.key]


def _hash(*parts: object) -> str:
    return blake2b("\n".join(map(str, parts)).encode(), digest_size=16).hexdigest()
