"""The credit at the head and the tail of a text: 消息头 and tail bylines (norms §4).

Heads: `本报讯（记者A 通讯员B）`, `新华社北京1月25日电（记者A、B）`, `本报太原1月18日电  （记者A）`,
`【本报特约记者 A】`.
Tails: `（通讯员 A B 记者C）`, `（作者：A）`, `（A B）`, `本报记者 A/文`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .chars import BYLINE_MARKS, FINAL_MARKS, HAN
from .credits import Credits, parse_credits

_GAP = "[ \u3000]*"
_COLON = f"{_GAP}[：:]?{_GAP}"
_PAPER = "日报|晚报|时报|早报|商报|晨报|融媒|新闻网|通讯社|电视台"
_OWN = "据?(?:本报|本刊|本站|本台|本网|本社|新华社|新华网|中新社|中新网|人民网)"
_SOURCE = rf"(?:{_OWN}|[{HAN}]{{1,8}}(?:{_PAPER}|(?:融媒体中心|发布|报)(?=讯)))"
_DATED = rf"[{HAN}]{{0,8}}?(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日[{HAN}]{{0,2}}\s?[电讯]"
_UNDATED = (
    rf"[{HAN}]{{0,6}}?[讯电](?![员息号]|[{HAN}]{{0,3}}[局网站线台视信话力商影器])"
    r"|(?:综合)?消息(?=[（( \u3000])"
)
_DATELINE = re.compile(
    rf"^(?P<open>[【\[〔]?)(?P<dateline>{_SOURCE}\s?(?:{_DATED}|{_UNDATED})(?:综合电)?)(?P<close>[】\]〕]?){_COLON}"
)
_REPORTER = "(?:本报)?(?:特约记者|见习记者|实习记者|融媒体记者|全媒体记者|通讯员|实习生|记者)"
_NAMES = rf"[{HAN}]{{2,4}}?(?:、[{HAN}]{{2,4}}?)*"
_BRACKETS = re.compile(rf"[（(【\[](?P<inside>[^（()）【】\[\]]{{1,80}})[）)】\]]{_COLON}")
_SAME_BRACKETS = re.compile(rf"[（(]?(?P<inside>[^（()）【】\[\]〔〕]{{2,60}})[）)]?[】\]〕]{_COLON}")
_SPOKEN = re.compile(
    rf"(?P<inside>(?:{_REPORTER}{_GAP}{_NAMES}(?:{_GAP}(?={_REPORTER})|(?=报道|[：: \u3000])))+)"
    rf"(?:{_GAP}报道)?[：: \u3000]{_GAP}"
)
_MARKED = re.compile(
    rf"^[{BYLINE_MARKS}]{_GAP}(?P<inside>{_REPORTER}{_GAP}[{HAN}]{{2,4}})[ \u3000]+(?=[^ \u3000]{{12}})"
)
_TAIL_BRACKETS = re.compile(r"[ \u3000]*[（(【\[](?P<inside>[^（()）【】\[\]]{2,60})[）)】\]]$")
_TAIL_ROLE = "文[/／：]|图文[/／：]|作者：|通讯员|本报|记者|见习记者|特约记者"
_TAIL_LINE = re.compile(
    rf"(?<=[。！？”…]){_GAP}(?P<inside>[{BYLINE_MARKS}]?(?:{_TAIL_ROLE})[^。，！？]{{2,40}}|[{HAN}]{{2,4}}[/／]文)$"
)
_ENDS_SENTENCE = re.compile(r"[。！？…”；][ \u3000]*$")


class Lede(NamedTuple):
    """A first paragraph without its 消息头."""

    text: str
    dateline: str
    credits: Credits | None


def _dateline(head: str) -> re.Match[str] | None:
    """The 消息头 at the head of a text; most texts lack even its last word."""
    return _DATELINE.match(head) if "讯" in head or "电" in head or "消息" in head else None


def has_dateline(text: str) -> bool:
    """Whether a paragraph opens with a 消息头, or with a bracketed byline."""
    if match := _dateline(text[:60]):
        return bool(match["dateline"]) and (len(match["dateline"]) <= 24)
    return text[:1] in "（【" and split_lede(text).credits is not None


def has_byline(text: str) -> bool:
    """Whether a first paragraph names its author at its head."""
    return split_lede(text).credits is not None


def split_lede(text: str) -> Lede:
    """Take the 消息头 and its people from the head of a paragraph; what is no credit stays in the text."""
    dateline = ""
    rest = text
    if match := _dateline(text[:80]):
        dateline = match["dateline"]
        rest = text[match.end() :]
        if match["open"] and not match["close"]:
            return _boxed(text, rest, dateline)
    for form in (_BRACKETS, _SPOKEN if dateline else _MARKED):
        credit = form.match(rest)
        if not credit or len(rest) <= credit.end():
            continue
        people = _bracketed(credit["inside"], bare=bool(dateline) and form is _BRACKETS)
        if people:
            return Lede(rest[credit.end() :], dateline, people)
    return Lede(rest, dateline, None) if rest else Lede(text, "", None)


def _boxed(text: str, rest: str, dateline: str) -> Lede:
    """`【本报讯 记者A】`: one pair of brackets around the 消息头 and its people."""
    credit = _SAME_BRACKETS.match(rest)
    people = _bracketed(credit["inside"], bare=False) if credit else None
    if credit and people and len(rest) > credit.end():
        return Lede(rest[credit.end() :], dateline, people)
    return Lede(text, "", None)


def _bracketed(inside: str, *, bare: bool) -> Credits | None:
    """The people in brackets, unless they made only the pictures."""
    people = parse_credits(f"（{inside}）", bare=bare)
    return people if people and (not people.is_photo or people.is_report) else None


def split_tail(text: str) -> tuple[str, Credits | None]:
    """Take a byline from the end of the last paragraph. Bare names count only after the end of a sentence."""
    if text[-1:] in FINAL_MARKS:
        return text, None
    tail = text[-90:]
    match = _TAIL_BRACKETS.search(tail) or _TAIL_LINE.search(tail)
    if not match:
        return text, None
    before = tail[: match.start()]
    sentence_ended = bool(_ENDS_SENTENCE.search(before)) or not before
    people = _bracketed(match["inside"], bare=sentence_ended)
    if not people or not (sentence_ended or _is_signature(people)):
        return text, None
    return text[: len(text) - len(tail) + match.start()].rstrip(), people


def _is_signature(people: Credits) -> bool:
    """Whether role words say that it signs; the names of others stand in brackets too."""
    return all(person.name and person.role.endswith(("记者", "通讯员")) for person in people.people)
