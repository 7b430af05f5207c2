"""/search/: what is found, and what is said where nothing is; the rest is in `views/test_search.py`."""

import pytest

from articles.models import Status
from articles.search import parse
from tests.articles.search.texts import articles_found
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def look_for(client, query, **more):
    response = client.get("/search/", {"q": query, **more})
    assert response.status_code == 200
    return response.content.decode().replace("<mark>", "").replace("</mark>", "")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("养老 食堂", ["养老", "食堂"]),
        ("　养老　食堂\t养老\n", ["养老", "食堂"]),
        ("ＡＩ 助老", ["ai", "助老"]),
        ("养\x00老", ["养", "老"]),
        ("，。 “” ——", []),
        ("", []),
    ],
)
def test_a_query_is_taken_apart(typed, words):
    assert [forms[0] for forms in parse(typed).wanted] == words


@pytest.mark.parametrize(
    "query", ["食堂", "开张 食堂", "望江路", "热饭 三家", "AI", "ａｉ", "食堂，", "望江路 ，"]
)
def test_each_word_stands_above_the_text(query):
    article = make_article("三家食堂开张，AI送餐", kicker="望江路街道", subhead="下楼就有热饭", body="")
    make_article("别的文章", body="")
    found = {"食堂，": []}.get(query, [article])  # Marks inside a word are part of it.
    assert articles_found(query) == found


def test_readers_of_traditional_characters_find_it_too():
    article = make_article("养老服务进社区")
    assert articles_found("養老服務") == [article]
    printed_so = make_article("書法展：養老題材")
    assert articles_found("養老題材") == [printed_so]
    assert articles_found("书法展：养老题材") == [printed_so]


def test_what_the_database_takes_for_a_pattern_is_a_character():
    make_article("办结率百分之百")
    found = make_article("办结率100%")
    assert articles_found("100%") == [found]
    assert not articles_found("办_率")
    assert not articles_found("%a")


@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.PUBLISHED])
def test_nothing_is_found_that_is_not_public(status):
    make_article("食堂开张", status=status)
    assert not articles_found("食堂")


def test_the_box_alone_says_how_to_look(client):
    assert "在文章的标题和正文里找" in look_for(client, "")


def test_what_is_found_is_shown_newest_first_and_page_by_page(client):
    for number in range(25):
        make_article(f"第{number:02}号窗口")
    first = look_for(client, "号窗口")
    assert first.index("第24号窗口") < first.index("第05号窗口")
    assert "第04号窗口" not in first
    query = first.split('rel="next" href="?')[1].split('"')[0].replace("&amp;", "&")
    second = client.get(f"/search/?{query}").content.decode().replace("<mark>", "").replace("</mark>", "")
    assert "第04号窗口" in second
    assert "第05号窗口" not in second
    assert 'href="/search/?q=%E5%8F%B7%E7%AA%97%E5%8F%A3"' in second


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "请输入要找的词"),
        ("   ", "请输入要找的词"),
        ("，。！", "只有标点"),
        ("没有这样的词", "没有找到有“<span translate=\"no\">没有这样的词</span>”的文章"),
        ("长" * 10_000, "搜索词太长，只用了前100个字"),
    ],
)  # fmt: skip
def test_where_nothing_is_found_the_page_says_why(client, query, said):
    assert said in look_for(client, query)


def test_what_was_typed_is_shown_again_and_stays_text(client):
    html = look_for(client, '"><script>alert(1)</script>')
    assert 'value="&#34;&gt;&lt;script&gt;' in html
    assert "<script>alert" not in html


def test_no_search_engine_keeps_it(client):
    assert '<meta name="robots" content="noindex">' in look_for(client, "食堂")


def test_every_page_has_one_search_box(client):
    for path in ("/", "/search/", "/nowhere/", make_article(status=Status.WITHDRAWN).get_absolute_url()):
        html = client.get(path).content.decode()
        assert html.count('<form class="search" role="search" action="/search/">') == 1
        assert html.count('<label class="unseen" for="search">') == 1
