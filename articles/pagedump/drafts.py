"""The flow of blocks cut into drafts of articles: which headings, bylines and paragraphs belong together."""

from __future__ import annotations

from dataclasses import dataclass, field

from .authors import read_author
from .blocks import PLAIN_LEVEL, Block
from .chars import is_finished
from .credits import Credits
from .document import Notice
from .headings import (
    Situation,
    Verdict,
    is_announcement,
    is_answer,
    is_box,
    is_crosshead_shaped,
    is_list_column,
    is_numbered,
    is_question,
    judge,
)
from .jumps import Jump
from .ledes import has_byline, has_dateline, split_tail

_LONGEST_SUMMARY = 3
_SINGLE, _LAST = 3.0, 2.0


@dataclass(slots=True)
class Draft:
    """An article in the making. `positions` are places in the flow, to tell which pictures stand inside."""

    headings: list[Block] = field(default_factory=list)
    bylines: list[Block] = field(default_factory=list)
    items: list[Block] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    jumps: list[Jump] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    level: int = PLAIN_LEVEL
    closed: bool = False
    brief: bool = False
    page: int | None = None

    @property
    def lede(self) -> str:
        """The beginning of the text, for comparing headings with it."""
        return "".join(block.text for block in self.items[:3] if block.kind == "text")[:500]

    @property
    def span(self) -> tuple[int, int]:
        """First and last place in the flow; an empty draft has none."""
        return (min(self.positions), max(self.positions)) if self.positions else (0, -1)

    @property
    def continues(self) -> bool:
        """Whether this is the rest of an article from another page."""
        return any(not jump.forward for jump in self.jumps)

    @property
    def blocks(self) -> list[Block]:
        """All blocks of the draft."""
        return [*self.headings, *self.bylines, *self.items]


