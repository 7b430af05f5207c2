"""Dates that do not exist, weekdays that do not match. The issue is of Friday, 14 March 2025."""

from __future__ import annotations

import datetime

import pytest

from .marked import bare, found

ISSUE = datetime.date(2025, 3, 14)
IMPOSSIBLE = [
    "⟦2月30日⟧开幕", "⟦2025年2月29日⟧", "⟦4月31日⟧", "⟦13月5日⟧", "⟦4月28日至31日⟧", "⟦2024年11月31日⟧",
    "⟦3月0日⟧",
    "⟦二〇二五年二月三十日⟧", "⟦2025-02-30⟧", "⟦2025.4.31⟧", "⟦２月３０日⟧", "于⟦9月31日⟧至10月2日",
]  # fmt: skip
POSSIBLE = [
    "2月28日", "2024年2月29日", "2月29日", "农历2月30日", "4月28日至30日", "4月28日至5月31日",
    "1368年2月30日", "二〇二四年二月二十九日",
    "2025-02-28", "2025-13-40号文件", "版本2025.2.30.1", "10个月30日", "12345月31", "腊月三十日",
    "2025年3月", "十二月三十一日",
]  # fmt: skip
WRONG_WEEKDAY = [
    "2025年3月14日（星期⟦四⟧）", "2025年3月14日星期⟦日⟧", "3月14日（周⟦四⟧）", "3月14日，星期⟦三⟧",
    "3月14日周⟦四⟧上午", "3月14日 周⟦二⟧",
    "2025年3月3日至7日（周⟦四⟧）", "二〇二五年三月十四日 星期⟦六⟧", "3月14日（星期⟦天⟧）",
    "12月30日（周⟦三⟧）",
]  # fmt: skip
RIGHT_WEEKDAY = [
    "2025年3月14日（星期五）", "3月14日（周五）", "3月3日至7日（周五）", "3月3日（周一）至7日（周五）",
    "3月16日（星期天）", "3月14日周一鸣获奖",
    "3月14日周日常训练", "每周四", "2024年3月14日（星期四）", "去年3月14日（星期四）",
    "2024年的3月14日（星期四）", "12月31日（周二）",
    "3月14日。周四", "1月3日（周五）", "2月29日（周一）",
]  # fmt: skip


@pytest.mark.parametrize("marked", IMPOSSIBLE)
def test_a_date_that_does_not_exist(marked: str) -> None:
    assert found(bare(marked), "impossible-date") == marked


@pytest.mark.parametrize("text", POSSIBLE + RIGHT_WEEKDAY)
def test_a_date_that_may_exist(text: str) -> None:
    assert found(text, "impossible-date", on=ISSUE) == text


@pytest.mark.parametrize("marked", WRONG_WEEKDAY)
def test_a_weekday_that_does_not_match(marked: str) -> None:
    assert found(bare(marked), "wrong-weekday", on=ISSUE) == marked


@pytest.mark.parametrize("text", RIGHT_WEEKDAY + POSSIBLE)
def test_a_weekday_that_matches(text: str) -> None:
    assert found(text, "wrong-weekday", on=ISSUE) == text


def test_without_the_issue_date_only_dates_with_a_year_have_a_weekday() -> None:
    assert found("3月14日（周四）", "wrong-weekday") == "3月14日（周四）"
    assert found("2025年3月14日（周四）", "wrong-weekday") == "2025年3月14日（周⟦四⟧）"
