"""Continuation marks before and after."""

from __future__ import annotations

import pytest

from articles.pagedump.jumps import parse_jump, split_jumps


@pytest.mark.parametrize(
    ("line", "forward", "page"),
    [
        ("（下转第四版）", True, 4),
        ("▶下转02版", True, 2),
        ("（上接第一版）", False, 1),
        ("（紧接第2版）", False, 2),
        ("▶▶下转A3版", True, 3),
        ("（文转2版）", True, 2),
        ("（下转第3、4版）", True, 3),
        ("◀上接1版", False, 1),
        ("（上接头版）", False, 1),
        ("（接上版）", False, None),
        ("►详见3版", True, None),
        ("（社论见4版）", True, None),
    ],
)
def test_jump_lines(line: str, forward: bool, page: int) -> None:
    jump = parse_jump(line)
    assert jump is not None
    assert (jump.forward, jump.page) == (forward, page)


@pytest.mark.parametrize("line", ["转型升级", "对接第一书记", "下转为主", "见3版面", "上看3版风景"])
def test_other_lines(line: str) -> None:
    assert parse_jump(line) is None


def test_jumps_at_both_ends_of_a_paragraph() -> None:
    text, jumps = split_jumps("（上接第1版）各街道行动起来。（下转第4版）")
    assert text == "各街道行动起来。"
    assert [(jump.forward, jump.page) for jump in jumps] == [(False, 1), (True, 4)]
