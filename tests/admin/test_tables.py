"""Lists taken out as tables at the desk, as they are filtered, by those who may see them; and templates."""

import csv
import io
import json

import openpyxl
import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from articles.importing.tables.kinds import TABLES, headers_of
from articles.models import Article, Status
from people.models import Correspondent
from tests.desk import editor
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

LISTS = {
    "articles": "articles_article",
    "photos": "articles_photo",
    "topics": "articles_topic",
    "correspondents": "people_correspondent",
}
FORMATS = ("csv", "xlsx", "json")


def fill() -> None:
    make_article("社区食堂开张", people=[make_person("祝青禾")])
    make_photo("公园的海棠开了")


def address(kind: str, page: str, *args: str) -> str:
    return reverse(f"admin:{LISTS[kind]}_{page}", args=args)


def sent(response) -> bytes:
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(sent(response).decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_leads_to_its_export_with_its_filters(desk, kind):
    fill()
    page = desk.get(address(kind, "changelist"), {"q": "食堂"} if kind == "articles" else {}).content.decode()
    query = "?q=%E9%A3%9F%E5%A0%82" if kind == "articles" else "?"
    assert f'href="{address(kind, "export")}{query}"' in page


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", LISTS)
def test_a_list_is_sent_in_each_format(desk, kind, form):
    fill()
    response = desk.get(address(kind, "export_file", form))
    assert response["Content-Disposition"].startswith(f'attachment; filename="{kind}-')
    data = sent(response)
    if form == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(data)).active
        headers, number = [cell.value for cell in sheet[1]], sheet.max_row - 1
    elif form == "json":
        found = json.loads(data)
        headers, number = list(found[0]), len(found)
    else:
        lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        headers, number = lines[0], len(lines) - 1
    assert headers == headers_of(kind)
    assert number == TABLES[kind]._meta.model.objects.count()


def test_the_filters_and_the_search_of_the_list_hold(desk):
    make_article("社区食堂开张", status=Status.DRAFT, topics=["yanglao"])
    make_article("社区食堂又开一家", topics=["yanglao"])
    make_article("晨市开市", status=Status.DRAFT)
    url = address("articles", "export_file", "csv")
    wanted = {"status__exact": "draft", "q": "食堂", "topic": "yanglao", "p": "2", "o": "-1"}
    assert [row["标题"] for row in rows_of(desk.get(url, wanted))] == ["社区食堂开张"]
    page = desk.get(address("articles", "export"), wanted).content.decode()
    assert "按列表现在的筛选和搜索，共 1 项" in page
    assert f"{url}?status__exact=draft&amp;q=" in page
    assert "共 3 项" in desk.get(address("articles", "export")).content.decode()


def test_a_filter_that_is_none_is_no_page(desk):
    assert desk.get(address("articles", "export"), {"issue__id__exact": "x"}).status_code == 404
    assert desk.get(address("articles", "export_file", "csv"), {"nonsense": "x"}).status_code in (400, 404)


def test_those_that_are_ticked_are_sent(desk):
    first, _ = make_article("一"), make_article("二")
    data = {"action": "export_csv", "_selected_action": [first.pk]}
    response = desk.post(address("articles", "changelist"), data)
    assert [row["标题"] for row in rows_of(response)] == ["一"]


def test_a_cell_too_long_for_xlsx_is_told_on_the_list(desk):
    make_article("长文", body=f"<p>{'字' * 32_768}</p>")
    response = desk.get(address("articles", "export_file", "xlsx"), follow=True)
    assert response.redirect_chain == [(address("articles", "changelist"), 302)]
    assert "XLSX 的一格最多 32767 字。请改为导出 CSV 或 JSON。" in response.content.decode()


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", LISTS)
def test_a_template_is_sent(desk, kind, form):
    assert sent(desk.get(address(kind, "template", form)))


@pytest.mark.parametrize("page", ["export_file", "template"])
def test_there_is_no_other_format(desk, page):
    assert desk.get(address("articles", page, "exe")).status_code == 404


PAGES = [("export",), ("export_file", "csv"), ("template", "csv")]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("kind", LISTS)
def test_who_may_not_see_a_list_may_not_take_it_out(client, kind, page):
    model = TABLES[kind]._meta.model._meta.model_name
    others = [TABLES[other]._meta.model._meta.model_name for other in LISTS if other != kind]
    client.force_login(editor(*(f"view_{name}" for name in others)))
    assert client.get(address(kind, *page)).status_code == 403
    User.objects.all().delete()
    client.force_login(editor(f"view_{model}"))
    assert client.get(address(kind, *page)).status_code == 200


def test_who_may_only_see_is_offered_the_export_and_no_moves(client):
    make_article()
    client.force_login(editor("view_article"))
    page = client.get(address("articles", "changelist"))
    assert [name for name, _ in page.context["action_form"].fields["action"].choices if name] == [
        "export_csv",
        "export_xlsx",
        "export_json",
    ]


def test_nobody_from_outside_takes_anything_out(client):
    for page in PAGES:
        assert client.get(address("articles", *page)).status_code == 302


def test_the_pages_ask_as_often_for_many_rows_as_for_few(desk, django_assert_max_num_queries):
    for _ in range(150):
        make_article(issue=make_issue(), people=[make_person()])
    with django_assert_max_num_queries(20):
        assert len(rows_of(desk.get(address("articles", "export_file", "csv")))) == 150


def test_people_are_edited_as_before(desk):
    person = make_person("祝青禾")
    page = desk.get(reverse("admin:people_correspondent_change", args=[person.pk]))
    assert page.status_code == 200
    assert "别名" in page.content.decode()
    assert Correspondent.objects.get() == person
    assert not Article.objects.exists()
