"""Marks that come in pairs: “” ‘’ 《》 〈〉 （） and other brackets (norms §3, after GB/T 15834).

A paragraph is read on its own. Of a quotation that runs over several, each paragraph opens with “ and only
the last one closes: such paragraphs are right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from .findings import Hit

_NAMES = {
    "“”": "双引号", "‘’": "单引号", "《》": "书名号", "〈〉": "单书名号", "（）": "括号", "()": "括号",
    "【】": "方头括号", "〔〕": "六角括号", "「」": "直角引号", "『』": "双直角引号",
}  # fmt: skip
_CLOSER = {pair[0]: pair[1] for pair in _NAMES}
_NAME = {
    mark: f"{side}{name} {mark} "
    for pair, name in _NAMES.items()
    for mark, side in zip(pair, "前后", strict=True)
}
_KIND = {mark: pair[0].replace("(", "（") for pair in _NAMES for mark in pair}
_OUTER = {"‘": "“", "〈": "《"}
_FAMILY = {"“": "“", "‘": "“", "《": "《", "〈": "《"}
_MARKS = re.compile(f"[{''.join(_NAMES)}]")
_BEFORE_OPENER = tuple("，。、；：！？（《") + ("",)
_AFTER_CLOSER = tuple("，。、；：！？…）》”") + ("",)
_SHORT = 30  # Characters between two marks that are likely to be one pair.
MOST_MARKS = 10_000  # Of marks in pairs and straight quotation marks: a book has so many, no article.
_COUNTED = re.compile(f'[{"".join(_NAMES)}"]')
_NUMBERING = re.compile(r"(?:^|[\s，,、；;：:。“（(])[0-9A-Za-z一二三四五六七八九十]{1,3}$")


def readable(text: str) -> str:
    """The paragraphs before the one in which a text has more than `MOST_MARKS` marks: mostly all."""
    beyond = next(islice(_COUNTED.finditer(text), MOST_MARKS, None), None)
    return text[: text.rfind("\n", 0, beyond.start()) + 1] if beyond else text


def find(text: str) -> Iterator[Hit]:
    """All hits of this family, not in order. Where the text is not `readable` any more, one says so."""
    head = readable(text)
    if len(head) < len(text):
        message = f"成对标点超过 {MOST_MARKS:,} 个，从这一段起没有查，请分成几篇"
        yield Hit("unpaired-mark", len(head), len(head) + 1, message)
    offset = len(head) + 1
    follower = ""  # The paragraph below, blank ones left out.
    for paragraph in reversed(head.split("\n")):
        offset -= len(paragraph) + 1
        if _MARKS.search(paragraph):
            for hit in _Reader(paragraph).read(goes_on=follower.startswith("“")):
                yield hit._replace(start=hit.start + offset, end=hit.end + offset)
        follower = paragraph.strip() or follower


@dataclass(slots=True)
class _Open:
    """An opened mark. `inner` are hits between it and its closing mark: they count only if it is closed."""

    mark: str
    place: int
    outer: _Open | None
    is_reported: bool = False
    inner: list[Hit] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return _KIND[self.mark]


class _Reader:
    """Reads one paragraph from left to right. Each mark is pushed and popped once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stack: list[_Open] = []
        self._innermost: dict[str, _Open | None] = dict.fromkeys(_FAMILY.values())
        self._count: Counter[str] = Counter()
        self._crossed: dict[str, _Open] = {}
        self._hits: list[Hit] = []

    def read(self, *, goes_on: bool) -> list[Hit]:
        """All hits. `goes_on`: the paragraph below opens with “, so this one may leave its quotation open."""
        for match in _MARKS.finditer(self._text):
            if match[0] in _CLOSER:
                self._read_opener(match[0], match.start())
            else:
                self._read_closer(match[0], match.start())
        self._finish(goes_on)
        return self._hits

    def _read_opener(self, mark: str, place: int) -> None:
        if mark in "“《" and self._count[mark] and self._stands_like_a_closer(place):
            self._report_turned(mark, place)
            self._close(mark, _CLOSER[mark], place)
        else:
            self._push(mark, place)

    def _read_closer(self, mark: str, place: int) -> None:
        kind = _KIND[mark]
        if mark == "’" and self._is_apostrophe(place):
            return
        if self._count[kind]:
            self._close(kind, mark, place)
        elif crossed := self._crossed.pop(kind, None):
            message = f"{_NAME[crossed.mark]}与其他成对标点交错，请调整先后"
            self._hits.append(Hit("nested-marks", crossed.place, place + 1, message))
        elif mark == "”" and self._stands_like_an_opener(place):
            self._say("unpaired-mark", place, f"{_NAME[mark]}方向反了，请改为前一半", "“")
            self._push("“", place, is_reported=True)
        elif kind != "（" or not _NUMBERING.search(self._text[max(0, place - 4) : place]):
            self._say("unpaired-mark", place, f"{_NAME[mark]}没有配对，请补上前一半或删去")

    def _finish(self, goes_on: bool) -> None:
        turned: _Open | None = None  # The first of two that were both meant as one pair: “甲“.
        for opened in (*self._stack, *self._crossed.values()):
            if goes_on and opened.kind in "“‘":
                self._hits += opened.inner
            elif turned and turned.mark == opened.mark == "“" and 0 < opened.place - turned.place <= _SHORT:
                self._report_turned(opened.mark, opened.place)
                turned = None
            else:
                self._report_unpaired(turned)
                turned = opened
        self._report_unpaired(turned)

    def _push(self, mark: str, place: int, is_reported: bool = False) -> None:
        family = _FAMILY.get(mark)
        opened = _Open(mark, place, self._innermost[family] if family else None, is_reported)
        self._stack.append(opened)
        self._count[opened.kind] += 1
        if family:
            self._innermost[family] = opened

    def _pop(self) -> _Open:
        opened = self._stack.pop()
        self._count[opened.kind] -= 1
        if family := _FAMILY.get(opened.mark):
            self._innermost[family] = opened.outer
        return opened

    def _close(self, kind: str, mark: str, place: int) -> None:
        """Close the innermost of a kind. What was opened inside it and is not closed yet crosses it."""
        while (opened := self._pop()).kind != kind:
            if earlier := self._crossed.get(opened.kind):
                self._report_unpaired(earlier)
            self._crossed[opened.kind] = opened
        self._hits += opened.inner
        if opened.mark in "（(" and mark != _CLOSER[opened.mark]:
            self._report_mixed(opened, mark, place)
        elif wrong := self._wrong_level(opened):
            inside = self._text[opened.place + 1 : place]
            message = f"{wrong[0]}，请改为{wrong[1][0]} {wrong[1][1]}"
            hit = Hit("nested-marks", opened.place, place + 1, message, f"{wrong[1][0]}{inside}{wrong[1][1]}")
            (opened.outer.inner if opened.outer else self._hits).append(hit)

    @staticmethod
    def _wrong_level(opened: _Open) -> tuple[str, str] | None:
        """norms §3: “ ‘ ’ ” and 《 〈 〉 》. What is wrong, and the pair that belongs here."""
        around = opened.outer.mark if opened.outer else ""
        if opened.mark == around and around in "“《":
            return ("引号里的引号用单引号", "‘’") if around == "“" else ("书名号里的书名号用单书名号", "〈〉")
        if opened.mark == "‘" and around != "“":
            return "单引号只用在双引号里", "“”"
        return None

    def _report_mixed(self, opened: _Open, mark: str, place: int) -> None:
        wrong, right = (opened.place, "（") if opened.mark == "(" else (place, "）")
        self._say("mixed-brackets", wrong, "括号一半全角、一半半角，请统一为全角", right)

    def _report_turned(self, mark: str, place: int) -> None:
        self._say("unpaired-mark", place, f"{_NAME[mark]}方向反了，请改为后一半", _CLOSER[mark])

    def _report_unpaired(self, opened: _Open | None) -> None:
        if opened and not opened.is_reported:
            self._say("unpaired-mark", opened.place, f"{_NAME[opened.mark]}没有配对，请补上后一半或删去")

    def _say(self, code: str, place: int, message: str, suggestion: str = "") -> None:
        self._hits.append(Hit(code, place, place + 1, message, suggestion))

    def _around(self, place: int) -> tuple[str, str]:
        return self._text[max(0, place - 1) : place], self._text[place + 1 : place + 2]

    def _stands_like_a_closer(self, place: int) -> bool:
        before, after = self._around(place)
        return before not in _BEFORE_OPENER and after in _AFTER_CLOSER

    def _stands_like_an_opener(self, place: int) -> bool:
        before, after = self._around(place)
        return before in _BEFORE_OPENER and after not in _AFTER_CLOSER

    def _is_apostrophe(self, place: int) -> bool:
        """O’Neil and 1990’s, also inside ‘ ’; workers’ and ’98 where no ‘ is open."""
        before, after = self._around(place)
        if before.isascii() and before.isalnum() and after.isascii() and after.isalpha():
            return True
        return not self._count["‘"] and (before.isascii() and before.isalnum() or after.isdigit())
