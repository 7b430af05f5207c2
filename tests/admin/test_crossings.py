"""Two at the desk who save the same at the same moment: one is first, the other is told, nothing fails."""

import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.urls import reverse

from articles.admin import proofs
from articles.models import Topic, WrongWord

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MOMENT = 1.0  # Seconds that one waits for the other; SQLite lets only one in.


@pytest.fixture
def both_have_looked(monkeypatch):
    """Have the first of two go on only when the second, too, has found its name free."""

    def keep(owner, name):
        looks, together = getattr(owner, name), threading.Barrier(2)

        def look(*args, **kwargs):
            found = looks(*args, **kwargs)
            try:
                together.wait(MOMENT)
            except threading.BrokenBarrierError:
                pass  # The other waits for the database, or looks again.
            else:
                together.abort()
            return found

        monkeypatch.setattr(owner, name, look)

    return keep


def at_once(send):
    """What two administrators get who `send` at once, in the order of their statuses."""
    answers = []

    def act(client):
        try:
            answers.append(send(client))
        finally:
            connections.close_all()

    threads = []
    for name in ("甲", "乙"):
        client = Client()
        client.force_login(get_user_model().objects.create_superuser(name))
        threads.append(threading.Thread(target=act, args=[client]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers, key=lambda answer: answer.status_code)


def test_a_list_pasted_twice_is_added_once(both_have_looked):
    both_have_looked(proofs, "read_pasted")
    address = reverse("admin:articles_wrongword_paste")
    answers = at_once(lambda client: client.post(address, {"lines": "部份=部分\n侯车=候车"}, follow=True))
    assert [answer.status_code for answer in answers] == [200, 200]
    said = "".join(answer.content.decode() for answer in answers)
    assert "已添加 2 条。" in said
    assert "已添加 0 条，2 条列表里已经有了。" in said
    assert WrongWord.objects.count() == 2


def test_a_name_that_is_taken_at_the_same_moment_is_named_in_the_form(both_have_looked):
    both_have_looked(Topic, "validate_unique")
    form = {"name": "社区食堂", "slug": "shitang", "column_type": "办事服务", "threshold": "6"}
    form |= {"stale_after_days": "14", "position": "0", "rules-TOTAL_FORMS": "0", "rules-INITIAL_FORMS": "0"}
    address = reverse("admin:articles_topic_add")
    refused, saved = at_once(lambda client: client.post(address, form))
    assert (refused.status_code, saved.status_code) == (200, 302), refused.context["adminform"].errors
    assert "已存在" in refused.content.decode()
    assert Topic.objects.filter(slug="shitang").count() == 1
