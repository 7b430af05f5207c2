"""People merged, split and parted again: whoever signed what."""

import pytest
from django.contrib.auth.models import User
from django.db.models import Q

from articles import workflow
from articles.models import Article, Byline, Decision, PhotoCredit, Review, Status
from articles.people.hands import RegroupingError
from articles.people.regrouping import merge, split
from articles.people.undoing import refusal, undo
from people.models import Correspondent, CorrespondentAlias, Regrouping
from tests.desk import administrator
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.flow import approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return administrator()


def alias(person: Correspondent, name: str) -> CorrespondentAlias:
    made = CorrespondentAlias(correspondent=person, name=name)
    made.clean()
    made.save()
    return made


def signed(person: Correspondent) -> set[str]:
    rows = Byline.objects.filter(correspondent=person)
    return set(rows.values_list("article__headline", flat=True))


def aliases(person: Correspondent) -> list[str]:
    return sorted(person.aliases.values_list("name", flat=True))


def bylines(person: Correspondent) -> dict[str, list[int]]:
    return {"byline": list(Byline.objects.filter(correspondent=person).values_list("pk", flat=True))}


def test_a_merge_passes_everything_on(chief):
    kept, gone = make_person("祝青禾", "石桥街道"), make_person("青禾")
    alias(gone, "禾苗")
    make_article("桥头的茶摊", people=[gone], issue=make_issue())
    photo = make_photo(people=[gone])
    record = merge(kept.pk, gone.pk, by=chief)
    assert signed(kept) == {"桥头的茶摊"}
    assert PhotoCredit.objects.get(photo=photo).correspondent == kept
    assert aliases(kept) == ["禾苗", "青禾"]
    assert not Correspondent.objects.filter(pk=gone.pk).exists()
    assert (record.kind, record.person, record.other, record.created_by) == ("merge", kept, gone.pk, chief)
    assert {name: len(keys) for name, keys in record.moved.items() if keys} == {
        "byline": 1,
        "photocredit": 1,
        "alias": 1,
    }


def test_lists_of_citizens_show_what_was_merged_in_its_place(chief, client):
    kept, gone = make_person(), make_person()
    make_article("桥头的茶摊", people=[gone], issue=make_issue())
    merge(kept.pk, gone.pk, by=chief)
    assert Byline.objects.listed().get(correspondent=kept).listed_on == make_issue().date
    assert "桥头的茶摊" in client.get(kept.get_absolute_url()).content.decode()


def test_an_undone_merge_leaves_no_trace(chief):
    kept, gone = make_person("祝青禾", "石桥街道"), make_person("青禾", "文化馆")
    gone.user = User.objects.create_user("qinghe")
    gone.save()
    for name in ("禾苗", "小禾"):
        alias(gone, name)
    alias(kept, "禾苗")
    make_article("桥头的茶摊", people=[gone])
    make_article("巷口的灯", people=[kept])
    record = merge(kept.pk, gone.pk, by=chief)
    kept.refresh_from_db()
    assert kept.user == gone.user
    undone = undo(record.pk, by=chief)
    back = Correspondent.objects.get(pk=gone.pk)
    kept.refresh_from_db()
    assert (str(back), back.pinyin, back.user, kept.user) == ("青禾（文化馆）", "qing he", gone.user, None)
    assert (signed(kept), signed(back)) == ({"巷口的灯"}, {"桥头的茶摊"})
    assert (aliases(kept), aliases(back)) == (["禾苗"], ["小禾", "禾苗"])
    assert undone.fields["stayed"] == {"byline": [], "photocredit": []}
    assert undone.undone_by == chief
    assert refusal(undone) == "已经撤销过了。"


