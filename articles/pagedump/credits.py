"""Who made it: byline and picture credit lines, read as role words with names between them.

The forms are those of norms §4 and their near relatives: `■ 通讯员 A`, `本报记者 A B 通讯员 C`,
`□本报记者A本报通讯员B`, `文并摄/本报记者 A`, `A B 摄影报道`, `本报记者 A 摄`, `（A 摄）`, `图/A`,
`新华社发（A 摄）`, `资料图片`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .chars import BYLINE_MARKS, HAN
from .document import Credit
from .names import Name, split_names

LONGEST = 90
REPORT_ROLES = frozenset({"摄影报道", "图片报道"})
PHOTO_ROLES = REPORT_ROLES | {"摄", "摄影", "供图", "制图", "绘图", "漫画", "配图", "图", "资料图片", "发"}

_PERSON_ROLE = (
    "特约通讯员|特邀通讯员|特约记者|特派记者|见习记者|实习记者|融媒体记者|融媒记者|全媒体记者|全媒记者|首席记者|摄影记者"
    "|文字记者|特约评论员|特约撰稿人|特约撰稿|评论员|通讯员|实习生|记者|作者|撰稿人"
)
_BOTH = "文并摄|文[/／]图|图[/／]文|文[/／]摄|文图|图文"
_MODE = (
    f"{_BOTH}|撰文|摄影|漫画|制图|绘图|供图|配图|整理|翻译|编译|口述|供稿|撰稿"
    "|文(?![/／][图摄])|图片?(?![/／]文)|摄"
)
_OWN_PAPER = rf"(?:本报|本刊|本站|本台|本网|我报|本社)(?:驻[{HAN}]{{2,6}}?)?\s?"
_OTHER_PAPER = rf"(?<![{HAN}])[{HAN}]{{2,10}}?(?:报|社|台|网|中心|客户端)\s?"
_ROLE = re.compile(
    rf"(?:{_OWN_PAPER}|{_OTHER_PAPER})?(?P<person>{_PERSON_ROLE})[ \u3000]?[：:]?"
    rf"|(?<![{HAN}/／])(?P<mode>{_MODE})\s?[/／：:|｜]\s*"
    rf"|(?<![{HAN}/／])(?P<spaced>{_BOTH}|摄影|撰文|供图)[ \u3000]+(?=[{HAN}])"
)
_SUFFIX = re.compile(
    r"[ \u3000]*(?P<role>摄影报道|图片报道|文并摄|文[/／]图|图[/／]文|文[/／]摄|供图|制图|绘图|漫画|配图|供稿"
    r"|摄影|整理|编译|报道|摄|(?<=[ \u3000])文图?|(?<=[ \u3000])图"
    r"|[/／][ \u3000]*(?:文[/／、]?[图摄]?|图[/／、]?文?|摄影?|供图))(?=[\s、，；;）)]|$)"
)
_PLACE_REPORT = re.compile(rf"[ \u3000]+(?:发自)?[{HAN}]{{2,6}}报道$")
_AGENCY = re.compile(rf"^[{HAN}]{{2,8}}社[发记]?[ \u3000]*[（(](?P<inside>[^（()）]{{2,40}})[）)]$")
_STOCK = "资料图片?|资料照片|图片资料|档案图片|网络图片|视频截图|网络截图"
_UNNAMED = re.compile(
    rf"^(?:图片|照片|本版图片)?(?:均?[为由]|[：:])?(?:本报|新华社)?"
    rf"(?:(?P<stock>{_STOCK})|[{HAN}]{{2,16}}?(?P<given>供图|提供|摄)|新华社发)$"
)
_BRACKETED = re.compile(r"^[（(【\[](?P<inside>[^（()）【】\[\]]+)[）)】\]]$")
_HINT = re.compile(
    "记者|通讯员|实习生|作者|评论员|撰|文|图|摄|整理|翻译|编译|口述|漫画|供稿|报道|提供|新华社发"
)


class Credits(NamedTuple):
    """The people of one credit. `doubtful` names what an editor should check; it may be empty."""

    people: tuple[Credit, ...]
    doubtful: tuple[str, ...] = ()

    @property
    def is_photo(self) -> bool:
        """Whether all of it credits pictures."""
        return all(person.role in PHOTO_ROLES for person in self.people)

    @property
    def is_report(self) -> bool:
        """Whether it is a 摄影报道, which signs a text as well as its pictures."""
        return all(person.role in REPORT_ROLES for person in self.people)


class _Segment(NamedTuple):
    start: int
    names_start: int
    end: int
    role: str


def parse_credits(text: str, *, bare: bool = False) -> Credits | None:
    """Read a whole text as a credit; None when it is anything else. `bare` accepts names without a role."""
    text = text.strip()
    if not 2 <= len(text) <= LONGEST or not (bare or text[0] in BYLINE_MARKS or _HINT.search(text)):
        return None
    return _parse(text, bare)


@lru_cache(maxsize=4096)
def _parse(text: str, bare: bool) -> Credits | None:
    marked = text[0] in BYLINE_MARKS
    inside = text.lstrip(BYLINE_MARKS).strip()
    if agency := _AGENCY.match(inside):
        return _agency(inside, agency.group("inside"))
    if bracketed := _BRACKETED.match(inside):
        inside = bracketed.group("inside").strip()
    found = _read(inside, marked or bare)
    if found and _covers(inside, found):
        return found
    return _unnamed(inside)


def _agency(printed: str, inside: str) -> Credits | None:
    found = parse_credits(inside)
    if not found or len(found.people) != 1:
        return None
    person = found.people[0]
    return Credits((Credit(person.name, person.role, printed),), found.doubtful)


def _unnamed(text: str) -> Credits | None:
    match = _UNNAMED.match(text)
    if not match or (match["given"] == "摄" and not text.endswith(("作者摄", "记者摄", "通讯员摄"))):
        return None
    role = (
        "资料图片"
        if match["stock"]
        else "供图"
        if match["given"] in ("供图", "提供")
        else match["given"] or "发"
    )
    return Credits((Credit("", role, text),))


def _read(text: str, loose: bool) -> Credits | None:
    people: list[Credit] = []
    doubtful: list[str] = []
    for segment in _segments(text):
        found = _read_segment(text, segment, loose)
        if found is None:
            return None
        people.extend(found.people)
        doubtful.extend(found.doubtful)
    return Credits(tuple(people), tuple(doubtful)) if people else None


def _segments(text: str) -> Iterator[_Segment]:
    """Cut before each role word; role words without a name between are one (文并摄/本报记者 A)."""
    roles = list(_ROLE.finditer(text))
    if not roles:
        yield _Segment(0, 0, len(text), "")
        return
    if text[: roles[0].start()].strip():
        yield _Segment(0, 0, roles[0].start(), "")
    start, role = -1, ""
    for match, following in zip(roles, [*roles[1:], None], strict=True):
        start = match.start() if start < 0 else start
        role = _stronger(role, match["person"] or _one_form(match["mode"] or match["spaced"]))
        end = following.start() if following else len(text)
        if following and not text[match.end() : end].strip():
            continue
        yield _Segment(start, match.end(), end, role)
        start, role = -1, ""


def _one_form(mode: str) -> str:
    return mode.replace("／", "/").replace("图片", "图")


def _stronger(first: str, second: str) -> str:
    """Of two role words for one person: a picture role, else the person's own role."""
    return first if first in PHOTO_ROLES else second


