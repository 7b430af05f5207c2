"""The index is whole whatever happens to the tables, and what waits for it is found all the same."""

import random
import threading
import time
from dataclasses import replace

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.state import ProjectState
from django.test.utils import CaptureQueriesContext

from articles import guards
from articles.apps import ArticlesConfig
from articles.checks import search_is_there
from articles.importing import Options, run
from articles.models import Article, Release, Status
from articles.search import count, find, finding, parse, upkeep
from articles.search.scope import Scope
from articles.search.tables import ARTICLES
from articles.workflow import release
from tests.articles.search.texts import naive, values
from tests.factories import make_article, make_issue

pytestmark = pytest.mark.django_db

on_sqlite = pytest.mark.skipif(
    settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="of SQLite"
)


def found(typed, *, public=True):
    return [hit.key for hit in find(typed, public=public).hits]


def test_what_one_saves_is_in_the_index_at_once():
    article = make_article("社区食堂开张")
    assert upkeep.waiting() == 0
    assert found("食堂") == [article.pk]
    article.headline = "老年大学开学"
    article.save()
    assert found("食堂开张") == []
    assert found("大学") == [article.pk]
    article.delete()
    assert found("大学") == []


def test_it_is_changed_in_the_transaction_of_the_text():
    article = make_article("社区食堂开张")
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(headline="老年大学开学")
        assert found("大学") == [article.pk]
        transaction.set_rollback(True)
    assert found("大学") == []
    assert found("食堂开张") == [article.pk]


def test_citizens_find_what_is_public_and_the_desk_finds_all():
    draft, public = make_article("食堂草稿", status=Status.DRAFT), make_article("食堂开张")
    gone = make_article("食堂撤稿", status=Status.WITHDRAWN)
    assert found("食堂") == [public.pk]
    assert found("食堂", public=False) == [gone.pk, draft.pk, public.pk]
    assert (count("食堂"), count("食堂", public=False)) == (1, 3)


def test_what_is_written_in_bulk_waits_and_is_found_meanwhile():
    old, new = make_article("社区食堂甲"), make_article("社区食堂乙")
    Article.objects.filter(pk=old.pk).update(is_indexed=False)
    assert upkeep.waiting() == 1
    assert found("食堂") == [new.pk, old.pk]
    Article.objects.filter(pk=old.pk).update(headline="老年大学")
    assert found("大学") == [old.pk]
    assert upkeep.bring_in_all() == 1
    assert found("大学") == [old.pk]
    assert found("食堂甲") == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_release_is_found_and_the_worker_brings_in_what_waits():
    article = make_article("社区食堂甲", status=Status.DRAFT)
    Article.objects.update(is_indexed=False)
    release(Article.objects.all(), Release.objects.create(issue=make_issue()))
    assert upkeep.waiting() == 1
    assert found("食堂") == [article.pk]
    call_command("worker", "--once", verbosity=0)
    assert upkeep.waiting() == 0
    assert found("食堂") == [article.pk]


def test_some_are_brought_in_at_a_time_the_newest_first(random_articles):
    Article.objects.update(is_indexed=False)
    assert upkeep.bring_in(10) == 10
    assert upkeep.waiting() == 20
    assert upkeep.bring_in_all(go_on=lambda: False) == 20


def test_what_is_brought_in_while_somebody_searches_is_found_once():
    rows = [make_article(f"社区食堂{number}") for number in range(60)]
    Article.objects.update(is_indexed=False)
    hits = finding.newest(parse("食堂"), Scope())
    keys = [next(hits).key]
    upkeep.bring_in_all()
    keys += [hit.key for hit in hits]
    assert keys == [row.pk for row in reversed(rows)]


def test_of_many_that_wait_the_newest_are_looked_through(monkeypatch):
    monkeypatch.setattr(finding, "WAITING", 2)
    rows = [make_article("社区食堂开张") for _ in range(4)]
    Article.objects.update(is_indexed=False)
    assert found("食堂") == [rows[3].pk, rows[2].pk]
    upkeep.bring_in_all()
    assert found("食堂") == [row.pk for row in reversed(rows)]


def test_many_are_brought_in_in_portions_and_put_in_order(random_articles, monkeypatch):
    monkeypatch.setattr(upkeep.backend(), "MERGE_EVERY", 10)
    monkeypatch.setattr(upkeep.backend(), "MERGE_FROM", 10)
    before = {word: found(word, public=False) for word in ("服务", "营商环境", "5g")}
    Article.objects.update(is_indexed=False)
    assert upkeep.bring_in_all() == 30
    assert {word: found(word, public=False) for word in before} == before
    assert left_beside_the_index() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_who_saves_meanwhile_waits_for_a_portion_and_not_for_all(monkeypatch):
    monkeypatch.setattr(upkeep, "TABLES", (replace(ARTICLES, portion=80),))
    article = make_article("社区食堂开张")
    body = "<p>三家社区食堂同时开门，附近的老人有了吃饭的地方。</p>" * 30
    Article.objects.bulk_create(
        Article(headline=f"老年大学{n}", body=f"{body}{n}", is_indexed=False) for n in range(1200)
    )
    portions, done_at = [], []

    def save():
        for _ in range(4):
            Article.objects.filter(pk=article.pk).update(subhead="今天开门")
            time.sleep(0.02)
        done_at.append(len(portions))
        connection.close()

    editor = threading.Thread(target=save)

    def after_each(number):
        portions.append(number)
        if len(portions) == 1:
            editor.start()

    upkeep.bring_in_all(on_batch=after_each)
    editor.join()
    assert portions == [80] * 15
    assert done_at[0] < 6


