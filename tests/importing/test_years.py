"""Which years contradict the day of print, and the many that do not."""

import datetime
from pathlib import Path

import pytest

from articles.importing.years import doubts
from articles.pagedump import Paragraph, Story, parse

PRINTED_ON = datetime.date(2025, 4, 11)
JANUARY = datetime.date(2025, 1, 3)
DECEMBER = datetime.date(2025, 12, 30)


def story(*paragraphs: str, dateline: str = "", headline: str = "食堂开张", column: str = "") -> Story:
    body = tuple(Paragraph(text) for text in paragraphs)
    return Story("", headline, "", column, dateline, (), body, 1, len(body), ())


def said(*paragraphs: str, on: datetime.date = PRINTED_ON, **parts: str) -> list[str]:
    notices = doubts(story(*paragraphs, **parts), on, "\n".join(paragraphs))
    return [notice.message.split("”")[0].removeprefix("文中写有“") for notice in notices]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2019年4月10日，云港区召开民生实事推进会。", "2019年4月10日"),
        ("2019 年 4 月 10 日上午，云港区召开民生实事推进会。", "2019 年 4 月 10 日上午"),
        ("2019年4月10日至12日，区里举办技能比赛，近年来参赛的人越来越多。", "2019年4月10日至12日"),
        ("2019年4月10日，记者从区民政局获悉，今年以来新增三处助餐点，到2035年还要翻番。", "2019年4月10日"),
        ("2024年4月10日，云港区召开民生实事推进会。", "2024年4月10日"),
        ("2027年3月1日，云港区召开民生实事推进会。", "2027年3月1日"),
        ("今年是2019年，食堂开张第三年。", "今年是2019年"),
        ("食堂开张第三年，今年是2019年。", "今年是2019年"),
        ("去年（2022年），食堂来了六万人。", "去年（2022年）"),
        ("去年（2025年），食堂来了六万人。", "去年（2025年）"),
        ("明年（2021年）再开两家。", "明年（2021年）"),
        ("日前（2023年4月），三家食堂开张。", "日前（2023年4月）"),
        ("记者昨天（2019年4月9日）看到，食堂门口排起了队。", "昨天（2019年4月9日）"),
        ("截至2027年3月底，全区已建成助餐点六十处。", "截至2027年3月底"),
        ("截至2027年，累计办件三万件。", "截至2027年"),
    ],
)
def test_a_text_that_was_written_in_another_year_contradicts(text, words):
    assert said(text) == [words]


