"""People at the desk: found, told apart, merged, split, counted."""

import csv
import datetime
import io
import json

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from articles.models import Byline, Status
from articles.people import works
from articles.people.regrouping import merge
from people.models import Correspondent, CorrespondentAlias, Regrouping
from tests.desk import editor
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

LIST = reverse("admin:people_correspondent_changelist")
APRIL = datetime.date(2025, 4, 11)


def at(name: str, *named: int | str) -> str:
    return reverse(f"admin:people_correspondent_{name}", args=named)


def alias(person: Correspondent, name: str) -> None:
    made = CorrespondentAlias(correspondent=person, name=name)
    made.clean()
    made.save()


def page(desk, url: str, **given) -> str:
    response = desk.get(url, given)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "万桐",
        "万 桐",
        "桐",
        "wantong",
        "wan tong",
        "wt",
        "WT",
        "wtong",
        "小桐",
        "桥街",
        "桐 石桥",
        "tong wan",
    ],
)
def test_a_person_is_found_by_name_alias_organisation_and_pinyin(desk, typed):
    person = make_person("万桐", "石桥街道")
    alias(person, "小桐")
    make_person("顾晓岚")
    response = desk.get(LIST, {"q": typed})
    assert list(response.context["cl"].result_list) == [person]


@pytest.mark.parametrize("typed", ["wx", "antong", "wtt", "桐 文化馆"])
def test_what_names_nobody_finds_nobody(desk, typed):
    make_person("万桐", "石桥街道")
    assert not list(desk.get(LIST, {"q": typed}).context["cl"].result_list)


def test_the_list_counts_what_each_has_signed(desk):
    person = make_person("万桐")
    make_article(people=[person, person])
    make_article(people=[person], status=Status.DRAFT)
    make_photo(people=[person])
    html = page(desk, LIST)
    assert '<td class="field-article_count">2</td><td class="field-photo_count">1</td>' in html


def test_the_list_counts_no_further_than_helps(desk, monkeypatch):
    monkeypatch.setattr(works, "MOST", 2)
    person = make_person("万桐")
    for number in range(4):
        make_article(f"第{number}篇", people=[person])
    html = page(desk, LIST)
    assert '<td class="field-article_count">2 以上</td><td class="field-photo_count">—</td>' in html


def ask(desk, term: str) -> list[str]:
    given = {"term": term, "app_label": "articles", "model_name": "byline", "field_name": "correspondent"}
    response = desk.get(reverse("admin:autocomplete"), given)
    return [result["text"] for result in json.loads(response.content)["results"]]


def test_a_byline_offers_people_by_pinyin_and_tells_them_apart(desk):
    first, second = make_person("余辉", "石桥街道"), make_person("余辉")
    make_article(people=[first], issue=make_issue(APRIL))
    make_photo(people=[first], issue=make_issue(datetime.date(2021, 4, 1)))
    assert ask(desk, "yh") == ["余辉（石桥街道） · 2021—2025，1 篇、图 1 张", "余辉 · 0 篇、图 0 张"]
    assert ask(desk, "yh\0") == ask(desk, "yh")
    assert str(second) == "余辉"


@pytest.mark.parametrize("people", [3, 20])
def test_an_offer_asks_as_often_for_many_as_for_few(desk, people):
    for number in range(people):
        make_article(people=[make_person("余辉", f"单位{number}")])
    ask(desk, "yh")
    with CaptureQueriesContext(connection) as queries:
        assert len(ask(desk, "yh")) == people
    assert len(queries) == 10


def test_a_page_tells_what_somebody_signed_by_year(desk):
    person = make_person("万桐")
    make_article(people=[person], issue=make_issue(APRIL))
    make_article(people=[person], status=Status.DRAFT, issue=make_issue(APRIL))
    make_article(people=[person], status=Status.DRAFT)
    make_photo(people=[person], issue=make_issue(datetime.date(2023, 4, 1)))
    html = page(desk, at("change", person.pk))
    works = at("works", person.pk)
    assert f'<a href="{works}?kind=articles&amp;year=2025">2 篇</a>' in html
    assert f'<a href="{works}?kind=articles&amp;year=2025&amp;public=1">1 篇</a>' in html
    assert f'<a href="{works}?kind=photos&amp;year=2023">1 张</a>' in html
    assert f'<a href="{works}?kind=articles&amp;year=undated">1 篇</a>' in html
    assert f'<a href="{works}?kind=articles&amp;year=">3 篇</a>' in html