def test_what_a_save_leaves_beside_the_index_is_found_and_put_in_its_place():
    article = make_article("社区食堂开张")
    assert found("食堂") == [article.pk]
    upkeep.bring_in_all()
    assert left_beside_the_index() == 0
    assert found("食堂") == [article.pk]


def left_beside_the_index():
    """Pages that PostgreSQL has yet to put in their place; SQLite leaves none."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [ARTICLES.index])
        return cursor.fetchone()[0]


@on_sqlite
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_migration_that_makes_the_table_anew_leaves_search_whole(random_articles):
    """Django drops the triggers; what is written then would be in no index."""
    before = {word: found(word, public=False) for word in ("服务", "营商环境", "5g")}
    model = ProjectState.from_apps(apps).apps.get_model("articles", "Article")
    article = Article.objects.filter(listed_on=None).first()
    guards.remove()  # As before any migration: SQLite would refuse.
    with connection.schema_editor() as editor:
        editor._remake_table(model)
    guards.install()
    assert upkeep.missing() == [f"article_search_{what}" for what in ("inserted", "updated", "deleted")]
    (warning,) = search_is_there(["default"])
    assert "article_search_updated" in warning.msg
    Article.objects.filter(pk=article.pk).update(headline="改题于无人处")
    upkeep.install_after_migrating(ArticlesConfig, "default")
    assert upkeep.missing() == []
    assert search_is_there(["default"]) == []
    assert upkeep.waiting() == Article.objects.count()
    assert found("改题于无人处", public=False) == [article.pk]
    upkeep.bring_in_all()
    assert found("改题于无人处", public=False) == [article.pk]
    for word, keys in before.items():
        assert set(found(word, public=False)) - {article.pk} == set(keys) - {article.pk}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_migration_goes_back_and_forth_with_articles_there():
    article = make_article("社区食堂开张")
    call_command("migrate", "articles", "0009", verbosity=0)
    assert "article_search_1" not in connection.introspection.table_names()
    call_command("migrate", verbosity=0)
    assert upkeep.waiting() == 1
    assert found("食堂") == [article.pk]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_migrating_sets_it_up_again():
    article = make_article("社区食堂开张")
    upkeep.remove()
    assert upkeep.missing()
    call_command("migrate", verbosity=0)
    assert upkeep.missing() == []
    assert found("食堂") == [article.pk]
    call_command("rebuild_search_index", verbosity=0)
    assert upkeep.waiting() == 0
    assert found("食堂") == [article.pk]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_all_is_built_anew(random_articles, capsys):
    call_command("rebuild_search_index", "--all")
    assert "这次编入 30 条" in capsys.readouterr().out
    call_command("rebuild_search_index")
    assert "这次编入 0 条" in capsys.readouterr().out
    for word in ("服务", "营商环境", "5g"):
        assert count(word, public=False) == len(naive(parse(word), public=False))


def test_a_database_that_cannot_search_is_told_of(monkeypatch):
    monkeypatch.setattr(upkeep.backend(), "trouble", lambda cursor: "没有全文检索模块")
    (error,) = search_is_there(["default"])
    assert error.is_serious()
    assert "不能搜索：没有全文检索模块" in error.msg


@pytest.mark.parametrize("rows", [1, 40])
def test_a_page_takes_as_many_queries_for_more(rows, django_assert_max_num_queries):
    for _ in range(rows):
        make_article("社区食堂开张")
    with django_assert_max_num_queries(7):  # What waits, the newest day, three spans of days, rows, bylines.
        find("食堂")
    with django_assert_max_num_queries(10):  # And the texts of each span.
        find("社区食堂开张")


@pytest.fixture
def random_articles():
    rng = random.Random(5)
    for _ in range(20):
        Article.objects.create(**values(rng))
    for _ in range(10):
        make_article(**values(rng))


def test_an_import_leaves_its_articles_waiting(tmp_path, capsys):
    (tmp_path / "2025-04-11_01.txt").write_text(
        "## 社区食堂开张\n\n■通讯员 裴文澜\n\n附近的老人有了吃饭的地方。\n"
    )
    run([tmp_path / "2025-04-11_01.txt"], Options(publish=True))
    assert upkeep.waiting() == 2  # With its page.
    assert len(found("社区食堂")) == 1
    call_command("import_dumps", str(tmp_path))  # Nothing new, but what waits is not left so.
    assert upkeep.waiting() == 0
    assert len(found("社区食堂")) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_that_nothing_waits_is_remembered_until_something_does():
    article = make_article("社区食堂甲")
    assert found("食堂") == [article.pk]
    with CaptureQueriesContext(connection) as asked:
        assert found("食堂") == [article.pk]
    assert not any("NOT is_indexed" in query["sql"] for query in asked.captured_queries)
    upkeep.reset()
    assert found("食堂") == [article.pk]
    upkeep.bring_in_all()
    assert found("食堂") == [article.pk]
