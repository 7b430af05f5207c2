"""Topics and their rules from tables."""

import pytest

from articles.models import Topic
from tests.factories import make_article
from tests.importing.tables.tables import FORMATS, bring_in, told

pytestmark = pytest.mark.django_db

ROW = {
    "主题名": "交通出行",
    "网址标识": "jiaotong",
    "说明": "公交、地铁和道路的消息。",
    "栏目类型": "办事服务",
    "入选分数": "8",
    "更新期限": "30",
    "次序": "4",
    "规则": "公交:2、地铁：3、停车费:-1",
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_row_becomes_a_topic_with_its_rules(form):
    batch = bring_in("topics", [ROW], form)
    assert told(batch) == []
    topic = Topic.objects.get(slug="jiaotong")
    values = (topic.name, topic.description, topic.column_type, topic.threshold, topic.stale_after_days)
    assert values == ("交通出行", ROW["说明"], "办事服务", 8, 30)
    assert {rule.keyword: rule.weight for rule in topic.rules.all()} == {"公交": 2, "地铁": 3, "停车费": -1}


def test_what_a_new_row_leaves_blank_has_its_usual_value():
    bring_in("topics", [{"主题名": "交通出行", "网址标识": "jiaotong", "入选分数": ""}])
    topic = Topic.objects.get(slug="jiaotong")
    assert (topic.threshold, topic.stale_after_days, topic.column_type) == (6, 14, "工作动态")


def test_rules_are_changed_by_number():
    topic = Topic.objects.get(slug="yanglao")
    article = make_article(topics=["yanglao"])
    batch = bring_in("topics", [{"编号": topic.pk, "规则": "养老:3", "入选分数": "7"}])
    topic.refresh_from_db()
    assert ([str(rule) for rule in topic.rules.all()], topic.threshold) == (["养老（+3）"], 7)
    assert article.topic_links.get().topic == topic
    before = batch.rows.get().before
    assert before["入选分数"] == "6"
    assert before["规则"].startswith("养老:2、老年食堂:2、适老化:2")


def test_a_topic_that_is_in_is_not_made_again():
    bring_in("topics", [ROW])
    batch = bring_in("topics", [ROW, {**ROW, "主题名": "出行"}, {**ROW, "网址标识": "chuxing"}])
    assert (batch.imported, batch.already, batch.refused) == (0, 1, 2)
    key = Topic.objects.get(slug="jiaotong").pk
    remedy = f"已有同名或同网址标识的主题（编号 {key}），内容不同。要改动它，请在“编号”列填 {key}。"
    assert told(batch) == [f"3 主题名：{remedy}", f"4 网址标识：{remedy}"]


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("网址标识", "交通", "“交通”不能用作网址。请只用英文字母、数字、连字符。"),
        ("入选分数", "0", "“0”不是 1 到 32767 的整数。请改正。"),
        ("更新期限", "三十", "“三十”不是 0 到 32767 的整数。请改正。"),
        ("规则", "公交2", "“公交2”不是“关键词:分值”。请写成 养老:2、老人:1 这样。"),
        ("规则", "公交:21", "“公交:21”的分值不在 -20 到 20 之间，或者是 0。请改正。"),
        ("规则", "公交:0", "“公交:0”的分值不在 -20 到 20 之间，或者是 0。请改正。"),
        ("规则", "公交:1、公交:2", "关键词“公交”出现了两次。请删去一个。"),
        ("规则", ":2", "不能为空。请填写。"),
    ],
)
def test_a_bad_cell_is_refused(column, cell, words):
    batch = bring_in("topics", [{**ROW, column: cell}])
    assert told(batch) == [f"2 {column}：{words}"]
    assert not Topic.objects.filter(slug="jiaotong").exists()
