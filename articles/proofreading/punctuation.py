"""Single marks: doubled, half-width, dots, and 、 where none belongs (norms §3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .chars import CLOSING, HAN, OPENING
from .findings import Hit
from .pairs import readable

_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")
_BEFORE = f"[{HAN}{CLOSING}%％]"
_AFTER = f"[{HAN}{OPENING}]"
_DOUBLED = re.compile("[，。、；：]{2,}|[！？][，。、；：]+|[，、；：][！？]+")
_DOTS = re.compile(r"。{3,}|…+|\.{3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]+")
_HALF_WIDTH = re.compile(
    rf"(?<={_BEFORE})[,;:?!]+ ?(?={_AFTER}|[0-9A-Za-z]|$)|(?<=[0-9A-Za-z])[,;?!]+ ?(?={_AFTER})", re.MULTILINE
)
_HALF_STOP = re.compile(rf"(?<=[{HAN}{CLOSING}])\.(?=[{HAN}{OPENING}{CLOSING}]|$)", re.MULTILINE)
_HALF_BRACKET = re.compile(r"[()]|\n[^()]*")  # Of lines without any, all at once.
_STRAIGHT_QUOTE = re.compile(r'(?<!\d)"|\n[^"]*')
_SENTENCE = re.compile(r"[^。；！？\n]+")
_PAUSE = re.compile("》、《|”、“")
_NOTE_IN_LIST = re.compile("）、[《“]|[》”]（")


def find(text: str) -> Iterator[Hit]:
    """All hits of this family, not in order."""
    yield from _doubled(text)
    yield from _dots(text)
    yield from _pauses(text)
    marked = _ADDRESS.sub(lambda match: "a" * len(match[0]), text)
    yield from _half_width(marked)
    head = marked[: len(readable(text))]
    yield from _half_brackets(head)
    yield from _straight_quotes(head)


def _doubled(text: str) -> Iterator[Hit]:
    """norms §3: 。。 ，，. ！！ and ？！ are emphasis, three 。 are meant for ……."""
    for match in _DOUBLED.finditer(text):
        marks = match[0]
        if len(marks) < 3 or set(marks) != {"。"}:
            suggestion = marks[0] if len(set(marks)) == 1 else ""
            yield Hit("doubled-mark", *match.span(), f"标点“{marks}”重复，请留一个", suggestion)


def _dots(text: str) -> Iterator[Hit]:
    """norms §3: ... for ……. A single … is half of one."""
    for match in _DOTS.finditer(text):
        dots = match[0]
        if dots[0] == "…" and len(dots) % 2 == 0:
            continue
        if dots[0] != "." or _touches_han(text, *match.span()):
            yield Hit("dots", *match.span(), "省略号应为六点“……”", "……")


def _touches_han(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return bool(re.search(f"[{HAN}{OPENING}{CLOSING}，。！？]", around))


def _pauses(text: str) -> Iterator[Hit]:
    """norms §3, after GB/T 15834: none between 》《 or ”“, unless a note （…） stands in the list."""
    for sentence in _SENTENCE.finditer(text) if "、" in text else ():
        if _NOTE_IN_LIST.search(sentence[0]):
            continue
        for match in _PAUSE.finditer(sentence[0]):
            start, around = sentence.start() + match.start(), match[0].replace("、", "")
            yield Hit("pause-mark", start, start + 3, f"{around} 之间一般不用顿号，可删去", around)


def _half_width(text: str) -> Iterator[Hit]:
    for match in _HALF_WIDTH.finditer(text):
        full = match[0].rstrip(" ").translate(_FULL_WIDTH)
        suggestion = full if len(full) == 1 else ""
        yield Hit("half-width-mark", *match.span(), f"半角标点，汉字之间应为“{full[0]}”", suggestion)
    for match in _HALF_STOP.finditer(text):
        at_end = text[match.end() : match.end() + 1] in ("", "\n", *CLOSING)
        message = "半角句点，句末应为“。”，人名中间应为“·”"
        yield Hit("half-width-mark", *match.span(), message, "。" if at_end else "")


def _half_brackets(text: str) -> Iterator[Hit]:
    """A bracket beside a Chinese character, and the one that closes it. f(x) and (1) stay."""
    opened: list[bool] = []
    for match in _HALF_BRACKET.finditer(text):
        place, mark = match.start(), match[0]
        before, after = text[max(0, place - 1) : place], text[place + 1 : place + 2]
        if mark[0] == "\n":
            opened.clear()
        elif mark == "(":
            opened.append(_is_chinese(before) or _is_chinese(after))
            if opened[-1]:
                yield _bracket(place, "（")
        elif (opened.pop() if opened else False) or _is_chinese(before):
            yield _bracket(place, "）")


def _is_chinese(mark: str) -> bool:
    return bool(re.match(f"[{HAN}{OPENING}{CLOSING}，。；：、！？]", mark))


def _bracket(place: int, full: str) -> Hit:
    return Hit("half-width-mark", place, place + 1, f"半角括号，中文里应为“{full}”", full)


def _straight_quotes(text: str) -> Iterator[Hit]:
    """Straight quotation marks have no direction: odd ones of a paragraph open, even ones close."""
    closing = False
    for match in _STRAIGHT_QUOTE.finditer(text):
        if match[0] != '"':
            closing = False
            continue
        around = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
        if any(map(_is_chinese, around)):
            full = "”" if closing else "“"
            yield Hit("half-width-mark", *match.span(), f"直引号，请改为中文引号 {full}", full)
        closing = not closing
