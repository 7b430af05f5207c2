import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.importing import bulk
from articles.models import Article, Dump, ImportBatch, Issue

pytestmark = pytest.mark.django_db


def article(key: int, headline: str) -> bulk.Row:
    return {"id": key, "headline": headline, "body": f"<p>{headline}</p>"}


def insert(rows: list[bulk.Row]) -> None:
    now = timezone.now()
    bulk.insert(Article, rows, created_at=now, updated_at=now)


def test_rows_are_written_with_the_defaults_of_what_they_leave_out():
    with transaction.atomic():
        keys = list(bulk.reserve(Article, 2))
        insert([article(key, f"第 {key} 篇") for key in keys])
    assert list(
        Article.objects.order_by("pk").values_list("pk", "headline", "status", "kicker", "issue")
    ) == [(key, f"第 {key} 篇", "draft", "", None) for key in keys]


def test_keys_are_nobody_elses():
    with transaction.atomic():
        first = list(bulk.reserve(Article, 3))
        insert([article(key, "晨市") for key in first])
        second = list(bulk.reserve(Article, 2))
        insert([article(key, "晨市") for key in second])
    by_the_model = Article.objects.create(headline="晨市")
    assert len({*first, *second, by_the_model.pk}) == 6


def test_dates_and_json_are_written_as_the_models_write_them():
    batch = ImportBatch.objects.create()
    with transaction.atomic():
        (key,) = bulk.reserve(Issue, 1)
        bulk.insert(Issue, [{"id": key, "date": datetime.date(2025, 3, 7)}])
        (dump,) = bulk.reserve(Dump, 1)
        row = {
            "id": dump,
            "batch_id": batch.pk,
            "issue_id": key,
            "sha256": "0" * 64,
            "name": "版",
            "text": "文",
        }
        bulk.insert(Dump, [row | {"made": {"issues": {str(key): "摘要"}}}])
    read = Dump.objects.select_related("issue").get()
    assert (read.issue.date, read.issue.edition) == (datetime.date(2025, 3, 7), "")
    assert read.made == {"issues": {str(key): "摘要"}}


def test_rows_that_are_there_are_changed_by_their_keys():
    batch = ImportBatch.objects.create()
    dumps = [Dump.objects.create(batch=batch, sha256=f"{n:064}", name=f"{n}") for n in range(3)]
    bulk.update(Dump, [{"id": dump.pk, "made": {"n": n}, "earlier_id": None} for n, dump in enumerate(dumps)])
    assert [dump.made for dump in Dump.objects.order_by("pk")] == [{"n": 0}, {"n": 1}, {"n": 2}]


def test_a_constraint_holds_as_it_does_for_the_models():
    keys = iter(range(1, 100))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([article(next(keys), "晨市") | {"fingerprint": "f" * 32} for _ in range(2)])
    assert not Article.objects.exists()


def test_what_is_there_keeps_out_rows_that_are_offered():
    batch = ImportBatch.objects.create()
    Dump.objects.create(batch=batch, sha256="1" * 64, name="在先")
    offered = [{"sha256": f"{n}" * 64, "name": "后来", "text": "文"} for n in range(3)]
    bulk.offer(Dump, offered, batch_id=batch.pk)
    assert dict(Dump.objects.values_list("sha256", "name")) == {
        "0" * 64: "后来",
        "1" * 64: "在先",
        "2" * 64: "后来",
    }
    assert [dump.made for dump in Dump.objects.filter(name="后来")] == [{}, {}]


def test_nothing_is_written_for_no_rows(django_assert_num_queries):
    with django_assert_num_queries(0):
        bulk.insert(Article, [])
        bulk.offer(Dump, [])
        bulk.update(Dump, [])
