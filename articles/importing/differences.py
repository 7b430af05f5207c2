"""What differs between two texts, and between a page and the changed copy of it that came later."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from django.db.models import Q

from articles.importing import wording
from articles.importing.edits import Block, Effort, same_blocks
from articles.models import Article, Dump, Duplicate

EFFORT = (
    1_000_000  # Pieces looked at in one comparison, at most: a second. Real pages take a thousandth of it.
)

UNLIKE = 0.6  # The share of two passages that differs from which they are shown whole, not letter by letter.


class Mark(StrEnum):
    """Where a run of text stands: in both texts, or in one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Run(NamedTuple):
    """Some plain text. Templates escape it."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts, run by run. `is_coarse` where some of it was too much to be compared in detail."""

    runs: list[Run]
    is_coarse: bool = False


def by_line(old: str, new: str) -> Difference:
    """Compare two texts line by line. Each run is a line, without its end."""
    parts = list(_parts(old.split("\n"), new.split("\n"), Effort(EFFORT)))
    runs = [Run(mark, line) for part in parts for mark, lines in part.marked() for line in lines]
    return Difference(runs, any(part.is_coarse for part in parts))


def by_character(old: str, new: str) -> Difference:
    """Compare two texts to the letter, within the lines that differ. Runs keep the line ends in them."""
    effort = Effort(EFFORT)
    parts = [
        letters
        for part in _parts(old.splitlines(keepends=True), new.splitlines(keepends=True), effort)
        for line in _lines(part)
        for letters in _letters(line, effort)
    ]
    runs = [Run(mark, "".join(text)) for part in parts for mark, text in part.marked() if text]
    return Difference(_joined(runs), any(part.is_coarse for part in parts))


@dataclass(frozen=True, slots=True)
class _Part:
    """Pieces, lines or letters, that are the same, or else those removed and those added instead."""

    same: Sequence[str] = ()
    removed: Sequence[str] = ()
    added: Sequence[str] = ()
    is_coarse: bool = False

    def marked(self) -> Iterator[tuple[Mark, Sequence[str]]]:
        return zip((Mark.SAME, Mark.REMOVED, Mark.ADDED), (self.same, self.removed, self.added), strict=True)


def _parts(old: Sequence[str], new: Sequence[str], effort: Effort, most: float = 1) -> Iterator[_Part]:
    """Two sequences compared. Where more than the share `most` differs, or it takes too long: in one part."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    yield _Part(same=old[:head])
    blocks = same_blocks(before, after, effort, int(most * (len(before) + len(after))))
    if blocks is None:
        yield _Part(removed=before, added=after, is_coarse=effort.left < 0)
    else:
        yield from _between(before, after, blocks)
    yield _Part(same=old[len(old) - tail :])


def _between(old: Sequence[str], new: Sequence[str], blocks: list[Block]) -> Iterator[_Part]:
    """The blocks that are the same, and what differs before each and after the last."""
    i = j = 0
    for block in (*blocks, Block(len(old), len(new), 0)):
        yield _Part(removed=old[i : block.old], added=new[j : block.new])
        i, j = block.old + block.length, block.new + block.length
        yield _Part(same=old[block.old : i])


def _lines(part: _Part) -> list[_Part]:
    """As many lines added as removed are those lines, corrected."""
    if part.same or len(part.removed) != len(part.added):
        return [part]
    pairs = zip(part.removed, part.added, strict=True)
    return [_Part(removed=[old], added=[new], is_coarse=part.is_coarse) for old, new in pairs]


def _letters(part: _Part, effort: Effort) -> list[_Part]:
    """Lines that differ, letter by letter, where they have enough in common to be read so."""
    old, new = "".join(part.removed), "".join(part.added)
    if not old or not new or effort.left < 0:
        return [part]
    return list(_parts(old, new, effort, UNLIKE))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces are the same at the beginning of both."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Runs of one mark that follow each other as one."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].mark == run.mark:
            joined[-1] = Run(run.mark, joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


class Kind(StrEnum):
    """What has become of an article in a changed copy of its page."""

    SAME = "相同"
    CHANGED = "有改动"
    NEW = "新增"
    GONE = "不再有"


@dataclass(frozen=True, slots=True)
class ArticleDifference:
    """What has become of an article: that of the copy, or where it has none of its own, the one `before`.

    `fields` are those that differ, by what people call them.
    """

    kind: Kind
    article: Article
    before: Article | None = None
    fields: dict[str, Difference] = field(default_factory=dict)


def differences_of(dump: Dump) -> list[ArticleDifference]:
    """Return what has become of each article of the page that `dump` is a changed copy of, as they stand now.

    First what is in both, in the order of the copy; then what is new in it, and what it has no more. Nothing
    where it is no copy.
    """
    if dump.earlier_id is None:
        return []
    links = list(dump.duplicates.all())
    own, before = _articles(Q(dump=dump)), _articles(_of_page(dump.earlier_id))
    others = _articles(Q(pk__in=[link.article_id for link in links]))
    versions = {link.draft_id for link in links}
    pieces = [(link.line_start, own.get(link.draft_id or 0), others[link.article_id]) for link in links]
    new = [article for article in own.values() if article.pk not in versions]
    found = [_difference(article, other) for _, article, other in sorted(pieces, key=itemgetter(0))]
    gone = [article for key, article in before.items() if key not in others]
    return [
        *found,
        *(ArticleDifference(Kind.NEW, article) for article in new),
        *(ArticleDifference(Kind.GONE, article, article) for article in gone),
    ]


def _difference(own: Article | None, other: Article) -> ArticleDifference:
    if own is None:
        return ArticleDifference(Kind.SAME, other, other)
    differing = wording.differences(wording.of_row(other), wording.of_row(own))
    fields = {name: by_character(*texts) for name, texts in differing.items()}
    return ArticleDifference(Kind.CHANGED, own, other, fields)


def _of_page(dump: int) -> Q:
    """Where the articles of a page are, those among them that it was not the first to bring."""
    found_again = Duplicate.objects.filter(dump=dump, draft=None)
    return Q(dump=dump) | Q(pk__in=found_again.values("article"))


def _articles(which: Q) -> dict[int, Article]:
    rows = Article.objects.filter(which).order_by("line_start", "pk")
    return {article.pk: article for article in rows.prefetch_related(*wording.OF_ARTICLES)}
