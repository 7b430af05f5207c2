"""The desk's home page (工作台): what waits for the one who looks, and nothing that does not concern them."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from articles import desk
from articles.admin.imports import progress
from articles.admin.imports.pages import ADD, RELEASE, SEE, may
from articles.admin.reports import HANDLE
from articles.admin.wording import age, name, span, when
from articles.alarms import alarms
from articles.models import Article, ImportBatch, Photo, Release, Report, Stage, Status
from articles.moves import CHANGE, PUBLISH, WRITE

SHOWN = 8  # Rows of a queue; the rest is in the list that it leads to.
FEW = 5  # Rows of a block at the side.
RECENT = datetime.timedelta(days=30)
SEE_USERS = ("auth.view_user", "auth.change_user")

MODELS: tuple[type[Any], ...] = (Article, Photo)
BUSY_OR_WAITING = (ImportBatch.State.WAITING, *progress.BUSY)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a block: where it leads, facts about it, words that somebody has said of it.

    `progress` is how far it is: what is done, and what there is in all.
    """

    text: str
    address: str
    facts: tuple[str, ...] = ()
    quote: str = ""
    progress: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many of something there are, and the list that shows just these."""

    label: str
    number: int
    address: str

    def __str__(self) -> str:
        return f"{self.number - 1}+" if self.number >= desk.LIMIT else str(self.number)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the page. `empty` is said where there is nothing; blank where it is left out then.

    `action` is what one can do from here: its label and its address.
    """

    key: str
    title: str
    entries: list[Entry] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)
    empty: str = ""
    action: tuple[str, str] | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.entries or self.counts or self.empty)


def context(request: HttpRequest) -> dict[str, Any]:
    """Return what the home page shows to whoever has sent `request`."""
    alarming = alarms() if request.user.is_superuser or request.user.has_perms(SEE_USERS) else []
    return {"alarms": alarming, "queues": _shown(_queues(request)), "blocks": _shown(_blocks(request))}


def _shown(blocks: Iterator[Block]) -> list[Block]:
    return [block for block in blocks if block.is_shown]


def _queues(request: HttpRequest) -> Iterator[Block]:
    if desk.reviewable_stages(request.user):
        yield _waiting(request.user)
    if may(request, WRITE, CHANGE):
        yield _returned(request.user)
        yield _own(request.user)


def _blocks(request: HttpRequest) -> Iterator[Block]:
    if may(request, CHANGE):
        yield _to_do(request)
    if may(request, HANDLE):
        yield _reports()
    if may(request, PUBLISH):
        yield _scheduled()
    if may(request, *SEE):
        yield _imports(request)
    if may(request, PUBLISH, "articles.change_topic"):
        yield _stale()
    if may(request, CHANGE):
        yield _withdrawn()
    if may(request, RELEASE):
        yield _released()
    if may(request, *SEE_USERS):
        yield _users()


def _waiting(user: Any) -> Block:
    now = timezone.now()
    found = [(model, desk.waiting(model, user)) for model in MODELS]
    rows = sorted((row for _, rows in found for row in _first(rows)), key=lambda r: r.moved_at or now)
    entries = [
        Entry(_title(row), _page_of(row), (Stage(row.stage).label, f"等了 {span(now, row.moved_at)}"))
        for row in rows[:SHOWN]
    ]
    return Block("waiting", "待我审", entries, _counts(found, queue="mine"), "没有等您审的稿件。")


def _returned(user: Any) -> Block:
    found = [(model, desk.returned(model, user)) for model in MODELS]
    entries = []
    for model, rows in found:
        shown = list(_first(rows))
        reasons = desk.reasons(model, [row.pk for row in shown])
        for row in shown:
            review = reasons[row.pk]
            facts = (name(review.reviewer), f"{review}", when(review.created_at))
            entries.append(Entry(_title(row), _page_of(row), facts, review.opinion))
    return Block("returned", "退回给我的", entries[:SHOWN], _counts(found, queue="returned"))


def _own(user: Any) -> Block:
    found = [(model, desk.own_drafts(model, user)) for model in MODELS]
    rows = sorted(
        (row for _, rows in found for row in _first(rows)), key=lambda r: r.updated_at, reverse=True
    )
    entries = [Entry(_title(row), _page_of(row), (f"{when(row.updated_at)} 改过",)) for row in rows[:SHOWN]]
    write = ("写新稿", reverse("admin:articles_article_add"))
    return Block("own", "我的草稿", entries, _counts(found, queue="own"), "没有写到一半的稿件。", write)


def _to_do(request: HttpRequest) -> Block:
    counts = [
        _count("有待核对提示的草稿", desk.doubtful_drafts(), status__exact=Status.DRAFT, notices="open"),
        _count("缺署名的图片", desk.photos_without_credit(), missing="credit"),
        _count("缺替代文字的图片", desk.photos_without_alt(), missing="alt"),
    ]
    if may(request, PUBLISH):
        approved = [(model, model.objects.filter(status=Status.APPROVED)) for model in MODELS]
        counts = [*_counts(approved, "已审定、可以发布的", status__exact=Status.APPROVED), *counts]
    return Block("to-do", "待办", counts=[count for count in counts if count.number], empty="都处理完了。")


