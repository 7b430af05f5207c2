"""/search/suggestions/: what a script puts below the search box; and the same where nothing is found."""

import json

import pytest
from django.template.loader import render_to_string

from articles.search.suggestions import suggest
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

ADDRESS = "/search/suggestions/"


def ask(client, typed):
    response = client.get(ADDRESS, {"q": typed})
    assert response.status_code == 200
    return response


def test_the_answer_is_a_list_with_kind_text_and_address(client):
    article = make_article("养老院里的“音乐会”", topics=["yanglao"], people=[make_person("养若水")])
    response = ask(client, "养老")
    assert response.headers["Content-Type"] == "application/json"
    assert response.json() == [
        {"kind": "主题", "text": "养老", "url": "/topics/yanglao/"},
        {"kind": "标题", "text": "养老院里的“音乐会”", "url": article.get_absolute_url()},
    ]


def test_readers_of_traditional_characters_get_them_and_caches_are_told(client):
    make_article("养老服务进社区", topics=["yanglao"])
    client.cookies["script"] = "hant"
    response = ask(client, "養老服務")
    assert [one["text"] for one in response.json()] == ["養老", "養老服務進社區"]
    assert response.json()[0]["url"] == "/topics/yanglao/"
    assert response.headers["Vary"] == "Cookie"
    assert not response.cookies


@pytest.mark.parametrize("typed", ["", "长" * 10_000, "\x00\x1f", '"', "-", "<script>", "%00", "\u202e"])
def test_nothing_that_is_typed_is_an_error(client, typed):
    assert ask(client, typed).json() == []


def test_without_a_query_nothing_is_suggested_and_nothing_can_be_sent(client):
    assert client.get(ADDRESS).json() == []
    assert client.post(ADDRESS, {"q": "养老"}).status_code == 405


def test_robots_stay_out(client):
    assert ask(client, "养老").headers["X-Robots-Tag"] == "noindex"
    closed = [
        line.split(": ")[1] for line in client.get("/robots.txt").text.splitlines() if "Disallow" in line
    ]
    assert any(ADDRESS.startswith(path) for path in closed)


def test_words_are_quoted_not_run(client):
    make_article('养老</script><script>alert("1")')
    response = ask(client, "养老")
    assert json.loads(response.content)[0]["text"] == '养老</script><script>alert("1")'
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_that_found_nothing_says_the_same():
    make_article("养老<院>开门", topics=["yanglao"])
    html = render_to_string("articles/_suggested.html", {"meant": '养老 "a&b"', "suggested": suggest("养老")})
    assert (
        '您是不是要找：<a href="/search/?q=%E5%85%BB%E8%80%81%20%22a%26b%22">养老 &#34;a&amp;b&#34;</a>'
        in html
    )
    assert "<dt>主题</dt>" in html
    assert '<dd><a href="/topics/yanglao/">养老</a></dd>' in html
    assert "养老&lt;院&gt;开门" in html
    assert render_to_string("articles/_suggested.html", {"meant": "", "suggested": []}).strip() == ""
