"""Correspondents from tables."""

import pytest

from people.models import Correspondent
from tests.factories import make_article, make_person
from tests.importing.tables.tables import FORMATS, bring_in, told

pytestmark = pytest.mark.django_db

ROW = {"姓名": "祝青禾", "单位": "望江路街道", "别名": "阿禾、青禾"}


@pytest.mark.parametrize("form", FORMATS)
def test_a_row_becomes_a_person(form):
    batch = bring_in("correspondents", [ROW], form)
    assert told(batch) == []
    person = Correspondent.objects.get()
    assert (person.name, person.organisation, person.pinyin) == ("祝青禾", "望江路街道", "zhu qing he")
    assert sorted(alias.name for alias in person.aliases.all()) == ["阿禾", "青禾"]


def test_somebody_is_changed_by_number_with_all_that_is_derived_from_the_name():
    person = make_person("祝清禾", "望江路街道")
    person.aliases.create(name="清禾", name_key="清禾")
    article = make_article(people=[person])
    bring_in("correspondents", [{"编号": person.pk, **ROW}])
    person.refresh_from_db()
    assert (person.name, person.name_key, person.pinyin) == ("祝青禾", "祝青禾", "zhu qing he")
    assert [alias.name for alias in person.aliases.order_by("pk")] == ["阿禾", "青禾"]
    assert article.bylines.get().correspondent == person


def test_who_is_in_already_is_not_made_again():
    bring_in("correspondents", [ROW])
    batch = bring_in("correspondents", [ROW, {"姓名": "祝　青禾", "单位": "望江路街道"}])
    assert Correspondent.objects.count() == 1
    assert (batch.already, batch.refused) == (1, 1)
    assert told(batch) == [
        f"3 姓名：已有同名、同单位的人员（编号 {Correspondent.objects.get().pk}），内容不同。"
        f"要改动它，请在“编号”列填 {Correspondent.objects.get().pk}。"
    ]


def test_two_rows_about_one_person_are_one_where_they_say_the_same():
    batch = bring_in("correspondents", [ROW, ROW, {**ROW, "别名": "小禾"}])
    assert (batch.imported, batch.already, batch.refused) == (1, 1, 1)
    assert told(batch) == ["4 别名：与第 2 行是同名、同单位的人员，内容不同。请把两行合并。"]


def test_nobody_takes_the_name_of_another():
    first, second = make_person("祝青禾"), make_person("裴文澜")
    batch = bring_in("correspondents", [{"编号": second.pk, "姓名": "祝青禾"}])
    assert told(batch) == [f"2 姓名：已有同名、同单位的人员（编号 {first.pk}）。请改成别的，或先处理那一个。"]
    second.refresh_from_db()
    assert second.name == "裴文澜"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"姓名": "", "单位": "望江路街道"}, "姓名：不能为空。请填写。"),
        ({"姓名": "长" * 61}, "姓名：有 61 字，超过 60 字。请缩短，或移到正文。"),
        ({"姓名": "\u200b\u200b"}, "姓名：“\u200b\u200b”不是姓名。请填写 1 到 60 个字。"),
        ({"姓名": "祝青禾", "单位": "长" * 121}, "单位：有 121 字，超过 120 字。请缩短，或移到正文。"),
        ({"姓名": "祝青禾", "别名": "长" * 61}, "别名：有 61 字，超过 60 字。请缩短，或移到正文。"),
    ],
)
def test_a_bad_row_is_refused(row, said):
    batch = bring_in("correspondents", [row])
    assert told(batch) == [f"2 {said}".replace("\u200b", "�")]
    assert not Correspondent.objects.exists()
