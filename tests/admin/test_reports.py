"""The desk's queue of errors that citizens report: who reads it, who handles it, what stays on record."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from django.utils import timezone

from articles.models import Report
from tests.articles.test_desk import member
from tests.desk import editor
from tests.factories import make_article

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_report_changelist")
CONTACT = "13000000000"


@pytest.fixture
def report():
    article = make_article("三家食堂同日开张")
    return Report.objects.create(
        article=article, address=article.get_absolute_url(), wrong="“十家”不对", right="三家",
        contact=CONTACT, created_at=timezone.now(),
    )  # fmt: skip


def page_of(report):
    return reverse("admin:articles_report_change", args=[report.pk])


def handle(client, report, status, note=""):
    return client.post(page_of(report), {"status": status, "note": note})


def test_a_report_leads_to_the_article_at_the_desk_and_on_the_web(desk, report):
    html = desk.get(page_of(report)).content.decode()
    for part in ("“十家”不对", "三家", CONTACT, report.address):
        assert part in html
    assert reverse("admin:articles_article_change", args=[report.article_id]) in html
    assert 'name="wrong"' not in html  # What a citizen wrote is read, never rewritten.


def test_who_handled_it_and_when_is_on_record(client, report):
    user = member("编辑甲", "编辑")
    client.force_login(user)
    assert handle(client, report, "done", "已更正。").status_code == 302
    report.refresh_from_db()
    assert (report.status, report.note, report.handled_by) == ("done", "已更正。", user)
    assert report.handled_at is not None
    assert LogEntry.objects.get().user == user
    assert CONTACT not in LogEntry.objects.get().object_repr
    handle(client, report, "open")
    report.refresh_from_db()
    assert (report.handled_by, report.handled_at) == (None, None)


def test_who_refuses_one_says_why(desk, report):
    response = handle(desk, report, "refused")
    assert "请写明理由" in response.content.decode()
    handle(desk, report, "refused", "原文无误，见区统计公报。")
    report.refresh_from_db()
    assert report.status == "refused"


def test_whom_to_ask_back_is_for_those_who_handle_it(client, report):
    client.force_login(editor("view_report"))
    html = client.get(page_of(report)).content.decode()
    assert "“十家”不对" in html
    assert CONTACT not in html
    assert CONTACT not in client.get(LIST).content.decode()
    assert handle(client, report, "done").status_code == 403


@pytest.mark.parametrize("group", ["编辑", "主任", "总编", "系统管理员"])
def test_these_groups_handle_reports(client, report, group):
    client.force_login(member("甲", group))
    assert CONTACT in client.get(page_of(report)).content.decode()
    html = client.get(reverse("admin:index")).content.decode()
    assert f"{LIST}?status__exact=open" in html


@pytest.mark.parametrize("group", ["通讯员", "档案管理员"])
def test_these_do_not(client, report, group):
    client.force_login(member("甲", group))
    assert client.get(LIST).status_code == 403
    assert "读者纠错" not in client.get(reverse("admin:index")).content.decode()


def test_the_list_is_filtered_and_nothing_is_added_or_removed(desk, report):
    later = Report.objects.create(wrong="链接打不开", created_at=timezone.now())
    assert list(desk.get(LIST).context["cl"].result_list) == [later, report]
    assert list(desk.get(LIST, {"status__exact": "done"}).context["cl"].result_list) == []
    assert desk.get(reverse("admin:articles_report_add")).status_code == 403
    assert desk.post(reverse("admin:articles_report_delete", args=[report.pk])).status_code == 403
    assert "整个网站" in desk.get(LIST).content.decode()


def test_a_report_outlives_its_article(desk, report):
    address = report.address
    report.article.photos.all().delete()
    Report.objects.filter(pk=report.pk).update(article=None)
    assert address in desk.get(page_of(report)).content.decode()
