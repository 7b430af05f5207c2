"""Lines of text without a blank between them, cut into paragraphs and short lines that may be headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .authors import read_author
from .blocks import Block
from .chars import is_finished, starts_list_item
from .headlines import names_column

OPEN_END = re.compile(r"[，、；：。,;:]$")
DASH = re.compile(r"^(?:——|－－|--|—)\s?\S")

_LONGEST_HEADING = 60
_LONGEST_WITH_COMMA = 24
_LONGEST_CROSSHEAD = 16
_LONGEST_LABEL = 10
_MOST_TITLE_LINES = 4
_WIDTHS = range(10, 121)
_MARK = re.compile("[，。；：、！？…”’》（）(),.;:!?]")  # What each rule against a heading asks for.
_INSIDE_SENTENCE = re.compile(r"[。；]|[！？…].|，[^，]*，")
_SAYS = re.compile("(?:说|表示|指出|强调|介绍|提醒|认为|要求|透露|坦言|告诉记者|了解到)，")
_SET_OFF = re.compile(r"^(?:【[^【】]{2,12}】|〔[^〔〕]{2,12}〕|\[[^\[\]]{2,12}\]|「[^「」]{2,12}」)$")
_QUESTION_OR_ANSWER = re.compile(r"^(?:问|答|[QA]\d?)\s?[：:]")
_NOTE = re.compile(r"^[（(](?:作者|注[：:]|据|来源|原载|转自|摘自|摘编|综合|文中|以上|全文完).*[）)]$")
_CONTINUES = re.compile(r"^[，。；：、！？）”’》…,.;:!?)]")
_LEDE_OPENER = re.compile(
    r"^(?:近日|日前|连日来|[昨今][日天]|\d{1,2}月\d{1,2}日|据了解|据介绍|据悉|同时|随后|截至目前|下一步|此外|其中)，?"
)


@dataclass(slots=True)
class Paragraph:
    """Lines of one paragraph; `joins` are the lines where it was put together though not hard-wrapped."""

    lines: list[Block]
    short: bool
    joins: tuple[int, ...] = ()


def cut_paragraphs(run: list[Block]) -> Iterator[Paragraph]:
    """Cut a chunk of text lines."""
    titles = _count_titles(run)
    if titles:
        yield from _titles(run[:titles])
    if titles < len(run):
        yield from _Chunk(run[titles:]).paragraphs()


def is_short(text: str) -> bool:
    """Whether a plain line has the shape of a heading: short, one clause or two, no sentence end."""
    if not 2 <= len(text) <= _LONGEST_HEADING:
        return False
    if not _MARK.search(text):
        return True
    if _INSIDE_SENTENCE.search(text) or OPEN_END.search(text) or _CONTINUES.match(text):
        return False
    if _SAYS.search(text) or _NOTE.match(text) or _QUESTION_OR_ANSWER.match(text):
        return False
    if "：" in text[:_LONGEST_LABEL] and starts_list_item(text):
        return False
    return "，" not in text or (len(text) <= _LONGEST_WITH_COMMA and not _LEDE_OPENER.match(text))


def _count_titles(run: list[Block]) -> int:
    """How many title lines open a chunk: short ones, over nothing or over much longer or indented text."""
    count = 0
    while count < min(len(run), _MOST_TITLE_LINES) and is_short(run[count].text) and not run[count].indented:
        count += 1
    if not count or count == len(run):
        return count
    below, longest = run[count], max(len(line.text) for line in run[:count])
    return count if below.indented or len(below.text) > 1.5 * longest else 0


def are_apart(above: str, below: str) -> bool:
    """Whether two title lines are lines of their own: a dash, a number, a name or brackets part them."""
    if DASH.match(below) or starts_list_item(below) or _SET_OFF.match(above):
        return True
    if len(above) < len(below) and names_column(above):
        return True
    return bool(read_author(above) or read_author(below))


def _titles(run: list[Block]) -> Iterator[Paragraph]:
    """Title lines are one wrapped headline; a dash or a number sets a line apart."""
    start = 0
    for i in range(1, len(run) + 1):
        if i == len(run) or are_apart(run[i - 1].text, run[i].text):
            yield Paragraph(run[start:i], short=True)
            start = i


class _Chunk:
    """A chunk and what is known of each of its lines."""

    def __init__(self, run: list[Block]) -> None:
        self.run = run
        self.finished = [is_finished(line.text) for line in run]
        self.short = [is_short(line.text) for line in run]
        self.indents = any(line.indented for line in run)
        self.width = self._wrap_width()
        self.alone: list[bool] = []
        for i in range(len(run)):
            self.alone.append(self._stands_alone(i))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Paragraphs, and lines that stand alone among them."""
        start = 0
        while start < len(self.run):
            end = self._titles_end(start)
            if end > start:
                yield from _titles(self.run[start:end])
            else:
                end = start + 1
                while end < len(self.run) and not self._opens(end, start):
                    end += 1
                joins = () if self.width else tuple(line.first for line in self.run[start + 1 : end])
                yield Paragraph(self.run[start:end], end - start == 1 and self.alone[start], joins)
            start = end

    def _titles_end(self, start: int) -> int:
        """The end of title lines, not indented among paragraphs that are; `start` if there are none."""
        if not self.indents or not start or not self._is_done_above(start):
            return start
        end, most = start, min(len(self.run), start + _MOST_TITLE_LINES)
        while end < most and self.short[end] and not self.run[end].indented:
            end += 1
        return end if end == len(self.run) or self.run[end].indented else start

    def _wrap_width(self) -> int:
        """The width at which a chunk is hard-wrapped, or 0 where its lines are whole paragraphs."""
        last = len(self.run) - 1
        cut = [i for i in range(last) if self._may_be_cut(i)]
        long = [i for i in cut if not self.short[i] or len(self.run[i].text) > _LONGEST_CROSSHEAD]
        cut = long or cut
        if len(cut) < 2 and len(cut) * 2 < last:
            return 0
        width = max((len(self.run[i].text) for i in cut), default=0)
        return width if width in _WIDTHS else 0

    def _may_be_cut(self, i: int) -> bool:
        """Whether a line may go on in the next: no sentence and no item of a list ends in it."""
        return not (self.finished[i] or self.run[i + 1].indented or self.run[i].text[-1] in "；;")

    def _opens(self, i: int, start: int) -> bool:
        """Whether line `i` opens a new paragraph."""
        line, before = self.run[i], self.run[i - 1]
        if line.indented or (self.short[i - 1] and DASH.match(line.text)) or self._titles_end(i) > i:
            return True
        if i - 1 == start and self.alone[start]:
            return True
        if before.text[-1] in "；;" and (not self.width or len(before.text) < self.width - 3):
            return True
        if not self.finished[i - 1]:
            after_item = OPEN_END.search(before.text) or starts_list_item(before.text)
            return bool(after_item) and starts_list_item(line.text)
        if not self.width or starts_list_item(line.text):
            return True
        return len(before.text) < self.width - 3 or self.alone[i]

    def _is_done_above(self, i: int) -> bool:
        """Whether no sentence runs into a line from above: one has ended, or a title stands there."""
        if not i or self.finished[i - 1] or self.alone[i - 1]:
            return True
        return self.short[i - 1] and self.run[i].indented and not self.run[i - 1].indented

    def _stands_alone(self, i: int) -> bool:
        """Whether no sentence runs into or out of a short line."""
        if not self.short[i] or not self._is_done_above(i):
            return False
        following = self.run[i + 1] if i + 1 < len(self.run) else None
        if following is None:
            return not self.width or len(self.run[i].text) < self.width * 0.8
        if following.indented and not self.run[i].indented:
            return True
        if _CONTINUES.match(following.text):
            return False
        length = len(self.run[i].text)
        if self.width:
            return length < self.width * 0.8
        return len(following.text) > length * (1 if starts_list_item(self.run[i].text) else 1.5)
