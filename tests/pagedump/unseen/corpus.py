"""The invented corpus, read from the text modules.

A text module holds articles parted by lines of `@ genre key`. Title lines begin with 引, 题, 副 or 栏 and
a space; then the body, paragraphs parted by empty lines and wrapped for the editor's eye alone. A paragraph
that begins with `# ` is a crosshead, with `! ` the title of a box, with `| ` a row of a table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from .texts import briefs, essays, features, more_news, news, pictures, services

ENDINGS = "。！？…”）"


@dataclass(frozen=True)
class Part:
    """One paragraph of a body. Kinds: para, cross, box, row, and item for lines that close without a stop."""

    kind: str
    text: str


@dataclass(frozen=True)
class Piece:
    """An article as its author handed it in, unsigned."""

    genre: str
    key: str
    headline: str
    kicker: str
    subhead: str
    column: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """The length of the body in characters."""
        return sum(len(part.text) for part in self.parts)

    @property
    def divided(self) -> bool:
        """Whether it has crossheads or boxes."""
        return any(part.kind in ("cross", "box") for part in self.parts)


def _chunks(text: str) -> list[str]:
    """The paragraphs of a text module: source lines run together."""
    return ["".join(chunk.split("\n")) for chunk in text.strip().split("\n\n") if chunk.strip()]


def _part(chunk: str) -> Part:
    for mark, kind in (("# ", "cross"), ("! ", "box"), ("■", "box")):
        if chunk.startswith(mark):
            return Part(kind, chunk.removeprefix(mark) if mark != "■" else chunk)
    if chunk.startswith("| "):
        return Part("row", "\t".join(cell.strip() for cell in chunk.removeprefix("| ").split(" | ")))
    return Part("para" if chunk[-1] in ENDINGS else "item", chunk)


def _piece(text: str) -> Piece:
    head, _, body = text.partition("\n\n")
    first, *titles = head.split("\n")
    genre, key = first.split()
    named = {line[0]: line[2:] for line in titles}
    parts = tuple(_part(chunk) for chunk in _chunks(body))
    return Piece(
        genre, key, named["题"], named.get("引", ""), named.get("副", ""), named.get("栏", ""), parts
    )


@cache
def pieces() -> tuple[Piece, ...]:
    """All articles."""
    modules = (news.TEXT, more_news.TEXT, features.TEXT, essays.TEXT, briefs.TEXT, services.TEXT)
    return tuple(_piece(text) for module in modules for text in ("\n" + module).split("\n@ ") if text.strip())


@cache
def captions(group: bool) -> tuple[str, ...]:
    """Captions of one picture, or (`group`) of several under one."""
    return tuple(_chunks(pictures.GROUP if group else pictures.SINGLE))
