"""What must hold for every text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pagedump import DumpError, decode, parse

from .places import characters_in, characters_out

PIECES = (
    "## ", "# ", "### ", "**", "■ ", "□", "通讯员 ", "记者", "本报记者 ", "王小明", "李 宁",
    "张志远 ", "、", "，", "。", "：", "（", "）", "(", ")", "摄", " 摄", "摄影报道", "图/", "文/",
    "供图", "资料图片", "本报讯", "新华社北京1月25日电", "【", "】", "近日", "云港区",
    "社区食堂启用", "召开", "老年大学", "把服务送到家门口", "居民代表反复讨论活动安排，",
    "得到大家认可。", "第3版", "03版：要闻", "2025年4月11日 星期五", "责任编辑：王明",
    "（下转第四版）", "（上接第一版）", "<!-- image -->", "![图](a.png)", "图为", "图①：", "一、",
    "（二）", "1.", "●", "|", "——", "“", "”", "and", " of ", "\n", "\n\n", "\n\n\n", "\u3000\u3000",
    "\u3000", " ", "\t", "\u200b", "\u202e", "\ufeff", "\r\n", "\u2028", "\x85", "\ud800", "1234",
    "a@b.cn", "电话：12345678", "广告", "核心阅读", "…", "！", "？",
)  # fmt: skip
dumps = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=80).map("".join))


@given(dumps)
@settings(deadline=None, max_examples=400)
def test_any_text_gives_a_page_and_loses_no_character(text: str) -> None:
    assert characters_out(parse(text)) == characters_in(text)


@given(dumps)
@settings(deadline=None, max_examples=50)
def test_the_same_text_gives_the_same_page(text: str) -> None:
    assert parse(text) == parse(text)


@given(dumps)
@settings(deadline=None, max_examples=100)
def test_lines_of_notices_stand_in_the_text(text: str) -> None:
    page = parse(text)
    count = text.count("\n") + text.count("\r") + text.count("\u2028") + text.count("\x85") + 1
    notices = [*page.notices, *(n for story in page.stories for n in story.notices)]
    assert all(1 <= notice.line <= max(count, len(text) + 1) for notice in notices)
    assert all(1 <= story.first_line <= story.last_line for story in page.stories)


@given(
    st.binary(max_size=300),
    st.sampled_from([None, "utf-8", "big5", "utf-16", "没有", "rot13", "a\0b", "idna"]),
)
@settings(deadline=None, max_examples=300)
def test_bytes_are_decoded_or_refused(data: bytes, encoding: str | None) -> None:
    try:
        decoded = decode(data, encoding)
    except DumpError:
        return
    assert "\r" not in decoded.text
    assert decoded.text.encode("utf-8")
