"""Tables of articles."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from operator import attrgetter
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from articles import tags
from articles.body import plain_text
from articles.importing import duplicates, untouched
from articles.importing.lengths import limits
from articles.importing.tables import linked
from articles.importing.tables.fields import (
    BodyWidget,
    ChoiceWidget,
    Column,
    IssueWidget,
    LineWidget,
    ListWidget,
    NumberWidget,
    TopicsWidget,
)
from articles.importing.tables.plans import ID, STAMP, Cells
from articles.importing.tables.resource import TableResource
from articles.importing.tables.signatures import People, Signature, SignaturesWidget, parse, signed
from articles.importing.tables.topic_links import by_hand, refused_by_hand, write_topics
from articles.models import Article, ArticleTopic, Byline, Origin, Status

PAGES = 999
TAG_LENGTH = 100
STAMP_HELP = "导出时的标记，不要改动。导入时若与现状不符，说明导出之后有人改过，这一行不会导入。新增的留空。"
STATUS_HELP = "只读。导入的都是草稿，表格不改变状态；这一列填什么都不起作用。"

_LIMITS = {name: limit for name, (limit, _) in limits(Article).items()}


def line(header: str, attribute: str, help_text: str, example: str = "", **options: Any) -> Column:
    """Return a column for a short text of an article, as long as the database takes."""
    required = options.get("is_required", False)
    widget = LineWidget(_LIMITS[attribute], may_be_blank=not required)
    return Column(
        header, attribute, widget, f"{help_text}最多 {_LIMITS[attribute]} 字。", example=example, **options
    )


class TagsWidget(ListWidget):
    """Free tags, sorted as they are kept. `known` is set for each chunk: case does not part two tags."""

    known: Mapping[str, str] = {}

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        names = tags.parse("、".join(super().clean(value)))
        return sorted({name.casefold(): self.known.get(name.casefold(), name) for name in names}.values())


def place_of(instance: Any) -> tuple[Any, str] | None:
    """Return the issue of an article or a photo as a cell names it."""
    return (instance.issue.date, instance.issue.edition) if instance.issue else None


def signatures_of(instance: Any) -> list[Signature]:
    """Return those who sign an article or a photo."""
    return [one.signature for one in instance.signed]


class ArticleTable(TableResource):
    """Articles: new ones become drafts, drafts may be changed, and of others only topics and tags."""

    id = Column(ID, "id", NumberWidget(1, 2**63 - 1), "已有稿件的编号，照导出的填；新增的留空。")
    kicker = line("引题", "kicker", "主标题上方的小标题。")
    headline = line("标题", "headline", "主标题，必填。", "三家社区食堂同日开张", is_required=True)
    subhead = line("副题", "subhead", "主标题下方的小标题。")
    column = Column(
        "栏目",
        "column",
        LineWidget(100),
        "栏目名；没有的会新建。",
        get=lambda article: article.column.name if article.column else "",
    )
    issue = Column(
        "出版日期",
        "issue",
        IssueWidget(),
        "见报的日期，写成 2025-03-07；同一天有几个版别的，空一格写版别。没有的刊期会新建。",
        example="2025-03-07",
        get=place_of,
    )
    page_number = Column(
        "版次",
        "page_number",
        NumberWidget(1, PAGES, may_be_blank=True),
        f"1 到 {PAGES} 的数字。",
        example="2",
    )
    bylines = Column(
        "署名",
        "bylines",
        SignaturesWidget(),
        "身份、空格、姓名，几个人用顿号分开；同名的在姓名后用括号写单位。不是人名的用“ ”括起来。",
        example="通讯员 祝青禾、记者 裴文澜（区融媒体中心）",
        get=signatures_of,
    )
    dateline = line("消息头", "dateline", "正文前的电头。", "本报讯")
    body = Column(
        "正文",
        "body",
        BodyWidget(),
        "一行一段，空行不计；小标题前加“## ”。也可以是 HTML。",
        example="3月6日，三家社区食堂同日开张。\n\n## 怎样去\n\n乘 12 路到石桥站。",
    )
    origin = Column(
        "来源",
        "origin",
        ChoiceWidget(dict(Origin.choices)),
        f"{'、'.join(map(str, Origin.labels))}之一；新增时留空为“{Origin.ARCHIVE.label}”。",
        example=str(Origin.ARCHIVE.label),
    )
    source_name = line("来源名称", "source_name", "转载自何处。")
    topics = Column(
        "主题",
        "topics",
        TopicsWidget(),
        "人工确认的主题，几个用顿号分开；必须是已有的主题。规则建议的不在这里。",
        example="养老",
        get=lambda article: [link.topic.name for link in by_hand(article)],
    )
    tags = Column(
        "标签",
        "tags",
        TagsWidget(TAG_LENGTH),
        "几个用顿号分开；没有的会新建。",
        example="食堂、老年人",
        get=attrgetter("tag_names"),
    )
    status = Column("状态", "status", ChoiceWidget(dict(Status.choices)), STATUS_HELP, read_only=True)
    stamp = Column(STAMP, "stamp", LineWidget(40), STAMP_HELP, read_only=True)

    class Meta:
        model = Article

    # What citizens read by, which changes no text.
    FREE = frozenset({"topics", "tags"})

    def read(self, rows: QuerySet[Article]) -> list[Any]:
        found: list[Any] = list(rows.select_related("column", "issue").prefetch_related("topic_links"))
        keys = [article.pk for article in found]
        names, people = linked.tags_of(keys), signed(Byline, "article", keys)
        for article in found:
            article.tag_names, article.signed = sorted(names[article.pk]), people[article.pk]
            for link in article.topic_links.all():
                link.topic = self.context.topics.get(link.topic_id) or link.topic
        return found

    def extra_state(self, instance: Any) -> list[Any]:
        return [sorted(refused_by_hand(instance)), instance.signed, instance.tag_names]

    def look_up(self, cells: Cells) -> None:
        self.fields["topics"].widget.known = {topic.name: topic.pk for topic in self.context.rulebook.topics}
        self.fields["tags"].widget.known = linked.tag_names("、".join(cells.of("标签")))
        self.people = self.fields["bylines"].widget.people = people_in(cells.of("署名"))

    def check(self, instance: Any) -> None:
        plan = instance.plan
        if plan.is_new:
            return
        if instance.status != Status.DRAFT and set(plan.values) - self.FREE:
            raise refused_for_status(instance, "这篇稿件", "，另外可改主题和标签")
        overruled = set(refused_by_hand(instance).values()) & set(plan.values.get("topics", ()))
        if overruled:
            raise ValidationError({"topics": f"“{min(overruled)}”已由人工否定。请到稿件的页面上改"})

    def identities(self, instance: Any) -> Iterator[tuple[str, Any]]:
        if not instance.plan.is_new:
            return
        instance.fingerprint = _fingerprint(instance)
        if instance.fingerprint:
            yield "fingerprint", instance.fingerprint
        else:
            instance.source_key = row_key(instance)
            yield "source_key", instance.source_key

    def twins(self, rows: QuerySet[Article]) -> Iterable[Article]:
        return rows.only("fingerprint", "source_key")

    def own_fields(self, instance: Any) -> set[str]:
        changed = {name for name in ("column", "issue") if name in instance.plan.values}
        changed |= super().own_fields(instance)
        return changed | {"updated_at"} if changed else changed

    def link(self, instances: Sequence[Any]) -> None:
        linked.set_issues(instances)
        linked.set_columns(instances)
        linked.set_people(instances, "bylines", self.people)
        now = timezone.now()
        for instance in instances:
            instance.updated_at = now
            if instance.plan.is_new:
                self._note_import(instance)

    def _note_import(self, article: Any) -> None:
        values, topics = article.plan.values, self.fields["topics"].widget.known
        if "origin" not in values:
            article.origin = Origin.ARCHIVE
        decided = [ArticleTopic(topic_id=topics[name], confirmed=True) for name in values.get("topics", ())]
        bylines = linked.credit_values(values.get("bylines", ()))
        article.imported_as = untouched.of_article(article, bylines, decided, values.get("tags", ()))

    def write_links(self, instances: Sequence[Any]) -> None:
        linked.write_credits(Byline, "article", instances, self.context)
        write_topics(instances, self.context.rulebook)
        linked.write_tags(instances)


def people_in(cells: list[str]) -> People:
    """Return the people whom cells of signatures name. What is no signature is told when its row is read."""
    found = []
    for cell in cells:
        try:
            found += parse(cell)
        except ValueError:
            continue
    return People(found)


def refused_for_status(instance: Any, what: str, but: str = "") -> ValidationError:
    """Return the refusal to change what has left the stage of drafts."""
    label = instance.get_status_display()
    return ValidationError(
        {"id": f"{what}现为“{label}”，表格只改草稿{but}。请到采编系统里改，或把改过的格子恢复原样"}
    )


def row_key(instance: Any) -> str:
    """Return the key by which a new row is known again where its text is too short to be."""
    plan = instance.plan
    content = sorted((header, after) for header, (_, after) in plan.changes.items())
    digest = blake2b(repr(content).encode(), digest_size=16).hexdigest()
    return f"table:{instance._meta.model_name}:{digest}"


def _fingerprint(article: Any) -> str | None:
    place = article.plan.values.get("issue")
    text = plain_text(article.body)
    return duplicates.fingerprint(place[0] if place else None, article.headline, text)