def test_what_has_changed_hands_since_a_merge_stays_and_is_listed(chief):
    kept, gone, third = make_person(), make_person(), make_person()
    make_article("桥头的茶摊", people=[gone])
    make_article("巷口的灯", people=[gone])
    make_article("雨后的菜场", people=[gone])
    record = merge(kept.pk, gone.pk, by=chief)
    Byline.objects.filter(article__headline="巷口的灯").update(correspondent=third)
    Byline.objects.filter(article__headline="雨后的菜场").delete()
    undone = undo(record.pk, by=chief)
    assert signed(third) == {"巷口的灯"}
    assert signed(Correspondent.objects.get(pk=gone.pk)) == {"桥头的茶摊"}
    assert undone.fields["stayed"]["byline"] == bylines(third)["byline"]


def test_two_accounts_are_not_merged_in_silence(chief):
    people = [make_person(), make_person()]
    for number, person in enumerate(people):
        person.user = User.objects.create_user(f"user{number}")
        person.save()
    with pytest.raises(RegroupingError, match="都连着账号"):
        merge(people[0].pk, people[1].pk, by=chief)
    assert Correspondent.objects.count() == 2


@pytest.mark.parametrize("into_self", [True, False])
def test_nobody_is_merged_with_themselves_or_with_nobody(chief, into_self):
    person = make_person()
    other = person.pk if into_self else person.pk + 1
    with pytest.raises(RegroupingError, match="同一个人" if into_self else "已不在名册"):
        merge(person.pk, other, by=chief)


@pytest.mark.parametrize("printed", ["", "通讯员 青禾"])
def test_a_merge_and_its_undoing_void_no_review(chief, printed):
    kept, gone = make_person("祝青禾", "石桥街道"), make_person("青禾")
    article = make_article(status=Status.DRAFT, people=[gone])
    make_photo(status=Status.DRAFT, article=article, people=[gone])
    for credits in (Byline, PhotoCredit):
        credits.objects.update(credit_line=printed)
    approve(rows := Article.objects.filter(pk=article.pk))
    before = list(Review.objects.values_list())
    record = merge(kept.pk, gone.pk, by=chief)
    assert rows.get().status == Status.APPROVED
    undo(record.pk, by=chief)
    assert rows.get().status == Status.APPROVED
    assert list(Review.objects.values_list()) == before
    assert set(Byline.objects.values_list("correspondent", "credit_line")) == {(gone.pk, printed)}
    assert set(PhotoCredit.objects.values_list("correspondent", "credit_line")) == {(gone.pk, printed)}
    assert not workflow.move("publish", rows).refused


def test_a_text_that_somebody_else_has_signed_goes_back_into_review(chief):
    one, other = make_person("祝青禾"), make_person("裴文澜")
    article = make_article(status=Status.DRAFT, people=[one])
    approve(Article.objects.filter(pk=article.pk))
    record = split(one.pk, bylines(one), to=other.pk, by=chief)
    assert Review.objects.filter(article=article).latest("pk").decision == Decision.VOIDED
    assert record.fields["revised"] == 1


def test_aliases_that_went_through_two_merges_are_undone_to_the_last(chief):
    first, second, third = make_person("余辉"), make_person("祝青禾"), make_person("余辉", "文化馆")
    one = merge(second.pk, first.pk, by=chief)
    two = merge(third.pk, second.pk, by=chief)
    assert aliases(third) == ["祝青禾"]
    for record in (two, one):
        undo(record.pk, by=chief)
    assert aliases(first) == aliases(second) == aliases(third) == []


def test_a_split_makes_a_namesake_told_apart_by_organisation(chief):
    person = make_person("余辉", "日报社")
    make_article("桥头的茶摊", people=[person])
    chosen = bylines(person)
    make_article("巷口的灯", people=[person])
    record = split(person.pk, chosen, organisation=" 石桥街道 ", by=chief)
    other = Correspondent.objects.get(pk=record.other)
    assert (str(other), other.pinyin) == ("余辉（石桥街道）", "yu hui")
    assert (signed(person), signed(other)) == ({"巷口的灯"}, {"桥头的茶摊"})
    undo(record.pk, by=chief)
    assert signed(person) == {"巷口的灯", "桥头的茶摊"}
    assert not Correspondent.objects.filter(pk=other.pk).exists()


