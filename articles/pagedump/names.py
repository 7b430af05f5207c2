"""Names in a credit: separators, padded two-character names, names set solid, organisations.

Norms: separators are ordinary, full-width and no-break space, 、 ， ： / . A two-character name is set with
a space inside: alone after a role it is one person, among several it is doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .chars import BYLINE_MARKS, HAN
from .surnames import COMPOUND, WORDS, has_surname

_TOKEN = re.compile(rf"[^\s、，,；;/／|｜丨：:{BYLINE_MARKS}]+")
_HAN_NAME = re.compile(f"[{HAN}]{{1,6}}")
_DOTTED_NAME = re.compile(f"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}}){{1,3}}")
_WITH_UNIT = re.compile(rf"(?P<name>[{HAN}]{{2,4}})(?:等|[（(][{HAN}]{{2,16}}[）)])")
_PROSE = re.compile(
    r"^(?:从|在|了|获悉|近日|日前|今[年天日]|昨|采访|走[进访]|来到|看到|发现|问|说)"
    r"|(?:手记|观察|调查|体验|一线|基层|报道|获悉|了解|表示|介绍|培训班?|协会|队伍?|单位|简介|名单|文章|[文续未]完|待续|连载|节|站|团队?|见习|联播|会议|拍)$"
)
_DEED = re.compile("航$")
_ORGANISATION = re.compile(
    r"(?:局|中心|社|报|委|部|办|办公室|院|校|学校|中学|小学|大学|公司|集团|妇联|残联|文联|科联|侨联"
    r"|街道|社区|镇|乡|村|政府|网|台|支?队|处|馆|所|厅|银行|医院|基金会|会|团区委|团市委|志愿者|方|单位|人|者|群众|市民|读者|网友)$"
)
_STRONG_ORGANISATION = re.compile(r"^(?:[区市县省镇乡团]|全国|中共|国家)|..[局部委馆所厅办处站院队网]$|委会$")
_ANYONE = frozenset(
    {
        *(
            "读者",
            "网友",
            "市民",
            "群众",
            "居民",
            "村民",
            "游客",
            "学生",
            "家长",
            "家属",
            "作者",
            "先生",
            "女士",
        ),
        *("商家", "店家", "企业", "单位", "校方", "院方", "警方", "官方", "当事人", "采访对象"),
        *("受访者", "受访人", "受访单位", "受访企业", "受访者提供"),
        *("网络", "资料图", "视觉中国", "光明图片", "人民图片"),
    }
)


class Name(NamedTuple):
    """A name and where it stands.

    `known` when it has a known surname; `doubtful` when the split was a guess.
    """

    text: str
    start: int
    end: int
    known: bool = True
    doubtful: bool = False
    is_organisation: bool = False


def split_names(text: str, start: int, end: int) -> list[Name] | None:
    """The names in `text[start:end]`, or None when something there is no name. Empty text has no names."""
    tokens = [Name(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
    names: list[Name] = []
    for name in _merge_padded(text, tokens) if any(map(_may_be_part, tokens)) else tokens:
        found = _recognise(name)
        if not found:
            return None
        names.extend(found)
    return names


def is_plain_name(text: str) -> bool:
    """Whether a text is one name beyond doubt: of two or three letters, a known surname first."""
    if not has_surname(text) or text in WORDS or text in _ANYONE or text[:2] in COMPOUND:
        return False
    return not (_PROSE.search(text) or _ORGANISATION.search(text))


def _may_be_part(token: Name) -> bool:
    return len(token.text) == 1 or token.text in COMPOUND


def _merge_padded(text: str, tokens: list[Name]) -> Iterator[Name]:
    i = 0
    while i < len(tokens):
        count = _padded_length(text, tokens, i)
        joined = "".join(token.text for token in tokens[i : i + count])
        ambiguous = count > 1 and len(tokens) > count
        ambiguous = ambiguous or (count == 2 and len(joined) == 4)
        yield Name(joined, tokens[i].start, tokens[i + count - 1].end, doubtful=ambiguous)
        i += count


def _padded_length(text: str, tokens: list[Name], i: int) -> int:
    """How many tokens from `i` make one name: 余 辉, 李 小明, 李 小 明, 欧阳 修, 欧阳 明华."""
    rest = tokens[i : i + 4]
    sizes = [len(token.text) for token in rest]
    spaced = [text[a.end : b.start].isspace() for a, b in zip(rest, rest[1:], strict=False)]
    if len(rest) < 2 or not spaced[0]:
        return 1
    if sizes[:3] == [1, 1, 1] and spaced[1] and sizes[3:4] != [1]:
        return 3
    if sizes[0] == 1 and (sizes[1] == 1 or (sizes[1] == 2 and has_surname(rest[0].text))):
        return 2
    return 2 if rest[0].text in COMPOUND and sizes[1] <= 2 else 1


def _recognise(name: Name) -> list[Name]:
    text = name.text
    if text[-1] in "等）)" and (with_unit := _WITH_UNIT.fullmatch(text)) and has_surname(text):
        text = with_unit["name"]
        name = name._replace(text=text)
    if _is_organisation(text):
        return [name._replace(is_organisation=True)]
    if not _HAN_NAME.fullmatch(text):
        return [name] if _DOTTED_NAME.fullmatch(text) else []
    if len(text) < 2 or _PROSE.search(text):
        return []
    if len(text) <= 3 or (len(text) == 4 and text[:2] in COMPOUND):
        if has_surname(text):
            return [name._replace(known=False)] if text in WORDS else [name]
        return [] if _DEED.search(text) else [name._replace(known=False)]
    return _split_solid(name)


def _is_organisation(text: str) -> bool:
    """An organisation, or people whom the text leaves without a name: 区文化馆, 宣传部, 网友."""
    if text in _ANYONE:
        return True
    if not _ORGANISATION.search(text):
        return False
    return len(text) > 3 or bool(_STRONG_ORGANISATION.search(text)) or not has_surname(text)


def _split_solid(name: Name) -> list[Name]:
    """Names set without a space between (张靖郜敏): cut where both halves open with a surname, in doubt."""
    for cut in (3, 2) if len(name.text) > 4 else (2,):
        left, right = name.text[:cut], name.text[cut:]
        if has_surname(left) and has_surname(right) and len(right) in (2, 3):
            middle = name.end - len(right)
            return [
                Name(left, name.start, middle, doubtful=True),
                Name(right, middle, name.end, doubtful=True),
            ]
    return []