def test_works_are_listed_by_year_and_kind(desk):
    person = make_person()
    make_article("四月的茶摊", people=[person], issue=make_issue(APRIL))
    make_article("未刊的茶摊", people=[person], status=Status.DRAFT, issue=make_issue(APRIL))
    make_article("无期的茶摊", people=[person], status=Status.DRAFT)
    make_photo("前年的早樱", people=[person], issue=make_issue(datetime.date(2023, 4, 1)))
    url = at("works", person.pk)

    def titles(**given) -> list[str]:
        return [str(work) for _, work in desk.get(url, given).context["works"]]

    assert titles() == ["未刊的茶摊", "四月的茶摊", "无期的茶摊"]
    assert titles(year="2025", public="1") == ["四月的茶摊"]
    assert titles(year="undated") == ["无期的茶摊"]
    assert titles(kind="photos", year="2023") == ["前年的早樱"]


@pytest.mark.parametrize("query", ["kind=x", "year=x", "year=20", "page=9", "year=２０２５"])
def test_a_list_of_works_that_is_none_is_not_found(desk, query):
    assert desk.get(f"{at('works', make_person().pk)}?{query}").status_code == 404


def test_namesakes_are_told_apart_by_what_they_did(desk):
    person, other = make_person("余辉", "石桥街道"), make_person("余 辉", "文化馆")
    pen = make_person("裴文澜")
    alias(pen, "余辉")
    make_article("桥头的茶摊", people=[other], issue=make_issue(APRIL))
    html = page(desk, at("change", person.pk))
    assert "有 2 位同名的人员" in html
    assert "余 辉（文化馆）" in html
    assert "2025，1 篇、图 0 张" in html
    assert "《桥头的茶摊》" in html
    assert f"{at('merge', person.pk)}?other={pen.pk}" in html
    assert "同名的人员" not in page(desk, at("change", make_person().pk))


@pytest.mark.parametrize("rows", [3, 30])
def test_pages_about_a_person_ask_as_often_for_much_as_for_little(desk, rows):
    person = make_person("余辉")
    for number in range(rows):
        make_article(people=[person], issue=make_issue(datetime.date(2000 + number, 4, 1)))
        make_photo(people=[person])
        make_article(people=[make_person("余辉", f"单位{number}")])
        merge(person.pk, make_person().pk, by=None)
    urls = {at("change", person.pk): 19, at("works", person.pk): 11, at("split", person.pk): 16,
            at("merge", person.pk): 12, at("regroupings"): 7}  # fmt: skip
    for url in urls:
        page(desk, url)
        with CaptureQueriesContext(connection) as queries:
            page(desk, url)
        urls[url] -= len(queries)
    assert set(urls.values()) == {0}, urls


def test_two_are_merged_after_a_look_at_what_would_change(desk):
    kept, gone = make_person("祝青禾", "石桥街道"), make_person("青禾")
    article = make_article("桥头的茶摊", people=[gone])
    make_article("两人的茶摊", people=[kept, gone])
    url = at("merge", kept.pk)
    assert "青禾" in page(desk, url, q="qinghe")
    html = page(desk, url, other=gone.pk)
    assert "2 处稿件署名、0 处图片署名改归祝青禾（石桥街道）" in html
    assert "“青禾”成为祝青禾（石桥街道）的别名" in html
    assert "《两人的茶摊》" in html.partition("可能不是同一人")[2]
    assert Correspondent.objects.count() == 2
    response = desk.post(url, {"other": gone.pk}, follow=True)
    assert "已合并：青禾并入祝青禾（石桥街道）。" in response.content.decode()
    assert article.bylines.get().correspondent == kept


