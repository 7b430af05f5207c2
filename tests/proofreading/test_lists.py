"""Lists that editors keep: wrong words, forbidden words, names with offices."""

from __future__ import annotations

import pytest

from articles.proofreading import (
    ForbiddenWord,
    Holder,
    Rules,
    Severity,
    WrongWord,
    check,
    compile_offices,
    compile_words,
)

from .marked import bare, found

WRONG = [
    WrongWord("的却", "的确", ("目的却",)),
    WrongWord("帐户", "账户"),
    WrongWord("帐", "账", ("帐篷", "蚊帐")),
    WrongWord("既使", "即使"),
    WrongWord("一如继往", ""),
    WrongWord("", "空"),
]
FORBIDDEN = [
    ForbiddenWord("最高级", "广告中不用"),
    ForbiddenWord("绝绝子"),
    ForbiddenWord("帐中人", unless=("帐中人家",)),
]
RULES = Rules(
    words=compile_words(WRONG, FORBIDDEN),
    offices=compile_offices(
        [
            Holder("李明", ("区委副书记", "区长")),
            Holder("王小强", ("区委书记",)),
            Holder("王小", ("副局长",)),
            Holder("", ("区长",)),
            Holder("赵无职", ()),
        ]
    ),
)
WORD_HITS = [
    "他⟦的却⟧来了", "开设⟦帐户⟧", "结⟦帐⟧", "⟦既使⟧下雨", "⟦一如继往⟧", "⟦帐户⟧和⟦帐⟧单", "蚊帐和⟦帐⟧本",
    "⟦的却⟧\n⟦的却⟧",
]  # fmt: skip
WORD_MISSES = ["目的却不同", "帐篷", "挂蚊帐", "账户", "的 却", "即使", "", "蚊帐篷", "绝绝子"]
FORBIDDEN_HITS = ["⟦最高级⟧的⟦绝绝子⟧", "⟦帐中人⟧", "⟦绝绝子⟧\n⟦绝绝子⟧"]
FORBIDDEN_MISSES = ["帐中人家", "最高等级", "绝绝", ""]
OFFICE_HITS = [
    "⟦副区长⟧李明出席", "近日区委⟦书记⟧李明出席", "李明⟦副区长⟧说", "区委⟦书记⟧李明、⟦区长⟧王小强",
    "王小强⟦副书记⟧",
    "区委⟦书记⟧李 明", "⟦副区长⟧　李　明", "区委副书记、⟦副区长⟧李明", "⟦局长⟧王小说", "市委⟦书记⟧王小强",
]  # fmt: skip
OFFICE_MISSES = [
    "区委副书记、区长李明出席", "区长李明", "石桥区委书记王小强", "书记王小强", "王小强书记说", "李明区长",
    "原区委书记李明", "时任副区长李明",
    "李明主任医师", "居民李明", "区委书记王小强、区长李明", "副区长张三，李明", "副区长张三和李明",
    "王小强和副局长王小", "书记赵无职",
    "李明委员会", "副区长（李明）",
]  # fmt: skip


@pytest.mark.parametrize("marked", WORD_HITS)
def test_a_wrong_word(marked: str) -> None:
    assert found(bare(marked), "wrong-word", rules=RULES) == marked


@pytest.mark.parametrize("text", WORD_MISSES)
def test_words_that_are_right(text: str) -> None:
    assert found(text, "wrong-word", rules=RULES) == text


@pytest.mark.parametrize("text", [*FORBIDDEN_HITS, *FORBIDDEN_MISSES])
def test_a_forbidden_word(text: str) -> None:
    assert found(bare(text), "forbidden-word", rules=RULES) == text


def test_a_forbidden_word_blocks_and_says_what_to_do() -> None:
    (first, second) = check("最高级的绝绝子", rules=RULES)
    assert (first.code, first.severity, first.message) == (
        "forbidden-word",
        Severity.BLOCK,
        "禁用词“最高级”，广告中不用",
    )
    assert second.message == "禁用词“绝绝子”，请改写"


def test_the_longest_word_is_found_and_an_exception_leaves_the_shorter_one() -> None:
    assert found("帐中人", "forbidden-word", rules=RULES) == "⟦帐中人⟧"
    assert found("帐中人家", "wrong-word", rules=RULES) == "⟦帐⟧中人家"


def test_a_word_on_both_lists_is_forbidden() -> None:
    rules = Rules(words=compile_words([WrongWord("甲", "乙")], [ForbiddenWord("甲")]))
    assert [finding.code for finding in check("甲", rules=rules)] == ["forbidden-word"]


@pytest.mark.parametrize("marked", OFFICE_HITS)
def test_an_office_that_the_person_does_not_hold(marked: str) -> None:
    assert found(bare(marked), "name-office", rules=RULES) == marked


@pytest.mark.parametrize("text", OFFICE_MISSES)
def test_an_office_that_may_be_right(text: str) -> None:
    assert found(text, "name-office", rules=RULES) == text