@dataclass(slots=True)
class Orphan:
    """A heading without a text below it; `position` is its place in the flow."""

    block: Block
    position: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What is usual on this page."""

    indented: bool
    gap: int
    breaks: frozenset[int]
    deepest: int


class Cutter:
    """Walks the flow once, from top to bottom."""

    def __init__(self, flow: list[Block], breaks: frozenset[int]) -> None:
        self.flow = flow
        self.setting = _setting(flow, breaks)
        self.drafts: list[Draft] = []
        self.orphans: list[Orphan] = []

    def cut(self) -> tuple[list[Draft], list[Orphan]]:
        """The drafts and the headings that have no text."""
        i = 0
        while i < len(self.flow):
            block = self.flow[i]
            if _may_head(block):
                i = self._take_run(i)
                continue
            if block.kind == "byline":
                self._take_byline(i)
            elif block.kind == "jump":
                self._take_jump(i)
            else:
                self._take_text(i)
            i += 1
        return self.drafts, self.orphans

    @property
    def _open(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def _start(self, at: int) -> Draft:
        draft = Draft(page=self.flow[at].page)
        self.drafts.append(draft)
        return draft

    def _take_run(self, start: int) -> int:
        """A run of headings: of a new article, inside the open one, or of nothing."""
        if self._take_signature(start):
            return start + 1
        end = self._run_end(start)
        following = self.flow[end] if end < len(self.flow) else None
        bodyless = (
            following is None or _may_head(following) or following.kind == "jump" and following.jump is None
        )
        if bodyless:
            self._take_bodyless(start, end)
            return end
        draft = self._open
        verdict = Verdict(opens=True, doubtful=False)
        if draft and not self._is_plainly_new(draft, start, following):
            verdict = judge(self._situation(draft, start, end, following))
        if draft is None or verdict.opens:
            self._open_story(start, end, verdict)
        else:
            self._take_crossheads(draft, start, end, verdict)
        return end

    def _is_plainly_new(self, draft: Draft, at: int, following: Block | None) -> bool:
        """A heading of the open article's level straight over a byline opens one, whatever else speaks."""
        head = self.flow[at]
        if following is None or following.kind != "byline" or head.kind != "heading":
            return False
        return head.level <= draft.level and not _stands_inside(head.text)

    def _take_signature(self, at: int) -> bool:
        """A bare name below the last paragraph signs an article that nobody has signed yet."""
        draft, block = self._open, self.flow[at]
        following = self.flow[at + 1] if at + 1 < len(self.flow) else None
        if draft is None or not draft.items or draft.closed or _is_signed_above(draft):
            return False
        if not (draft.items[-1].whole or is_finished(draft.items[-1].text)) or block.slot:
            return False
        if following and (not _may_head(following) or block.level < following.level):
            return False
        credits = read_author(block.text) if not (following and read_author(following.text)) else None
        if credits is None:
            return False
        block.credits = credits
        draft.bylines.append(block)
        draft.positions.append(at)
        draft.closed = True
        return True

    def _run_end(self, start: int) -> int:
        end = start + 1
        while end < len(self.flow) and _may_head(self.flow[end]) and end not in self.setting.breaks:
            end += 1
        return end

    def _situation(self, draft: Draft, start: int, end: int, following: Block | None) -> Situation:
        last = draft.items[-1].text if draft.items and not draft.items[-1].whole else "。"
        author = _author_of(self.flow[start:end])
        return Situation(
            run=self.flow[start : end - (author is not None)],
            following=following,
            lede="".join(block.text for block in self.flow[end : end + 3] if block.kind == "text"),
            open_level=draft.level,
            open_closed=draft.closed or split_tail(last)[1] is not None,
            open_finished=is_finished(last),
            indented_page=self.setting.indented,
            after_picture=start in self.setting.breaks,
            signed_twice=lambda: _is_signed_above(draft) and self._is_signed_below(end),
            stands_single=lambda: self._stands_single(draft, end),
            deeper_headings=draft.level < self.setting.deepest,
            open_brief=draft.brief,
            questions_follow=any(is_question(block.text) for block in self.flow[start + 1 : end + 2]),
            open_answers=any(is_answer(block.text) for block in draft.items[-2:]),
            open_announces=any(is_announcement(block.text) for block in draft.headings),
            author=author is not None,
            usual_gap=self.setting.gap,
        )

    def _stands_single(self, draft: Draft, at: int) -> float:
        """The weight of standing alone between two signed articles: crossheads seldom do."""
        if not _is_signed_above(draft) or any(_may_head(block) for block in draft.items):
            return 0.0
        while at < len(self.flow) and not _may_head(self.flow[at]):
            at += 1
        while at < len(self.flow) and _may_head(self.flow[at]):
            at += 1
        if at == len(self.flow):
            return _LAST
        return _SINGLE if self.flow[at].kind == "byline" or has_dateline(self.flow[at].text) else 0.0

    def _is_signed_below(self, at: int) -> bool:
        """Whether the text from here to the next heading ends in a byline."""
        while at < len(self.flow) and self.flow[at].kind == "text" and not _may_head(self.flow[at]):
            at += 1
        closing = self.flow[at].kind == "byline" if at < len(self.flow) else False
        return closing or split_tail(self.flow[at - 1].text)[1] is not None

    def _open_story(self, start: int, end: int, verdict: Verdict) -> None:
        goes_on = bool(self._open and self._open.brief and self._open.level <= self.flow[start].level)
        draft = self._start(start)
        draft.brief = goes_on or is_list_column(self.flow[start].text)
        run = self.flow[start:end]
        if author := _author_of(run):
            run[-1].credits = author
            draft.bylines.append(run.pop())
        for block in run:
            inside = draft.headings and not block.slot and _stands_inside(block.text)
            (draft.items if inside else draft.headings).append(block)
        draft.positions.extend(range(start, end))
        own = [block.level for block in draft.headings if not is_list_column(block.text)]
        draft.level = min(own or [block.level for block in draft.headings])
        if verdict.doubtful:
            message = f"“{draft.headings[0].text}”作为新稿件的标题处理，请核对是否是上一篇的小标题"
            draft.notices.append(Notice("doubtful-heading", draft.headings[0].first, message))

    def _take_crossheads(self, draft: Draft, start: int, end: int, verdict: Verdict) -> None:
        for position in range(start, end):
            block = self.flow[position]
            block.short = is_crosshead_shaped(block) and _may_stand_here(draft, block)
            draft.closed = draft.closed and not is_box(block.text)
            draft.items.append(block)
            draft.positions.append(position)
            if verdict.doubtful and (block.short or block.kind == "heading"):
                message = f"“{block.text}”作为文内小标题处理，请核对是否是另一篇稿件的标题"
                draft.notices.append(Notice("doubtful-heading", block.first, message))

    def _take_bodyless(self, start: int, end: int) -> None:
        """Headings with nothing below: plain lines end the open article, true headings await their text."""
        for position in range(start, end):
            block = self.flow[position]
            titles_picture = position == end - 1 and end in self.setting.breaks
            draft = self._open
            if (
                draft
                and _takes_more(draft, block)
                and start not in self.setting.breaks
                and not titles_picture
            ):
                draft.items.append(block)
                draft.positions.append(position)
            else:
                self.orphans.append(Orphan(block, position))

    def _take_byline(self, at: int) -> None:
        draft = self._open
        following = self.flow[at + 1] if at + 1 < len(self.flow) else None
        runs_on = following is not None and following.kind == "text" and not _may_head(following)
        bracketed = self.flow[at].text[:1] in "（(【"
        below_summary = draft is not None and not draft.bylines and _is_summary(draft.items)
        if draft is None or (draft.items and runs_on and not bracketed and not below_summary):
            draft = self._start(at)
        draft.bylines.append(self.flow[at])
        draft.positions.append(at)
        draft.closed = bool(draft.items) and not below_summary

    def _take_jump(self, at: int) -> None:
        jump = self.flow[at].jump
        if jump is None:
            return
        draft = self._open
        if draft is None or (not jump.forward and draft.items):
            draft = self._start(at)
        draft.jumps.append(jump)
        draft.positions.append(at)
        draft.notices.append(Notice("jump", self.flow[at].first, _jump_message(jump)))
        draft.closed = jump.forward and jump.page is not None and bool(draft.items)

    def _take_text(self, at: int) -> None:
        draft = self._open
        block = self.flow[at]
        if draft is None or draft.closed or (draft.items and has_dateline(block.text)):
            draft = self._start(at)
        draft.items.append(block)
        draft.positions.append(at)


