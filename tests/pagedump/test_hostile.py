"""Text made to be slow takes as long as any other."""

import pytest

from articles.pagedump import MOST_LINES, DumpError, Notice, Unplaced, decode, parse
from articles.pagedump.chars import MOST_MARKS
from tests.bench.__main__ import HOSTILE_PAGE, parse_anew
from tests.bench.hostile import LINES, PAGES, of_size
from tests.linear import MOST, growth

from .places import characters_in, characters_out

PATTERNS = PAGES | {f"one line of {name}": pattern for name, pattern in LINES.items()}


@pytest.mark.parametrize("name", PATTERNS)
def test_the_time_taken_grows_with_the_text(name: str) -> None:
    small = HOSTILE_PAGE if name in PAGES else 100_000  # Bytes; a line is soon read.
    short, long = (of_size(PATTERNS[name], size) for size in (small, 10 * small))
    assert long.count("\n") <= MOST_LINES
    assert growth(parse_anew, short, long) <= MOST


@pytest.mark.parametrize("end", ["\n", "\r\n", "\u200b\n"])
def test_what_stands_beyond_the_lines_of_any_page_is_held_as_it_is(end: str) -> None:
    text = f"甲{end}" * (MOST_LINES - 2) + f"居民说：“好。”{end}{end}## 标题,乙{end}{end}正文。{end}"
    page = parse(text)
    line = MOST_LINES + 1
    assert page.unplaced[-1] == Unplaced(line, "## 标题，乙\n\n正文。\n")
    assert page.stories[-1].last_line == MOST_LINES - 1
    message = "文本超过 20000 行，不像一个版面：这一行起没有解析，请拆成一个版面一个文件"
    assert Notice("unplaced", line, message) in page.notices
    assert characters_out(page) == characters_in(text)


def test_blank_lines_beyond_those_of_any_page_are_nothing() -> None:
    page = parse("## 标题甲乙丙\n\n正文一段。")
    assert parse("## 标题甲乙丙\n\n正文一段。" + "\n" * 2 * MOST_LINES) == page


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0345", "\u0f73", "\uff9e\u0301"])
def test_a_heap_of_marks_that_is_slow_to_put_in_order_is_refused(marks: str) -> None:
    text = f"一行\n\n另一行e{marks * (MOST_MARKS + 1)}。\n"
    with pytest.raises(DumpError) as caught:
        decode(text.encode())
    assert str(caught.value) == ("文件第 3 行有大量叠加的组合符号，不像正常文字。请删去这些符号后再导入。")


@pytest.mark.parametrize("text", ["—" * 99, "e\u0301" * 99, "。" * 99 + "\u0301" * MOST_MARKS, "ｶﾞ" * 99])
def test_other_rows_of_marks_are_read(text: str) -> None:
    assert decode(text.encode()).text == text
