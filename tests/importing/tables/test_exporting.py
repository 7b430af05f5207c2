"""Tables out: what they hold, what is escaped, and that they come back in unchanged."""

import io
import json

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taggit.models import Tag

from articles.importing.tables import exporting
from articles.importing.tables.kinds import TABLES, headers_of
from articles.models import Article, ArticleTopic, Byline, Column, Photo, Topic, TopicRule
from articles.pagedump import DumpError
from people.models import Correspondent
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.importing.tables.tables import FORMATS, bring_in, read, told

pytestmark = pytest.mark.django_db

KINDS = [kind.value for kind in TABLES]


def exported(kind: str, form: str = "csv") -> bytes:
    return b"".join(exporting.export(kind, TABLES[kind]._meta.model.objects.all(), form))


def fill() -> None:
    """Make some of everything, in every state that a table has to tell."""
    column = Column.objects.create(name="身边事", slug="shenbianshi")
    person, other = make_person("祝青禾"), make_person("裴文澜", "区融媒体中心")
    person.aliases.create(name="青禾", name_key="青禾")
    article = make_article(
        "三家食堂同日开张", issue=make_issue(edition="特刊"), column=column, topics=["yanglao"], page_number=2
    )
    ArticleTopic.objects.update(confirmed=True)
    article.tags.add("食堂", "老年人")
    for position, of_whom in enumerate((person, other, None)):
        Byline.objects.create(
            article=article, correspondent=of_whom, role="通讯员", credit_line="见报的样子", position=position
        )
    make_article("一篇草稿", status="draft", body="<p>一段</p>\n<h3>小标题</h3>\n<ul><li>一项</li></ul>")
    photo = make_photo("公园的海棠开了", issue=make_issue(), people=[person], with_file=True, article=article)
    Photo.objects.filter(pk=photo.pk).update(alt="一树海棠花")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_export_comes_back_in_unchanged(kind, form):
    fill()
    before = exported(kind, "json")
    rows = TABLES[kind]._meta.model.objects.count()
    batch = bring_in(kind, exported(kind, form), form)
    assert told(batch) == []
    assert (batch.already, batch.imported) == (rows, 0)
    assert exported(kind, "json") == before


SIGNS = "=+-@\t\r\n＝＋－＠'\",，、；（）“”_x0"
NASTY = st.text(st.sampled_from(f"{SIGNS}字a1\u2028\u0085\x07"), min_size=1, max_size=9) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=9
)
HEADLINES = ("kicker", "headline", "subhead", "dateline", "source_name")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(NASTY, min_size=9, max_size=9), st.sampled_from(FORMATS))
def test_whatever_an_article_holds_comes_back_in_unchanged(texts, form):
    *headlines, body, name, role, tag = texts
    for model in (Article, Correspondent, Tag):
        model.objects.all().delete()
    person = Correspondent.objects.create(name=name, name_key=name, pinyin="", organisation=body)
    article = make_article(
        status="draft", **dict(zip(HEADLINES, headlines, strict=True)), body=f"<p>{body}</p>"
    )
    Byline.objects.create(article=article, correspondent=person, role=role, credit_line=name)
    Byline.objects.create(article=article, role=role, credit_line=name)
    article.tags.add(tag)
    values = Article.objects.values().get()
    batch = bring_in("articles", exported("articles", form), form)
    assert (told(batch), batch.already) == ([], 1)
    assert Article.objects.values().get() == values
    assert article.bylines.count() == 2


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(NASTY.filter(lambda text: text == text.strip() and text.isprintable()), st.sampled_from(FORMATS))
def test_a_text_goes_into_an_empty_newsroom_as_it_came_out(text, form):
    Article.objects.all().delete()
    make_article(text, status="draft", kicker=text)
    data = exported("articles", "json" if form == "json" else "csv")
    Article.objects.all().delete()
    rows = json.loads(data) if form == "json" else read([data])
    bring_in("articles", [{**row, "编号": "", "版本": ""} for row in rows], form)
    assert Article.objects.values_list("headline", "kicker").get() == (text, text)


