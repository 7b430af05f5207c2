"""近…左右 and its kin: words for a rough number that repeat or contradict each other (norms §3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .findings import Hit

_DIGITS = r"[\d.,〇零一二两三四五六七八九十百千万亿半数几%％]{1,12}"
_NUMBER = rf"{_DIGITS}(?:(?:[-—–～~至到]|分之){_DIGITS})?"
_UNIT = (
    "个百分点|平方公里|平方米|立方米|万公里|个小时|个工作日|个月|小时|分钟|公里|公斤|千米|厘米|毫米|人次|公顷|千瓦时|千瓦"
    "|美元|欧元|日元|港元|周岁|个人|元|人|名|个|次|家|户|吨|米|倍|成|亩|岁|年|天|日|月|周|秒|件|项|种|场|份|辆|台|只|条|篇"
    "|所|间|套|栋|里|斤|克|升|座|支|批|位|届|度|册|本|株|棵|头|艘|架|页|字|分|点"
)
# Words that end with 约 or 近: 签约30家以上, 附近3米左右.
_ENDS_WITH_YUE = "签预节契条公合违履简纽大制邀订特相赴毁失立婚盟和租续隐俭解爽应"
_ENDS_WITH_JIN = "附最邻靠临接迫亲走拉贴就逼切远新将"
_ABOUT = f"(?<![{_ENDS_WITH_YUE}])约|大约|大概|(?<![{_ENDS_WITH_JIN}])近|将近|接近"
_OVER = r"超过|(?<![赶高反中英西意德法])超|逾"
_AT_LEAST = r"至少|最少|起码"
_PHRASE = re.compile(
    rf"(?:(?P<about>{_ABOUT})|(?P<over>{_OVER})|(?P<least>{_AT_LEAST}))"
    rf"(?P<number>{_NUMBER})(?P<more>[余多]?)(?P<scale>[万亿]?)(?P<unit>{_UNIT})?"
    r"(?P<tail>左右(?![两手邻逢侧岸为转互开])|上下(?![楼班车游级一两])|以上)?"
)
_LASTING = re.compile("年|个?月|天|日|周|届|个小时|小时|场|次|个")


def find(text: str) -> Iterator[Hit]:
    """All hits of this family, in order."""
    for match in _PHRASE.finditer(text):
        if fault := _fault(match):
            yield Hit("vague-number", *match.span(), fault)


def _fault(match: re.Match[str]) -> str:
    head, tail = match["about"] or match["over"] or match["least"], match["tail"]
    if match["about"] and tail in ("左右", "上下"):
        return f"“{head}”与“{tail}”重复，请留一个"
    if match["about"] == "近" and tail == "以上":
        return "“近”与“以上”矛盾，请留一个"
    if not match["about"] and tail:
        return f"“{head}”与“{tail}”{'重复' if tail == '以上' else '矛盾'}，请留一个"
    if match["more"] and not match["least"] and not _is_lately(match):
        return f"“{head}”与“{match['more']}”{'矛盾' if match['about'] else '重复'}，请留一个"
    return ""


def _is_lately(match: re.Match[str]) -> bool:
    """Whether 近 counts back in time: 近10余年, 近10多场比赛."""
    unit = match["unit"]
    return match["about"] == "近" and (not unit or bool(_LASTING.fullmatch(unit)))