def _reports() -> Block:
    rows = Report.objects.filter(status=Report.Status.OPEN)
    count = _count("待处理", rows, status__exact=Report.Status.OPEN)
    return Block("reports", "读者纠错", counts=[count] if count.number else [])


def _scheduled() -> Block:
    found = [
        (model, model.objects.filter(status=Status.SCHEDULED).order_by("publish_at", "pk"))
        for model in MODELS
    ]
    rows = sorted((row for _, rows in found for row in _first(rows, FEW)), key=lambda r: r.publish_at)
    entries = [Entry(_title(row), _page_of(row), (when(row.publish_at),)) for row in rows[:FEW]]
    return Block("scheduled", "定时发布", entries, _counts(found, status__exact=Status.SCHEDULED))


def _imports(request: HttpRequest) -> Block:
    """What runs, with how far it is, and what waits for a word; the running ones come first."""
    rows = ImportBatch.objects.filter(state__in=BUSY_OR_WAITING).defer("options", "report").order_by("-pk")
    shown = sorted(rows[: 2 * FEW], key=lambda batch: batch.state == ImportBatch.State.WAITING)
    entries = [_import(request, batch) for batch in shown]
    waiting = rows.filter(state=ImportBatch.State.WAITING)
    counts = (
        [_count("批等待确认", waiting, state__exact=ImportBatch.State.WAITING)] if may(request, ADD) else []
    )
    return Block("imports", "导入", entries[:FEW], [count for count in counts if count.number])


def _import(request: HttpRequest, batch: ImportBatch) -> Entry:
    text = f"{batch}（{batch.get_kind_display()}）"
    address = reverse("admin:articles_importbatch_change", args=[batch.pk])
    if batch.state == ImportBatch.State.WAITING:
        return Entry(text, address, ("等待确认", when(batch.created_at)))
    facts = (str(progress.of(request, batch)),)
    return Entry(text, address, facts, progress=(batch.done, batch.total))


def _stale() -> Block:
    today = timezone.localdate()
    entries = [
        Entry(topic.name, _list(Article, topic=topic.slug), (age(today, topic.newest),))
        for topic in desk.stale_topics(today)
    ]
    if newest := desk.stale_home(today):
        entries.insert(0, Entry("首页", reverse("articles:front"), (age(today, newest),)))
    return Block("stale", "久未更新", entries)


def _withdrawn() -> Block:
    entries = []
    for review in desk.withdrawals(timezone.now() - RECENT)[:FEW]:
        thing = review.article or review.photo
        facts = (name(review.reviewer), when(review.created_at))
        entries.append(Entry(_title(thing), _page_of(thing), facts, review.opinion))
    return Block("withdrawn", "最近撤稿", entries)


def _released() -> Block:
    rows = Release.objects.filter(created_at__gte=timezone.now() - RECENT).select_related(
        "created_by", "issue"
    )
    return Block("released", "最近整批发布", [_release(row) for row in rows[:FEW]])


def _release(release: Release) -> Entry:
    kind, key = ("importbatch", release.batch_id) if release.batch_id else ("issue", release.issue_id)
    text = f"批次 {key}" if release.batch_id else str(release.issue)
    published = (
        f"稿件 {release.articles} 篇、图片 {release.photos} 张" if release.finished_at else "还没有做完"
    )
    facts = (name(release.created_by), when(release.created_at), published)
    return Entry(text, reverse(f"admin:articles_{kind}_change", args=[key]), facts)


def _users() -> Block:
    users = get_user_model().objects.all()
    kinds = {"在用": {"is_active__exact": 1}, "已停用": {"is_active__exact": 0}}
    counts = [_count(label, users.filter(**wanted), **wanted) for label, wanted in kinds.items()]
    return Block("users", "账号", counts=counts)


def _first(rows: QuerySet[Any], number: int = SHOWN) -> QuerySet[Any]:
    """The first of some articles or photos, without their text."""
    return (rows.defer("body") if rows.model is Article else rows)[:number]


def _counts(found: list[tuple[type[Any], QuerySet[Any]]], label: str = "全部", **wanted: Any) -> list[Count]:
    """How many there are of each model, where there are any."""
    counts = (_count(f"{label}{model._meta.verbose_name}", rows, **wanted) for model, rows in found)
    return [count for count in counts if count.number]


def _count(label: str, rows: QuerySet[Any], **wanted: Any) -> Count:
    return Count(label, desk.bounded(rows), _list(rows.model, **wanted))


def _list(model: type[Any], **wanted: Any) -> str:
    meta = model._meta
    return f"{reverse(f'admin:{meta.app_label}_{meta.model_name}_changelist')}?{urlencode(wanted)}"


def _page_of(thing: Any) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def _title(thing: Any) -> str:
    return f"图片：{thing}" if isinstance(thing, Photo) else str(thing)
