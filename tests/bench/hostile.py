"""Text that no newspaper prints: what all that reads texts must read in linear time all the same."""

from __future__ import annotations

from collections.abc import Callable

HEADLINE = "云港区第{}届老年大学春季班开班仪式举行"
Pattern = Callable[[int], str]


def repeated(unit: str) -> Pattern:
    """One piece over and over."""
    return lambda count: unit * count


def numbered(unit: str) -> Pattern:
    """One piece over and over, with another number each time."""
    return lambda count: "".join(unit.replace("{}", str(number)) for number in range(count))


def named(unit: str) -> Pattern:
    """One piece over and over, with another person each time."""
    return lambda count: "".join(unit.replace("{}", f"王小{chr(0x4E00 + n % 5000)}") for n in range(count))


def continued(count: int) -> str:
    """Articles that all jump to one page, and their rests there."""
    first, rest = (
        "## 标题{}甲乙丙\n\n正文一二三。（下转第四版）\n\n",
        "## 标题{}甲乙丙\n\n（上接第一版）正文。\n\n",
    )
    return numbered(first)(count) + numbered(rest)(count)


# Lines that no rule can tell from each other, each with a blank below it or none.
PAGES: dict[str, Pattern] = {
    "headings": numbered("## 标题{}\n\n"),
    "long headings": numbered(f"## {HEADLINE}\n\n"),
    "short lines": numbered("第{}个短行\n\n"),
    "picture credits": named("{} 摄\n\n"),
    "bylines": named("■ 通讯员 {}\n\n"),
    "bylines over texts": named("■ 通讯员 {}\n\n短文。\n\n"),
    "jumps": repeated("（下转第四版）\n\n"),
    "jumps both ways": repeated("正文在此。（下转第四版）\n\n（上接第一版）正文。\n\n"),
    "headings over rests": repeated("## 标题\n\n（上接第一版）\n\n"),
    "articles that jump": continued,
    "headlines like texts": numbered(f"## {HEADLINE}\n\n## {HEADLINE}\n\n正文{{}}{HEADLINE}。\n\n"),
    "one hard-wrapped paragraph": repeated("云港区老年大学春季班\n"),
    "bold lines that never end": repeated("**a\n"),
    "rows of a table": repeated("| a | b |\n"),
    "items of a list": repeated("一、项目\n"),
    "pictures": repeated("<!-- image -->\n\n图为云港区活动现场。\n\n"),
    "captions": repeated("图①：云港区活动。\n"),
    "folios": repeated("第3版\n\n"),
    "dates": repeated("2025年4月11日 星期五\n\n"),
    "invisible lines": repeated("\u200b\n"),
    "byline marks": repeated("■\n"),
}

# Single lines, as long as the whole text, over which a careless pattern would look again and again.
LINES: dict[str, Pattern] = {
    "clauses": repeated("云港区老年大学春季班，"),
    "brackets": repeated("（"),
    "brackets with a role": repeated("（记者"),
    "half-width brackets": repeated("(a"),
    "spaces between letters": repeated("云 "),
    "spaces in a row": lambda count: "云" + " " * count + "and" + " " * count,
    "heading marks": repeated("#"),
    "bold marks": repeated("**"),
    "dates": repeated("2025年"),
    "a bracket at the end": lambda count: "云港区活动（" * count + "）",
}

# What proofreading has most to say about, or most to look at.
MARKS: dict[str, Pattern] = {
    unit: repeated(unit)
    for unit in ("(", ")", "(\n", '"', '"甲', "“", "”", "《", "“（", "()", "(甲", "’甲", "甲,", "甲and", "\n")
}  # fmt: skip

# Bodies: HTML, and what is typed as lines.
BODIES: dict[str, Pattern] = {
    "ampersands": lambda count: "<p>" + "&" * count,
    "ampersands in a line": repeated("&"),
    "references": lambda count: "<p>" + "&copy;" * count,
    "references to nothing": lambda count: "<p>" + "&x" * count,
    "brackets in a line": repeated("<"),
    "ends of paragraphs": lambda count: "<p>" + "</p>" * count,
    "lines": repeated("甲\n"),
    "elements within each other": repeated("<ul><li>"),
    "attributes": lambda count: "<p " + numbered("a{}=1 ")(count),
    "attributes like ends of tags": lambda count: "<p " + numbered('a{}=">" ')(count),
    "attributes of an end": lambda count: "<p></p " + numbered("a{}=1 ")(count) + ">",
}

# Tables as CSV, below their header.
ROWS: dict[str, Pattern] = {
    "blank rows": repeated("\n"),
    "rows of blank cells": repeated(",\n"),
    "short rows": repeated("甲,乙\n"),
    "rows of three bytes": repeated("a,\n"),
    "rows of four bytes": repeated("a,b\n"),
    "quotes in a cell": lambda count: '"' + '""' * count + '",\n',
    "lines in a cell": lambda count: '"' + "\n" * count + '",\n',
}


def of_size(pattern: Pattern, size: int) -> str:
    """About `size` bytes of a pattern."""
    unit = len(pattern(100).encode()) / 100
    return pattern(max(10, round(size / unit)))
