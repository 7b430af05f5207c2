"""What is suggested to somebody who has typed so much."""

import pytest
from django.db import connection

from articles.models import Column, Status, Topic, TopicRule
from articles.search.suggestions import Suggestion, suggest
from people.models import CorrespondentAlias
from people.names import name_key
from tests.factories import make_article, make_person, make_photo

pytestmark = pytest.mark.django_db


def texts(typed, kind=None):
    return [one.text for one in suggest(typed) if kind in (None, one.kind)]


@pytest.fixture
def paper():
    column = Column.objects.create(name="长江岸边银行", slug="anbian")
    Column.objects.create(name="没有文章的栏目", slug="empty")
    people = [make_person("万彤"), make_person("欧阳若溪", "云港区摄影协会")]
    CorrespondentAlias.objects.create(correspondent=people[0], name="童心", name_key=name_key("童心"))
    make_person("万不公开")
    make_article("三家食堂同日开张", topics=["yanglao", "zhengwu"], column=column, people=people)
    make_article("ＡＩ助手进窗口", topics=["zhengwu"])


BEGINNINGS = (
    "养,养老,养老服务,養老,y,yl,YL,ｙｌ,yangl,yanglao,yang lao,yang'lao,助餐,助,zhucan,zhuc,老年人, 养老 "
)


@pytest.mark.parametrize("typed", BEGINNINGS.split(","))
@pytest.mark.usefixtures("paper")
def test_a_topic_is_found_by_name_by_keyword_and_by_pinyin(typed):
    assert Suggestion("主题", "养老", "/topics/yanglao/") in suggest(typed)


@pytest.mark.parametrize(
    "typed", ["长", "长江", "银行", "cjabyh", "zj", "changj", "zhangj", "changjianganbianyinhang", "長江"]
)
@pytest.mark.usefixtures("paper")
def test_a_column_is_found_by_every_reading_of_its_characters(typed):
    assert ("栏目", "长江岸边银行", "/columns/anbian/") in suggest(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *((typed, "万彤") for typed in ("万", "万彤", "萬彤", "wt", "want", "wantong", "wan tong", "童心")),
        *((typed, "欧阳若溪（云港区摄影协会）") for typed in ("欧阳", "oyrx", "欧陽若", "ouyangr")),
    ],
)
@pytest.mark.usefixtures("paper")
def test_public_signers_are_found_by_name_by_alias_and_by_pinyin(typed, name):
    assert texts(typed, "作者") == [name]


@pytest.mark.parametrize("typed", ["tong", "彤", "万彤彤", "wtx", "没有", "yanglaoa", "养老保险x", "w" * 40])
@pytest.mark.usefixtures("paper")
def test_what_is_not_begun_so_is_not_suggested(typed):
    assert [one for one in suggest(typed) if one.kind != "主题"] == []


@pytest.mark.usefixtures("paper")
def test_headlines_come_last_the_newest_first():
    for number in range(9):
        make_article(f"食堂开到第{number}家", body="")
    make_article("别的标题", body="<p>食堂</p>")
    assert texts("食堂") == ["养老", *(f"食堂开到第{number}家" for number in range(8, 1, -1))]
    assert texts("ai助手") == ["ＡＩ助手进窗口"]
    assert texts("开张 食堂") == ["三家食堂同日开张"]
    assert suggest("三家食堂")[-1].url.startswith("/articles/")


@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.WITHDRAWN])
def test_nothing_is_suggested_that_is_not_public(status):
    column = Column.objects.create(name="养老一线", slug="yixian")
    make_article(
        "养老食堂开张", status=status, topics=["yanglao"], column=column, people=[make_person("养一")]
    )
    assert suggest("养老") == suggest("yl") == suggest("养") == []


def test_who_has_taken_a_public_photo_is_suggested():
    make_photo(people=[make_person("容岸")])
    make_photo(people=[make_person("容易")], status=Status.DRAFT)
    assert texts("容") == texts("rong") == ["容岸"]


def test_a_new_topic_is_there_at_once_and_what_counts_against_one_leads_nowhere():
    topic = Topic.objects.create(name="乡村振兴", slug="xiangcun")
    make_article("稻田丰收", topics=["xiangcun"])
    assert texts("xczx") == ["乡村振兴"]
    TopicRule.objects.create(topic=topic, keyword="农房", weight=2)
    TopicRule.objects.create(topic=topic, keyword="商品房", weight=-2)
    assert texts("农房") == ["乡村振兴"]
    assert texts("商品房") == []


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "，。",
        "-",
        '"',
        "\x00",
        "\ud800",
        "养\x00老",
        "长" * 10_000,
        "a" * 10_000,
        "%",
        "_",
        "[",
        "(",
        "'",
        "\\",
        "🀄",
        "𠮷野",
    ],
)
@pytest.mark.usefixtures("paper")
def test_nothing_that_is_typed_is_an_error(typed):
    assert len(suggest(typed)) <= 8


@pytest.mark.parametrize("rows", [1, 12])
def test_as_many_questions_whatever_there_is(django_assert_num_queries, rows):
    for number in range(rows):
        column = Column.objects.create(name=f"养老栏目{number}", slug=f"column{number}")
        make_article(
            f"养老新闻{number}", topics=["yanglao"], column=column, people=[make_person(f"养{number}")]
        )
    suggest("养老")  # So that what is read once is.
    # Topics, their rules, columns, people by name and its beginning; four at most of the index; headlines.
    few = 11 if connection.vendor == "sqlite" else 10
    with django_assert_num_queries(9 if rows > 8 else few):
        suggest("养老")
