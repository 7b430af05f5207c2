"""What is remembered is never older than what is public."""

import threading

import pytest
from django.core.signals import request_finished, request_started
from django.db import connection, transaction

from articles import contents, remembered
from articles.cards import cards
from articles.models import Article, ArticleTopic, Status
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def names():
    return [topic.slug for topic in contents.topics()]


def test_what_was_asked_is_not_asked_again(django_assert_num_queries):
    make_article("社区食堂开张", topics=["yanglao"])
    assert names() == ["yanglao"]
    with django_assert_num_queries(1):  # The number alone.
        assert names() == ["yanglao"]


def test_a_change_is_seen_at_once():
    make_article("社区食堂开张", topics=["yanglao"])
    assert names() == ["yanglao"]
    make_article("窗口延时服务", topics=["zhengwu"])
    assert names() == ["yanglao", "zhengwu"]
    ArticleTopic.objects.filter(topic__slug="yanglao").update(confirmed=False, listed_on=None)
    assert names() == ["zhengwu"]


def test_what_is_undone_is_not_remembered():
    make_article("社区食堂开张", topics=["yanglao"])
    with transaction.atomic():
        make_article("窗口延时服务", topics=["zhengwu"])
        assert names() == ["yanglao", "zhengwu"]
        transaction.set_rollback(True)
    assert names() == ["yanglao"]
    make_article("开办企业一次办好", topics=["yingshang"])  # The number is now what it was inside.
    assert names() == ["yanglao", "yingshang"]


def test_a_request_looks_at_the_number_once(django_assert_num_queries):
    make_article("社区食堂开张", topics=["yanglao"])
    names(), contents.columns()
    request_started.send(sender=None)
    try:
        with django_assert_num_queries(1):
            assert names() == ["yanglao"]
            assert contents.columns() == ()
            assert names() == ["yanglao"]
    finally:
        request_finished.send(sender=None)


def test_of_several_those_alone_are_asked_for_that_are_not_known(django_assert_num_queries):
    first, second = make_article("社区食堂开张"), make_article("窗口延时服务")
    (card,) = cards([first.pk])
    with django_assert_num_queries(2):  # The number, and the second one.
        assert cards([second.pk, first.pk])[1] is card
    with django_assert_num_queries(1):
        assert [each.headline for each in cards([first.pk, second.pk])] == ["社区食堂开张", "窗口延时服务"]


def test_a_list_shows_articles_as_they_are(client):
    article = make_article("社区食堂开张", topics=["yanglao"])
    assert "社区食堂开张" in client.get("/topics/yanglao/").text
    Article.objects.filter(pk=article.pk).update(headline="社区食堂开业")
    assert "社区食堂开业" in client.get("/topics/yanglao/").text
    Article.objects.filter(pk=article.pk).update(listed_on=None, status=Status.WITHDRAWN)
    assert cards([article.pk]) == []


def test_arguments_are_told_apart():
    article = make_article("社区食堂开张", topics=["yanglao", "zhengwu"])
    keys = [link.topic_id for link in article.topic_links.all()]
    assert contents.columns_in(keys[0], None) == contents.columns_in(keys[1], 2025) == ()
    assert len({key for key in remembered._kept if key[0].__name__ == "columns_in"}) == 2


def test_it_keeps_no_more_than_so_much(monkeypatch):
    monkeypatch.setattr(remembered, "MOST", 3)
    for key in range(10):
        contents.columns_in(key, None)
    assert len(remembered._kept) == 3


def test_many_threads_may_ask():
    make_article("社区食堂开张", topics=["yanglao"])
    found = []

    def ask():
        try:
            found.extend(names() for _ in range(50))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["yanglao"]] * 200
