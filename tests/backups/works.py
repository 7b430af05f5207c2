"""What processes do with newsrooms of their own: fill them, back them up, restore them, look at them."""

from __future__ import annotations

import datetime
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any


def at(folder: Path) -> None:
    """Have this process keep its files in `folder`."""
    from django.core.files.storage import storages
    from django.test import override_settings

    override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "media").enable()
    uploads: Any = storages["uploads"]  # The models hold it already, so it is not made anew.
    uploads._location = folder / "uploads"
    for known in ("base_location", "location"):
        vars(uploads).pop(known, None)


def fill(folder: Path) -> None:
    """Put something into each table that a backup holds, where the flow allows it, and into both storages."""
    at(folder)
    from articles.importing import Options, run
    from articles.models import Article, Dump, Status
    from tests.factories import make_article, make_issue, make_person, make_photo
    from tests.importing.samples import CANTEEN

    person = make_person("裴文澜", "东门街道")
    person.aliases.create(name="文澜", name_key="文澜")
    article = make_article("养老服务“上门”😀", issue=make_issue(), topics=["yanglao"], people=[person])
    article.tags.add("社区", "食堂")
    make_article("审到一半", status=Status.IN_REVIEW)
    make_article("已撤下", status=Status.WITHDRAWN)
    make_photo(article=article, people=[person], with_file=True)
    (folder / "2025-03-07_02.txt").write_text(CANTEEN)
    run([folder / "2025-03-07_02.txt"], Options())
    Dump.objects.get().notices.create(code="furniture", line=1, message="页眉")
    _people_and_their_doings(article)
    _import_that_waits()
    make_article("删去的一篇", status=Status.DRAFT).delete()
    assert not Article.objects.filter(headline="删去的一篇").exists()


def _people_and_their_doings(article: Any) -> None:
    from django.contrib.admin.models import ADDITION, LogEntry
    from django.contrib.auth.models import Group, Permission, User
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone

    from articles.models import Article, Editing, Report, TopicRule

    now = timezone.now()
    user = User.objects.create_user("裴编辑", password="secret-pass", last_login=now)
    user.passwords.create(encoded=user.password)
    user.totpdevice_set.create(name="手机")
    user.staticdevice_set.create(name="备用码").token_set.create(token="k7zq2wxh")
    user.groups.add(Group.objects.first())
    user.user_permissions.add(Permission.objects.last())
    kind = ContentType.objects.get_for_model(Article)
    LogEntry.objects.create(
        user=user, content_type=kind, object_id=article.pk, object_repr="养老", action_flag=ADDITION
    )
    unsaved = {"headline": "没存的“标题”\n", "n": [1, 2.5, None, True]}
    Editing.objects.create(user=user, article=article, unsaved=unsaved, opened_at=now, seen_at=now)
    Report.objects.create(article=article, wrong="错\t", right="对\\N", created_at=now)
    TopicRule.objects.update(weight=3)


def _import_that_waits() -> None:
    from django.core.files.base import ContentFile

    from articles.models import ImportBatch, Upload

    batch = ImportBatch.objects.create(options={"date": "2025-03-08"})
    upload = Upload(batch=batch, position=0, name="版面.txt", size=6)
    upload.file.save("版面.txt", ContentFile("版面".encode()))


def command(folder: Path, *words: str) -> str:
    """Run a command of the newsroom's and return what it has said. Raises CommandError."""
    at(folder)
    from django.core.management import call_command

    out = StringIO()
    call_command(*words, stdout=out, stderr=out)
    return out.getvalue()


def content(path: Path, passphrase: bytes | None = None) -> Any:
    """Return what a backup holds, by its own count."""
    from articles.backups import verify

    return vars(verify(path, passphrase))


def rows() -> dict[str, int]:
    """Return how many rows each table has."""
    from articles.backups import tables

    return {model._meta.db_table: model._base_manager.count() for model in tables.models()}


def faults() -> list[str]:
    """Return what is missing of what the database itself keeps."""
    from articles import generation, guards
    from articles.search import upkeep
    from newsroom.audit import guards as audit

    return [*guards.missing(), *generation.missing(), *upkeep.missing(), *audit.are_there(["default"])]


def found(typed: str) -> list[str]:
    """Bring into the index all that waits, and return the headlines of what a search finds."""
    from articles import search
    from articles.models import Article
    from articles.search import upkeep

    upkeep.bring_in_all()
    assert upkeep.waiting() == 0
    keys = [hit.key for hit in search.find(typed).hits]
    return list(Article.objects.filter(pk__in=keys).values_list("headline", flat=True))


def generation() -> int:
    """Return the number of what is public."""
    from articles import generation

    return generation.current()


def next_key() -> int:
    """Return the key that the next article gets."""
    from articles.models import Status
    from tests.factories import make_article

    return int(make_article("新的一篇", status=Status.DRAFT).pk)


def write_pairs_until(stop: Path, begun: Path) -> int:
    """Write articles in pairs, each pair in a transaction, until there is a file; return how many pairs."""
    from django.db import transaction

    from articles.models import Status
    from tests.factories import make_article, make_person

    number = 0
    person = make_person("戚若舟")
    while not stop.exists():
        with transaction.atomic():
            for _ in range(2):
                make_article(f"成对 {number}", status=Status.DRAFT, people=[person])
        number += 1
        begun.with_suffix(".new").write_text(str(number))
        begun.with_suffix(".new").replace(begun)
    return number


def back_up_while_somebody_writes(folder: Path, path: Path) -> int:
    """Write a backup; after its first table, somebody else writes an article. Return how many there are."""
    at(folder)
    from articles.backups import write
    from articles.models import Article

    told: list[str] = []

    def somebody(what: str, number: int) -> None:
        told.append(what)
        if len(told) == 1:
            writer = Thread(target=_write_one)
            writer.start()
            writer.join()

    write(path, told=somebody)
    return Article.objects.filter(headline="写在备份中间").count()


def _write_one() -> None:
    from django.db import connection

    from articles.models import Status
    from tests.factories import make_article

    make_article("写在备份中间", status=Status.DRAFT)
    connection.close()


def pairs() -> list[int]:
    """Return of each pair how many articles there are, and of each article how many bylines."""
    from django.db.models import Count

    from articles.models import Article

    halves = Article.objects.filter(headline__startswith="成对").order_by()
    bylines = halves.annotate(number=Count("bylines")).values_list("number", flat=True)
    of_pairs = halves.values("headline").annotate(number=Count("pk")).values_list("number", flat=True)
    return [*of_pairs, *(2 * number for number in bylines)]


def add_migration() -> None:
    """Say that the database has a migration that others have not."""
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder.Migration.objects.create(app="articles", name="9999_future", applied=NOW)


NOW = datetime.datetime(2025, 3, 7, tzinfo=datetime.UTC)
