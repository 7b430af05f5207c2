"""An article at the desk says where else it was found, and what differs there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Dump, Duplicate
from tests.admin.batches import bring_in, sent, zipped
from tests.importing.samples import CANTEEN, MARKET

pytestmark = pytest.mark.django_db

CHANGED = MARKET.replace("雨天也不用收摊", "雨天也能摆")


def page(desk, thing) -> str:
    address = reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])
    return desk.get(address).content.decode()


def test_an_article_found_once_has_no_such_panel(desk):
    bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    assert "别处也有这一篇" not in page(desk, Article.objects.get())


def test_the_same_text_in_another_page_is_linked_to_its_lines(desk):
    bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    bring_in(desk, sent("2025-03-08_02.txt", CANTEEN + MARKET))
    duplicate = Duplicate.objects.get()
    html = page(desk, duplicate.article)
    assert f'<a href="/admin/articles/dump/{duplicate.dump.pk}/change/#line-{duplicate.line_start}">' in html
    assert "没有重复新增" in html


def test_versions_lead_to_each_other_and_show_what_differs(desk):
    bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    bring_in(desk, sent("2025-03-08_1.txt", CHANGED))
    first, later = Article.objects.order_by("pk")
    for article, other, which in ((first, later, "后来导入的"), (later, first, "此前导入的")):
        html = page(desk, article)
        assert f'{which}<a href="/admin/articles/article/{other.pk}/change/">' in html
        assert "<del>不用收摊</del>" in html
        assert "<ins>能摆</ins>" in html


def test_a_changed_copy_of_a_page_tells_what_has_become_of_each_article(desk):
    bring_in(desk, sent("2025-03-07_02.txt", CANTEEN))
    bring_in(desk, sent("2025-03-07_2.txt", CANTEEN.replace("六元", "七元")))
    first, copy = Dump.objects.order_by("pk")
    assert "此前的一份" not in page(desk, first)
    html = page(desk, copy)
    assert f'与<a href="/admin/articles/dump/{first.pk}/change/">此前的一份</a>不同' in html
    assert '<span class="outcome">有改动</span>' in html
    assert '<span class="outcome">相同</span>' in html
    assert "<del>六</del><ins>七</ins>" in html


def test_a_page_asks_as_often_for_many_findings_as_for_few(desk):
    def asked(times: int) -> int:
        bring_in(desk, zipped({f"2025-03-08_{n:02}.txt": f"{n}\n{MARKET}" for n in range(1, times + 1)}))
        article = Article.objects.get(headline__contains="晨市")
        page(desk, article)
        with CaptureQueriesContext(connection) as queries:
            page(desk, article)
        return len(queries)

    assert asked(2) == asked(9)