HARMLESS = [
    # The past, told of.
    "2024年以来，云港区新增助餐点十二处。",
    "2021年至2025年，全区召开推进会二十次。",
    "自2019年开业以来，食堂接待居民六万人次。",
    "1998年出生的祝青禾在食堂做志愿者。",
    "2021年，国务院办公厅将云港区列为试点。",
    "2023年3月，食堂举行开业仪式。",
    "2019年4月10日成立的志愿者协会日前召开换届大会。",
    "2019年4月10日起，食堂举办厨艺课。",
    "2019年4月10日，祝青禾第一次走进食堂。",
    "2019年4月10日，食堂举行开业仪式。六年过去，它已是街坊的客厅。",
    "2019年4月10日，食堂举行开业仪式。如今，每天有三百人来吃饭。",
    "2019年4月10日，食堂举行开业仪式。2024年，它搬进了新楼。",
    "2013年11月3日，习近平总书记在湖南召开座谈会。",
    "2022年10月16日，中国共产党第二十次全国代表大会在北京召开。",
    "2023年5月8日，某公司举办抽奖，王某中奖未得，诉至法院。",
    "2024年8月落户云港区的企业日前召开发布会。",
    # The year itself, and its turn.
    "2025年4月10日，云港区召开民生实事推进会。",
    "2025年5月10日，云港区举办读书节。",
    "今年是2025年，食堂开张第三年。",
    "去年（2024年），食堂来了六万人。",
    "前年（2023年）和明年（2026年）各有一届。",
    "2025年，计划召开推进会四次。",
    # What is to come.
    "到2035年，全区基本建成养老服务网。",
    "2026年5月1日，云港区将举办读书节。",
    "2026年5月1日起，新办法启动实施。",
    "2026年6月30日前，食堂完成改造，举行揭牌仪式。",
    "规划期限为2021—2035年，展望到2050年。",
    "截至2027年底，力争已建成助餐点六十处。",
    "报名截至2026年1月5日，联系街道。",
    "截至2025年3月底，全区已建成助餐点六十处。",
    "截至2023年底，累计办件三万件。",
    # Other people's words, titles, and years that only look like statements.
    "墙上的旧报写着：“今年是2019年，食堂开张第一年。”",
    "今年是2019年开业以来客流最多的一年。",
    "今年是2021年以来雨水最多的一年。",
    "《云港区养老服务规划（2023年）》日前发布。",
    "《云港区深化养老服务改革发展方案暨2025年养老工作方案》印发。",
    "2019年2月30日，云港区召开民生实事推进会。",
    "产品编号2019年级三班召开班会。",
    "",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_other_years_say_nothing_about_when_a_text_was_written(text):
    assert said(text) == []


def test_a_harmless_year_stays_harmless_further_down():
    assert said(*HARMLESS) == []
    assert said("食堂开张。", "2019年4月10日，云港区召开民生实事推进会。") == []


@pytest.mark.parametrize(
    ("dateline", "on", "expected"),
    [
        ("新华社北京2023年1月25日电", PRINTED_ON, ["2023年1月25日"]),
        ("新华社北京2025年4月12日电", PRINTED_ON, ["2025年4月12日"]),
        ("新华社北京2025年4月10日电", PRINTED_ON, []),
        ("新华社北京1月25日电", PRINTED_ON, []),
        ("新华社北京2024年12月30日电", JANUARY, []),
        ("新华社北京2023年12月30日电", JANUARY, ["2023年12月30日"]),
        ("本报讯", PRINTED_ON, []),
        ("", PRINTED_ON, []),
    ],
)
def test_a_dateline_is_of_the_days_before_print(dateline, on, expected):
    assert said("区里新增助餐点。", dateline=dateline, on=on) == expected


@pytest.mark.parametrize(
    ("text", "on", "expected"),
    [
        ("2024年12月28日，云港区召开民生实事推进会。", JANUARY, []),
        ("2024年2月28日，云港区召开民生实事推进会。", JANUARY, ["2024年2月28日"]),
        ("今年是2024年，食堂开张第三年。", JANUARY, []),
        ("去年（2023年），食堂来了六万人。", JANUARY, []),
        ("今年是2026年，食堂开张第三年。", DECEMBER, []),
        ("今年是2024年，食堂开张第三年。", DECEMBER, ["今年是2024年"]),
    ],
)
def test_the_turn_of_a_year_is_no_contradiction(text, on, expected):
    assert said(text, on=on) == expected


@pytest.mark.parametrize("parts", [{"column": "党史上的今天"}, {"headline": "食堂二十周年记"}])
def test_a_text_that_looks_back_may_open_with_any_date(parts):
    assert said("2019年4月10日，云港区召开民生实事推进会。", **parts) == []


def test_a_notice_says_which_way_and_stands_on_the_line():
    text = "食堂开张\n\n食堂门口排起了队。\n今年是 2019 年,雨水多。\n去年（2030年）不算。"
    made = Story("", "食堂开张", "", "", "", (), tuple(map(Paragraph, text.split("\n")[2:])), 1, 5, ())
    early, late = doubts(made, PRINTED_ON, text)
    assert (early.code, early.line) == ("doubtful-year", 4)
    assert early.message == "文中写有“今年是 2019 年”，早于见报日期 2025-04-11，请核对日期或原文"
    assert (late.line, "晚于见报日期" in late.message) == (5, True)


def test_words_that_a_line_break_parts_stand_on_the_articles_first_line():
    text = "食堂开张\n今年是20\n19年，雨水多。"
    made = Story("", "食堂开张", "", "", "", (), (Paragraph("今年是2019年，雨水多。"),), 1, 3, ())
    assert [notice.line for notice in doubts(made, PRINTED_ON, text)] == [1]


def test_the_same_words_are_noted_once():
    assert said("今年是2019年，雨水多。", "今年是2019年，雨水多。") == ["今年是2019年"]


@pytest.mark.parametrize("printed_on", [datetime.date(2025, 3, 7), datetime.date(2025, 3, 21)])
def test_the_samples_contradict_no_day(printed_on):
    samples = sorted((Path(__file__).parents[1] / "dumps" / "archive").glob("*.txt"))
    texts = [path.read_text() for path in samples]
    assert [d for text in texts for s in parse(text).stories for d in doubts(s, printed_on, text)] == []
