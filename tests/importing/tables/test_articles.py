"""Articles from tables: what becomes of each column, of drafts, and of what is no draft any more."""

import pytest

from articles.importing.tables import exporting
from articles.models import Article, ArticleTopic, Byline, Column, Issue, Status, Topic
from people.models import Correspondent
from tests.factories import make_article, make_issue, make_person
from tests.importing.tables.tables import ARTICLE, FORMATS, bring_in, read, told

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("form", FORMATS)
def test_a_row_becomes_a_draft_with_all_that_it_names(form):
    batch = bring_in("articles", [ARTICLE], form)
    assert told(batch) == []
    assert (batch.state, batch.total, batch.done, batch.imported, batch.articles) == ("finished", 1, 1, 1, 1)
    article = Article.objects.get()
    assert article.status == Status.DRAFT
    headlines = (article.kicker, article.headline, article.subhead, article.dateline)
    assert headlines == tuple(ARTICLE[name] for name in ("引题", "标题", "副题", "消息头"))
    assert (article.column.name, str(article.issue), article.page_number) == ("身边事", "2025-03-07", 2)
    assert [str(byline) for byline in article.bylines.all()] == ["通讯员 祝青禾", "记者 裴文澜"]
    assert article.body.count("<p>") == 2
    assert "<h3>怎样去</h3>" in article.body
    assert article.origin == "original"
    assert [(t.topic.name, t.confirmed) for t in article.topic_links.all()] == [("养老", True)]
    assert sorted(article.tags.names()) == ["老年人", "食堂"]


def test_the_least_that_a_row_needs_is_a_headline():
    bring_in("articles", [{"标题": "石桥晨市重新开市"}])
    article = Article.objects.get()
    assert (article.headline, article.body, article.issue, article.origin) == (
        "石桥晨市重新开市",
        "",
        None,
        "archive",
    )


def test_rules_suggest_topics_beside_those_confirmed():
    bring_in("articles", [{**ARTICLE, "正文": "窗口办事不用等，政务服务一网通办。" * 4}])
    links = {link.topic.name: (link.confirmed, bool(link.reason)) for link in ArticleTopic.objects.all()}
    assert links == {"养老": (True, True), "政务服务": (None, True)}


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2025-03-07", "2025-03-07"),
        ("2025/3/7", "2025-03-07"),
        ("2025年3月7日", "2025-03-07"),
        ("20250307", "2025-03-07"),
        ("2025-03-07 08:30:00", "2025-03-07"),
        ("2025-03-07 特刊", "2025-03-07 特刊"),
    ],
)
def test_dates_are_read_as_people_and_systems_write_them(cell, date):
    batch = bring_in("articles", [{"标题": "晨市", "出版日期": cell}])
    assert told(batch) == []
    assert str(Article.objects.get().issue) == date


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("标题", "", "不能为空。请填写。"),
        ("标题", "长" * 301, "有 301 字，超过 300 字。请缩短，或移到正文。"),
        ("标题", "晨市\u202e开市", "含有看不见的控制字符。请删去（可先粘贴到记事本再复制回来）。"),
        ("出版日期", "2025-02-30", "“2025-02-30”不是日期。请写成 2025-03-07 这样。"),
        ("版次", "头版", "“头版”不是 1 到 999 的整数。请改正。"),
        ("版次", "0", "“0”不是 1 到 999 的整数。请改正。"),
        ("来源", "抄来的", "“抄来的”不在可选的范围内。请填：原创、报纸存档、转载。"),
        ("主题", "养劳", "没有叫“养劳”的主题。请改成已有的：养老、政务服务、营商环境。"),
        (
            "署名",
            "通讯员 祝青禾 裴文澜",
            "“祝青禾 裴文澜”像是几个人。请用顿号分开，每人前面写身份，如：通讯员 张三、通讯员 李四。",
        ),
        ("署名", "通讯员 祝\u202e青禾", "含有看不见的控制字符。请删去（可先粘贴到记事本再复制回来）。"),
        (
            "正文",
            "<ul><li>" * 10_000,
            "有 10000 个以上的 HTML 标签，或一个标签过长，不像稿件。请改为粘贴纯文字。",
        ),
        ("副题", "早市" + "\u0301\u0316" * 20, "有大量叠加的组合符号，不像正常文字。请删去后再导入。"),
        ("正文", "正\x08文", "含有控制字符。请删去（可先粘贴到记事本再复制回来）。"),
        ("编号", "99", "没有编号为“99”的稿件。请核对，新增的请留空。"),
        ("编号", "第一篇", "没有编号为“第一篇”的稿件。请核对，新增的请留空。"),
    ],
)
def test_a_bad_cell_is_refused_with_its_row_and_column_and_the_other_rows_come_in(column, cell, words):
    rows = [{"标题": "一"}, {"标题": "晨市", "消息头": "本报讯", column: cell}, {"标题": "三"}]
    batch = bring_in("articles", rows)
    assert told(batch) == [f"3 {column}：{words}"]
    assert (batch.imported, batch.refused) == (2, 1)
    assert list(Article.objects.order_by("pk").values_list("headline", flat=True)) == ["一", "三"]
    assert not Issue.objects.exists()


