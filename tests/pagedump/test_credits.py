"""Credit lines and the people in them (norms §4)."""

from __future__ import annotations

import pytest

from articles.pagedump.credits import parse_credits

BYLINES = {
    "■ 通讯员 王明": "王明/通讯员",
    "■本报记者 王小明": "王小明/记者",
    "◎本报记者 王小明 通讯员 余 辉": "王小明/记者 余辉/通讯员",
    "□ 通讯员　王小明　云港晚报记者　李四": "王小明/通讯员 李四/记者",
    "本报记者 王小明 李四 张三丰": "王小明/记者 李四/记者 张三丰/记者",
    "本报记者 王小明 石桥报道": "王小明/记者",
    "□本报记者张靖本报通讯员郜敏": "张靖/记者 郜敏/通讯员",
    "■文并摄/本报记者 王小明": "王小明/记者",
    "文/图 本报记者 王小明": "王小明/记者",
    "本报记者 王小明 文/图": "王小明/记者",
    "本报记者 王小明/文": "王小明/记者",
    "文/王小明 图/李四": "王小明/文 李四/图",
    "（通讯员 王小明 李四 记者张三）": "王小明/通讯员 李四/通讯员 张三/记者",
    "作者：王小明": "王小明/作者",
    "记者王小明、李四": "王小明/记者 李四/记者",
    "通讯员 欧阳 修": "欧阳修/通讯员",
    "特约记者 阿依古丽·买买提 实习生 王晓": "阿依古丽·买买提/特约记者 王晓/实习生",
    "通讯员 区融媒体中心": "/通讯员",
}
PHOTO_CREDITS = {
    "王小明 摄": "王小明/摄",
    "王小明摄": "王小明/摄",
    "（王小明 摄）": "王小明/摄",
    "本报记者 王小明摄": "王小明/摄",
    "新华社记者 王小明 摄": "王小明/摄",
    "新华社发（王小明 摄）": "王小明/摄",
    "摄影：王小明": "王小明/摄影",
    "图/王小明": "王小明/图",
    "王小明 李四 摄影报道": "王小明/摄影报道 李四/摄影报道",
    "王小明 供图": "王小明/供图",
    "王小明制图": "王小明/制图",
    "区委宣传部供图": "/供图",
    "通讯员供图": "/供图",
    "图片由区文化馆提供": "/供图",
    "资料图片": "/资料图片",
}
PROSE = (
    "记者从区民政局获悉",
    "记者了解到",
    "居民告诉记者",
    "记者手记",
    "通讯员培训班开班",
    "市民用手机拍摄",
    "作者单位",
    "文化惠民",
    "图书馆",
    "■小贴士",
    "本报记者",
    "王小明",
)


def people(text: str) -> str:
    """The people of a credit as name/role."""
    found = parse_credits(text)
    return " ".join(f"{person.name}/{person.role}" for person in found.people) if found else "none"


@pytest.mark.parametrize(("line", "expected"), BYLINES.items())
def test_bylines(line: str, expected: str) -> None:
    found = parse_credits(line)
    assert people(line) == expected
    assert found is not None
    assert not found.is_photo


@pytest.mark.parametrize(("line", "expected"), PHOTO_CREDITS.items())
def test_photo_credits(line: str, expected: str) -> None:
    found = parse_credits(line)
    assert people(line) == expected
    assert found is not None
    assert found.is_photo


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_no_credit(line: str) -> None:
    assert parse_credits(line) is None


@pytest.mark.parametrize(
    ("line", "expected", "doubtful"),
    [
        ("通讯员 余 辉", "余辉/通讯员", ()),
        ("通讯员 余 辉 王 明", "余辉/通讯员 王明/通讯员", ("余辉", "王明")),
        ("记者 张靖郜敏", "张靖/记者 郜敏/记者", ("张靖", "郜敏")),
        ("记者 阿蛮", "阿蛮/记者", ("阿蛮",)),
    ],
)
def test_doubtful_names(line: str, expected: str, doubtful: tuple[str, ...]) -> None:
    found = parse_credits(line)
    assert people(line) == expected
    assert found is not None
    assert found.doubtful == doubtful


def test_each_person_keeps_the_printed_piece() -> None:
    found = parse_credits("◎本报记者 王小明、李四 通讯员 余 辉")
    assert found is not None
    assert [person.printed for person in found.people] == ["本报记者 王小明", "李四", "通讯员 余 辉"]


def test_bare_names_count_only_where_asked() -> None:
    assert parse_credits("王小明 李四", bare=True) is not None
    assert parse_credits("全文完", bare=True) is None
