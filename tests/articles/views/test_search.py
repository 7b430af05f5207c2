"""The page of results: marked, narrowed, counted, in an order, page by page; and nothing breaks it."""

import datetime
import html
import re
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from articles.models import Article, Column, Status
from articles.search import finding
from tests.articles.test_views import text_of
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db


def read(client, **asked):
    response = client.get("/search/", asked)
    assert response.status_code == 200
    return response.content.decode()


def headlines(page):
    found = re.findall(r'<h3 class="headline"><a[^>]*>(.*?)</a></h3>', page)
    return [html.unescape(re.sub("</?mark>", "", headline)) for headline in found]


def links(page, label):
    """Where the links lead whose words begin with `label`."""
    found = re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return [
        html.unescape(to) for to, words in found if re.sub("<[^>]*>", "", words).strip().startswith(label)
    ]


def follow(client, page, label):
    (to,) = links(page, label)
    return client.get(f"/search/{to}" if to.startswith("?") else to).content.decode()


@pytest.fixture
def archive():
    """Four articles with 食堂: two years, a column, a topic, an author, a photo."""
    column = Column.objects.create(name="民生实事", slug="minsheng")
    author = make_person("万彤", "望江路街道")
    old, new = make_issue(datetime.date(2023, 5, 1)), make_issue(datetime.date(2025, 3, 7))
    make_article("旧食堂", issue=old, topics=["zhengwu"], column=column)
    make_article("新食堂", issue=new, topics=["yanglao"], people=[author])
    pictured = make_article("食堂有图", issue=new, topics=["yanglao"])
    make_photo(article=pictured, issue=new, with_file=True)
    make_article("街上的事", body="<p>食堂搬了。</p>", issue=old)
    make_article("没有那个词", body="", issue=new, topics=["yingshang"])
    return author


def test_a_result_tells_what_was_found_where_it_was_printed_and_who_wrote_it(client):
    column = Column.objects.create(name="民生实事", slug="minsheng")
    people = [make_person("万彤"), make_person("祝青禾")]
    make_article(
        "社区食堂开张", kicker="望江路街道", subhead="食堂一天三餐", dateline="本报讯", column=column,
        body="<p>三家社区食堂同时开门。</p>", issue=make_issue(datetime.date(2025, 3, 7)), page_number=3,
        people=people,
    )  # fmt: skip
    page = read(client, q="食堂")
    assert "社区<mark>食堂</mark>开张</a>" in page
    assert '<p class="subhead"><mark>食堂</mark>一天三餐</p>' in page
    assert "望江路街道" not in page  # It says nothing of what was looked for.
    assert '<p class="snippet">本报讯　三家社区<mark>食堂</mark>同时开门。</p>' in page
    assert "民生实事 2025年3月7日 第3版 通讯员 万彤 祝青禾" in text_of(page)


def test_what_was_never_printed_tells_when_it_went_on_the_web(client):
    make_article("食堂开张")
    assert "上网 2025年3月8日" in text_of(read(client, q="食堂"))


def test_markup_in_a_text_or_a_query_stays_text(client):
    make_article("<b>食堂</b>&amp;<script>", body="<p>&lt;img onerror=x&gt;食堂 &amp;lt;</p>")
    page = read(client, q="食堂 <b>")
    assert "<mark>&lt;b&gt;</mark><mark>食堂</mark>&lt;/b&gt;&amp;amp;&lt;script&gt;</a>" in page
    assert "&lt;img onerror=x&gt;<mark>食堂</mark> &amp;lt;</p>" in page


def test_marks_survive_the_other_script_inside_a_phrase_too(client):
    make_article("皇后去理发", body="")
    page = read(client, q="发", script="hant")
    assert "皇后去理<mark>髮</mark></a>" in page
    assert "<mark>髮</mark>" in read(client, q="理 髮", script="hant")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["食堂有图", "新食堂", "街上的事", "旧食堂"]),
        ({"order": "relevance"}, ["食堂有图", "新食堂", "旧食堂", "街上的事"]),
        ({"topic": "yanglao"}, ["食堂有图", "新食堂"]),
        ({"column": "minsheng"}, ["旧食堂"]),
        ({"person": "万彤"}, ["新食堂"]),
        ({"person": "万彤（望江路街道）"}, ["新食堂"]),
        ({"photo": "1"}, ["食堂有图"]),
        ({"since": "2024-01-01"}, ["食堂有图", "新食堂"]),
        ({"until": "2023"}, ["街上的事", "旧食堂"]),
        ({"since": "2025年3月7日", "until": "2025.3"}, ["食堂有图", "新食堂"]),
        ({"since": "２０２４／１", "until": "20250307"}, ["食堂有图", "新食堂"]),
        ({"since": "2025", "until": "2023-06"}, ["食堂有图", "新食堂"]),  # The other way round.
        ({"topic": "yanglao", "photo": "1", "since": "2025"}, ["食堂有图"]),
        ({"topic": "", "column": "", "person": "", "since": " ", "until": "", "photo": ""}, None),
    ],
)
def test_results_are_narrowed_and_ordered(client, archive, asked, found):
    found = found or ["食堂有图", "新食堂", "街上的事", "旧食堂"]
    page = read(client, q="食堂", **asked)
    assert headlines(page) == found
    assert f"共 {len(found)} 篇" in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"since": "去年"}, "“去年”不是日期"),
        ({"until": "2025-02-30"}, "“2025-02-30”不是日期"),
        ({"until": "0000-01-01"}, "“0000-01-01”不是日期"),
        ({"since": "2025-03-08", "until": "2022-03-07"}, "开始日期比结束日期晚，已经对调"),
        ({"topic": "nix"}, "没有这个主题"),
        ({"column": "%00\x00"}, "没有这个栏目"),
        ({"person": "某某"}, "没有叫“某某”的作者"),
        ({"person": "9" * 18}, "没有叫“9"),
    ],
)
def test_what_cannot_be_read_narrows_nothing_and_is_told(client, archive, asked, said):
    page = read(client, q="食堂", **asked)
    assert said in page
    assert len(headlines(page)) == 4