def test_several_bad_cells_of_a_row_are_told_together():
    batch = bring_in("articles", [{"标题": "晨市", "出版日期": "去年", "版次": "头版"}])
    message = "“去年”不是日期。请写成 2025-03-07 这样。“版次”“头版”不是 1 到 999 的整数。请改正。"
    assert told(batch) == [f"2 出版日期：{message}"]


def test_a_refused_row_makes_no_people_and_no_columns():
    bring_in("articles", [{"标题": "长" * 301, "栏目": "身边事", "署名": "通讯员 祝青禾"}])
    assert not Column.objects.exists()
    assert not Correspondent.objects.exists()


def test_a_body_loses_what_would_turn_its_direction_and_that_is_noted():
    batch = bring_in("articles", [{"标题": "晨市", "正文": "早上\u202e六点开市"}])
    assert Article.objects.get().body == "<p>早上六点开市</p>"
    assert batch.rows.get().message == "已去掉改变文字方向的控制字符"


def test_a_draft_is_changed_by_its_number_and_columns_that_are_not_there_stay():
    article = make_article("旧标题", status=Status.DRAFT, issue=make_issue(), dateline="本报讯")
    batch = bring_in("articles", [{"编号": article.pk, "标题": "新标题", "版次": "3"}])
    article.refresh_from_db()
    assert (article.headline, article.page_number, article.dateline) == ("新标题", 3, "本报讯")
    row = batch.rows.get()
    stamp = row.before.pop("版本")
    assert (row.outcome, row.before, row.object_id) == ("changed", {"标题": "旧标题", "版次": ""}, article.pk)
    assert stamp.startswith("v")
    assert len(row.after) == 32


def test_a_blank_cell_of_a_draft_empties_what_was_there():
    article = make_article(status=Status.DRAFT, issue=make_issue(), people=[make_person()], dateline="本报讯")
    bring_in("articles", [{"编号": article.pk, "消息头": "", "出版日期": "", "署名": ""}])
    article.refresh_from_db()
    assert (article.dateline, article.issue) == ("", None)
    assert not article.bylines.exists()


@pytest.mark.parametrize("status", [s for s in Status if s != Status.DRAFT])
def test_the_text_of_what_is_no_draft_is_not_touched(status):
    article = make_article("旧标题", status=status)
    batch = bring_in("articles", [{"编号": article.pk, "标题": "新标题", "标签": "晨市"}])
    (said,) = told(batch)
    assert said == (
        f"2 编号：这篇稿件现为“{Status(status).label}”，表格只改草稿，另外可改主题和标签。"
        "请到采编系统里改，或把改过的格子恢复原样。"
    )
    article.refresh_from_db()
    assert article.headline == "旧标题"
    assert not article.tags.exists()


def test_a_public_article_can_be_put_under_topics_and_is_listed_there():
    article = make_article(topics=["zhengwu"], issue=make_issue())
    article.topic_links.update(reason="命中：政务服务×8")
    before = article.updated_at
    batch = bring_in("articles", [{"编号": article.pk, "主题": "养老", "标签": "食堂"}])
    assert told(batch) == []
    links = {link.topic.slug: link for link in article.topic_links.select_related("topic")}
    assert (links["yanglao"].confirmed, links["yanglao"].listed_on) == (True, article.issue.date)
    assert links["zhengwu"].confirmed is None
    article.refresh_from_db()
    assert (article.status, article.updated_at) == (Status.PUBLISHED, before)


def test_a_topic_that_somebody_has_refused_stays_refused():
    article = make_article(status=Status.DRAFT, topics=["yanglao"])
    article.topic_links.update(confirmed=False)
    batch = bring_in("articles", [{"编号": article.pk, "主题": "养老"}])
    assert told(batch) == ["2 主题：“养老”已由人工否定。请到稿件的页面上改。"]
    assert article.topic_links.get().confirmed is False


def test_topics_confirmed_by_a_table_and_named_no_more_are_suggestions_again_or_gone():
    article = make_article(status=Status.DRAFT, topics=["yanglao", "zhengwu"])
    article.topic_links.filter(topic__slug="yanglao").update(reason="命中：养老×8", confirmed=True)
    article.topic_links.filter(topic__slug="zhengwu").update(confirmed=True)
    bring_in("articles", [{"编号": article.pk, "主题": ""}])
    assert [(link.topic.slug, link.confirmed) for link in article.topic_links.all()] == [("yanglao", None)]


