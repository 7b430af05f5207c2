from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import ArticleTopic, Topic, TopicRule
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def articles():
    topic = Topic.objects.get(slug="yanglao")
    TopicRule.objects.create(topic=topic, keyword="送餐", weight=6)
    make_article("河边种树")
    return [make_article(body="<p>志愿者为老人送餐。</p>") for _ in range(2)]


def run(*args: str) -> str:
    out = StringIO()
    call_command("suggest_topics", *args, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_it_says_what_has_changed(articles):
    assert run() == "看过 3 篇稿件：新增 2 条，移除 0 条，更新理由 0 条；人工决定的 0 条不动。\n"
    assert ArticleTopic.objects.count() == 2


def test_again_it_changes_nothing(articles):
    run()
    ArticleTopic.objects.filter(article=articles[0]).update(confirmed=True)
    assert run() == "看过 3 篇稿件：新增 0 条，移除 0 条，更新理由 0 条；人工决定的 1 条不动。\n"


def test_a_dry_run_writes_nothing(articles):
    assert run("--dry-run").startswith("试运行，没有写入。看过 3 篇稿件：新增 2 条")
    assert not ArticleTopic.objects.exists()


def test_topics_are_chosen_by_their_addresses(articles):
    assert "新增 0 条" in run("--topic", "zhengwu", "yingshang")
    assert "新增 2 条" in run("--topic", "zhengwu", "--topic", "yanglao")


def test_an_unknown_topic_is_named_and_nothing_is_done(articles):
    with pytest.raises(CommandError, match="没有这样的主题：sport。现有：yanglao、yingshang、zhengwu。"):
        run("--topic", "yanglao", "sport")
    assert not ArticleTopic.objects.exists()
