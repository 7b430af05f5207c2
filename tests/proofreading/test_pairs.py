"""“” ‘’ 《》 （）: unpaired, turned round, wrongly nested, crossing, half of each width."""

from __future__ import annotations

import pytest

from .marked import bare, found, suggested

UNPAIRED = [
    "他说：⟦“⟧大家先试一试，再提意见。",
    "大家先试一试⟦”⟧，他说。",
    "⟦《⟧石桥区志正式出版。",
    "石桥区志⟦》⟧正式出版。",
    "活动在文化馆⟦（⟧二楼举行。",
    "活动在文化馆二楼⟦）⟧举行。",
    "活动在文化馆⟦(⟧二楼举行。",
    "评选“最美楼长⟦“⟧，共有十人入围。",
    "评选“最美楼长⟦“⟧的办法已经公布。",
    "评选⟦”⟧最美楼长⟦“⟧活动。",
    "《石桥⟦（⟧卷一》出版。",
    "第一段⟦（⟧没有写完。\n第二段⟦）⟧写完了。",
    "他说：⟦“⟧先试一试。\n再提意见⟦”⟧。",
    "“第一段没有收尾。\n⟦“⟧第二段也没有收尾。",
]
PAIRED = [
    "他说：“大家先试一试。”大家都同意。",
    "“第一段接着说。\n“第二段收尾。”",
    "“第一段接着说。\n\n　　“第二段再说。\n“第三段收尾。”",
    "“他说‘先试’。\n“第二段收尾。”",
    "办理条件：1）本区户籍；2）年满六十。",
    "a）交材料；b）领回执。",
    "一）报名。",
    "（一）报名。（二）抽签。",
    "O’Neil和Rock’n’Roll",
    "the workers’ club",
    "’98抗洪纪念",
    "“他唱‘Let’s go’的样子”",
    "（见《石桥区志》（卷一）第三页）",
    "【通知】〔2025〕3号「石桥」『杯』",
    "",
]
NESTED = [
    "他说：“这叫⟦“一件事”⟧，一次办完。”",
    "活动叫⟦‘邻里节’⟧，每年一次。",
    "修订《关于修改⟦《石桥区菜市场办法》⟧的决定》",
    "他说：“先试⟦（试点三个月”）⟧再推开。",
]
RIGHTLY_NESTED = [
    "他说：“这叫‘一件事’，一次办完。”",
    "“他说‘我读过“石桥”二字’。”",
    "修订《关于修改〈石桥区菜市场办法〉的决定》",
    "“先试（试点三个月）再推开。”",
    "（“先试”再推开）",
    "《“先试”记》",
    "“《石桥区志》‘卷一’（上）”",
    "“一件事”和“一站式”",
    "“他说‘先试。\n“‘再推开’。”",
]
MIXED = ["文化馆（二楼⟦)⟧举行", "文化馆⟦(⟧二楼）举行", "（一⟦)⟧报名", "甲（乙⟦)⟧丙⟦(⟧丁）"]
NOT_MIXED = ["文化馆（二楼）举行", "f(x)和（二楼）", "（见(a)项）", "1)报名（二楼）", "", "（", ")", "“(a)”"]


@pytest.mark.parametrize("marked", UNPAIRED)
def test_a_mark_without_its_other_half(marked: str) -> None:
    assert found(bare(marked), "unpaired-mark") == marked


@pytest.mark.parametrize("marked", NESTED)
def test_a_wrong_level_or_a_crossing(marked: str) -> None:
    assert found(bare(marked), "nested-marks") == marked


@pytest.mark.parametrize("marked", MIXED)
def test_a_bracket_of_two_widths(marked: str) -> None:
    assert found(bare(marked), "mixed-brackets") == marked


@pytest.mark.parametrize("text", PAIRED + RIGHTLY_NESTED)
def test_pairs_that_are_right(text: str) -> None:
    assert found(text, "unpaired-mark") == found(text, "nested-marks") == text


@pytest.mark.parametrize("text", NOT_MIXED)
def test_brackets_of_one_width_each(text: str) -> None:
    assert found(text, "mixed-brackets") == text


def test_what_is_proposed() -> None:
    assert suggested("评选“最美楼长“，", "unpaired-mark") == ["”"]
    assert suggested("“这叫“一件事”。”", "nested-marks") == ["‘一件事’"]
    assert suggested("文化馆（二楼)举行", "mixed-brackets") == ["）"]
    assert suggested("他说：“先试。", "unpaired-mark") == [""]