def test_a_table_changes_no_status():
    draft = make_article(status=Status.DRAFT)
    batch = bring_in(
        "articles", [{"编号": draft.pk, "状态": "已发布"}, {"标题": "晨市", "状态": "已发布"}], "json"
    )
    assert (batch.already, batch.imported) == (1, 1)
    assert set(Article.objects.values_list("status", flat=True)) == {"draft"}


def test_what_somebody_has_changed_since_the_export_is_not_overwritten():
    article = make_article("旧标题", status=Status.DRAFT)
    (row,) = read(exporting.export("articles", Article.objects.all(), "csv"))
    Article.objects.update(subhead="编辑补的副题")
    batch = bring_in("articles", [{**row, "标题": "新标题"}])
    assert told(batch) == ["2 版本：导出之后有人改过。请重新导出，在新的表格里改。"]
    article.refresh_from_db()
    assert (article.headline, article.subhead) == ("旧标题", "编辑补的副题")


def test_a_number_that_comes_twice_is_changed_once():
    article = make_article("旧标题", status=Status.DRAFT)
    rows = [{"编号": article.pk, "标题": title} for title in ("旧标题", "新标题", "又一个标题")]
    batch = bring_in("articles", rows)
    assert told(batch) == [f"4 编号：编号 {article.pk} 在第 3 行已经改过。请把两行合并。"]
    assert (batch.already, batch.imported) == (1, 1)
    assert Article.objects.get().headline == "新标题"


def test_the_same_table_again_changes_nothing():
    rows = [ARTICLE, {"标题": "简讯", "正文": "今天停水。"}, {"标题": "简讯", "正文": "明天停电。"}]
    bring_in("articles", rows)
    batch = bring_in("articles", rows)
    assert (batch.imported, batch.already, batch.refused) == (0, 3, 0)
    assert Article.objects.count() == 3
    assert set(batch.rows.values_list("outcome", "object_id", "message")) == {
        ("already", article.pk, "") for article in Article.objects.all()
    }


def test_an_article_that_a_dump_has_brought_is_known_and_kept_as_it_is(tmp_path):
    from tests.importing.samples import CANTEEN
    from tests.importing.samples import bring_in as bring_in_dumps

    path = tmp_path / "2025-03-07_02.txt"
    path.write_text(CANTEEN)
    bring_in_dumps(path)
    articles = Article.objects.count()
    text = "\n".join(CANTEEN.strip().split("\n\n")[2:4])
    row = {"标题": "望江路街道三家养老食堂同日开张", "出版日期": "2025-03-07", "正文": text}
    before = Article.objects.get(headline=row["标题"])
    assert before.fingerprint
    batch = bring_in("articles", [{**row, "正文": before.text}])
    assert (batch.already, batch.imported) == (1, 0)
    assert Article.objects.count() == articles


def test_two_rows_with_one_text_are_one_article():
    batch = bring_in("articles", [ARTICLE, {**ARTICLE, "标签": "别的"}])
    assert (batch.imported, batch.already) == (1, 1)
    assert Article.objects.count() == 1


def test_two_texts_under_one_headline_are_two_articles():
    bring_in("articles", [ARTICLE, {**ARTICLE, "正文": "另一天，另一条街道也开了一家食堂，价钱便宜两元。"}])
    assert Article.objects.count() == 2


def test_who_signed_before_keeps_the_line_that_was_printed():
    person = make_person("祝青禾")
    article = make_article(status=Status.DRAFT)
    Byline.objects.create(
        article=article, correspondent=person, role="通讯员", credit_line="■本报通讯员 祝 青禾"
    )
    bring_in("articles", [{"编号": article.pk, "署名": "记者 裴文澜、通讯员 祝青禾"}])
    assert list(article.bylines.values_list("credit_line", flat=True)) == [
        "记者 裴文澜",
        "■本报通讯员 祝 青禾",
    ]


def test_tags_differ_by_more_than_the_case_of_their_letters():
    article = make_article(status=Status.DRAFT)
    article.tags.add("WiFi")
    batch = bring_in(
        "articles", [{"编号": article.pk, "标签": "wifi"}, {"标题": "晨市", "标签": "WIFI、5G"}], "json"
    )
    assert (batch.already, batch.imported) == (1, 1)
    assert sorted(Article.objects.get(headline="晨市").tags.names()) == ["5G", "WiFi"]


def test_tags_of_one_address_get_two():
    bring_in("articles", [{"标题": "晨市", "标签": "C、C++、C#"}])
    assert sorted(Article.objects.get().tags.names()) == ["C", "C#", "C++"]


def test_every_column_of_an_article_can_be_filled():
    assert set(ARTICLE) | {"编号", "来源名称", "状态", "版本"} == set(_headers())


def _headers():
    from articles.importing.tables.kinds import headers_of

    return headers_of("articles")


def test_topics_are_read_from_the_database():
    Topic.objects.create(name="交通出行", slug="jiaotong")
    bring_in("articles", [{"标题": "晨市", "主题": "交通出行"}])
    assert Article.objects.get().topic_links.get().topic.slug == "jiaotong"
