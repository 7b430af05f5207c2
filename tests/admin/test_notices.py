"""Notices settled at the desk: by what they propose, or without a change."""

import pytest
from django.urls import reverse

from articles.models import Column, Dump, ImportBatch, Notice, Review, Status, Version
from articles.notices import proposal
from tests.factories import PRINTED_ON, make_article, make_issue
from tests.flow import bring

pytestmark = pytest.mark.django_db

ODD = "“有n条路通到”中的 n 可能应为“几”，未改动，请核对"
TOO_OLD = "文中写有“2023年3月6日”，早于见报日期 2025-03-07，请核对日期或原文"


def fields(body="<p></p>", dateline="", kicker="", column=""):
    return {"body": body, "dateline": dateline, "kicker": kicker, "column": column}


@pytest.mark.parametrize(
    ("said", "printed_on", "proposed"),
    [
        ("2023年3月6日", "2025-03-07", "2025年3月6日"),
        ("2023年12月30日", "2025-01-03", "2024年12月30日"),  # The last one before that day.
        ("今年是2019年", "2025-03-07", "今年是2025年"),
        ("去年（2021年）", "2025-03-07", "去年（2024年）"),
        ("截至2027年3月底", "2025-06-07", "截至2025年3月底"),
        ("去年（2022年）", "2025-01-03", None),  # Written in this year or in the old one: who knows.
        ("今年是2025年", "2025-03-07", None),
        ("2023年2月30日", "2025-03-07", None),
    ],
)
def test_a_doubtful_year_proposes_the_one_that_agrees_with_the_issue(said, printed_on, proposed):
    message = f"文中写有“{said}”，早于见报日期 {printed_on}，请核对日期或原文"
    found = proposal("doubtful-year", message, fields(f"<p>甲，{said}乙。</p>"))
    assert found == None if proposed is None else found.changes == {"body": f"<p>甲，{proposed}乙。</p>"}  # noqa: E711


def test_a_dateline_is_put_right_too():
    found = proposal("doubtful-year", TOO_OLD, fields(dateline="新华社北京2023年3月6日电"))
    assert found.changes == {"dateline": "新华社北京2025年3月6日电"}
    assert found.says == "“2023年3月6日”改为“2025年3月6日”"


def test_nothing_is_proposed_where_the_words_are_gone_or_stand_twice():
    for body in (
        "<p>路都通了。</p>",
        "<p>有n条路通到村里。</p><p>有n条路通到县里。</p>",
        "<p>有<em>n</em>条路通到</p>",
    ):
        assert proposal("odd-latin", ODD, fields(body)) is None
    assert proposal("odd-latin", ODD, fields("<p>有n条路通到村里。</p>")).changes == {
        "body": "<p>有几条路通到村里。</p>"
    }


def test_a_line_taken_for_a_column_may_be_the_kicker():
    message = "“民生速递”按栏目处理，也可能是引题，请核对"
    found = proposal("doubtful-heading", message, fields(column="民生速递"))
    assert found.changes == {"kicker": "民生速递", "column": ""}
    assert proposal("doubtful-heading", message, fields(column="民生速递", kicker="早市")) is None
    assert proposal("doubtful-heading", message, fields(column="别的")) is None


def test_a_notice_of_another_kind_proposes_nothing():
    assert proposal("joined-lines", "此处折行已接成一段，请核对是否通顺", fields("<p>甲</p>")) is None


@pytest.fixture
def article():
    """A draft out of a dump, with a column and notices of three kinds."""
    dump = Dump.objects.create(
        batch=ImportBatch.objects.create(),
        sha256="0" * 64,
        text="民生速递\n有n条路通到村里。\n2023年3月6日",
    )
    made = make_article(
        "路通了", status=Status.DRAFT, issue=make_issue(PRINTED_ON), dump=dump, line_start=1, line_end=3,
        column=Column.objects.create(name="民生速递", slug="minsheng"),
        body="<p>有n条路通到村里。</p>\n<p>2023年3月6日，早市开张。</p>",
    )  # fmt: skip
    for line, code, message in (
        (1, "doubtful-heading", "“民生速递”按栏目处理，也可能是引题，请核对"),
        (2, "odd-latin", ODD),
        (3, "doubtful-year", TOO_OLD),
        (3, "joined-lines", "此处折行已接成一段，请核对是否通顺"),
    ):
        Notice.objects.create(dump=dump, article=made, line=line, code=code, message=message)
    return made


