"""A dump at the desk: its lines, and the notices about the page as a whole, settled one by one."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Dump, Notice
from tests.desk import editor
from tests.factories import make_article, make_photo
from tests.importing.samples import CANTEEN, bring_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "2025-03-07_02.txt"
    path.write_text(f"第2版\n{CANTEEN}")
    bring_in(path)
    return Dump.objects.get()


def note(dump: Dump, line: int, code: str = "unplaced", **about: object) -> Notice:
    return Notice.objects.create(dump=dump, line=line, code=code, message=f"请核对第 {line} 处", **about)


def url_of(thing) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def settle(client, dump: Dump, *ticked: Notice):
    data = {"notices_shown": "1", "resolved": [notice.pk for notice in ticked]}
    return client.post(url_of(dump), data, follow=True)


def resolved(*notices: Notice) -> list[bool]:
    for notice in notices:
        notice.refresh_from_db()
    return [notice.resolved for notice in notices]


def test_doubts_stand_first_and_furniture_is_information(desk, dump):
    of_page, of_article = note(dump, 9), note(dump, 5, article=dump.articles.first())
    context = desk.get(url_of(dump)).context
    assert context["page_notices"] == [of_page]
    assert of_article in context["part_notices"]
    (furniture,) = context["information"]
    assert (furniture.code, furniture.line) == ("furniture", 1)
    html = desk.get(url_of(dump)).content.decode()
    in_order = [html.index(f'id="notice-{notice.pk}"') for notice in (of_page, of_article, furniture)]
    assert in_order == sorted(in_order)
    assert f'name="resolved" value="{of_page.pk}"' in html
    assert html.count('name="resolved"') == 1  # The other one is settled where its article is.


def test_every_notice_leads_to_its_line_and_back(desk, dump):
    _, last, furniture = note(dump, 9), note(dump, 9), Notice.objects.get(code="furniture")
    html = desk.get(url_of(dump)).content.decode()
    assert html.count('<a href="#line-9">第 9 行</a>') == 2
    assert '<li id="line-9" class=" noted">' in html
    assert f'href="#notice-{last.pk}"' in html
    assert '<li id="line-1" class="">' in html
    assert f'href="#notice-{furniture.pk}"' in html


def test_a_line_with_a_doubt_and_a_piece_of_furniture_leads_back_to_the_doubt(desk, dump):
    doubt = note(dump, 1, code="several-pages")
    html = desk.get(url_of(dump)).content.decode()
    assert '<li id="line-1" class=" noted">' in html
    assert f'href="#notice-{doubt.pk}"' in html


def test_notices_of_the_page_are_settled_one_by_one(desk, dump):
    first, second = note(dump, 5), note(dump, 9)
    html = settle(desk, dump, first).content.decode()
    assert "已保存 1 条整版提示。" in html
    assert resolved(first, second) == [True, False]
    settle(desk, dump, second)
    assert resolved(first, second) == [False, True]
    assert [entry.change_message for entry in LogEntry.objects.all()] == [
        "核对整版提示：2 条",
        "核对整版提示：1 条",
    ]


def test_saving_what_was_settled_before_changes_and_logs_nothing(desk, dump):
    notice = note(dump, 5)
    settle(desk, dump, notice)
    assert "已保存" not in settle(desk, dump, notice).content.decode()
    assert resolved(notice) == [True]
    assert LogEntry.objects.count() == 1


def test_notices_of_articles_and_of_other_pages_are_not_settled_here(desk, dump):
    of_article = note(dump, 5, article=dump.articles.first())
    other = Dump.objects.create(batch=dump.batch, sha256="0" * 64, name="x", text="x")
    elsewhere = note(other, 1)
    settle(desk, dump, of_article, elsewhere)
    assert resolved(of_article, elsewhere) == [False, False]


def test_the_dump_itself_cannot_be_edited(desk, dump):
    desk.post(url_of(dump), {"name": "other.txt", "text": "", "notices_shown": "1"})
    assert list(Dump.objects.values_list("name", "text")) == [(dump.name, dump.text)]


@pytest.mark.parametrize("missing", ["view_dump", "change_article"])
def test_who_may_not_look_or_not_edit_articles_settles_nothing(client, dump, missing):
    notice = note(dump, 5)
    client.force_login(editor(*({"view_dump", "change_article"} - {missing})))
    assert settle(client, dump, notice).status_code == 403
    assert resolved(notice) == [False]


def test_who_may_only_look_sees_notices_and_no_boxes(client, dump):
    note(dump, 5)
    client.force_login(editor("view_dump"))
    html = client.get(url_of(dump)).content.decode()
    assert "请核对第 5 处" in html
    assert "已处理" not in html


def test_an_article_tells_how_many_notices_of_its_page_are_open(desk, dump):
    article, photo = dump.articles.first(), dump.photos.first()
    assert "整版提示" not in desk.get(url_of(article)).content.decode()
    note(dump, 5), note(dump, 9), note(dump, 7, article=article)
    Notice.objects.create(dump=dump, line=3, code="unplaced", message="", resolved=True)
    for thing in (article, photo):
        html = desk.get(url_of(thing)).content.decode()
        assert f'<a href="{url_of(dump)}#page-notices">这一版还有 2 条整版提示待核对</a>' in html


def test_a_line_far_from_the_article_is_shown_with_its_surroundings_and_a_gap(desk, dump):
    dump.text = "\n".join(f"第 {number} 行" for number in range(1, 101))
    dump.save()
    article = make_article(dump=dump, line_start=60, line_end=62)
    note(dump, 2, article=article)
    lines = desk.get(url_of(article)).context["source"].lines
    assert [line.number for line in lines] == [*range(1, 6), *range(57, 66)]
    assert [line.number for line in lines if line.follows_gap] == [57]
    assert [line.number for line in lines if line.notice] == [2]


@pytest.mark.parametrize("rows", [3, 30])
@pytest.mark.parametrize(("name", "budget"), [("article", 26), ("photo", 17), ("dump", 11)])
def test_a_page_asks_no_more_often_for_more_notices(desk, dump, name, budget, rows):
    article = make_article(dump=dump, line_start=1, line_end=3)
    photo = make_photo(dump=dump, line_start=1, line_end=3)
    for line in range(1, rows + 1):
        for about in ({}, {"article": article}, {"photo": photo}, {"code": "furniture"}):
            note(dump, line, **about)
    thing = {"article": article, "photo": photo, "dump": dump}[name]
    desk.get(url_of(thing))
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(url_of(thing)).status_code == 200
    assert len(queries) == budget
