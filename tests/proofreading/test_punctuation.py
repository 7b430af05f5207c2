"""Doubled marks, half-width marks, dots, and 、 between 》《 or ”“."""

from __future__ import annotations

import pytest

from .marked import bare, found, suggested

HITS = {
    "doubled-mark": [
        "会议结束⟦。。⟧", "日前⟦，，⟧全区", "老人⟦、、⟧孩子", "他说⟦：：⟧“好”", "报名⟦；；⟧抽签",
        "日前⟦，。⟧全区", "真好⟦！。⟧", "行吗⟦？，⟧他问", "好⟦，！⟧", "老人⟦，、⟧孩子",
        "一⟦。。⟧\n二⟦，，⟧",
    ],
    "half-width-mark": [
        "日前⟦,⟧全区", "日前⟦, ⟧全区", "报名⟦;⟧抽签", "他说⟦:⟧“好”", "行吗⟦?⟧他问", "真好⟦!⟧大家说",
        "会议结束⟦.⟧", "会议结束⟦.⟧\n第二段", "增长3.5%⟦,⟧达到", "“好”⟦,⟧他说", "用AI⟦,⟧省时间",
        "时间⟦:⟧9:00", "文化馆⟦(⟧二楼⟦)⟧举行", "石桥⟦(⟧Shiqiao⟦)⟧区", "⟦(⟧记者报道⟦)⟧", "他说⟦\"⟧好⟦\"⟧。",
        "买买提⟦.⟧艾力",
    ],
    "dots": ["他想⟦...⟧走了", "他想⟦......⟧走了", "他想⟦。。。⟧走了", "他想⟦…⟧走了", "他想⟦………⟧走了",
             "⟦...⟧他想", "他想⟦...⟧", "等等⟦。。。。⟧"],
    "pause-mark": [
        "《石桥⟦》、《⟧云台》", "“管⟦”、“⟧帮”", "《甲⟦》、《⟧乙⟦》、《⟧丙》",
        "《甲⟦》、《⟧乙》。《丙》（卷一）",
        "“一⟦”、“⟧二⟦”、“⟧三”", "读《甲⟦》、《⟧乙》", "“甲⟦”、“⟧乙”等", "“甲⟦”、“⟧乙”\n“丙⟦”、“⟧丁”",
    ],
}  # fmt: skip
MISSES = {
    "doubled-mark": [
        "真好！！", "真好！！！", "真的？！", "他想……", "他想……。", "石桥——云台", "他说：“好。”，走了",
        "（好。）。", "等等。。。", "一。\n。二", "《甲》，《乙》", "",
    ],
    "half-width-mark": [
        "1,000人", "3.14", "9:00到11:00", "a,b", "f(x)是函数", "CO(2)", "(1)报名",
        "http://a.cn/?q=1,b(2)石桥",
        "www.a.cn/(b)石桥", "a@b.cn", "Hello, world!", "1.报名", "No.1石桥", "A:石桥", "5\"屏幕",
        "日前，全区（二楼）",
        "他想...走了", "比分3:2", "v2.0石桥", "",
    ],
    "dots": ["他想……走了", "他想…………走了", "1...9", "../石桥", "a...b", "3.5", "。。", "他想——走了", "··"],
    "pause-mark": [
        "《甲》《乙》", "“甲”“乙”", "《甲》（卷一）、《乙》", "《甲》、《乙》（卷一）、《丙》",
        "《甲》、“乙”",
        "甲、乙", "“甲”和“乙”", "《甲》、乙、《丙》", "“甲”、乙", "",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("code", "marked"), [(code, m) for code, all_ in HITS.items() for m in all_])
def test_hits(code: str, marked: str) -> None:
    assert found(bare(marked), code) == marked


@pytest.mark.parametrize(("code", "text"), [(code, t) for code, all_ in MISSES.items() for t in all_])
def test_misses(code: str, text: str) -> None:
    assert found(text, code) == text


def test_what_is_proposed() -> None:
    assert suggested("日前, 全区", "half-width-mark") == ["，"]
    assert suggested('他说"好"。', "half-width-mark") == ["“", "”"]
    assert suggested("买买提.艾力", "half-width-mark") == [""]
    assert suggested("日前，，全区。，", "doubled-mark") == ["，", ""]
    assert suggested("他想...走了", "dots") == ["……"]
    assert suggested("《甲》、《乙》", "pause-mark") == ["》《"]