def test_an_undo_tells_what_stays_before_and_after(desk):
    kept, gone, third = make_person("祝青禾"), make_person("青禾"), make_person("裴文澜")
    make_article("桥头的茶摊", people=[gone])
    make_article("巷口的灯", people=[gone])
    record = merge(kept.pk, gone.pk, by=None)
    Byline.objects.filter(article__headline="巷口的灯").update(correspondent=third)
    url = at("regrouping", record.pk)
    stays = page(desk, url).partition("撤销时不会动的")[2].partition("转移过的作品")[0]
    assert "巷口的灯" in stays
    assert "现在署：裴文澜" in stays
    html = desk.post(url, follow=True).content.decode()
    assert "已撤销：青禾并入祝青禾。1 项后来已改署他人，保持不动" in html
    assert "巷口的灯" in html.partition("撤销时没有动的")[2]
    assert Byline.objects.get(correspondent=gone.pk).article.headline == "桥头的茶摊"
    assert "已经撤销过了" in desk.post(url, follow=True).content.decode()


def test_what_cannot_be_merged_is_told(desk):
    people = [make_person(), make_person()]
    for number, person in enumerate(people):
        person.user = User.objects.create_user(f"user{number}")
        person.save()
    url = at("merge", people[0].pk)
    for answer in (
        desk.get(url, {"other": people[1].pk}, follow=True),
        desk.post(url, {"other": people[1].pk}, follow=True),
    ):
        assert "两人都连着账号" in answer.content.decode()
    assert "这是同一个人" in desk.get(url, {"other": people[0].pk}, follow=True).content.decode()
    assert desk.get(url, {"other": people[1].pk + 1}).status_code == 404


def test_two_chosen_in_the_list_are_led_to_their_merge(desk):
    first, second = make_person(), make_person()
    response = desk.post(LIST, {"action": "merge_chosen", "_selected_action": [second.pk, first.pk]})
    assert response.url == f"{at('merge', first.pk)}?other={second.pk}"
    response = desk.post(LIST, {"action": "merge_chosen", "_selected_action": [first.pk]}, follow=True)
    assert "请正好勾选两位" in response.content.decode()


def test_what_is_ticked_is_split_off(desk):
    person = make_person("余辉")
    first, second = (make_article(name, people=[person]).bylines.get() for name in ("桥头的茶摊", "巷口的灯"))
    credit = make_photo(people=[person]).credits.get()
    given = {
        "credit": [f"byline-{first.pk}", f"photocredit-{credit.pk}"],
        "to": "new",
        "organisation": "文化馆",
    }
    response = desk.post(at("split", person.pk), given, follow=True)
    assert "已拆分：从余辉分出余辉（文化馆）。" in response.content.decode()
    for one, owner in ((first, "余辉（文化馆）"), (credit, "余辉（文化馆）"), (second, "余辉")):
        one.refresh_from_db()
        assert str(one.correspondent) == owner


def test_all_of_an_organisation_or_a_year_is_split_off_at_once(desk):
    person, other = make_person("余辉"), make_person("余辉", "文化馆")
    for number in range(130):
        make_article(people=[person], issue=make_issue(APRIL if number else datetime.date(2021, 4, 1)))
    Byline.objects.update(credit_line="文化馆通讯员 余辉")
    last = make_article(people=[person], issue=make_issue(APRIL))
    url = f"{at('split', person.pk)}?line=文化馆&year=2025"
    html = page(desk, url)
    assert "符合筛选的全部 129 处" in html
    assert html.count('name="credit"') == 100
    desk.post(url, {"everything": "1", "to": other.pk})
    assert Byline.objects.filter(correspondent=other).count() == 129
    assert last.bylines.get().correspondent == person


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"to": "new", "organisation": "文化馆"}, "请先勾选"),
        ({"everything": "1"}, "请选择这些署名属于谁"),
        ({"everything": "1", "to": "new"}, "请填写新人员的单位"),
        ({"credit": "byline-x", "to": "9" * 30}, "请选择这些署名属于谁"),
        ({"everything": "1", "to": "999999"}, "已不在名册"),
    ],
)
def test_a_split_that_cannot_be_is_told_and_what_was_typed_is_kept(desk, given, message):
    person = make_person("余辉")
    make_article(people=[person])
    html = desk.post(at("split", person.pk), given).content.decode()
    assert message in html
    assert given.get("organisation", "") in html
    assert not Regrouping.objects.exists()


