"""The desk's search boxes ask the index: articles by words, photos by captions, pages by text."""

import pytest
from django.urls import reverse

from articles.models import Dump, ImportBatch, Status
from articles.search import desk as boxes
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db


def listed(desk, model, **asked):
    response = desk.get(reverse(f"admin:articles_{model}_changelist"), asked)
    assert response.status_code == 200
    return [row.pk for row in response.context["cl"].result_list], response.content.decode()


def test_an_article_is_found_by_its_body_and_as_the_list_is_filtered(desk):
    draft = make_article("甲", status=Status.DRAFT, body="<p>老年食堂添了<strong>助餐</strong>点。</p>")
    public = make_article("乙", body="<p>助餐点开张。</p>")
    make_article("丙")
    assert listed(desk, "article", q="助餐点")[0] == [public.pk, draft.pk]
    assert listed(desk, "article", q="助餐点 -开张")[0] == [draft.pk]
    assert listed(desk, "article", q="助餐点", status__exact="published")[0] == [public.pk]


def test_a_photo_is_found_by_its_caption_and_a_page_by_its_raw_text(desk):
    photo = make_photo("老人在社区食堂吃午饭。")
    make_photo("灯会")
    assert listed(desk, "photo", q="社区食堂")[0] == [photo.pk]
    dump = Dump.objects.create(
        batch=ImportBatch.objects.create(), sha256="0" * 64, name="2025-03-07_01.txt", encoding="utf-8",
        text="老人在社\n区食堂吃午饭。", parser_version="1",
    )  # fmt: skip
    rows, shown = listed(desk, "dump", q="社区食堂")
    assert rows == [dump.pk]
    assert "老人在<mark>社区食堂</mark>吃午饭。" in shown
    assert "原文片段" not in listed(desk, "dump")[1]
    assert listed(desk, "dump", q="2025-03-07_01")[0] == [dump.pk]
    assert listed(desk, "dump", q="灯会")[0] == []


def test_a_list_that_is_cut_says_so(desk, monkeypatch):
    monkeypatch.setattr(boxes, "FEW", 1)
    monkeypatch.setattr(boxes, "LISTED", 2)
    for _ in range(3):
        make_photo("社区食堂")
    rows, shown = listed(desk, "photo", q="食堂")
    assert len(rows) == 2
    assert "这里只列出较新的 2 条" in shown


@pytest.mark.parametrize("typed", ["，。", '"', "a" * 10_000, "AND OR NEAR(*) ^ :", "'", "%", "\u3000"])
@pytest.mark.parametrize("model", ["article", "photo", "dump"])
def test_whatever_is_typed_is_answered_calmly(desk, model, typed):
    listed(desk, model, q=typed)


def test_what_holds_an_article_is_chosen_by_any_of_its_words(desk):
    article = make_article("甲", body="<p>老年食堂添了助餐点。</p>")
    asked = {"app_label": "articles", "model_name": "photo", "field_name": "article", "term": "助餐点"}
    results = desk.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [result["id"] for result in results] == [str(article.pk)]


@pytest.mark.parametrize(("model", "most"), [("article", 22), ("photo", 16), ("dump", 14)])
@pytest.mark.parametrize("rows", [2, 30])
def test_a_search_asks_as_often_for_many_rows(desk, model, most, rows, django_assert_max_num_queries):
    batch = ImportBatch.objects.create()
    for number in range(rows):
        make_article("社区食堂", status=Status.DRAFT)
        make_photo("社区食堂", status=Status.DRAFT)
        Dump.objects.create(
            batch=batch, sha256=f"{number:064}", name="a.txt", encoding="utf-8", text="社区食堂",
            parser_version="1",
        )  # fmt: skip
    with django_assert_max_num_queries(most):
        assert len(listed(desk, model, q="社区食堂")[0]) == rows
