"""A newsroom in which every text that somebody may have written or sent holds a hostile one."""

import datetime
from collections.abc import Iterator
from typing import Any

from axes.models import AccessAttempt
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, Field, JSONField, Model, SlugField, TextField, UniqueConstraint
from django.utils import timezone

from articles import guards
from articles.models import (
    Article,
    BatchFile,
    BatchRow,
    Column,
    Correction,
    Decision,
    Dump,
    Editing,
    ForbiddenWord,
    ImportBatch,
    Notice,
    OfficeHolder,
    Photo,
    PrintableNumber,
    Report,
    Review,
    Status,
    Topic,
    TopicRule,
    Upload,
    Version,
    WrongWord,
)
from newsroom.audit import guards as audit_guards
from newsroom.audit.models import Event
from people.models import Correspondent, CorrespondentAlias, Regrouping
from people.names import name_key, pinyin
from tests.e2e import citizens, filling
from tests.e2e.hostile.payloads import PAYLOADS
from tests.factories import ON_THE_WEB, PRINTED_ON, make_article, make_issue, make_person, make_photo

MANY = range(len(PAYLOADS))
# What only the program writes: digests, keys, names of its own modules; and what chief signs in with.
MACHINE_MADE = {
    *("sha256", "text_sha256", "source_key", "fingerprint", "imported_as", "name_key", "pinyin", "sender"),
    *("parser_version", "encoding", "worker", "after", "options", "made", "moved", "object_id"),
    *("password", "key", "token"),
}
ROOMS = ("articles", "people", "audit", "auth", "taggit", "axes", "admin")
NOBODYS = ("Permission", "AccessLog", "AccessFailureLog")


def fill(folder: str) -> None:
    """Fill an empty newsroom; the dumps that it imports are written into `folder`."""
    filling.fill(folder)
    citizens.fill()
    with transaction.atomic():
        for rules in (guards, audit_guards):
            rules.remove()
        _multiply()
        for model in _models():
            _poison(model)
        for rules in (guards, audit_guards):
            rules.install()


def _multiply() -> None:
    """Make as many rows of each kind as there are payloads."""
    chief, batch = User.objects.get(username="chief"), ImportBatch.objects.earliest("pk")
    public = [_publish(number) for number in MANY]
    for _ in MANY:
        make_article(status=Status.DRAFT, people=[make_person()])
        make_photo(status=Status.DRAFT, people=[make_person()])
    _belongings(public, chief, batch)
    _kept_lists()
    _of_the_desk(chief)
    Group.objects.bulk_create(Group(name=f"组{n}") for n in MANY)
    User.objects.bulk_create(User(username=f"某{n}", password="!", is_staff=True) for n in MANY)
    AccessAttempt.objects.bulk_create(
        AccessAttempt(username=f"{n}", ip_address="192.0.2.1", failures_since_start=1) for n in MANY
    )
    Event.objects.bulk_create(Event(kind=Event.Kind.LOGIN, username=f"{n}") for n in MANY)


def _publish(number: int) -> Article:
    """Publish an article, with a topic, a column, an issue and a photo that nothing else has."""
    Topic.objects.create(name=f"主题{number}", slug=f"topic-{number}")
    issue = make_issue(PRINTED_ON - datetime.timedelta(days=number), edition=f"版{number}")
    person = make_person()
    CorrespondentAlias.objects.create(correspondent=person, name=f"小{number}", name_key=f"小{number}")
    column = Column.objects.create(name=f"栏目{number}", slug=f"column-{number}")
    said = {"issue": issue, "page_number": 1, "people": [person]}
    article = make_article(topics=["yanglao", f"topic-{number}"], column=column, origin="repost", **said)
    article.tags.add(f"标签{number}")
    make_photo(article=article, alt="图", **said)
    return article


def _belongings(articles: list[Article], chief: User, batch: ImportBatch) -> None:
    now = timezone.now()
    Correction.objects.bulk_create(
        Correction(article=a, notice="更正", created_at=ON_THE_WEB) for a in articles
    )
    reviews: dict[str, Any] = {"round": 1, "decision": Decision.WITHDRAWN, "reviewer": chief}
    Review.objects.bulk_create(Review(article=a, opinion="意见", created_at=now, **reviews) for a in articles)
    pattern = Version.objects.filter(article__isnull=False).earliest("pk")
    Version.objects.bulk_create(
        Version(article=a, sha256=pattern.sha256, text=pattern.text, created_at=now) for a in articles
    )
    typed = {"kicker": [""], "headline": [""], "subhead": [""], "dateline": [""], "body": [""]}
    drafts = Article.objects.filter(status=Status.DRAFT)[: len(PAYLOADS)]
    Editing.objects.bulk_create(
        Editing(article=a, user=chief, unsaved=typed, opened_at=now, seen_at=now, typed_at=now)
        for a in drafts
    )
    dumps = Dump.objects.bulk_create(
        Dump(batch=batch, sha256=f"{n:064}", name=f"{n}.txt", encoding="utf-8", text="一行") for n in MANY
    )
    for dump, article in zip(dumps, articles, strict=True):
        Notice.objects.create(dump=dump, article=article, code="joined-lines", line=1, message="请核对")
        Article.objects.filter(pk=article.pk).update(dump=dump, line_start=1, line_end=1)


