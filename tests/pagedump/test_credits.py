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
    "通讯员 区民政局 王小明": "王小明/通讯员",
    "❖ 云港融媒记者 王小明": "王小明/记者",
    "——本报驻京记者 王小明": "王小明/记者",
    "文丨王小明 图丨李四": "王小明/文 李四/图",
    "本报记者 王小丨": "王小/记者",
    "■记者 王小明 ■通讯员 李四": "王小明/记者 李四/通讯员",
    "记者｜王小明 编辑｜李四": "王小明/记者 李四/编辑",
    "本报记者 王小明 / 文 李四 / 图": "王小明/记者 李四/图",
    "记者 王小明 文 / 图": "王小明/记者",
    "记者 王小明 图文": "王小明/记者",
    "文、图/王小明": "王小明/文、图",
    "文 王小明 图 李四": "王小明/文 李四/图",
    "文字/王小明 摄影/李四": "王小明/文字 李四/摄影",
    "撰文 王小明 摄影 李四": "王小明/撰文 李四/摄影",
    "采写/本报记者 王小明": "王小明/记者",
    "王小明 口述 李四 整理": "王小明/口述 李四/整理",
    "（作者王小明，单位：区民政局）": "王小明/作者",
    "本报评论员": "/评论员",
}
ROLE_WORDS_AS_SURNAMES = {
    "记者向洋": "向洋/记者",
    "记者俞锦程、向洋": "俞锦程/记者 向洋/记者",
    "本报记者 文 雯 通讯员 向洋": "文雯/记者 向洋/通讯员",
    "■ 本报记者 文凯 通讯员 文宁": "文凯/记者 文宁/通讯员",
    "记者王图文": "王图文/记者",
    "记者 张文 李航": "张文/记者 李航/记者",
    "文/文凯 图/向洋": "文凯/文 向洋/图",
    "向宁 摄": "向宁/摄",
    "张学文摄": "张学文/摄",
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
    "王小明 摄/光明图片": "王小明/摄",
    "（资料图片） 王小明 摄": "王小明/摄",
    "新华社发 王小明 制图": "王小明/制图",
    "图片由王小明提供": "王小明/供图",
    "以上图片均由本报记者王小明摄": "王小明/摄",
    "区民政局 提供": "/供图",
    "网友供图": "/供图",
    "宣传部供图": "/供图",
    "图源：区融媒体中心": "/供图",
    "图/视觉中国": "/图",
    "漫画 王小明": "王小明/漫画",
    "王小明 作": "王小明/作",
    "王小明等 摄": "王小明/摄",
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
    "记者王小明获奖",
    "市民王小明拍摄",
    "漫画 人生",
    "口述：历史",
    "安全 拍摄",
    "（作者单位：区民政局）",
    "（编辑：王小明）",
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


@pytest.mark.parametrize(("line", "expected"), ROLE_WORDS_AS_SURNAMES.items())
def test_names_that_open_or_end_like_role_words(line: str, expected: str) -> None:
    assert people(line) == expected


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
    assert parse_credits("王小明 区民政局", bare=True) is not None
    for text in ("全文完", "高温", "云南", "石桥高新", "区民政局"):
        assert parse_credits(text, bare=True) is None
