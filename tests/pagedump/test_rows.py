"""Lines before, and which of them are paragraphs by themselves after."""

from __future__ import annotations

import pytest

from .pages import body

LEDE = "近日，石桥晨市重新开市，时间和摊位如下。"
HEAD = f"## 石桥晨市重新开市\n\n■ 通讯员 王明\n\n{LEDE}\n\n"


@pytest.mark.parametrize(
    "rows",
    [
        "线路　首班　末班\n一路　6:00　21:00\n二路　6:10　21:10",
        "线路\t首班\t末班\n一路\t6:00\t21:00",
        "| 线路 | 首班 | 末班 |\n| 一路 | 6:00 | 21:00 |",
        "摊位  租金\n甲区  八十元\n乙区  六十元",
        "一路 6:00 21:00\n二路 6:10 21:10\n三路 6:20 21:20",
        "活动时间：4月11日至20日\n活动地点：石桥镇文化站\n咨询电话：12345678",
        "咨询电话：12345678",
        "甲区：蔬菜和水果\n乙区：豆腐和面点",
        "王明：几点来\n李宁：六点来",
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_rows_and_labels_are_paragraphs(rows: str, gap: str) -> None:
    lines = rows.split("\n")
    assert body(HEAD + gap.join(lines)) == [LEDE, *lines]


def test_a_label_above_a_paragraph_is_none_of_it() -> None:
    lines = ["咨询电话：12345678", "居民也可以到石桥镇政务大厅当面询问。"]
    assert body(HEAD + "\n\n".join(lines)) == [LEDE, *lines]


def test_the_office_that_signs_and_the_date_below_it() -> None:
    text = HEAD + "特此公告，请各位摊主相互转告。\n\n云港区民政局\n2025年4月11日"
    assert body(text)[2:] == ["云港区民政局", "2025年4月11日"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "石桥镇的晨市一天也没有停过，摊主都说，雨棚一直用到\n\n2025年4月11日上午九点。",
            ["石桥镇的晨市一天也没有停过，摊主都说，雨棚一直用到2025年4月11日上午九点。"],
        ),
        (
            "雨棚　换了新的。灯也换了，志愿者\n每天　五点到场。帮摊主搬货\n他们　又去下一家。打扫完\n回来。",
            ["雨棚　换了新的。灯也换了，志愿者每天　五点到场。帮摊主搬货他们　又去下一家。打扫完回来。"],
        ),
        ("活动吸引众\n多居民参加。", ["活动吸引众多居民参加。"]),
        ("摊位  八十个，比去年多二十\n个。", ["摊位  八十个，比去年多二十个。"]),
        (
            "他说：晨市要一直办下去，摊位不够就再划二十个，雨\n\n棚也要换成新的。",
            ["他说：晨市要一直办下去，摊位不够就再划二十个，雨棚也要换成新的。"],
        ),
        (
            "记者：晨市几点开门。\n\n王明：早上五点半。",
            ["记者：晨市几点开门。", "王明：早上五点半。"],
        ),
        (
            "雨棚 换了 新的。灯也换了，志愿者\n每天 五点 到场，帮摊主们搬货，\n一直 忙到 八点。",
            ["雨棚 换了 新的。灯也换了，志愿者每天 五点 到场，帮摊主们搬货，一直 忙到 八点。"],
        ),
    ],
)
def test_a_cut_sentence_and_dialogue_are_no_table(before: str, after: list[str]) -> None:
    assert body(HEAD + before) == [LEDE, *after]


def test_a_caption_with_its_credit_is_no_table() -> None:
    captions = "图为石桥晨市一角。　张明 摄\n\n图为石桥晨市夜景。　李宁 摄"
    assert body(f"{HEAD}{captions}") == [LEDE]