def _kept_lists() -> None:
    """Fill what the newsroom keeps to check its texts by."""
    WrongWord.objects.bulk_create(WrongWord(wrong=f"错{n}", right="对", unless="") for n in MANY)
    ForbiddenWord.objects.bulk_create(ForbiddenWord(word=f"禁{n}") for n in MANY)
    OfficeHolder.objects.bulk_create(OfficeHolder(name=f"人{n}", offices="职务") for n in MANY)
    PrintableNumber.objects.bulk_create(PrintableNumber(number=f"{n}") for n in MANY)
    topic = Topic.objects.earliest("pk")
    TopicRule.objects.bulk_create(TopicRule(topic=topic, keyword=f"词{n}") for n in MANY)


def _of_the_desk(chief: User) -> None:
    """Reports, batches of every kind with their files and rows, who is whom, and what was done."""
    now, article = timezone.now(), Article.objects.get(headline="三家食堂同日开张")
    Report.objects.bulk_create(Report(article=article, wrong="错", created_at=now) for n in MANY)
    states, kinds = ImportBatch.State, ImportBatch.Kind
    dumps = ImportBatch.objects.create(state=states.FINISHED, error="错")
    tables = [ImportBatch.objects.create(kind=kind, state=states.STOPPED, error="错") for kind in kinds]
    for n in MANY:
        batch = tables[n % len(tables)]
        BatchFile.objects.create(batch=dumps, position=n + 1, name="x", outcome="refused", message="错")
        BatchRow.objects.create(batch=batch, position=n + 1, outcome="refused", field="列", message="错")
        Upload.objects.create(batch=batch, position=n + 1, name="x", size=1, file=f"{n}")
    people = Correspondent.objects.order_by("-pk")[: len(PAYLOADS)]
    gone = {"name": "某人", "organisation": "单位", "aliases": ["别名"]}
    Regrouping.objects.bulk_create(Regrouping(kind="merge", person=p, other=1, fields=gone) for p in people)
    kinds = ContentType.objects.get_for_models(Article, Photo)
    for model, kind in kinds.items():
        done: dict[str, Any] = {"user": chief, "content_type": kind, "action_flag": CHANGE}
        keys = model.objects.values_list("pk", flat=True)[: len(PAYLOADS)]
        LogEntry.objects.bulk_create(LogEntry(object_id=str(key), object_repr="", **done) for key in keys)


def _models() -> Iterator[type[Model]]:
    for model in apps.get_models():
        if model._meta.app_label in ROOMS and not model._meta.proxy and model.__name__ not in NOBODYS:
            yield model


def _poison(model: type[Model]) -> None:
    """Put a payload into each text of each row: as many rows, and each payload stands in each field."""
    fields = [field for field in model._meta.fields if _is_typed(field)]
    for row, thing in enumerate(model._default_manager.order_by("-pk")):
        values = {
            field.attname: _hostile(field, getattr(thing, field.attname), row, shift)
            for shift, field in enumerate(fields)
        }
        if isinstance(thing, User) and thing.username == "chief":
            del values["username"]
        if isinstance(thing, Correspondent | CorrespondentAlias):
            values["name_key"] = name_key(values["name"])[:50] + str(row)
        if isinstance(thing, Correspondent):
            values["pinyin"] = pinyin(values["name"])
        if values:
            model._default_manager.filter(pk=thing.pk).update(**values)


def _is_typed(field: Field[Any, Any]) -> bool:
    is_text = isinstance(field, CharField | TextField | JSONField) and not isinstance(field, SlugField)
    return is_text and not field.choices and field.attname not in MACHINE_MADE


def _hostile(field: Field[Any, Any], value: Any, row: int, shift: int) -> Any:
    if isinstance(field, JSONField):
        return _leaves(value, row + shift)
    # What is unique stays so; where that matters the first rows have the payload and nothing else.
    mark = f"{row}" if row not in MANY and _is_unique(field) else ""
    limit = (field.max_length or 1000) - len(mark)
    return mark + PAYLOADS[(row + shift) % len(PAYLOADS)][:limit]


def _is_unique(field: Field[Any, Any]) -> bool:
    together = (rule.fields for rule in field.model._meta.constraints if isinstance(rule, UniqueConstraint))
    return field.unique or any(field.name in fields for fields in together)


def _leaves(value: Any, number: int) -> Any:
    if isinstance(value, dict):
        return {key: _leaves(one, number + place) for place, (key, one) in enumerate(value.items())}
    if isinstance(value, list):
        return [_leaves(one, number + place) for place, one in enumerate(value)]
    return PAYLOADS[number % len(PAYLOADS)] if isinstance(value, str) else value