def test_signs_of_formulas_are_escaped_for_spreadsheets_alone():
    make_article("=1+1", kicker="＠所有人", subhead="'=2")
    (row,) = read([exported("articles")])
    assert (row["标题"], row["引题"], row["副题"]) == ("'=1+1", "'＠所有人", "''=2")
    (row,) = json.loads(exported("articles", "json"))
    assert (row["标题"], row["引题"], row["副题"]) == ("=1+1", "＠所有人", "'=2")
    sheet = openpyxl.load_workbook(io.BytesIO(exported("articles", "xlsx"))).active
    assert [cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value] == (
        ["n", "s", "s", "s", "s", "s", "s", "s"]
    )
    assert sheet["C2"].value == "'=1+1"


@pytest.mark.parametrize("form", FORMATS)
def test_a_text_that_looks_like_an_error_or_a_number_stays_a_text(form):
    make_article("#N/A", status="draft", kicker="007", subhead="1e5", dateline="TRUE")
    batch = bring_in("articles", exported("articles", form), form)
    assert (batch.already, told(batch)) == (1, [])


def test_a_cell_too_long_for_xlsx_is_refused_with_advice_and_never_cut():
    article = make_article("长文", body=f"<p>{'字' * 32_768}</p>")
    with pytest.raises(DumpError) as caught:
        exported("articles", "xlsx")
    assert str(caught.value) == (
        f"编号 {article.pk} 的“正文”有 32768 字，XLSX 的一格最多 32767 字。请改为导出 CSV 或 JSON。"
    )
    assert "字" * 32_768 in exported("articles").decode()
    Article.objects.update(body=f"<p>{'字' * 32_767}</p>")
    batch = bring_in("articles", exported("articles", "xlsx"), "xlsx")
    assert (batch.already, told(batch)) == (1, [])


def test_rare_characters_count_as_two_in_a_cell_of_a_workbook():
    make_article("长文", body=f"<p>{'𠀀' * 16_384}</p>")
    with pytest.raises(DumpError, match="有 16384 字"):
        exported("articles", "xlsx")


def test_what_was_exported_is_read_a_few_rows_at_a_time(django_assert_num_queries, monkeypatch):
    for _ in range(25):
        make_article(issue=make_issue(), people=[make_person()], topics=["yanglao"])
    monkeypatch.setattr(exporting, "CHUNK", 10)
    make_article().tags.add("先读一次类型")
    with django_assert_num_queries(15):  # Topics, three chunks of four, the end, and the record of it.
        assert len(read(exporting.export("articles", Article.objects.all(), "csv"))) == 26


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_explains_every_column(kind):
    book = openpyxl.load_workbook(io.BytesIO(b"".join(exporting.template(kind, "xlsx"))))
    table, guide = book.worksheets
    header = [cell.value for cell in table[1]]
    assert header == [name for name in headers_of(kind) if name not in ("状态", "版本")]
    explained = {row[0]: row[2] for row in guide.iter_rows(min_row=2, values_only=True)}
    assert list(explained) == headers_of(kind)
    assert all(len(text) >= 5 for text in explained.values())
    assert next(iter(csv_header(kind))) == header


def csv_header(kind: str) -> list[list[str]]:
    text = b"".join(exporting.template(kind, "csv")).decode("utf-8-sig")
    return [line.split(",") for line in text.splitlines()]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_template_brings_nothing(kind, form):
    batch = bring_in(kind, b"".join(exporting.template(kind, form)), form)
    assert (batch.imported, batch.refused) == (0, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_a_template_can_be_imported(kind):
    make_person("裴文澜", "区融媒体中心")
    Topic.objects.filter(slug="yanglao").update(slug="old", name="旧养老")
    TopicRule.objects.all().delete()
    if kind == "articles":
        Topic.objects.filter(slug="old").update(name="养老")
    columns = TABLES[kind].fields.values()
    row = {column.header: column.example for column in columns if column.header != "文件名"}
    batch = bring_in(kind, [row])
    assert (told(batch), batch.imported) == ([], 1)
