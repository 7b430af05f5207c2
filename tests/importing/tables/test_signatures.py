"""Those who sign, in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.tables.signatures import Signature, parse
from articles.models import Article, PhotoCredit
from people.models import Correspondent, CorrespondentAlias
from tests.factories import make_person, make_photo
from tests.importing.tables.tables import bring_in, told


@pytest.mark.parametrize(
    ("cell", "signatures"),
    [
        ("", []),
        ("通讯员 祝青禾", [("通讯员", "祝青禾", "")]),
        ("通讯员祝青禾", [("通讯员", "祝青禾", "")]),
        ("本报记者裴文澜", [("本报记者", "裴文澜", "")]),
        ("祝青禾", [("", "祝青禾", "")]),
        ("记者 余　辉", [("记者", "余　辉", "")]),
        ("余 辉", [("", "余 辉", "")]),
        ("摄 沈若谷", [("摄", "沈若谷", "")]),
        ("沈若谷 摄", [("摄", "沈若谷", "")]),
        ("通讯员 祝青禾、记者 裴文澜", [("通讯员", "祝青禾", ""), ("记者", "裴文澜", "")]),
        ("通讯员 祝青禾，记者 裴文澜；\n", [("通讯员", "祝青禾", ""), ("记者", "裴文澜", "")]),
        ("通讯员 祝青禾（望江路街道）", [("通讯员", "祝青禾", "望江路街道")]),
        ("通讯员 祝青禾(望江路街道)", [("通讯员", "祝青禾", "望江路街道")]),
        ("记者 John Smith", [("记者", "John Smith", "")]),
    ],
)
def test_people_are_read_with_their_roles_and_organisations(cell, signatures):
    assert [(s.role, s.name, s.organisation) for s in parse(cell)] == signatures


@pytest.mark.parametrize(
    ("cell", "role", "printed"),
    [("“资料图片”", "", "资料图片"), ("供图 “区文旅局、区档案馆”", "供图", "区文旅局、区档案馆")],
)
def test_what_stands_in_quotes_is_nobodys_name(cell, role, printed):
    assert parse(cell) == [Signature(role, printed=printed)]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("通讯员 祝青禾 裴文澜", "像是几个人"),
        (f"通讯员 {'长' * 61}", "有 61 字，超过 60 字"),
        (f"{'长' * 21} 祝青禾", "有 21 字，超过 20 字"),
        (f"祝青禾（{'长' * 121}）", "有 121 字，超过 120 字"),
        ("通讯员 \u200b", "不是姓名"),
        ("通讯员 祝\u202e青禾", "控制字符"),
    ],
)
def test_what_is_no_signature_is_refused(cell, words):
    with pytest.raises(ValueError, match=words):
        parse(cell)


NAMES = st.text(st.sampled_from("祝青禾裴文澜"), min_size=2, max_size=4)
ROLES = st.sampled_from(["", "通讯员", "记者", "摄", "特约撰稿"])
PEOPLE = st.builds(Signature, ROLES, NAMES, st.sampled_from(["", "望江路街道", "区融媒体中心"]))
PRINTS = st.builds(Signature, ROLES, printed=st.sampled_from(["资料图片", "图、文均为资料"]))


@given(st.lists(PEOPLE | PRINTS, max_size=4))
def test_what_is_written_is_read_as_the_same(signatures):
    assert parse("、".join(map(str, signatures))) == signatures


@pytest.mark.django_db
def test_an_alias_and_another_spelling_mean_the_same_person():
    person = make_person("祝青禾")
    CorrespondentAlias.objects.create(correspondent=person, name="阿禾", name_key="阿禾")
    bring_in("articles", [{"标题": "一", "署名": "通讯员 阿禾"}, {"标题": "二", "署名": "记者 祝　青禾"}])
    assert Correspondent.objects.get() == person
    assert {byline.correspondent for a in Article.objects.all() for byline in a.bylines.all()} == {person}


@pytest.mark.django_db
def test_two_of_one_name_are_told_apart_by_their_organisations():
    make_person("祝青禾", "望江路街道")
    second = make_person("祝青禾", "区融媒体中心")
    rows = [
        {"标题": "一", "署名": "通讯员 祝青禾（区融媒体中心）"},
        {"标题": "二", "署名": "通讯员 祝青禾"},
        {"标题": "三", "署名": "通讯员 祝青禾（石桥街道）"},
    ]
    batch = bring_in("articles", rows)
    signed = {a.headline: a.bylines.get().correspondent for a in Article.objects.all()}
    assert signed["一"] == second
    assert signed["二"].organisation == ""
    assert signed["三"].organisation == "石桥街道"
    assert batch.rows.get(position=3).message == (
        "同名人员不止一位（祝青禾（望江路街道）、祝青禾（区融媒体中心）），请确认“祝青禾”是哪一位"
    )


@pytest.mark.django_db
def test_brackets_may_belong_to_a_name():
    person = make_person("祝青禾（女）")
    bring_in("articles", [{"标题": "一", "署名": "通讯员 祝青禾（女）"}])
    assert Article.objects.get().bylines.get().correspondent == person
    assert Correspondent.objects.count() == 1


@pytest.mark.django_db
def test_a_print_that_names_nobody_makes_nobody():
    photo = make_photo("公园的海棠开了", status="draft")
    batch = bring_in("photos", [{"编号": photo.pk, "署名": "“资料图片”"}])
    assert told(batch) == []
    credit = PhotoCredit.objects.get()
    assert (credit.correspondent, credit.credit_line) == (None, "资料图片")
    assert not Correspondent.objects.exists()