def test_each_filter_is_shown_and_removed_by_a_link(client, archive):
    asked = {"topic": "yanglao", "since": "2025", "until": "2025", "photo": "1", "person": str(archive.pk)}
    page = read(client, q="食堂", order="relevance", **asked)
    for label, gone in (
        ("去掉主题：养老", "topic"),
        ("去掉2025年", "since"),
        ("去掉有图片", "photo"),
        ("去掉作者：万彤", "person"),
    ):
        (to,) = links(page, label)
        left = parse_qs(to.removeprefix("?"))
        assert gone not in left
        assert left["q"] == ["食堂"]
        assert left["order"] == ["relevance"]
        assert len(left) == {"since": 5}.get(gone, 6)
    assert parse_qs(links(page, "全部去掉")[0][1:]) == {"q": ["食堂"], "order": ["relevance"]}
    assert 'value="万彤（望江路街道）"' in page
    assert 'value="2025-12-31"' in page


def test_namesakes_are_told_apart(client, archive):
    other = make_person("万彤", "临江小学")
    make_article("食堂的课", people=[other])
    page = read(client, q="食堂", person="万彤")
    assert "叫这个名字的作者不止一位" in page
    assert len(headlines(page)) == 5
    assert headlines(follow(client, page, "万彤（临江小学）")) == ["食堂的课"]


def test_further_pages_stay_narrowed_and_in_order(client):
    issue = make_issue()
    for number in range(45):
        make_article(f"第{number:02}号食堂", topics=["yanglao"], issue=issue)
    make_article("别的食堂")
    for order in ("", "relevance"):
        page, seen = read(client, q="食堂", topic="yanglao", order=order), []
        for onward in ("更多文章" if order else "更早的文章",) * 2:
            seen += headlines(page)
            page = follow(client, page, onward)
            assert links(page, "去掉主题：养老")
        seen += headlines(page)
        assert seen == [f"第{number:02}号食堂" for number in reversed(range(45))]
        first = follow(client, page, "回到开头" if order else "回到最新")
        assert headlines(first) == seen[:20]


def test_links_narrow_to_a_topic_and_a_year_with_what_is_found_there(client, archive):
    page = read(client, q="食堂")
    assert headlines(follow(client, page, "养老 2")) == ["食堂有图", "新食堂"]
    assert headlines(follow(client, page, "2023年 2")) == ["街上的事", "旧食堂"]
    assert not links(page, "营商环境 ")


def test_where_many_are_found_links_are_not_counted_and_the_whole_is(client):
    for year in (2023, 2024, 2025):
        for _ in range(16):
            make_article("食堂 五月", issue=make_issue(datetime.date(year, 5, 1)), topics=["yanglao"])
    page = read(client, q="食堂")
    assert "共 48 篇" in page
    assert links(page, "2024年") == ["?q=%E9%A3%9F%E5%A0%82&since=2024-01-01&until=2024-12-31"]
    assert "40 篇以上" in read(client, q="堂 五月")  # A phrase with a space is looked for in the texts.
    narrowed = read(client, q="食堂", since="2024-03-01")
    assert not links(narrowed, "2023年")
    assert "since=2024-03-01" in links(narrowed, "2024年")[0]


def test_whose_name_it_is_wrote_these_and_is_named_in_those(client, archive):
    make_article("万彤获奖", body="")
    make_photo(people=[archive])
    page = read(client, q="万彤")
    said = text_of(page)
    assert "万彤（望江路街道）：写的文章 1 篇，拍的图片 1 张" in said
    assert "提到“ 万彤 ”的文章" in said
    assert headlines(page) == ["万彤获奖"]
    assert links(page, "万彤（望江路街道）") == [archive.get_absolute_url()]
    assert "作者" not in text_of(read(client, q="食堂")).split("筛选")[2]


