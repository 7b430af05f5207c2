"""What must hold for every text, and what settings do."""

from __future__ import annotations

import datetime
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.proofreading import (
    CODES,
    ForbiddenWord,
    Holder,
    Rules,
    Severity,
    WrongWord,
    check,
    checker,
    compile_offices,
    compile_words,
    pairs,
)
from tests.linear import MOST, growth

PIECES = (
    "“", "”", "‘", "’", "《", "》", "（", "）", "(", ")", "，", "。", "、", "；", ",", ".", ":", "?", "…",
    "\"", "\n", " ", "　",
    "石桥区", "到到", "的的", "在在", "实实", "我们我们", " and ", "of", "近", "约", "500", "人", "左右",
    "以上", "2月30日", "2025年", "3月14日",
    "（周四）", "星期五", "13812345678", "11010519491231002X", "4111111111111111", "１２", "Ａ", "http://",
    "李明", "副区长", "帐户", "帐",
    "\ud800", "\x00", "𠮷",
)  # fmt: skip
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
RULES = Rules(
    words=compile_words([WrongWord("帐户", "账户"), WrongWord("帐", "账")], [ForbiddenWord("石桥")]),
    offices=compile_offices([Holder("李明", ("区长",))]),
)
ISSUE = datetime.date(2025, 3, 14)
HOSTILE = (
    "“", "”", "（", "“（", "“（”", "“《‘〈", "《》、", "“甲”、", "(", "\"", ",", "甲,", ",甲", "…", "。",
    ".", "甲 ", "甲and", "的", "在",
    "我们", "近1", "近1至", "约一二三四", "2月30日", "2025年", "2025-", "1月1日（周", "1", "13812345678",
    "4111 ", "6222-", "帐", "帐户",
    "李明", "副区长", "区长、", "http://", "www.", " ", "\n", "“\n", "农历",
)  # fmt: skip


@given(texts)
@settings(deadline=None, max_examples=300)
def test_every_finding_stands_in_the_text_in_order_and_alone(text: str) -> None:
    findings = check(text, rules=RULES, on=ISSUE)
    places = [(finding.start, finding.end) for finding in findings]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(set(places))
    assert all(text[f.start : f.end] != f.suggestion for f in findings)


@given(texts)
@settings(deadline=None, max_examples=50)
def test_the_same_text_has_the_same_findings(text: str) -> None:
    assert check(text, rules=RULES, on=ISSUE) == check(text, rules=RULES, on=ISSUE)


@given(texts, texts)
@settings(deadline=None, max_examples=50)
def test_a_number_in_one_paragraph_is_found_whatever_the_other_says(first: str, second: str) -> None:
    whole = f"{first}\n证号11010519491231002X\n{second}"
    place = len(first) + 3
    assert any(f.code == "identity-number" and f.start == place for f in check(whole, rules=RULES))


@pytest.mark.parametrize("unit", HOSTILE)
def test_the_time_taken_grows_with_the_text(unit: str) -> None:
    text = unit * (5_000 // len(unit))
    assert growth(lambda text: check(text, rules=RULES, on=ISSUE), text, text * 10) <= MOST


@pytest.mark.parametrize("unit", HOSTILE)
def test_findings_of_a_kind_come_to_an_end(unit: str) -> None:
    text = unit * (3 * pairs.MOST_MARKS // len(unit))
    codes = Counter(finding.code for finding in check(text, rules=RULES, on=ISSUE))
    assert all(number <= checker.MOST for number in codes.values())


def test_the_first_of_a_kind_are_found_and_the_last_of_them_says_that_there_are_more() -> None:
    findings = check("市。。" * (checker.MOST + 1))
    assert [(finding.start, finding.has_more) for finding in findings] == [
        (3 * number + 1, number == checker.MOST - 1) for number in range(checker.MOST)
    ]
    assert not any(finding.has_more for finding in check("市。。" * checker.MOST))


def test_no_heap_of_one_kind_hides_another() -> None:
    text = "市,区" * 2 * checker.MOST + "（" * 3 * pairs.MOST_MARKS + "\n证号11010519491231002X"
    (found,) = (f for f in check(text) if f.severity is Severity.BLOCK)
    assert text[found.start : found.end] == "11010519491231002X"


@pytest.mark.parametrize("unit", ["(", ")", '"', "“", "（）", "“甲”"])
def test_marks_in_pairs_are_read_up_to_the_paragraph_that_has_too_many(unit: str) -> None:
    first = "区里（办了。\n"
    one, none_read = check(f"{first}{unit * pairs.MOST_MARKS}\n（")
    assert (one.start, none_read.start) == (2, len(first))
    assert none_read.message == "成对标点超过 10,000 个，从这一段起没有查，请分成几篇"


def test_settings_make_a_finding_block_warn_or_vanish() -> None:
    def severities(severity: Severity) -> list[Severity]:
        return [
            finding.severity for finding in check("日前,全区", rules=Rules({"half-width-mark": severity}))
        ]

    assert severities(Severity.BLOCK) == [Severity.BLOCK]
    assert severities(Severity.WARN) == [Severity.WARN]
    assert severities(Severity.OFF) == []


def test_by_default_personal_data_and_forbidden_words_block_and_nothing_else() -> None:
    blocking = {code.slug for code in CODES if code.default is Severity.BLOCK}
    assert blocking == {"identity-number", "mobile-number", "bank-card", "forbidden-word"}


def test_what_is_off_leaves_its_place_to_the_next_check() -> None:
    text = "文化馆（二楼)举行"
    assert [f.code for f in check(text)] == ["mixed-brackets"]
    rules = Rules({"mixed-brackets": Severity.OFF})
    assert [f.code for f in check(text, rules=rules)] == ["half-width-mark"]


def test_messages_are_short_chinese_and_say_what_to_do() -> None:
    text = "".join(PIECES) + "，，《甲》、《乙》...近500人左右"
    findings = check(text, rules=RULES, on=ISSUE)
    assert len({finding.code for finding in findings}) > 10
    for finding in findings:
        assert re.search("请|应为|可删", finding.message), finding
        assert len(finding.message) < 80
        assert "差错率" not in finding.message


def test_a_clean_text_has_no_findings() -> None:
    text = "本报讯（记者 李明）3月14日（星期五），石桥区“邻里节”开幕，500多人参加。\n“先试试。”他说。"
    assert check(text, rules=Rules(), on=ISSUE) == []
