"""Proofreading of articles and photos: what is found where, by the lists kept, and what it holds back."""

import datetime

import pytest

from articles import proofs, workflow
from articles.models import (
    Article,
    ForbiddenWord,
    OfficeHolder,
    Photo,
    PhotoCredit,
    PrintableNumber,
    ProofSetting,
    Release,
    Status,
    WrongWord,
)
from articles.texts import texts_of
from tests.factories import make_article, make_issue, make_photo
from tests.flow import approve, publish, reviewer

pytestmark = pytest.mark.django_db

MOBILE = "13912345678"


def draft(headline="早市开张", body="<p>摊位已满。</p>", **fields):
    return make_article(headline, status=Status.DRAFT, body=body, **fields)


def all_of(*things):
    return type(things[0]).objects.filter(pk__in=[thing.pk for thing in things])


def found(thing):
    return [(one.place, one.words, one.finding.code) for one in proofs.findings(thing)]


def test_each_part_is_read_with_its_place_and_the_words_around_it():
    article = draft(
        "早市，，开张", "<h3>怎样去</h3><p>坐十二路。</p><p>摊位已满，，明年再来。</p>", subhead="“下月扩建"
    )
    photo = make_photo("早市一角。。", article=article, status=Status.DRAFT, alt="摊位 and 顾客")
    PhotoCredit.objects.create(photo=photo, credit_line="（资料图片")
    assert found(article) == [
        ("主题", "，，", "doubled-mark"),
        ("副题", "“", "unpaired-mark"),
        ("正文第 3 段", "，，", "doubled-mark"),
        ("图片 1 的说明", "。。", "doubled-mark"),
        ("图片 1 的替代文字", " and ", "odd-latin"),
        ("图片 1 的署名", "（", "unpaired-mark"),
    ]
    third = proofs.findings(article)[2]
    assert (third.before, third.after) == ("摊位已满", "明年再来。")
    assert third.part.text[third.finding.start : third.finding.end] == third.words
    assert third.finding.suggestion == "，"


def test_a_photo_is_read_by_itself():
    assert found(make_photo("早市一角。。")) == [("说明", "。。", "doubled-mark")]


def test_the_issue_tells_the_year_of_a_weekday():
    article = draft(body="<p>3月7日（星期四）开张。</p>", issue=make_issue(datetime.date(2025, 3, 7)))
    assert [code for _, _, code in found(article)] == ["wrong-weekday"]


def test_every_list_counts_from_the_moment_that_it_changes():
    article = draft(body=f"<p>街道主任尹可舟的却来过，电话 {MOBILE}，保证根治。</p>")
    assert [code for _, _, code in found(article)] == ["mobile-number"]
    word = WrongWord.objects.create(wrong="的却", right="的确")
    ForbiddenWord.objects.create(word="根治")
    OfficeHolder.objects.create(name="尹可舟", offices="区委副书记、区长")
    PrintableNumber.objects.create(number=MOBILE)
    codes = {code for _, _, code in found(article)}
    assert codes == {"wrong-word", "forbidden-word", "name-office"}
    word.unless = "尹可舟的却"
    word.save()
    ProofSetting.objects.create(code="name-office", severity="off")
    assert [code for _, _, code in found(article)] == ["forbidden-word"]
    ForbiddenWord.objects.all().delete()
    assert found(article) == []


def test_the_lists_are_read_once(django_assert_num_queries):
    WrongWord.objects.create(wrong="的却", right="的确")
    known = proofs.current()
    with django_assert_num_queries(1):
        assert proofs.current() is known


@pytest.mark.parametrize("move", ["publish", "schedule"])
def test_personal_data_is_not_published(move):
    article = draft(body=f"<p>早市开张。</p><p>请拨 {MOBILE}，找老孟。</p>")
    approve_without_proof(article)
    later = workflow.timezone.now() + datetime.timedelta(days=1)
    moved = workflow.move(move, all_of(article), publish_at=later)
    assert moved.refused == {article.pk: "正文第 2 段有禁止发布的内容（像是手机号码，请删去或隐去中间数字）"}
    assert all_of(article).get().status == Status.APPROVED


def approve_without_proof(*articles):
    """Approve texts while the newsroom does not look for what they hold."""
    ProofSetting.objects.create(code="mobile-number", severity="off")
    approve(all_of(*articles))
    ProofSetting.objects.all().delete()


def test_a_forbidden_word_does_not_pass_the_final_review_and_passes_those_before_it():
    ForbiddenWord.objects.create(word="根治", advice="不作疗效承诺")
    article = draft("早市讲座：根治失眠")
    workflow.move("submit", all_of(article))
    for stage in workflow.stages():
        moved = workflow.move("pass", all_of(article), by=reviewer(stage))
    assert moved.refused == {article.pk: "主题有禁止发布的内容（禁用词“根治”，不作疗效承诺）"}
    assert all_of(article).get().stage == 3


def test_what_a_photo_of_the_article_says_counts():
    article = draft()
    make_photo(f"报名电话 {MOBILE}、{MOBILE}", article=article, status=Status.DRAFT)
    reasons = proofs.blocking(Article, texts_of(Article, [article.pk]))
    assert reasons[article.pk].startswith("图片 1 的说明有禁止发布的内容")
    assert reasons[article.pk].endswith("，另有 1 处")


def test_a_reason_of_more_places_than_are_found_says_so():
    article = draft(body=f"<p>{f'{MOBILE}，' * 201}</p>")
    assert proofs.blocking(Article, texts_of(Article, [article.pk]))[article.pk].endswith("，另有 199 处以上")


def test_a_photo_alone_is_held_back_too():
    photo = make_photo(f"报名电话 {MOBILE}", status=Status.DRAFT)
    assert list(proofs.blocking(Photo, texts_of(Photo, [photo.pk]))) == [photo.pk]


def test_what_is_only_a_hint_holds_nothing_back():
    article = draft("早市，，开张")
    publish(all_of(article))
    assert all_of(article).get().status == Status.PUBLISHED


def test_what_a_newsroom_holds_to_be_grave_holds_back():
    ProofSetting.objects.create(code="doubled-mark", severity="block")
    article = draft("早市，，开张")
    assert proofs.blocking(Article, texts_of(Article, [article.pk]))


def test_what_the_paper_has_printed_is_released_all_the_same():
    article = draft(body=f"<p>{MOBILE}</p>")
    workflow.release(all_of(article), Release.objects.create(issue=make_issue(), with_notices=True))
    assert all_of(article).get().status == Status.PUBLISHED


def test_many_texts_take_as_many_queries_as_one(django_assert_num_queries):
    articles = [draft(body=f"<p>{MOBILE}</p>", issue=make_issue()) for _ in range(20)]
    ForbiddenWord.objects.create(word="根治")
    proofs.current()
    for some in (articles[:1], articles):
        texts = texts_of(Article, [article.pk for article in some])
        with django_assert_num_queries(2):
            assert len(proofs.blocking(Article, texts)) == len(some)
