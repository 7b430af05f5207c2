import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.differences import Kind, Mark, by_character, by_line, differences_of
from articles.models import Article, Dump
from tests.importing.archive import BRIDGE, DUCKWEED, LANTERN, WINDOW, bring_in, page

TEXTS = st.text(alphabet="晨市开张，。\n ab", max_size=60)


def told(difference):
    return [(run.mark.value, run.text) for run in difference.runs]


def test_two_texts_are_compared_to_the_letter():
    assert told(by_character("河道里的浮萍捞干净了。", "河道里的浮萍打捞干净。")) == [
        ("same", "河道里的浮萍"),
        ("added", "打"),
        ("same", "捞干净"),
        ("removed", "了"),
        ("same", "。"),
    ]


def test_two_texts_are_compared_line_by_line():
    assert told(by_line("晨市\n\n开张\n热闹", "晨市\n\n重新开张\n热闹")) == [
        ("same", "晨市"),
        ("same", ""),
        ("removed", "开张"),
        ("added", "重新开张"),
        ("same", "热闹"),
    ]


def test_paragraphs_that_have_little_in_common_are_shown_whole():
    assert told(by_character("浮萍捞干净了", "灯彩铺子搬家")) == [
        ("removed", "浮萍捞干净了"),
        ("added", "灯彩铺子搬家"),
    ]


def test_a_correction_in_each_paragraph_is_marked_in_each():
    old = "\n".join(f"第{n}段，石桥河上的浮萍前天全部捞起，装了四十二车。" for n in range(60))
    found = by_character(old, old.replace("前天", "昨天"))
    assert told(found)[:5] == [
        ("same", "第0段，石桥河上的浮萍"),
        ("removed", "前"),
        ("added", "昨"),
        ("same", "天全部捞起，装了四十二车。\n第1段，石桥河上的浮萍"),
        ("removed", "前"),
    ]
    assert not found.is_coarse


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, st.sampled_from([(by_character, ""), (by_line, "\n")]))
def test_nothing_is_lost_of_either_text(old, new, how):
    compare, end = how
    runs = compare(old, new).runs
    assert end.join(run.text for run in runs if run.mark != Mark.ADDED) == old
    assert end.join(run.text for run in runs if run.mark != Mark.REMOVED) == new


def test_what_takes_too_long_is_said_to_be_shown_in_the_rough():
    old = "".join(chr(0x4E00 + n % 5000) + "甲" for n in range(9000))
    found = by_character(f"开头{old}结尾", f"开头{old[::-1]}结尾")
    assert [run.mark.value for run in found.runs] == ["same", "removed", "added", "same"]
    assert found.is_coarse


@pytest.mark.parametrize("compare", [by_character, by_line])
@pytest.mark.parametrize(
    "pattern",
    [
        lambda n, end: "的" * n + end,
        lambda n, end: ("的" + end) * (n // 2),
        lambda n, end: "".join("的" * i + end for i in range(1, int((2 * n) ** 0.5))),
        lambda n, end: "".join(chr(0x4E00 + i % 5000) + end for i in range(n // 2)),
        lambda n, end: f"的\n{end}\n" * (n // 4),
    ],
    ids=["one letter", "by turns", "growing runs", "every other", "lines"],
)
@pytest.mark.parametrize("length", [2000, 100_000])
def test_texts_made_to_be_slow_are_compared_as_far_as_that_is_cheap(compare, pattern, length):
    def cost() -> float:
        start = time.process_time()
        compare(pattern(length, "甲"), pattern(length, "乙"))
        return time.process_time() - start

    # A second, which the effort is set to, or less; the quickest of three, for others are on the machine.
    assert any(cost() < 1.5 for _ in range(3))


@pytest.mark.django_db
class TestOfPages:
    def test_a_changed_copy_is_told_article_by_article(self, tmp_path):
        first = page(DUCKWEED, WINDOW, LANTERN)
        changed = page(DUCKWEED, WINDOW, BRIDGE).replace("不用请假", "不必请假")
        bring_in(tmp_path, {"2025-03-07_02.txt": first})
        bring_in(tmp_path, {"再传-2025-03-07_02.txt": changed})
        later = Dump.objects.latest("pk")
        found = differences_of(later)
        assert [(one.kind, one.article.headline) for one in found] == [
            (Kind.SAME, DUCKWEED[0]),
            (Kind.CHANGED, WINDOW[0]),
            (Kind.NEW, BRIDGE[0]),
            (Kind.GONE, LANTERN[0]),
        ]
        (changed,) = (one for one in found if one.kind == Kind.CHANGED)
        assert (changed.before.dump, changed.article.dump) == (later.earlier, later)
        assert set(changed.fields) == {"正文"}
        difference = changed.fields["正文"]
        assert told(difference)[1:3] == [("removed", "用"), ("added", "必")]

    def test_what_somebody_has_corrected_since_is_compared_as_it_stands(self, tmp_path):
        bring_in(tmp_path, {"2025-03-07_02.txt": page(WINDOW)})
        Article.objects.update(subhead="周末除外")
        bring_in(tmp_path, {"2025-03-07_2b.txt": page(WINDOW).replace("不用请假", "不必请假")})
        (found,) = differences_of(Dump.objects.latest("pk"))
        assert told(found.fields["副题"]) == [("removed", "周末除外")]

    def test_a_page_that_is_no_copy_has_none(self, tmp_path, django_assert_num_queries):
        bring_in(tmp_path, {"2025-03-07_02.txt": page(WINDOW)})
        with django_assert_num_queries(1):
            assert differences_of(Dump.objects.get()) == []

    def test_a_longer_page_costs_no_more_queries(self, tmp_path, django_assert_max_num_queries):
        articles = [(f"第{n}街修路", "祝青禾", f"{n}号{DUCKWEED[2]}") for n in range(30)]
        bring_in(tmp_path, {"2025-03-07_02.txt": page(*articles)})
        bring_in(tmp_path, {"2025-03-07_2b.txt": page(*articles[:-1]).replace("前天", "昨天")})
        with django_assert_max_num_queries(15):
            assert len(differences_of(Dump.objects.latest("pk"))) == 30