def is_bare(draft: Draft) -> bool:
    """Whether a draft is a text that came without any headline."""
    return not draft.headings and bool(draft.items) and not draft.continues


def cut_drafts(flow: list[Block], breaks: frozenset[int]) -> tuple[list[Draft], list[Orphan]]:
    """Cut a flow into drafts; `breaks` are the places where pictures stood."""
    return Cutter(flow, breaks).cut()


def _stands_inside(text: str) -> bool:
    return is_box(text) or is_numbered(text) or is_question(text)


def _is_summary(items: list[Block]) -> bool:
    """Whether a draft is only the box that sums it up (核心阅读) so far: a byline below that is no tail."""
    return 1 < len(items) <= _LONGEST_SUMMARY and is_box(items[0].text)


def _author_of(run: list[Block]) -> Credits | None:
    """The author whose bare name stands below a headline, marked like a heading perhaps."""
    return read_author(run[-1].text) if len(run) > 1 and not run[-1].slot else None


def _may_stand_here(draft: Draft, block: Block) -> bool:
    """A crosshead follows a whole paragraph; straight under a byline only a numbered one or a box does."""
    if draft.items:
        last = draft.items[-1]
        return is_finished(last.text) or last.short or last.whole
    return is_numbered(block.text) or is_box(block.text)


def _takes_more(draft: Draft, block: Block) -> bool:
    """Whether a plain short line with nothing below it can still be text of the open article."""
    return block.kind == "text" and not draft.closed and bool(draft.items or draft.bylines)


def _is_signed_above(draft: Draft) -> bool:
    return bool(draft.bylines) or bool(draft.items and has_byline(draft.items[0].text))


def _may_head(block: Block) -> bool:
    return block.kind == "heading" or (block.kind == "text" and block.short)


def _setting(flow: list[Block], breaks: frozenset[int]) -> Setting:
    texts = [block for block in flow if block.kind == "text" and not block.short]
    indented = sum(block.indented for block in texts)
    gaps = sorted(block.gap for block in texts)
    levels = [block.level for block in flow if block.kind == "heading"]
    usual_gap = gaps[len(gaps) // 2] if gaps else 1
    return Setting(indented * 2 > len(texts), usual_gap, breaks, max(levels, default=PLAIN_LEVEL))


def _jump_message(jump: Jump) -> str:
    return f"已从正文去掉转版标记“{jump.printed}”，请核对前后文是否接上"
