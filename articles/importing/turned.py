"""Marks that turn the direction of a text, in headlines and names: there they are refused.

In the text of an article they are taken out and noted, which the parser does. Of a headline or a name nobody
would know what was meant to be read.
"""

import re
from collections.abc import Iterator
from functools import cache

from articles.pagedump import DumpError, Page, Photo, Story

_MARK = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NO_LETTER = re.compile(r"[\W_]+")
_NEAR = 3  # Letters on each side of a mark, by which its place in a text is known.
_WITHIN = 24  # Characters among which they are looked for.


def refuse(page: Page, text: str) -> None:
    """Raise DumpError for the first such mark in a headline or a name of `page`, as `text` has it."""
    if not _MARK.search(text):
        return
    body = _letters("".join(paragraph.text for story in page.stories for paragraph in story.body))
    in_body = cache(lambda length: _windows(body, length))
    pieces: tuple[Story | Photo, ...] = (*page.stories, *page.photos)
    called = {pair: what for piece in pieces for name, what in _called(piece) for pair in _windows(name, 2)}
    for number, line in enumerate(text.split("\n"), 1):
        for mark in _MARK.finditer(line):
            before, after = _around(line, mark)
            if before + after in in_body(len(before + after)):
                continue
            for pair in (before[-2:], before[-1:] + after[:1], after[:2]):
                if pair in called:
                    code = f"U+{ord(mark[0]):04X}"
                    raise DumpError(
                        f"第 {number} 行的{called[pair]}里有双向控制字符 {code}", "请删去它后再导入"
                    )


def _around(line: str, mark: re.Match[str]) -> tuple[str, str]:
    """The letters next before a mark, and those next after it."""
    start, end = mark.span()
    before = _letters(line[max(0, start - _WITHIN) : start])
    return before[-_NEAR:], _letters(line[end : end + _WITHIN])[:_NEAR]


def _called(piece: Story | Photo) -> Iterator[tuple[str, str]]:
    """The letters of headlines and names, each with what it is."""
    if isinstance(piece, Story):
        yield from ((_letters(head), "标题") for head in (piece.kicker, piece.headline, piece.subhead))
    credits = piece.bylines if isinstance(piece, Story) else piece.credits
    yield from ((_letters(credit.name), "人名") for credit in credits)


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text)


def _windows(letters: str, length: int) -> set[str]:
    """Whatever stands side by side in a text, so many letters of it."""
    return {letters[at : at + length] for at in range(len(letters) - length + 1)}