def test_a_split_may_give_to_somebody_who_is_there_already(chief):
    person, other = make_person("余辉"), make_person("余辉", "石桥街道")
    photo = make_photo(people=[person])
    credit = photo.credits.get()
    record = split(person.pk, {"photocredit": [credit.pk]}, to=other.pk, by=chief)
    credit.refresh_from_db()
    assert credit.correspondent == other
    undo(record.pk, by=chief)
    credit.refresh_from_db()
    assert credit.correspondent == person
    assert Correspondent.objects.filter(pk=other.pk).exists()


def test_who_was_split_off_stays_when_they_have_signed_something_since(chief):
    person = make_person("余辉")
    make_article("桥头的茶摊", people=[person])
    record = split(person.pk, bylines(person), organisation="石桥街道", by=chief)
    other = Correspondent.objects.get(pk=record.other)
    make_article("巷口的灯", people=[other])
    undo(record.pk, by=chief)
    assert (signed(person), signed(other)) == ({"桥头的茶摊"}, {"巷口的灯"})


@pytest.mark.parametrize(
    ("organisation", "message"),
    [("", "请填写新人员的单位"), ("文化馆", "已有“余辉（文化馆）”（编号"), ("长" * 121, "单位最多 120 字")],
)
def test_a_split_without_a_way_to_tell_two_apart_is_refused(chief, organisation, message):
    person = make_person("余辉")
    make_person("余 辉", "文化馆")
    make_article(people=[person])
    with pytest.raises(RegroupingError) as error:
        split(person.pk, bylines(person), organisation=organisation, by=chief)
    assert str(error.value).startswith(message.replace("余辉（", "余 辉（"))
    assert not Regrouping.objects.exists()


def test_a_split_of_nothing_or_of_what_is_another_s_is_refused(chief):
    person, other = make_person("余辉"), make_person()
    make_article(people=[other])
    with pytest.raises(RegroupingError, match="请先勾选"):
        split(person.pk, {}, organisation="文化馆", by=chief)
    with pytest.raises(RegroupingError, match="已不在此人名下"):
        split(person.pk, bylines(other), organisation="文化馆", by=chief)
    with pytest.raises(RegroupingError, match="请选另一个人"):
        split(other.pk, bylines(other), to=other.pk, by=chief)


def test_a_merge_is_undone_after_those_that_built_on_it(chief):
    first, second, third = make_person("甲一"), make_person("乙二"), make_person("丙三")
    make_article("桥头的茶摊", people=[first])
    early = merge(second.pk, first.pk, by=chief)
    late = merge(third.pk, second.pk, by=chief)
    with pytest.raises(RegroupingError, match=f"乙二并入丙三”（第 {late.pk} 号）"):
        undo(early.pk, by=chief)
    assert aliases(third) == ["乙二", "甲一"]
    undo(late.pk, by=chief)
    undo(early.pk, by=chief)
    assert signed(first) == {"桥头的茶摊"}
    assert not CorrespondentAlias.objects.exists()


def test_merges_into_one_person_are_undone_in_any_order(chief):
    kept, first, second = make_person(), make_person(), make_person()
    make_article("桥头的茶摊", people=[first])
    records = [merge(kept.pk, person.pk, by=chief) for person in (first, second)]
    undo(records[0].pk, by=chief)
    assert signed(first) == {"桥头的茶摊"}
    assert Correspondent.objects.filter(Q(pk=first.pk) | Q(pk=second.pk)).get() == first


def test_nobody_comes_back_under_a_name_that_is_taken(chief):
    kept, gone = make_person(), make_person("余辉", "文化馆")
    record = merge(kept.pk, gone.pk, by=chief)
    taken = make_person("余 辉", "文化馆")
    with pytest.raises(RegroupingError, match=f"编号 {taken.pk}"):
        undo(record.pk, by=chief)