def page(client, article):
    return client.get(reverse("admin:articles_article_change", args=[article.pk]))


def save(client, article, **changes):
    shown = page(client, article).context["adminform"].form
    data = {name: shown[name].value() for name in shown.fields if shown[name].value() not in (None, False)}
    for prefix in ("bylines", "topic_links"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    data |= {"tags": "", "notices_shown": "1", "_continue": "1", **changes}
    return client.post(reverse("admin:articles_article_change", args=[article.pk]), data, follow=True)


def test_each_proposal_is_offered_in_words(desk, article):
    html = page(desk, article).content.decode()
    assert html.count('name="accepted"') == 3
    for words in (
        "“民生速递”改作引题，不作栏目",
        "“有n条路通到”改为“有几条路通到”",
        "“2023年3月6日”改为“2025年3月6日”",
    ):
        assert f"采纳：{words}" in html
    assert html.count('name="resolved"') == 4


def test_what_is_accepted_changes_the_text_and_says_who(desk, article):
    keys = list(article.notices.exclude(code="joined-lines").values_list("pk", flat=True))
    response = save(desk, article, accepted=keys)
    assert "已采纳 3 条建议。" in response.content.decode()
    article.refresh_from_db()
    assert (article.kicker, article.column) == ("民生速递", None)
    assert article.body == "<p>有几条路通到村里。</p>\n<p>2025年3月6日，早市开张。</p>"
    for notice in article.notices.filter(pk__in=keys):
        assert (notice.resolved, notice.accepted, notice.resolved_by.username) == (True, True, "chief")
        assert notice.resolved_at is not None
    assert not article.notices.get(code="joined-lines").resolved
    assert Version.objects.filter(article=article).count() == 2
    assert "chief，" in response.content.decode()
    assert (
        "采纳建议"
        in desk.get(response.redirect_chain[-1][0].replace("change/", "versions/")).content.decode()
    )


def test_settling_without_a_change_changes_no_text(desk, article):
    notice = article.notices.get(code="odd-latin")
    save(desk, article, resolved=[notice.pk])
    notice.refresh_from_db()
    assert (notice.resolved, notice.accepted, notice.resolved_by.username) == (True, False, "chief")
    settled_at = notice.resolved_at
    save(desk, article, resolved=[notice.pk])
    notice.refresh_from_db()
    assert notice.resolved_at == settled_at
    save(desk, article)
    notice.refresh_from_db()
    assert (notice.resolved, notice.resolved_by, notice.resolved_at) == (False, None, None)
    article.refresh_from_db()
    assert "有n条路" in article.body


def test_what_is_accepted_stays_so_and_is_opened_by_taking_the_tick_away(desk, article):
    notice = article.notices.get(code="odd-latin")
    save(desk, article, accepted=[notice.pk])
    save(desk, article, resolved=[notice.pk])
    notice.refresh_from_db()
    assert notice.accepted
    save(desk, article)
    notice.refresh_from_db()
    assert (notice.resolved, notice.accepted) == (False, False)
    assert 'name="accepted"' not in _entry(page(desk, article), notice)  # There is nothing left to change.


def test_words_typed_meanwhile_are_not_overwritten(desk, article):
    notice = article.notices.get(code="odd-latin")
    response = save(desk, article, accepted=[notice.pk], body="有好几条路通到村里。")
    assert "没有采纳：第 2 行的建议" in response.content.decode()
    article.refresh_from_db()
    notice.refresh_from_db()
    assert article.body == "<p>有好几条路通到村里。</p>"
    assert not notice.resolved


def test_accepting_voids_the_reviews_of_the_earlier_text(desk, article):
    bring(article, Status.IN_REVIEW, upto=2)
    save(desk, article, accepted=[article.notices.get(code="odd-latin").pk])
    article.refresh_from_db()
    assert (article.status, article.stage) == (Status.IN_REVIEW, 1)
    assert Review.objects.filter(article=article, decision="voided").exists()


def test_a_notice_of_another_article_is_not_taken(desk, article):
    other = make_article(status=Status.DRAFT, body="<p>有n条路通到村里。</p>")
    save(desk, other, accepted=[article.notices.get(code="odd-latin").pk])
    other.refresh_from_db()
    assert other.body == "<p>有n条路通到村里。</p>"
    assert not Notice.objects.filter(resolved=True).exists()


def _entry(response, notice):
    return response.content.decode().partition(f'id="notice-{notice.pk}"')[2].partition("</li>")[0]