def _read_segment(text: str, segment: _Segment, loose: bool) -> Credits | None:
    start, names_start, end = segment.start, segment.names_start, segment.end
    if segment.role and (place := _PLACE_REPORT.search(text, names_start, end)):
        end = place.start()
    people: list[Credit] = []
    doubtful: list[str] = []
    for suffix in [*_SUFFIX.finditer(text, names_start, end), None]:
        stop = suffix.start() if suffix else end
        if not suffix and people and not text[names_start:stop].strip():
            break
        role = _role_of(segment.role, suffix["role"]) if suffix else segment.role
        names = split_names(text, names_start, stop)
        if names is None or not _credible(text, names, role, segment.names_start, loose):
            return None
        printed_end = suffix.end() if suffix else segment.end
        people += _credits(text, names, role, start, printed_end)
        doubtful += [name.text for name in names if name.doubtful or not name.known]
        start = names_start = printed_end
    return Credits(tuple(people), tuple(doubtful))


def _role_of(prefix: str, suffix: str) -> str:
    suffix = _one_form(suffix.strip("/／ \u3000"))
    return suffix if suffix in PHOTO_ROLES or not prefix else prefix


def _credible(text: str, names: list[Name], role: str, start: int, loose: bool) -> bool:
    """Unknown surnames need a space or mark of their own; without a role, every name must be known."""
    if not names:
        return bool(role) and role in PHOTO_ROLES
    if not role or role == "报道":
        return loose and all(name.known and not name.is_organisation and len(name.text) < 5 for name in names)
    set_off = start and not text[start - 1 : start].strip(" \u3000：:/／") or names[0].start > start
    set_off = set_off or text[names[-1].end : names[-1].end + 1] in (" ", "\u3000", "/", "／")
    return loose or bool(set_off) or all(name.known and not name.is_organisation for name in names)


def _credits(text: str, names: list[Name], role: str, start: int, end: int) -> Iterator[Credit]:
    """One credit a name, each with its own piece of the printed line; the pieces do not overlap."""
    if not names:
        yield Credit("", role, text[start:end].strip())
    for i, name in enumerate(names):
        piece_end = end if i == len(names) - 1 else name.end
        printed = text[start if i == 0 else name.start : piece_end].strip(" \u3000、，,；;")
        yield Credit("" if name.is_organisation else name.text, role, printed)


def _covers(text: str, found: Credits) -> bool:
    """No letter of the line may be lost."""
    printed = "".join(person.printed for person in found.people)
    return sum(map(str.isalnum, printed)) == sum(map(str.isalnum, text))
