"""Two texts as the desk shows them together: what both have, what only the one has, what only the other."""

from dataclasses import dataclass

from articles.importing.differences import Mark, Run, by_character

AROUND = 24  # Letters shown of what both have, before and after a difference.
SHOWN = 2_000  # Letters of one piece.

# The HTML elements that tell where a piece stands.
TAGS = {Mark.SAME: "", Mark.REMOVED: "del", Mark.ADDED: "ins"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of two texts: `tag` is the HTML element that marks it, blank for what both have."""

    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose text differs."""

    label: str
    pieces: list[Piece]


def compared(fields: dict[str, tuple[str, str]]) -> list[Difference]:
    """Return fields that differ, each before and after, in pieces."""
    return [Difference(label, pieces(*by_character(*texts).runs)) for label, texts in fields.items()]


def pieces(*runs: Run) -> list[Piece]:
    """Return what runs of text are shown as: what both have is cut down to what is around a difference."""
    last = len(runs) - 1
    return [
        Piece(TAGS[run.mark], _around(run.text, number, last) if run.mark == Mark.SAME else _cut(run.text))
        for number, run in enumerate(runs)
    ]


def _cut(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}……"


def _around(text: str, number: int, last: int) -> str:
    head, tail = text[:AROUND] if number else "", text[-AROUND:] if number < last else ""
    return text if len(text) <= len(head) + len(tail) or last == 0 else f"{head}……{tail}"
