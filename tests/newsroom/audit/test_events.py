"""What is on record of the desk, and that nobody takes it back."""

import datetime
import json
import logging

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from articles import workflow
from articles.models import Article, ProofSetting, Topic
from newsroom.audit import guards
from newsroom.audit.models import Event
from newsroom.audit.recording import record
from tests.desk import administrator, editor
from tests.factories import make_article

pytestmark = pytest.mark.django_db

LIST = "/admin/audit/event/"


@pytest.fixture
def lines():
    """The lines that the logger has written, read as JSON."""
    written = []
    handler = logging.Handler()
    handler.emit = lambda entry: written.append(entry.getMessage())
    logger = logging.getLogger("newsroom.audit")
    logger.addHandler(handler)
    yield written
    logger.removeHandler(handler)


def told(kind):
    return [(event.username, event.subject, event.detail) for event in Event.objects.filter(kind=kind)]


def aged(days):
    """An event so many days old."""
    at = timezone.now() - datetime.timedelta(days=days)
    return Event.objects.create(kind="login", at=at)


def test_logins_and_logouts(client, lines, django_capture_on_commit_callbacks):
    administrator()
    name = {"username": "chief\u202e\x1b[2J", "password": "x"}
    where = {"REMOTE_ADDR": "198.51.100.7"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/login/", name, **where)
        client.post("/admin/login/", {"username": "chief", "password": "secret-pass"}, **where)
        client.post("/admin/logout/", **where)
    found = [
        (event.kind, event.result, event.username, event.address) for event in Event.objects.order_by("pk")
    ]
    assert found[-3:] == [
        ("login", "failed", "chief\\u202e\\u001b[2J", "198.51.100.7"),
        ("login", "done", "chief", "198.51.100.7"),
        ("logout", "done", "chief", "198.51.100.7"),
    ]
    failed, came, went = map(json.loads, lines)
    assert failed["username"] == name["username"]
    assert (failed["kind"], failed["result"]) == ("login", "failed")
    assert (came["account"], went["kind"]) == (User.objects.get().pk, "logout")
    assert all(line.isprintable() for line in lines)
    assert "secret-pass" not in "".join(lines)


def test_what_is_rolled_back_leaves_no_trace(lines, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        record("change", "x")
        transaction.set_rollback(True)
    assert not Event.objects.exists()
    assert not lines


def test_additions_changes_and_deletions(client):
    client.force_login(administrator())
    client.post("/admin/articles/column/add/", {"name": "社区新闻", "slug": "shequ"})
    key = told("add")[0][1].split()[1]
    client.post(f"/admin/articles/column/{key}/change/", {"name": "街道新闻", "slug": "shequ"})
    chosen = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
    client.post("/admin/articles/column/", chosen)
    assert told("add") == [("chief", f"栏目 {key} 社区新闻", "已添加。")]
    assert told("change") == [("chief", f"栏目 {key} 街道新闻", "已修改栏目名。")]
    assert told("delete") == [("chief", "栏目 1 项", f"{key} 街道新闻")]


def test_moves_name_who_and_what(client):
    chief = administrator()
    client.force_login(chief)
    first, second = make_article(status="draft"), make_article(status="draft", headline="第二篇")
    workflow.move("submit", Article.objects.all(), by=chief)
    assert told("move") == [("chief", "送审", f"稿件 2 项：{first.pk}、{second.pk}")]


def test_permissions_from_either_end():
    user, group = editor(), Group.objects.get(name="编辑")
    group.user_set.add(user)
    group.permissions.remove(Permission.objects.get(codename="view_column"))
    user.groups.clear()
    said = [(subject, detail) for _, subject, detail in told("account")]
    assert ("组 编辑", "增加：账号 editor") in said
    assert any(subject == "组 编辑" and detail.startswith("去掉：") for subject, detail in said)
    assert ("账号 editor", "全部去掉：组") in said


def test_exports_and_settings(client):
    client.force_login(administrator())
    b"".join(client.get("/admin/articles/topic/export/csv/").streaming_content)
    assert told("export") == [("chief", str(Topic._meta.verbose_name), "csv")]
    form = client.get("/admin/articles/proofsetting/").context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    name = next(iter(values))
    other = next(value for value, _ in form.fields[name].choices if value and value != values[name])
    client.post("/admin/articles/proofsetting/", {**values, name: other})
    assert ProofSetting.objects.exists()
    assert told("change")[0][1].startswith("校对设置")


def test_who_asks_for_what_is_not_theirs_is_on_record(client):
    client.force_login(editor())
    assert client.get("/admin/articles/topic/").status_code == 403
    assert told("denied") == [("editor", "GET /admin/articles/topic/", "")]


def test_commands_are_on_record_without_an_address(capsys):
    call_command("export_table", "topics")
    event = Event.objects.get(kind="export")
    assert (event.username, event.address) == ("", "")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET username = 'nobody'",
        "DELETE FROM audit_event",
        "INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event",
    ],
)
def test_the_database_lets_nobody_change_or_delete_an_event(statement):
    if "REPLACE" in statement and connection.vendor != "sqlite":
        statement = "UPDATE audit_event SET at = now() - interval '1 year'"
    aged(days=guards.LEAST_DAYS - 1)
    with pytest.raises(IntegrityError, match="审计记录只能增加"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Event.objects.count() == 1


def test_missing_guards_are_told_and_set_up_again(capsys):
    guards.remove()
    assert [warning.id for warning in guards.are_there(["default"])] == ["audit.W001"]
    guards.install()
    assert not guards.are_there(["default"])


@pytest.mark.parametrize(("asked", "left"), [(1, [189]), (190, [189]), (365, [189, 191, 364])])
def test_only_what_has_been_kept_long_enough_is_pruned(settings, capsys, asked, left):
    settings.AUDIT_DAYS = asked
    for days in (189, 191, 364, 366):
        aged(days)
    call_command("prune_audit", "--dry-run")
    assert Event.objects.count() == 4
    call_command("prune_audit")
    kept = Event.objects.filter(kind="login")
    assert sorted((timezone.now() - event.at).days for event in kept) == left
    assert told("prune")[0][1].endswith(f" {4 - len(left)} 条")


def test_the_list_is_narrowed_by_user_kind_and_day(client, django_assert_num_queries):
    client.force_login(administrator())
    editor()
    for number in range(5):
        record("export", f"第 {number} 次", username="editor")
    aged(days=40)
    with django_assert_num_queries(8):
        page = client.get(LIST)
    assert "第 4 次" in page.content.decode()
    old = timezone.localdate() - datetime.timedelta(days=40)
    expected = {
        "who=editor": 5,
        "kind=export": 5,
        f"day={old}": 1,
        f"day={old:%Y-%m}&kind=login": 1,
        "day=x": None,
    }
    for query, number in expected.items():
        listed = client.get(f"{LIST}?{query}")
        if number is None:
            assert listed.status_code == 200
        else:
            assert listed.context["cl"].result_count == number, query


def test_nobody_changes_it_at_the_desk_superusers_included(client):
    client.force_login(administrator())
    key = aged(days=1).pk
    for path in (f"{LIST}add/", f"{LIST}{key}/delete/"):
        assert client.get(path).status_code == 403
        assert client.post(path, {"post": "yes"}).status_code == 403
    page = client.get(f"{LIST}{key}/change/").content.decode()
    assert 'name="_save"' not in page
    assert client.post(f"{LIST}{key}/change/", {"username": "x"}).status_code == 403
    client.post(LIST, {"action": "delete_selected", "_selected_action": [key], "post": "yes"})
    assert Event.objects.filter(pk=key, username="").exists()


def test_it_is_open_to_those_alone_who_may_see_it(client):
    client.force_login(editor("view_event"))
    assert client.get(LIST).status_code == 200
    User.objects.all().delete()
    client.force_login(editor("view_article"))
    assert client.get(LIST).status_code == 403
