"""Every address of the site, read from the resolver, and what answers there to whom."""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from taggit.models import Tag

from articles.models import (
    Column,
    ForbiddenWord,
    OfficeHolder,
    PrintableNumber,
    ProofSetting,
    Report,
    Topic,
    WrongWord,
)
from articles.people.regrouping import merge
from newsroom.accounts.models import FailedLogin
from newsroom.audit.models import Event
from tests.admin.batches import bring_in, sent, upload
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.importing.samples import CANTEEN, MARKET

# Each role by a letter, for the table.
ROLES = {
    "w": "通讯员",
    "e": "编辑",
    "h": "主任",
    "c": "总编",
    "a": "档案管理员",
    "k": "系统管理员",
    "p": "",  # Staff without any group.
    "s": "",  # A superuser.
}


# Pages about a batch that nobody has confirmed.
_OF_WHAT_WAITS = {f"admin:articles_importbatch_{page}" for page in ("preview", "file", "start", "discard")}
# What an address is nothing without.
_ASKED = {
    "admin:articles_topic_suggest": "?topic={topic}",
    "admin:autocomplete": "?app_label=articles&model_name=byline&field_name=correspondent&term=x",
}


def addresses(patterns: Any = None, names: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Yield each address as its name with those of its namespaces, and its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield names + (pattern.name or route), route
        else:
            inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from addresses(pattern.url_patterns, inner, route)


def signed_in(letter: str) -> Client:
    """Return a browser of somebody in a role."""
    user = User.objects.create_user(f"role-{letter}", is_staff=True, is_superuser=letter == "s")
    user.groups.set(Group.objects.filter(name=ROLES[letter]))
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def is_open(client: Client, method: str, path: str) -> bool:
    """Whether a request is let in; whatever it has done is undone."""
    kept = client.cookies.output()
    with transaction.atomic():
        response = client.generic(method, path, content_type="application/x-www-form-urlencoded")
        if response.streaming:
            response.getvalue()
        transaction.set_rollback(True)
    client.cookies.load(kept.replace("Set-Cookie: ", ""))
    assert response.status_code < 500, (method, path, response.status_code)
    leads_away = response.headers.get("Location", "").startswith(("/admin/login/", "/admin/?"))
    is_missing = response.headers.get("Location") == "/admin/"
    return not (response.status_code in (403, 404, 405) or leads_away or is_missing)


def things(desk: Client) -> dict[str, int]:
    """Make one of everything that has pages at the desk; return their keys by the names of their models."""
    article, photo = make_article(status="draft"), make_photo(status="draft")
    batch = bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    kept, other = make_person(), make_person()
    made = [
        article,
        photo,
        batch,
        batch.files.get(),
        batch.dumps.get(),
        make_issue(),
        Column.objects.create(name="社区", slug="shequ"),
        Topic.objects.get(slug="yanglao"),
        kept,
        merge(kept.pk, other.pk, by=None),
        WrongWord.objects.create(wrong="错词", right="对词"),
        ForbiddenWord.objects.create(word="禁词"),
        OfficeHolder.objects.create(name="王小明", offices="区长"),
        PrintableNumber.objects.create(number="13800000000"),
        ProofSetting.objects.create(code="doubled-word", severity="off"),
        Report.objects.create(article=article, wrong="错", created_at=timezone.now()),
        Tag.objects.create(name="标签"),
        Group.objects.get(name="编辑"),
        User.objects.create_user("somebody"),
        Event.objects.create(kind="login"),
        FailedLogin.objects.create(username="x", ip_address="203.0.113.7", failures_since_start=1),
    ]
    waiting = upload(desk, sent("2025-03-09_01.txt", CANTEEN))
    return {thing._meta.model_name: thing.pk for thing in made} | {"waiting": waiting.pk}


def filled(name: str, route: str, keys: dict[str, int]) -> str:
    """Return a path of a route of the desk: about the thing whose model it names."""
    model = next((part for part in route.split("/")[1:3][::-1] if part in keys), "")
    model = "regrouping" if "regroupings/<" in route else model
    model = "waiting" if name in _OF_WHAT_WAITS else model
    model = "column" if name == "admin:view_on_site" else model
    kind = ContentType.objects.get_for_model(Column)
    values = {name: keys.get(model, 0) for name in ("object_id", "key", "id")}
    values |= {
        "form": "people.csv" if "monthly" in route else "csv",
        "position": 0,
        "content_type_id": kind.pk,
    }
    path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values[found[1]]), route)
    asked = _ASKED.get(name, "").format(**keys)
    return f"/{path}{asked}"
