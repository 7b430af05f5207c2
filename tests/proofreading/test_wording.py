"""近…左右 and its kin."""

from __future__ import annotations

import pytest

from .marked import bare, found

HITS = [
    "⟦近500人左右⟧参加", "⟦约3个小时左右⟧", "⟦大约二十岁上下⟧", "⟦近八成以上⟧的居民", "⟦超过三分之二以上⟧",
    "⟦超100人以上⟧",
    "⟦至少3人以上⟧", "⟦逾千人左右⟧", "⟦近500余人⟧到场", "⟦约300多万元⟧", "⟦超过20余户⟧", "⟦将近10公里左右⟧",
    "⟦近万元左右⟧",
    "⟦约10至15人左右⟧", "⟦最少5％以上⟧",
]  # fmt: skip
MISSES = [
    "近年来，500人左右参加", "近500人参加", "500人左右参加", "近20余年来", "近10多场比赛",
    "近3000名60岁以上老人",
    "近三千名六十岁以上老人", "近百名处级以上干部", "签约30家以上", "预约100人左右", "节约20%左右",
    "附近3米左右", "纽约10人以上",
    "超过500人", "60岁以上", "中超10支以上", "约在三点左右", "近日有三百多人", "约3米左右两侧", "至少3人",
    "至少十多人",
    "约500人上下车", "接近一致，以上",
]  # fmt: skip


@pytest.mark.parametrize("marked", HITS)
def test_words_that_repeat_or_contradict_each_other(marked: str) -> None:
    assert found(bare(marked), "vague-number") == marked


@pytest.mark.parametrize("text", MISSES)
def test_words_that_do_not(text: str) -> None:
    assert found(text, "vague-number") == text
