"""Every changelist: it opens, its filters work, and it asks as often for 30 rows as for 3."""

import datetime

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.admin import lists
from articles.models import (
    BatchFile,
    Column,
    Dump,
    ForbiddenWord,
    ImportBatch,
    Notice,
    OfficeHolder,
    PrintableNumber,
    ProofSetting,
    Report,
    Status,
    WrongWord,
)
from articles.proofreading import CODES
from tests.desk import editor
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

OURS = sorted(
    m._meta.label_lower for m in admin.site._registry if m._meta.app_label in ("articles", "people")
)

# Two to know who asks, three to keep the session alive, counts, the rows; then what rows show of others.
QUERIES = {
    "articles.article": 12,
    "articles.photo": 9,
    "articles.report": 7,
    "articles.topic": 8,
    "articles.issue": 7,
    "articles.column": 7,
    "articles.importbatch": 7,
    "articles.batchfile": 7,
    "articles.dump": 7,
    "people.correspondent": 8,
    "articles.wrongword": 7,
    "articles.forbiddenword": 7,
    "articles.officeholder": 7,
    "articles.printablenumber": 7,
    "articles.proofsetting": 6,
}


def fill(rows: int) -> None:
    """Make `rows` of everything that the desk lists, all linked to each other."""
    fill_proofreading(rows)
    for number in range(rows):
        issue = make_issue(datetime.date(2025, 1, 1) + datetime.timedelta(days=number))
        column = Column.objects.create(name=f"栏目{number}", slug=f"column-{number}")
        batch = ImportBatch.objects.create()
        dump = Dump.objects.create(
            batch=batch,
            sha256=f"{number:064}",
            name=f"{number}.txt",
            encoding="utf-8",
            text="标题\n\n正文",
            parser_version="1",
            issue=issue,
        )
        BatchFile.objects.create(batch=batch, position=0, name=dump.name, outcome="imported", dump=dump)
        people = [make_person(), make_person()]
        article = make_article(
            issue=issue, column=column, topics=["yanglao", "zhengwu"], people=people, dump=dump
        )
        photo = make_photo(issue=issue, article=article, people=people, dump=dump)
        for about in ({"article": article}, {"photo": photo}):
            Notice.objects.create(dump=dump, code="joined-lines", line=1, message="请核对", **about)
            Report.objects.create(wrong="错字", created_at=timezone.now(), **about)


def fill_proofreading(rows: int) -> None:
    """Make `rows` of everything that editors keep for proofreading; of settings, one a check."""
    for number in range(rows):
        WrongWord.objects.create(wrong=f"的却{number}", right=f"的确{number}")
        ForbiddenWord.objects.create(word=f"最佳疗效{number}")
        OfficeHolder.objects.create(name=f"庄晓禾{number}", offices="镇长")
        PrintableNumber.objects.create(number=f"{number:011}")
    for code in CODES[:rows]:
        ProofSetting.objects.create(code=code.slug, severity="warn")


def url_of(label: str) -> str:
    return reverse(f"admin:{label.replace('.', '_')}_changelist")


def test_every_list_has_a_budget():
    assert set(QUERIES) == set(OURS)


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize("label", OURS)
def test_a_list_asks_no_more_often_for_more_rows(desk, label, rows):
    fill(rows)
    desk.get(url_of(label))  # Django keeps content types once read.
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(url_of(label)).status_code == 200
    assert len(queries) == QUERIES[label]


def shown(desk, **filters) -> list[str]:
    response = desk.get(url_of("articles.article"), filters)
    return [article.headline for article in response.context["cl"].result_list]


def test_articles_are_filtered_by_status_topic_and_notices(desk):
    fill(1)
    make_article("一篇草稿", status=Status.DRAFT)
    refused = make_article("不是养老", topics=["yanglao"])
    refused.topic_links.update(confirmed=False, listed_on=None)
    assert shown(desk, status__exact="draft") == ["一篇草稿"]
    assert len(shown(desk, topic="yanglao")) == 1
    assert "不是养老" not in shown(desk, topic="yanglao")
    assert len(shown(desk, notices="open")) == 1
    assert set(shown(desk, notices="none")) == {"一篇草稿", "不是养老"}
    Notice.objects.update(resolved=True)
    assert shown(desk, notices="open") == []


def test_a_dump_counts_doubts_and_no_furniture(desk):
    fill(1)
    dump = Dump.objects.get()
    Notice.objects.create(dump=dump, code="unplaced", line=1, message="请核对")
    Notice.objects.create(dump=dump, code="furniture", line=1, message="第2版")
    (row,) = desk.get(url_of("articles.dump")).context["cl"].result_list
    assert row.open_notices == 3


def test_articles_are_found_by_a_part_of_the_headline(desk):
    make_article("石桥晨市重新开市")
    make_article("河边种树")
    assert shown(desk, q="晨市") == ["石桥晨市重新开市"]


def test_photos_that_lack_something_are_found(desk):
    bare = make_photo("缺图")
    unheard = make_photo("缺文字", people=[make_person()], with_file=True)
    whole = make_photo("齐全", people=[make_person()], with_file=True, alt="海棠")
    for missing, lacks in (("image", bare), ("alt", unheard), ("credit", bare)):
        found = desk.get(url_of("articles.photo"), {"missing": missing}).context["cl"].result_list
        assert list(found) == [lacks]
    assert whole in desk.get(url_of("articles.photo")).context["cl"].result_list


def test_the_desk_asks_who_one_is(client):
    response = client.get(url_of("articles.article"))
    assert response.status_code == 302
    assert response.url.startswith("/admin/login/")


@pytest.mark.parametrize("label", OURS)
def test_staff_without_a_permission_see_no_list(client, label):
    client.force_login(editor())
    assert client.get(url_of(label)).status_code == 403


def page_of_list(desk, **asked):
    with CaptureQueriesContext(connection) as queries:
        response = desk.get(url_of("articles.article"), asked)
    counts = [query["sql"] for query in queries if "COUNT(*)" in query["sql"] and "LIMIT" in query["sql"]]
    assert len(counts) == 1
    return response.context["cl"], response.content.decode()


def test_a_long_list_is_counted_some_way_only_and_can_be_read_to_its_end(desk, monkeypatch):
    monkeypatch.setattr(lists, "COUNTED", 2)
    monkeypatch.setattr(lists, "PAGES_MORE", 1)
    monkeypatch.setattr(lists.FrugalAdmin, "list_per_page", 2)
    articles = [make_article(f"第{number}篇") for number in range(7)]
    newest = [article.pk for article in reversed(articles)]
    seen = []
    for number in range(1, 5):
        found, shown = page_of_list(desk, p=number)
        seen += [article.pk for article in found.result_list]
        assert (number < 3) == ("以上 稿件" in shown)
        assert found.paginator.num_pages == min(number + 2, 4)
    assert seen == newest


@pytest.mark.parametrize("asked", ["0", "-1", "x", "１", "99999999", "9" * 30])
def test_a_page_that_there_is_not_is_no_error(desk, asked):
    make_article()
    assert desk.get(url_of("articles.article"), {"p": asked}).status_code in (200, 302)


def test_a_list_counted_to_its_end_says_how_many_there_are(desk):
    fill(3)
    found, shown = page_of_list(desk)
    assert found.result_count == 3
    assert "以上" not in shown
