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
from .names import Name, is_plain_name, split_names
from .surnames import has_surname

LONGEST = 90
REPORT_ROLES = frozenset({"摄影报道", "图片报道"})
PHOTO_ROLES = REPORT_ROLES | {
    *("摄", "摄影", "拍摄", "航拍", "视频", "供图", "图", "配图", "题图", "资料图片", "发"),
    *("制图", "绘图", "绘画", "绘", "画", "作", "漫画", "插图", "插画"),
}

_PERSON_ROLE = (
    "特约通讯员|特邀通讯员|特约记者|特派记者|见习记者|实习记者|(?:融媒体?|全媒体?|新媒体)(?:记者|通讯员)|首席记者"
    "|摄影记者|文字记者|特约评论员|特约撰稿人|特约撰稿|评论员|通讯员|实习生|记者|作者|撰稿人|责任编辑|责编|编辑(?!部)|校对"
)
_USUAL_ROLE = "(?:特约|见习|实习|首席|融媒体|全媒体)?(?:记者|通讯员)|实习生"
_USUAL_NAME = f"(?!本报|通讯员|记者|实习|特约|见习|首席|[融全]媒)[{HAN}]{{2,3}}(?<![摄文图画等])"
_USUAL_NAMES = rf"{_USUAL_NAME}(?:[ \u3000、]{_USUAL_NAME}){{0,3}}"
_USUAL_PART = re.compile(rf"(?:本报)?(?P<role>{_USUAL_ROLE})[ \u3000]?(?P<names>{_USUAL_NAMES})")
_USUAL_WHOLE = f"(?:本报)?(?:{_USUAL_ROLE})[ \u3000]?{_USUAL_NAMES}"
_USUAL = re.compile(rf"[{BYLINE_MARKS}]?[ \u3000]?{_USUAL_WHOLE}(?:[ \u3000]+{_USUAL_WHOLE}){{0,2}}$")
_NAME_BREAK = re.compile("[ \u3000、]")
_BOTH = r"文并[摄图]|文字?(?:\s?[/／、·&]\s?)?[图摄](?:片|影(?!报))?|图片?(?:\s?[/／、·&]\s?)?文字?"
_WRITTEN = "撰文|文字|采写|采访|执笔|撰稿|供稿|口述|讲述|整理|翻译|编译"
_PICTURED = "摄影(?![/／]报道)|拍摄|航拍|视频|漫画|插图|插画|题图|配图|制图|绘图|绘画|供图"
_MODE = rf"{_BOTH}|{_WRITTEN}|{_PICTURED}|文(?!\s?[/／、·&]\s?[图摄])|图片?(?!\s?[/／、·&]\s?文)|摄"
_OWN_PAPER = rf"(?:本报|本刊|本站|本台|本网|我报|本社)(?:驻[{HAN}]{{1,6}}?)?\s?"
_OTHER_PAPER = rf"(?<![{HAN}])[{HAN}]{{1,10}}?(?:报|社|台|网|中心|客户端|融媒体?|视|报·)\s?"
_ROLE = re.compile(
    rf"(?:{_OWN_PAPER}|{_OTHER_PAPER})?(?P<person>{_PERSON_ROLE})[ \u3000]?[：:]?"
    rf"|(?<![{HAN}/／])(?P<mode>{_MODE})\s?[/／：:|｜丨]\s*"
    rf"|(?<![{HAN}/／])(?P<spaced>{_BOTH}|{_WRITTEN}|{_PICTURED})[ \u3000]+(?=[{HAN}])"
)
_SUFFIX = re.compile(
    r"[ \u3000]*(?P<role>摄影[/／]?报道|图片报道|文并摄|文[/／][图摄]|图[/／]文|供图|制图|绘图|漫画|插图|配图"
    r"|供稿|摄影|整理|编译|报道|摄"
    rf"|(?<=[ \u3000])(?:{_BOTH}|采写|撰文|撰稿|执笔|口述|讲述|拍摄|航拍|提供|[文图绘画作])"
    r"|[/／][ \u3000]*(?:文[/／、]?[图摄]?|图[/／、]?文?|摄影?|供图))(?=[\s、，,；;）)]|$)"
)
_ANY_WORDS = frozenset({"采访", "讲述", "口述", "整理", "执笔", "翻译", "编译", "视频", "航拍", "文"})
_SURE_SUFFIXES = frozenset(
    {"摄", "摄影", "供图", "制图", "漫画", "摄影报道", "图片报道", "文/图", "图/文", "文/摄"}
)
_STAFF = frozenset({"责任编辑", "责编", "编辑", "校对"})
_PEOPLE = ("记者", "通讯员", "实习生", "作者", "评论员", "撰稿", "撰稿人")
_ONE_FORM = {"图片": "图", "提供": "供图", "摄影/报道": "摄影报道", "摄影／报道": "摄影报道"}
_PLACE_REPORT = re.compile(rf"[ \u3000]+(?:发自)?(?!摄影|图片|图文|文图|摄像)[{HAN}/／]{{2,6}}报道$")
_AGENCY = re.compile(rf"^[{HAN}]{{2,8}}社[发记]?[ \u3000]*[（(](?P<inside>[^（()）]{{2,40}})[）)]$")
_STOCK = "资料图片?|资料照片|图片资料|档案图片|网络图片|视频截图|网络截图|效果图|示意图|AI(?:制图|生成图?)"
_BESIDE = re.compile(
    rf"^[（(]?(?:{_STOCK}|[{HAN}]{{2,4}}社发)[）)]?[ \u3000：:]+"
    rf"|(?<=[摄图影作])(?:[ \u3000]*[/／][ \u3000]?[{HAN}]{{2,8}}"
    rf"|[ \u3000]*[（(](?:{_STOCK}|[{HAN}]{{2,4}}(?:社发|图片))[）)]|[ \u3000]+[{HAN}]{{2,4}}社发)$"
)
_UNNAMED = re.compile(
    rf"^(?:图片|照片|本版图片)?(?:均?[为由]|[：:])?(?:本报|新华社)?"
    rf"(?:(?P<stock>{_STOCK})|[{HAN}]{{2,16}}?(?P<given>供图|提供|摄)|新华社发)$"
    rf"|^(?P<source>图片?(?:来源|来自|源自|源|据)|照片来源)[：: \u3000]*[{HAN}A-Za-z]{{2,16}}$"
)
_GIVEN = re.compile(
    r"^(?P<by>(?:本[版文组]|文[中内]|以上)?(?:图片|照片|图)?[均皆都]?[由为：:]|)"
    r"(?:本报|本刊)?(?:特约记者|记者|通讯员)?[ \u3000]?"
    r"(?P<names>[^，。：:]{2,20}?)[ \u3000]?(?P<verb>供图|提供|摄影?|拍摄)$"
)
_STAFF_COMMENT = re.compile(rf"^(?:本报|本刊|[{HAN}]{{2,6}}[报社])(?P<role>(?:特约)?评论员)$")
_AUTHOR_OF = re.compile(
    rf"^作者[：: \u3000]*(?P<name>[{HAN}]{{2,4}})[，,；; \u3000]+"
    "(?:(?:工作)?单位|[系为]|现?任|供职于|就职于|就读于|来自).+$"
)
_PAIR = re.compile(
    rf"^文字?[ \u3000]+(?P<writer>[{HAN}]{{2,4}})[ \u3000]+"
    rf"(?P<picture>图片?[ \u3000]+)(?P<maker>[{HAN}]{{2,4}})$"
)
_PICTURE_END = re.compile("[图供片照摄影截发员]$|[/／][^/／]{2,9}$|^图片?[来源据自]|^照片来源")
_PLACE = re.compile("..[省市区县镇乡村]$")
_WRITER = re.compile(rf"^文[ \u3000]+(?P<name>[{HAN}]{{2,3}})$")
_BRACKETED = re.compile(r"^[（(【\[](?P<inside>[^（()）【】\[\]]+)[）)】\]]$")
_MARKS = BYLINE_MARKS + " \u3000|｜"
_LEAD = _MARKS + "丨·•—"
# Every alternative opens with a letter of its own: so the search passes over other text quickly.
_HINT = re.compile(
    "记者|通讯员|实习生|作者|评论员|编辑|责编|校对|撰|文|图|摄|航拍|视频|整理|翻译|编译|采写|采访|执笔|口述|讲述|漫画|插画|绘画"
    "|供稿|报道|提供|资料照片|新华社发| 绘| 画| 作|\u3000绘|\u3000画|\u3000作"
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
    """A role word and what follows it. `sure` asks for known surnames: the word may as well open prose."""

    start: int
    names_start: int
    end: int
    role: str
    sure: bool = False


def parse_credits(text: str, *, bare: bool = False) -> Credits | None:
    """Read a whole text as a credit; None when it is anything else. `bare` accepts names without a role."""
    text = text.strip()
    if not 2 <= len(text) <= LONGEST or not (bare or text[0] in BYLINE_MARKS or _HINT.search(text)):
        return None
    return _parse(text, bare)


@lru_cache(maxsize=4096)
def _parse(text: str, bare: bool) -> Credits | None:
    return _usual(text) or _unusual(text, bare)


def _usual(text: str) -> Credits | None:
    """The form of most bylines, roles with plain names behind them, read at a glance."""
    if not _USUAL.match(text):
        return None
    people: list[Credit] = []
    for part in _USUAL_PART.finditer(text):
        names = _NAME_BREAK.split(part["names"])
        if not all(map(is_plain_name, names)):
            return None
        before = text[part.start() : part.start("names")]
        people += [Credit(name, part["role"], name if k else before + name) for k, name in enumerate(names)]
    return Credits(tuple(people))


def _unusual(text: str, bare: bool) -> Credits | None:
    inside = text.lstrip(_LEAD)
    found = _parse_inside(inside, loose=bare or text[0] in BYLINE_MARKS)
    lead = text[: len(text) - len(inside)].strip(_MARKS)
    if not found or not lead:
        return found
    first, *others = found.people
    return Credits((first._replace(printed=lead + first.printed), *others), found.doubtful)


def _parse_inside(text: str, *, loose: bool) -> Credits | None:
    """Read a credit that has lost the marks before it."""
    if agency := _AGENCY.match(text):
        return _agency(text, agency.group("inside"))
    bracketed = _BRACKETED.match(text)
    if bracketed:
        text = bracketed.group("inside").strip()
    if (writer := _WRITER.match(text)) and is_plain_name(writer["name"]):
        return Credits((Credit(writer["name"], "文", text),))
    found = _read(text, loose, framed=loose or bool(bracketed))
    if found and _covers(text, found):
        return found if found.people[0].role not in _STAFF else None
    return _rare_form(text)


def _rare_form(text: str) -> Credits | None:
    """The forms that are not roles and names in turn; the first or the last letter tells most of them."""
    if text[:1] in ("文", "作") and (found := _pair(text) or _author_of(text)):
        return found
    if text[-1:] in "）)" or text[:1] in "（(资新中" or _PICTURE_END.search(text):
        return _given(text) or _unnamed(text) or _beside_stock(text)
    return None


def _agency(printed: str, inside: str) -> Credits | None:
    found = parse_credits(inside)
    if not found or len(found.people) != 1:
        return None
    return Credits((found.people[0]._replace(printed=printed),), found.doubtful)


def _beside_stock(text: str) -> Credits | None:
    """A picture credit with an agency or a stock mark beside it: `A 摄/光明图片`, `资料图片 A 摄`."""
    core = _BESIDE.sub("", text).strip()
    found = _read(core, loose=False) if core != text else None
    if not found or not found.is_photo or not _covers(core, found):
        return None
    at = text.index(core)
    people = list(found.people)
    people[0] = people[0]._replace(printed=text[:at] + people[0].printed)
    people[-1] = people[-1]._replace(printed=people[-1].printed + text[at + len(core) :])
    return Credits(tuple(people), found.doubtful)


def _pair(text: str) -> Credits | None:
    """`文 A 图 B`: here the role words stand before their names, though only spaces part them."""
    match = _PAIR.match(text)
    writer = split_names(text, *match.span("writer")) if match else None
    maker = split_names(text, *match.span("maker")) if match else None
    if not match or not writer or not maker or not all(name.known for name in (*writer, *maker)):
        return None
    middle = match.start("picture")
    people = (*_credits(text, writer, "文", 0, middle), *_credits(text, maker, "图", middle, len(text)))
    return Credits(people)


def _given(text: str) -> Credits | None:
    """`图片由A提供`, `均为本报记者A摄`: a sentence about the pictures that names people."""
    match = _GIVEN.match(text)
    if not match or not (match["by"] or match["verb"] == "提供"):
        return None
    names = split_names(text, *match.span("names"))
    if not names or any(name.doubtful or name.is_organisation or not name.known for name in names):
        return None
    return Credits(tuple(_credits(text, names, _one_form(match["verb"]), 0, len(text))))


def _unnamed(text: str) -> Credits | None:
    if comment := _STAFF_COMMENT.match(text):
        return Credits((Credit("", comment["role"], text),))
    match = _UNNAMED.match(text)
    if not match or (match["given"] == "摄" and not text.endswith(("作者摄", "记者摄", "通讯员摄"))):
        return None
    role = "资料图片" if match["stock"] else "供图" if match["source"] else match["given"] or "发"
    return Credits((Credit("", _one_form(role), text),))


def _author_of(text: str) -> Credits | None:
    """`作者：A，单位：B`: what the author does is kept with the printed credit."""
    match = _AUTHOR_OF.match(text)
    if not match or not has_surname(match["name"]):
        return None
    return Credits((Credit(match["name"], "作者", text),))


def _read(text: str, loose: bool, *, framed: bool = False) -> Credits | None:
    people: list[Credit] = []
    doubtful: list[str] = []
    for segment in _segments(text):
        found = _read_segment(text, segment, loose, framed)
        if found is None:
            return None
        people.extend(found.people)
        doubtful.extend(found.doubtful)
    return Credits(tuple(people), tuple(doubtful)) if people else None


def _segments(text: str) -> Iterator[_Segment]:
    """Cut before each role word; role words without a name between are one (文并摄/本报记者 A)."""
    roles = list(_ROLE.finditer(text))
    if roles and roles[0].start() and text[: roles[0].start()].strip():
        roles = [role for role in roles if not role["spaced"]]
    first = roles[0].start() if roles else len(text)
    if not roles or (first and text[:first].strip()):
        yield _Segment(0, 0, first, "")
    start, role = -1, ""
    for match, following in zip(roles, [*roles[1:], None], strict=False):
        start = match.start() if start < 0 else start
        role = _stronger(role, match["person"] or _one_form(match["mode"] or match["spaced"]))
        end = following.start() if following else len(text)
        if following and not text[match.end() : end].strip():
            continue
        sure = match["spaced"] is not None or match["mode"] in _ANY_WORDS
        yield _Segment(start, match.end(), end, role, sure)
        start, role = -1, ""


def _one_form(role: str) -> str:
    role = "".join(role.split()).replace("／", "/")
    return _ONE_FORM.get(role, role)


def _stronger(first: str, second: str) -> str:
    """Of two role words for one person: a picture's, then the person's own, then 文/图 and its like."""
    if first in PHOTO_ROLES or (first.endswith(_PEOPLE) and not second.endswith(_PEOPLE)):
        return second if second in PHOTO_ROLES and first not in PHOTO_ROLES else first
    return second


def _read_segment(text: str, segment: _Segment, loose: bool, framed: bool) -> Credits | None:
    """People and their roles; 文 or 图, and a role word set solid, may as well be a piece of a name."""
    end = segment.end
    if segment.role and (place := _PLACE_REPORT.search(text, segment.names_start, end)):
        end = place.start()
    suffixes = list(_SUFFIX.finditer(text, segment.names_start, end))
    found = _read_people(text, segment, suffixes, end, loose, framed)
    if found is None and not all(map(_is_sure, suffixes)):
        found = _read_people(text, segment, list(filter(_is_sure, suffixes)), end, loose, framed)
    return found


def _is_sure(suffix: re.Match[str]) -> bool:
    return suffix["role"] not in ("文", "图") and suffix.group()[0] in " \u3000/／"


def _read_people(
    text: str, segment: _Segment, suffixes: list[re.Match[str]], end: int, loose: bool, framed: bool
) -> Credits | None:
    start, names_start = segment.start, segment.names_start
    people: list[Credit] = []
    doubtful: list[str] = []
    for suffix in [*suffixes, None]:
        stop = suffix.start() if suffix else end
        if not suffix and people and not text[names_start:stop].strip():
            break
        role = _role_of(segment.role, suffix["role"]) if suffix else segment.role
        names = split_names(text, names_start, stop)
        if names is None or not _credible(text, names, role, segment, loose, framed):
            return None
        printed_end = suffix.end() if suffix else segment.end
        people += _credits(text, names, role, start, printed_end)
        doubtful += [name.text for name in names if name.doubtful or not name.known]
        start = names_start = printed_end
    return Credits(tuple(people), tuple(doubtful))


def _role_of(prefix: str, suffix: str) -> str:
    suffix = _one_form(suffix.strip("/／ \u3000"))
    return suffix if suffix in PHOTO_ROLES or not prefix else prefix


def _credible(text: str, names: list[Name], role: str, segment: _Segment, loose: bool, framed: bool) -> bool:
    """Unknown surnames need a space or mark of their own; without a role, every name must be known.

    Names set solid, which are cut by guess, need a mark, brackets or a space.
    """
    if not names:
        return bool(role) and role in PHOTO_ROLES
    known = all(name.known for name in names)
    people = [name for name in names if not name.is_organisation]
    if not role or role == "报道":
        placed = any(_PLACE.search(name.text) for name in names)
        sure = known and bool(people) and len(people[-1].text) < 5 and not _are_solid(names)
        return loose and sure and not placed
    if role == "作者" and not people:
        return False
    if segment.sure or (not segment.role and role not in _SURE_SUFFIXES):
        return known and (bool(people) or role in PHOTO_ROLES or role == "供稿")
    if not segment.role and len(names) > 2 and _are_solid(names):
        return False
    if loose:
        return True
    if known and len(people) == len(names) and (framed or not _are_solid(names)):
        return True
    return _is_set_off(text, names, segment.names_start)


def _is_set_off(text: str, names: list[Name], start: int) -> bool:
    """Whether a space or a mark parts the names from their role."""
    before = start and not text[start - 1 : start].strip(" \u3000：:/／|｜丨") or names[0].start > start
    return bool(before) or text[names[-1].end : names[-1].end + 1] in (" ", "\u3000", "/", "／")


def _are_solid(names: list[Name]) -> bool:
    return any(a.end == b.start for a, b in zip(names, names[1:], strict=False))


def _credits(text: str, names: list[Name], role: str, start: int, end: int) -> Iterator[Credit]:
    """One credit a name, each with its own piece of the printed line; the pieces do not overlap.

    An organisation beside a person is where that person works.
    """
    people = [name for name in names if not name.is_organisation] or names[:1]
    if not people:
        yield Credit("", role, text[start:end].strip())
    for i, name in enumerate(people):
        stop = end if i == len(people) - 1 else name.end
        printed = text[start:stop].strip(" \u3000、，,；;")
        yield Credit("" if name.is_organisation else name.text, role, printed)
        start = stop


def _covers(text: str, found: Credits) -> bool:
    """No letter of the line may be lost."""
    printed = "".join(person.printed for person in found.people)
    return sum(map(str.isalnum, printed)) == sum(map(str.isalnum, text))