def test_nobody_is_shown_who_has_signed_nothing_public(client):
    make_article("草稿", people=[make_person("万彤")], status=Status.DRAFT)
    assert 'id="authors"' not in read(client, q="万彤")


def test_where_nothing_is_found_the_page_offers_what_does_find(client, archive):
    page = read(client, q="食堂 图书馆", topic="yanglao")
    assert headlines(page) == []
    assert headlines(follow(client, page, "只找“食堂”")) == ["食堂有图", "新食堂"]
    assert not links(page, "只找“图书馆”")
    assert not links(page, "去掉全部筛选条件")
    page = read(client, q="旧食堂", topic="yanglao")
    assert headlines(follow(client, page, "去掉全部筛选条件")) == ["旧食堂"]
    assert links(page, "报纸")


def test_what_was_typed_is_the_title_and_no_search_engine_keeps_the_page(client, archive):
    page = read(client, q="食堂", topic="yanglao")
    assert "<title>“食堂”的搜索结果" in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize(
    "query",
    [
        "养" * 10_000, "养老 " * 5_000, "，。！？" * 50, '"', '"养老', "“养老", "AND", "OR",
        "NEAR(养老 食堂)", "养*", "^养老", "headline:养老", "-", "--养老", "NOT 养老", "养老 AND NOT 食堂",
        "养\x00老", "(((", "'; --",
        "%", "_", "\\", "\ud7a4", "👨‍👩‍👧", "\u202e养老", "{养老}", "养老 -养老", "+养老",
    ],
)  # fmt: skip
def test_whatever_is_typed_gets_a_calm_page(client, archive, query):
    assert "搜索" in read(client, q=query)
    read(client, q=query, topic=query, column=query, person=query, since=query, until=query, order=query)


@pytest.mark.parametrize(
    "raw", ["q=%ED%A0%80", "q=%ff%fe", "q=%00", "q=%E5%85", "q", "q=&q=1", "person=%ED%B0%80&q=1"]
)
def test_what_is_no_text_at_all_gets_a_calm_page(client, archive, raw):
    assert client.get(f"/search/?{raw}").status_code == 200


@pytest.mark.parametrize("before", ["x", "2025-02-30.1", "h2025-01-01", "-.1", "t-.9" + "9" * 30, "\x00"])
def test_a_page_that_no_page_has_named_is_not_found_or_empty(client, archive, before):
    assert client.get("/search/", {"q": "食堂", "before": before}).status_code in (200, 404)


_TYPED = st.text(st.characters(codec="utf-8"), max_size=40) | st.sampled_from(
    ["食堂", "万彤", "2025", "yanglao", "relevance", "h2025-03-07.3", '"', "-", "1"]
)
_NAMES = ["q", "topic", "column", "person", "since", "until", "photo", "order", "before", "script"]


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.dictionaries(st.sampled_from(_NAMES), _TYPED, max_size=6))
def test_no_address_breaks_the_page(client, archive, asked):
    response = client.get(f"/search/?{urlencode(asked)}")
    assert response.status_code in (200, 404)
    if response.status_code == 404:
        assert "before" in asked


def test_while_much_waits_for_the_index_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(finding, "WAITING", 2)
    for _ in range(3):
        make_article("食堂")
    assert "还在编入索引" not in read(client, q="食堂")
    Article.objects.update(is_indexed=False)
    assert "还在编入索引" in read(client, q="食堂")
    assert "还在编入索引" in read(client, q="无此词语也")


@pytest.mark.parametrize("rows", [1, 45])
def test_it_asks_no_more_often_for_more(client, django_assert_max_num_queries, rows):
    author = make_person("万彤")
    for number in range(rows):
        column = Column.objects.create(name=f"栏目{number}", slug=f"c{number}")
        make_article(
            "万彤说食堂",
            issue=make_issue(),
            people=[author, make_person()],
            topics=["yanglao"],
            column=column,
        )
    # Topics, columns; how few the topic has, what waits, the newest day, up to four spans of days; the
    # articles, their bylines; whether more waits; whether it is a name; how many; years or topics.
    with django_assert_max_num_queries(15):
        read(client, q="食堂", topic="yanglao")
    # Who is called so, what they wrote and photographed, by hand or by key.
    with django_assert_max_num_queries(17):
        read(client, q="万彤")
    with django_assert_max_num_queries(15):
        read(client, q="食堂", person=str(author.pk))


def test_the_form_of_filters_keeps_the_words_and_shows_what_is_chosen(client, archive):
    page = read(client, q="食堂", column="minsheng")
    assert re.search(r'<option value="minsheng" selected>民生实事</option>', page)
    form = page[page.index('<form class="narrowing"') :]
    names = re.findall(r'name="(\w+)"', form[: form.index("</form>")])
    assert names == ["q", "topic", "column", "person", "since", "until", "photo"]
