"""Tables of topics with their rules."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import QuerySet

from articles.importing.tables.articles import STAMP_HELP
from articles.importing.tables.correspondents import meet_known
from articles.importing.tables.fields import (
    ChoiceWidget,
    Column,
    LineWidget,
    NumberWidget,
    RulesWidget,
    SlugWidget,
)
from articles.importing.tables.plans import ID, STAMP
from articles.importing.tables.resource import TableResource
from articles.models import ColumnType, Topic, TopicRule

SMALL = 32_767  # The largest number of a small column of the database.


class TopicTable(TableResource):
    """Topics, known by their names and by their addresses."""

    id = Column(ID, "id", NumberWidget(1, 2**63 - 1), "已有主题的编号，照导出的填；新增的留空。")
    name = Column(
        "主题名",
        "name",
        LineWidget(40, may_be_blank=False),
        "必填，最多 40 字，不能与别的主题相同。",
        example="养老",
        is_required=True,
    )
    slug = Column(
        "网址标识",
        "slug",
        SlugWidget(),
        "必填，主题页地址的一部分，只用英文字母、数字、连字符；发布后不要再改。",
        example="yanglao",
        is_required=True,
    )
    description = Column("说明", "description", LineWidget(300), "最多 300 字，显示在主题页上。")
    column_type = Column(
        "栏目类型",
        "column_type",
        ChoiceWidget(dict(ColumnType.choices)),
        f"{'、'.join(map(str, ColumnType.labels))}之一；新增时留空为“{ColumnType.NEWS.label}”。",
        example=str(ColumnType.SERVICE.label),
    )
    threshold = Column(
        "入选分数",
        "threshold",
        NumberWidget(1, SMALL),
        "关键词得分达到这个数才建议归入；新增时留空为 6。",
        example="6",
    )
    stale_after_days = Column(
        "更新期限",
        "stale_after_days",
        NumberWidget(0, SMALL),
        "超过这么多天没有新稿会提醒；新增时留空为 14。",
        example="14",
    )
    position = Column(
        "次序", "position", NumberWidget(0, SMALL), "数字小的排在前面；新增时留空为 0。", example="1"
    )
    rules = Column(
        "规则",
        "rules",
        RulesWidget(),
        "关键词、冒号、分值，几条用顿号分开；分值是 -20 到 20 之间的整数，负数表示排除。",
        example="养老:2、老人:1、养老保险:-1",
        get=lambda topic: {rule.keyword: rule.weight for rule in topic.rules.all()},
    )
    stamp = Column(STAMP, "stamp", LineWidget(40), STAMP_HELP, read_only=True)

    class Meta:
        model = Topic

    def read(self, rows: QuerySet[Topic]) -> list[Topic]:
        return list(rows.prefetch_related("rules"))

    def extra_state(self, instance: Any) -> list[Any]:
        return sorted((rule.keyword, rule.weight) for rule in instance.rules.all())

    def identities(self, instance: Any) -> Iterator[tuple[str, Any]]:
        for name in ("slug", "name"):
            if name in instance.plan.values:
                yield name, getattr(instance, name)

    def twins(self, rows: QuerySet[Topic]) -> list[Topic]:
        return self.read(rows)

    def meet(self, instance: Any, twin: Any) -> None:
        meet_known(self, instance, twin, "同名或同网址标识的主题")

    def write_links(self, instances: Sequence[Any]) -> None:
        naming = [topic for topic in instances if "rules" in topic.plan.values]
        TopicRule.objects.filter(topic__in=[topic.pk for topic in naming if not topic.plan.is_new]).delete()
        TopicRule.objects.bulk_create(
            TopicRule(topic=topic, keyword=keyword, weight=weight)
            for topic in naming
            for keyword, weight in topic.plan.values["rules"].items()
        )
