"""Topics at the desk: their rules once more over the articles that are in already."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import suggestions
from articles.admin import topics as desk_topics
from articles.models import ArticleTopic, Topic, TopicRule
from tests.desk import administrator, editor
from tests.factories import make_article

pytestmark = pytest.mark.django_db

URL = reverse("admin:articles_topic_suggest")
MAY = ("view_topic", "change_topic", "view_article", "change_article")


@pytest.fixture
def topic():
    topic = Topic.objects.get(slug="yanglao")
    TopicRule.objects.create(topic=topic, keyword="送餐", weight=6)
    return topic


def fill(rows: int) -> None:
    for _ in range(rows):
        make_article(body="<p>志愿者为老人送餐。</p>")


def address(*topics: Topic, **more: int) -> str:
    given = [*(f"topic={topic.pk}" for topic in topics), *(f"{name}={key}" for name, key in more.items())]
    return f"{URL}?{'&'.join(given)}"


def test_what_would_change_is_shown_before_it_is_done(desk, topic):
    fill(25)
    html = desk.get(address(topic)).content.decode()
    assert "试算，没有写入。看过 25 篇稿件：新增 25 条，移除 0 条" in html
    assert html.count("命中：送餐×1、老人×1") == 20
    assert "应用到这 25 篇" in html
    assert not ArticleTopic.objects.exists()


def test_it_is_done_told_and_logged(desk, topic):
    fill(3)
    response = desk.post(address(topic), follow=True)
    assert response.redirect_chain == [(reverse("admin:articles_topic_changelist"), 302)]
    assert "已按规则重新归类。看过 3 篇稿件：新增 3 条" in response.content.decode()
    assert ArticleTopic.objects.listed().filter(topic=topic).count() == 3
    assert "新增 3 条" in LogEntry.objects.get(object_id=str(topic.pk)).change_message
    again = desk.get(address(topic)).content.decode()
    assert "没有要改动的。" in again
    assert "应用到" not in again


def test_old_and_new_reason_stand_side_by_side(desk, topic):
    fill(1)
    desk.post(address(topic))
    topic.rules.create(keyword="志愿者", weight=1)
    html = desk.get(address(topic)).content.decode()
    assert "<del>命中：送餐×1、老人×1</del> 命中：送餐×1、志愿者×1、老人×1" in html
    topic.rules.filter(keyword="志愿者").update(weight=-9)
    assert "<td>移除</td>" in desk.get(address(topic)).content.decode()


def test_a_request_goes_so_far_and_the_next_goes_on(desk, topic, monkeypatch):
    monkeypatch.setattr(suggestions, "BATCH", 2)
    monkeypatch.setattr(desk_topics, "BATCHES_A_REQUEST", 2)
    fill(6)
    html = desk.get(address(topic)).content.decode()
    assert "看过 4 篇稿件" in html
    assert "manage.py suggest_topics --topic yanglao" in html
    response = desk.post(address(topic))
    assert ArticleTopic.objects.count() == 4
    assert f'href="{response.url}"'.replace("&", "&amp;") in html
    html = desk.get(response.url).content.decode()
    assert "看过 2 篇稿件：新增 2 条" in html
    assert "suggest_topics" not in html
    assert desk.post(response.url).url == reverse("admin:articles_topic_changelist")
    assert ArticleTopic.objects.count() == 6


def test_topics_are_chosen_in_the_list_or_on_their_page(desk, topic):
    keys = list(Topic.objects.values_list("pk", flat=True))
    data = {"action": "suggest_again", "_selected_action": keys}
    response = desk.post(reverse("admin:articles_topic_changelist"), data, follow=True)
    assert response.context["topics"] == list(Topic.objects.all())
    page = desk.get(reverse("admin:articles_topic_change", args=[topic.pk])).content.decode()
    assert f'href="{address(topic)}"' in page


@pytest.mark.parametrize("missing", ["change_topic", "change_article"])
def test_who_may_not_change_topics_and_articles_is_refused(client, topic, missing):
    fill(1)
    client.force_login(editor(*(name for name in MAY if name != missing)))
    assert client.get(address(topic)).status_code == 403
    assert client.post(address(topic)).status_code == 403
    assert not ArticleTopic.objects.exists()
    page = client.get(reverse("admin:articles_topic_change", args=[topic.pk])).content.decode()
    assert "按规则重新归类" not in page
    assert "suggest_again" not in client.get(reverse("admin:articles_topic_changelist")).content.decode()


def test_who_may_change_both_may_do_it(client, topic):
    fill(1)
    client.force_login(editor(*MAY))
    assert client.post(address(topic)).status_code == 302
    assert ArticleTopic.objects.count() == 1


def test_a_request_from_another_site_is_refused(topic):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator())
    fill(1)
    assert client.post(address(topic)).status_code == 403
    assert not ArticleTopic.objects.exists()


@pytest.mark.parametrize(
    "query", ["", "?topic=", "?topic=x", "?topic=999999", "?topic=1&below=x", f"?topic={'9' * 30}"]
)
def test_an_address_that_names_nothing_leads_nowhere(desk, query):
    assert desk.get(f"{URL}{query}").status_code == 404


@pytest.mark.parametrize("rows", [3, 60])
def test_a_preview_asks_as_often_for_many_articles_as_for_few(desk, topic, rows):
    """Who asks and their session, topics and rules, articles and links, no more of them, older ones."""
    fill(rows)
    desk.get(address(topic))
    with CaptureQueriesContext(connection) as queries:
        desk.get(address(topic))
    assert len(queries) == 11
