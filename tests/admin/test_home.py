"""The home of the desk: each sees what waits for them, and each count leads to just what it counts."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.models import Article, Dump, ImportBatch, Notice, Photo, Release, Report, Status, Topic
from tests.articles.test_desk import decide, member, published, put, submit
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.flow import publish

pytestmark = pytest.mark.django_db

HOME = reverse("admin:index")

# Two to know who asks, three to keep the session alive, three for alarms; others are a row or two a block.
QUERIES_OF_ALL = 38


@pytest.fixture
def sign_in(client):
    """Return a function that opens the home page as somebody, and returns the answer."""

    def sign_in(user):
        client.force_login(user)
        return client.get(HOME)

    return sign_in


def blocks(response) -> dict[str, object]:
    """The blocks of the page by their keys."""
    return {block.key: block for block in (*response.context["queues"], *response.context["blocks"])}


def texts(block) -> list[str]:
    return [entry.text for entry in block.entries]


def fill(rows: int) -> None:
    """Make `rows` of everything that the page tells of."""
    author, editor = member("作者", "通讯员"), member("编辑甲", "编辑")
    batch = ImportBatch.objects.create()
    for number in range(rows):
        dump = Dump.objects.create(
            batch=batch, sha256=f"{number:064}", name="1.txt", encoding="utf-8", text="标题"
        )
        doubted = make_article("有提示", status=Status.DRAFT, dump=dump)
        Notice.objects.create(dump=dump, article=doubted, code="unplaced", line=1, message="请核对")
        submit(make_article("待审", status=Status.DRAFT))
        submit(make_photo("待审图片", status=Status.DRAFT))
        returned = make_article("退回", status=Status.DRAFT, author=author)
        decide("return", submit(returned, by=author), editor, opinion="请核实数字。")
        make_article("草稿", status=Status.DRAFT, author=author)
        make_photo("缺替代文字", status=Status.DRAFT, with_file=True)
        ImportBatch.objects.create(state=ImportBatch.State.RUNNING, done=3, total=10)
        Release.objects.create(issue=make_issue())
        Report.objects.create(wrong="第二段的“十家”不对。", created_at=timezone.now())
    schedule_and_withdraw(rows)
    put("yanglao", timezone.localdate() - datetime.timedelta(days=100))


def schedule_and_withdraw(rows: int) -> None:
    soon = timezone.now() + datetime.timedelta(days=1)
    for number in range(rows):
        article = make_article(f"将发布{number}", status=Status.DRAFT)
        publish(Article.objects.filter(pk=article.pk))
        workflow.move("withdraw", Article.objects.filter(pk=article.pk), opinion="配图用错。")
        waits = make_article(f"已定时{number}", status=Status.DRAFT)
        approve(waits)
        assert workflow.move("schedule", Article.objects.filter(pk=waits.pk), publish_at=soon).keys


def approve(article) -> None:
    from tests import flow

    flow.approve(Article.objects.filter(pk=article.pk))


@pytest.mark.parametrize("rows", [1, 10])
def test_the_page_asks_no_more_often_for_more_rows(desk, rows):
    fill(rows)
    desk.get(HOME)  # Django keeps content types once read.
    with CaptureQueriesContext(connection) as queries:
        response = desk.get(HOME)
    assert len(queries) == QUERIES_OF_ALL
    named = {"waiting", "own", "to-do", "reports", "scheduled", "imports", "stale", "withdrawn", "released"}
    assert named | {"users"} <= set(blocks(response))


def test_every_count_leads_to_just_what_it_counts(client):
    fill(3)
    for name in ("总编", "编辑", "通讯员", "档案管理员", "系统管理员"):
        client.force_login(member(f"新来的{name}", name))
        for block in blocks(client.get(HOME)).values():
            for count in block.counts:
                shown = client.get(count.address)
                assert shown.status_code == 200, count
                assert shown.context["cl"].result_count == count.number, count


def test_an_author_sees_what_came_back_and_what_is_begun(client):
    fill(2)
    client.force_login(client_user := Article.objects.filter(author__username="作者").first().author)
    response = client.get(HOME)
    found = blocks(response)
    assert set(found) == {"returned", "own"}
    assert texts(found["returned"]) == ["退回", "退回"]
    assert found["returned"].entries[0].quote == "请核实数字。"
    assert found["returned"].entries[0].facts[:2] == ("编辑甲", "初审退回")
    assert texts(found["own"]) == ["草稿", "草稿"]
    assert client_user.groups.get().name == "通讯员"
    for name in ("returned", "own"):
        for count in found[name].counts:
            assert client.get(count.address).context["cl"].result_count == count.number == 2


def test_a_correspondent_with_nothing_begun_is_led_to_a_new_article(sign_in):
    response = sign_in(member("新人", "通讯员"))
    assert set(blocks(response)) == {"own"}
    assert "没有写到一半的稿件。" in response.content.decode()
    assert reverse("admin:articles_article_add") in response.content.decode()


def test_a_queue_is_headed_by_what_has_waited_longest(sign_in):
    for number in range(12):
        article = submit(make_article(f"第 {number} 篇", status=Status.DRAFT))
        since = timezone.now() - datetime.timedelta(hours=100 - number)
        Article.objects.filter(pk=article.pk).update(moved_at=since)
    photo = submit(make_photo("晒场", status=Status.DRAFT))
    Photo.objects.filter(pk=photo.pk).update(moved_at=timezone.now() - datetime.timedelta(days=30))
    waiting = blocks(sign_in(member("编辑甲", "编辑")))["waiting"]
    assert texts(waiting)[:3] == ["图片：晒场", "第 0 篇", "第 1 篇"]
    assert waiting.entries[0].facts == ("初审", "等了 30 天")
    assert waiting.entries[1].facts == ("初审", "等了 4 天")
    assert [(count.label, count.number) for count in waiting.counts] == [("全部稿件", 12), ("全部图片", 1)]


def test_the_list_of_my_queue_stands_in_the_same_order(client):
    later, sooner = (submit(make_article(name, status=Status.DRAFT)) for name in ("后到", "先到"))
    Article.objects.filter(pk=sooner.pk).update(moved_at=timezone.now() - datetime.timedelta(days=2))
    client.force_login(member("编辑甲", "编辑"))
    shown = client.get(reverse("admin:articles_article_changelist"), {"queue": "mine"})
    assert list(shown.context["cl"].result_list) == [sooner, later]


def test_withdrawals_say_who_and_why(sign_in):
    chief = member("总编甲", "总编")
    (article,) = published(make_article("旧桥拆除", status=Status.DRAFT))
    decide("withdraw", article, chief, opinion="日期有误，核实后再发。")
    (entry,) = blocks(sign_in(chief))["withdrawn"].entries
    assert (entry.text, entry.quote) == ("旧桥拆除", "日期有误，核实后再发。")
    assert entry.facts[0] == "总编甲"
    assert entry.facts[1].startswith("今天 ")


def test_imports_tell_how_far_they_are_and_what_waits_for_a_word(sign_in):
    ImportBatch.objects.create(state=ImportBatch.State.FINISHED)
    waiting = ImportBatch.objects.create(state=ImportBatch.State.WAITING)
    running = ImportBatch.objects.create(state=ImportBatch.State.RUNNING, done=30, total=120)
    imports = blocks(sign_in(member("管档案的", "档案管理员")))["imports"]
    assert texts(imports) == [f"批次 {batch.pk}（版面文本）" for batch in (running, waiting)]
    assert imports.entries[0].progress == (30, 120)
    assert imports.entries[1].facts[0] == "等待确认"
    assert [(count.label, count.number) for count in imports.counts] == [("批等待确认", 1)]


def test_stale_topics_and_a_stale_home_page_are_told(sign_in):
    Topic.objects.filter(slug="yanglao").update(stale_after_days=14)
    put("yanglao", timezone.localdate() - datetime.timedelta(days=20))
    stale = blocks(sign_in(member("总编甲", "总编")))["stale"]
    assert texts(stale) == ["首页", "养老"]
    assert stale.entries[1].facts == ("最新一篇是 20 天前的",)


def test_each_block_is_for_those_whom_it_concerns(sign_in):
    fill(1)
    shown = {name: set(blocks(sign_in(member(f"甲{name}", name)))) for name in ("编辑", "总编", "系统管理员")}
    assert shown["编辑"] == {"waiting", "own", "to-do", "reports", "withdrawn"}
    assert shown["总编"] - shown["编辑"] == {"scheduled", "imports", "stale", "released"}
    assert shown["系统管理员"] == {"reports", "imports", "users"}


def test_a_count_beyond_the_limit_is_not_finished(desk, monkeypatch):
    monkeypatch.setattr("articles.desk.LIMIT", 2)
    for _ in range(3):
        make_photo(status=Status.DRAFT, people=[])
    count = blocks(desk.get(HOME))["to-do"].counts[-1]
    assert str(count) == "1+"
    assert re.search(r"<strong>1\+</strong>", desk.get(HOME).content.decode())


def test_what_waits_for_nobody_is_said_calmly(sign_in):
    page = sign_in(member("主任甲", "主任")).content.decode()
    assert "没有等您审的稿件。" in page
    assert "都处理完了。" in page


def test_somebody_without_a_group_is_told_whom_to_ask(sign_in):
    assert "请找系统管理员" in sign_in(member("无组的")).content.decode()


def test_a_headline_is_text_and_never_markup(sign_in):
    submit(make_article("<b>加粗</b>的标题", status=Status.DRAFT, people=[make_person()]))
    page = sign_in(member("编辑甲", "编辑")).content.decode()
    assert "&lt;b&gt;加粗&lt;/b&gt;的标题" in page
