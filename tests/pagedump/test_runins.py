"""Briefs before and after, their titles on the same line as their texts."""

from __future__ import annotations

import pytest

from articles.pagedump.runins import find_run_ins

from .pages import check

DRILL = ("石桥镇开展防汛演练", "近日，石桥镇开展防汛演练，检验抢险队伍和物资。")
READING = ("望潮社区举办读书会", "日前，望潮社区举办读书会，三十名居民带来旧书交换。")
SECTION = ("建强队伍", "选派二十名干部到社区工作，每月听取居民意见。")
NETWORK = ("用好网格", "网格员每天巡查，问题当天上报，一周以内回访。")


def two(form: str, *briefs: tuple[str, str]) -> str:
    """Two briefs in one form."""
    return "\n\n".join(form.format(*brief) for brief in briefs or (DRILL, READING))


@pytest.mark.parametrize(
    "form",
    [
        "●**{}** {}",
        "▲【{}】{}",
        "• **【{}】** {}",
        "　　■**{}**　{}",
        "【{}】本报讯　{}",
        "**{}** 本报讯　{}",
    ],
)
def test_a_title_that_runs_in_with_its_text(form: str) -> None:
    dateline = "dateline: 本报讯\n" if "本报讯" in form else ""
    check(
        two(form),
        f"""
headline: {DRILL[0]}
{dateline}  {DRILL[1]}
headline: {READING[0]}
{dateline}  {READING[1]}
""",
    )


def test_the_line_numbers_are_those_of_the_dump() -> None:
    text = f"第3版：要闻\n\n\n{two('●【{}】{}')}\n"
    assert find_run_ins(text) == {4: DRILL, 6: READING}


@pytest.mark.parametrize(
    "text",
    [
        two("**一是{}** {}", SECTION, NETWORK),
        two("**{}。**{}", SECTION, NETWORK),
        two("**{}：**{}", SECTION, NETWORK),
        two("●**一、{}** {}", SECTION, NETWORK),
        two("●**{}：**{}", SECTION, NETWORK),
        two("●{} {}"),
        two("●**{}**"),
        two("{} **{}**"),
        "【本报讯 记者王明】近日，石桥镇开展防汛演练，检验抢险队伍和物资。\n\n"
        "【本报讯 记者李宁】日前，望潮社区举办读书会，三十名居民带来旧书交换。",
        "●**石桥镇开展防汛演练** 近日，石桥镇开展防汛演练，检验抢险队伍和物资。",
        "●**石桥镇** 近日开展防汛演练，检验抢险队伍。\n\n●**望潮社区** 举办读书会。",
    ],
)
def test_a_lead_in_is_no_title(text: str) -> None:
    assert find_run_ins(text) == {}


def test_lead_ins_stay_in_their_article() -> None:
    check(
        f"## 云港区推进社区治理\n\n■ 通讯员 王明\n\n{two('**一是{}** {}', SECTION, NETWORK)}",
        """
        headline: 云港区推进社区治理
        by: 王明/通讯员
          一是建强队伍 选派二十名干部到社区工作，每月听取居民意见。
          一是用好网格 网格员每天巡查，问题当天上报，一周以内回访。
        """,
    )
