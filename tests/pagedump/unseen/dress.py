"""From blocks to text: what each extraction tool or export makes of a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from .story import Block

HALF = str.maketrans("，：；？！（）", ",:;?!()")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
RUNNING = frozenset({"para", "cont", "cross", "item", "row", "box", "tail", "jump"})
NO_START = "，。、；：？！”’）》…—,;:?!)"
NO_END = "“‘（《("
_SEAM = "开展|建成|实现|新增|增至|接受|专项整治|组织|达成|可以|今年|开始|免费|改造后|变成|竞渡"
HEAD_BREAK = re.compile(rf"(?<=.{{5}})(?: |(?={_SEAM}))(?=.{{5}})")


@dataclass(frozen=True)
class Dress:
    """How blocks look.

    `marks` gives a template by kind (`## {}`). `blank` says whether paragraphs are parted by empty lines;
    otherwise only titles, pictures and furniture are. `width` wraps running text at so many characters,
    `head_width` long headlines at a seam. `close` lists pairs of kinds with no empty line
    between them.
    """

    marks: Mapping[str, str] = field(default_factory=dict)
    indent: str = ""
    blank: bool = True
    width: int = 0
    head_width: int = 0
    close: frozenset[tuple[str, str]] = frozenset()
    newline: str = "\n"
    half: float = 0.0
    spaced: float = 0.0
    wide_digits: float = 0.0
    row_gap: str = "    "


def wide(text: str) -> int:
    """Columns of a text on a terminal, two for a Chinese character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrap(text: str, width: int, first: str = "") -> list[str]:
    """Lines of so many Chinese characters, Latin words and numbers kept whole, no stop at a line's head."""
    lines: list[str] = []
    line = first
    for piece in re.findall(r"[!-~]+|.", text):
        full = wide(line + piece) > 2 * width
        if full and piece not in NO_START and line[-1:] not in NO_END and line.strip():
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line]


def spaced(rng: Random, text: str, rate: float) -> str:
    """Spaces a scanner saw between characters, though not in brackets, where names stand."""
    gap = re.compile(r"（[^）]*）|(?<=[一-鿿，。])(?=[一-鿿])")
    return gap.sub(lambda found: found[0] or (" " if rng.random() < rate else ""), text)


def _lines(rng: Random, block: Block, dress: Dress) -> list[str]:
    text = block.text
    if block.kind in ("para", "cont", "caption") and dress.spaced:
        text = spaced(rng, text, dress.spaced)
    if block.kind == "row":
        text = text.replace("\t", dress.row_gap)
    if block.kind == "head" and dress.head_width and len(text) > dress.head_width:
        seams = [match.start() for match in HEAD_BREAK.finditer(text)]
        if seams:
            at = min(seams, key=lambda seam: abs(seam - len(text) // 2))
            return [text[:at].strip(), text[at:].strip()]
    indented = block.kind in ("para", "item", "cross", "box", "row", "caption")
    first = dress.indent if indented or (block.kind == "own" and dress.marks.get("own") == "indent") else ""
    if dress.width and block.kind in ("para", "cont", "item", "caption"):
        return wrap(text, dress.width, first)
    template = dress.marks.get(block.kind, "{}")
    return [first + (template.format(text) if "{}" in template else text)]


def _parted(before: Block, after: Block, dress: Dress) -> bool:
    """Whether an empty line stands between two blocks."""
    if (before.kind, after.kind) in dress.close:
        return False
    if dress.blank:
        return True
    if after.kind == "cont":
        return True
    return not (before.kind in RUNNING | {"own"} and after.kind in RUNNING)


def render(rng: Random, blocks: Sequence[Block], dress: Dress) -> str:
    """The dump."""
    lines: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None and _parted(before, block, dress):
            lines.append("")
        lines += _lines(rng, block, dress)
        before = block
    text = "\n".join(lines) + "\n"
    if dress.half:
        text = re.sub(
            "[，：；？！（）]", lambda m: m[0].translate(HALF) if rng.random() < dress.half else m[0], text
        )
    if dress.wide_digits:
        text = re.sub(
            r"\d+", lambda m: m[0].translate(WIDE_DIGITS) if rng.random() < dress.wide_digits else m[0], text
        )
    return text.replace("\n", dress.newline)
