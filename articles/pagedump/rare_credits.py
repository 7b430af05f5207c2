"""The rare forms of a credit, which are not roles and names in turn.

`文 A 图 B`, `作者：A，单位：B`, `图片由A提供`, `通讯员供图`, `资料图片`, `A 摄/光明图片`.
"""

from __future__ import annotations

import re

from .chars import HAN
from .document import Credit
from .names import is_plain_name, split_names
from .role_credits import Credits, credits_of, read_roles
from .roles import one_form
from .surnames import has_surname

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
_STAFF_COMMENT = re.compile(rf"^(?:本报|本刊|[{HAN}]{{2,6}}[报社])(?P<role>(?:特约)?评论员)$")
_GIVEN = re.compile(
    r"^(?P<by>(?:本[版文组]|文[中内]|以上)?(?:图片|照片|图)?[均皆都]?[由为：:]|)"
    r"(?:本报|本刊)?(?:特约记者|记者|通讯员)?[ \u3000]?"
    r"(?P<names>[^，。：:]{2,20}?)[ \u3000]?(?P<verb>供图|提供|摄影?|拍摄)$"
)
_AUTHOR_OF = re.compile(
    rf"^作者[：: \u3000]*(?P<name>[{HAN}]{{2,4}})[，,；; \u3000]+"
    "(?:(?:工作)?单位|[系为]|现?任|供职于|就职于|就读于|来自).+$"
)
_WRITER = re.compile(rf"^文[ \u3000]+(?P<name>[{HAN}]{{2,3}})$")
_PAIR = re.compile(
    rf"^文字?[ \u3000]+(?P<writer>[{HAN}]{{2,4}})[ \u3000]+"
    rf"(?P<picture>图片?[ \u3000]+)(?P<maker>[{HAN}]{{2,4}})$"
)
_PICTURE_END = re.compile("[图供片照摄影截发员]$|[/／][^/／]{2,9}$|^图片?[来源据自]|^照片来源")


def read_writer(text: str) -> Credits | None:
    """`文 A`; a reader of roles would take 文, which is a surname as well, for a part of the name."""
    match = _WRITER.match(text)
    return Credits((Credit(match["name"], "文", text),)) if match and is_plain_name(match["name"]) else None


def read_rare(text: str) -> Credits | None:
    """Try the rare forms in turn; the first or the last letter tells most of them."""
    if text[:1] in ("文", "作") and (found := _pair(text) or _author_of(text)):
        return found
    if text[-1:] in "）)" or text[:1] in "（(资新中" or _PICTURE_END.search(text):
        return _given(text) or _unnamed(text) or _beside_stock(text)
    return None


def _pair(text: str) -> Credits | None:
    """`文 A 图 B`: here the role words stand before their names, though only spaces part them."""
    match = _PAIR.match(text)
    writer = split_names(text, *match.span("writer")) if match else None
    maker = split_names(text, *match.span("maker")) if match else None
    if not match or not writer or not maker or not all(name.known for name in (*writer, *maker)):
        return None
    middle = match.start("picture")
    people = (*credits_of(text, writer, "文", 0, middle), *credits_of(text, maker, "图", middle, len(text)))
    return Credits(people)


def _author_of(text: str) -> Credits | None:
    """`作者：A，单位：B`: what the author does is kept with the printed credit."""
    match = _AUTHOR_OF.match(text)
    if not match or not has_surname(match["name"]):
        return None
    return Credits((Credit(match["name"], "作者", text),))


def _given(text: str) -> Credits | None:
    """`图片由A提供`, `均为本报记者A摄`: a sentence about the pictures that names people."""
    match = _GIVEN.match(text)
    if not match or not (match["by"] or match["verb"] == "提供"):
        return None
    names = split_names(text, *match.span("names"))
    if not names or any(name.doubtful or name.is_organisation or not name.known for name in names):
        return None
    return Credits(tuple(credits_of(text, names, one_form(match["verb"]), 0, len(text))))


def _unnamed(text: str) -> Credits | None:
    """`资料图片`, `通讯员供图`, `图片来源：…`, `本报评论员`: a credit that names nobody."""
    if comment := _STAFF_COMMENT.match(text):
        return Credits((Credit("", comment["role"], text),))
    match = _UNNAMED.match(text)
    if not match or (match["given"] == "摄" and not text.endswith(("作者摄", "记者摄", "通讯员摄"))):
        return None
    role = "资料图片" if match["stock"] else "供图" if match["source"] else match["given"] or "发"
    return Credits((Credit("", one_form(role), text),))


def _beside_stock(text: str) -> Credits | None:
    """A picture credit with an agency or a stock mark beside it: `A 摄/光明图片`, `资料图片 A 摄`."""
    core = _BESIDE.sub("", text).strip()
    found = read_roles(core) if core != text else None
    if not found or not found.is_photo:
        return None
    before, _, behind = text.partition(core)
    people = list(found.people)
    people[0] = people[0]._replace(printed=before + people[0].printed)
    people[-1] = people[-1]._replace(printed=people[-1].printed + behind)
    return Credits(tuple(people), found.doubtful)