def test_only_those_who_may_merge_and_split(client):
    person = make_person("余辉")
    record = merge(person.pk, make_person().pk, by=None)
    client.force_login(editor("view_correspondent", "change_correspondent", "view_article"))
    for url in (
        at("merge", person.pk),
        at("split", person.pk),
        at("regrouping", record.pk),
        at("regroupings"),
    ):
        assert client.get(url).status_code == 403
        assert client.post(url).status_code == 403
    html = page(client, at("change", person.pk))
    assert at("merge", person.pk) not in html
    assert 'name="user"' not in html
    assert "merge_chosen" not in page(client, LIST)
    assert client.get(at("works", person.pk)).status_code == 200
    assert client.get(at("monthly")).status_code == 200


def test_whoever_may_not_see_articles_sees_none_on_a_persons_page(client):
    person = make_person("余辉")
    make_article("桥头的茶摊", people=[person])
    client.force_login(editor("view_correspondent"))
    assert "作品" not in page(client, at("change", person.pk))
    assert client.get(at("works", person.pk)).status_code == 403
    assert client.get(at("monthly")).status_code == 403


def test_a_month_is_shown_and_taken_out(desk):
    person, other = make_person("=余辉", "石桥街道"), make_person("裴文澜")
    make_article("=1+1", people=[person], issue=make_issue(APRIL), body="<p>四 个字。</p>")
    make_article("两人的茶摊", people=[person, other], issue=make_issue(APRIL), body="<p>两个</p><p>字</p>")
    make_photo("早樱", people=[other], issue=make_issue(APRIL))
    given = {"month": "2025-04"}
    assert "合署" in page(desk, at("monthly"), **given)
    text = desk.get(at("monthly_file", "people.csv"), given).content
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"))))
    assert rows[0] == [
        "编号",
        "姓名",
        "单位",
        "独署稿件",
        "合署稿件",
        "独署字数",
        "合署字数",
        "独署图片",
        "合署图片",
    ]
    assert rows[1:] == [
        [str(person.pk), "'=余辉", "石桥街道", "1", "1", "4", "3", "0", "0"],
        [str(other.pk), "裴文澜", "", "0", "1", "0", "3", "1", "0"],
    ]
    pieces = desk.get(at("monthly_file", "pieces.csv"), given).content.decode("utf-8-sig")
    assert "稿件,'=1+1,2025-04-11,已发布,4,独署" in pieces
    book = load_workbook(io.BytesIO(desk.get(at("monthly_file", "all.xlsx"), given).content))
    assert book.sheetnames == ["汇总", "明细"]
    cells = [cell for row in book["汇总"].iter_rows(min_row=2) for cell in row if cell.value == "'=余辉"]
    assert [cell.data_type for cell in cells] == ["s"]
    assert desk.get(at("monthly_file", "people.exe"), given).status_code == 404


@pytest.mark.parametrize(
    "query", ["month=2025-13", "month=x", "month=0000-01", "basis=x", "month=2025-04&page=9"]
)
def test_a_month_that_is_none_is_not_found(desk, query):
    assert desk.get(f"{at('monthly')}?{query}").status_code == 404


@pytest.mark.parametrize("people", [3, 40])
def test_a_month_asks_as_often_for_many_people_as_for_few(desk, people):
    for _ in range(people):
        person = make_person()
        make_article(people=[person, make_person()], issue=make_issue(APRIL))
        make_photo(people=[person], issue=make_issue(APRIL))
    page(desk, at("monthly"), month="2025-04")
    for url, asked in ((at("monthly"), 10), (at("monthly_file", "all.xlsx"), 11)):  # A file is on record.
        with CaptureQueriesContext(connection) as queries:
            assert desk.get(url, {"month": "2025-04"}).status_code == 200
        assert len(queries) == asked
