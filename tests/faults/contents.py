"""What is in a newsroom, by content and never by key, so that two of them can be compared."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import PurePath
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from articles.importing import untouched
from articles.models import (
    Article,
    ArticleTopic,
    BatchFile,
    Byline,
    Column,
    Dump,
    Duplicate,
    ImportBatch,
    Issue,
    Notice,
    Photo,
    PhotoCredit,
    PhotoDuplicate,
)
from people.models import Correspondent

PROVENANCE = ("source_key", "dump__sha256", "line_start", "line_end", "issue__date", "page_number")
CREDIT = ("correspondent__name", "correspondent__organisation", "role", "credit_line", "position")


def contents() -> dict[str, list[Any]]:
    """Return the rows of each table that an import fills, but its batches."""
    article = ("kicker", "headline", "subhead", "column__name", "dateline", "body", "status", "fingerprint")
    photo = ("caption", "status", "fingerprint", "article__source_key")
    notice = ("dump__sha256", "article__source_key", "photo__source_key", "code", "line", "message")
    duplicate = ("article__source_key", "dump__sha256", "draft__source_key", "line_start", "line_end")
    return {
        "dumps": [*map(_dump, Dump.objects.select_related("issue", "earlier").order_by("sha256"))],
        "articles": _rows(Article, *PROVENANCE, *article),
        "bylines": _rows(Byline, "article__source_key", *CREDIT),
        "topics": _rows(ArticleTopic, "article__source_key", "topic__slug", "confirmed", "reason"),
        "photos": _rows(Photo, *PROVENANCE, *photo),
        "credits": _rows(PhotoCredit, "photo__source_key", *CREDIT),
        "notices": _rows(Notice, *notice, "resolved"),
        "duplicates": _rows(Duplicate, *duplicate),
        "photo_duplicates": _rows(PhotoDuplicate, "photo__source_key", "dump__sha256", "line_start"),
        "people": _rows(Correspondent, "name", "name_key", "pinyin", "organisation"),
        "columns": _rows(Column, "name", "slug"),
        "issues": _rows(Issue, "date", "number", "edition"),
    }


def digest() -> str:
    """Return one hash of all that."""
    return hashlib.sha256(json.dumps(contents()).encode()).hexdigest()


def faults() -> list[str]:
    """Return what does not fit together: orphans, batches that tell of other dumps than are there."""
    wrong = {
        "people of nothing": _unused(Correspondent, "bylines", "photocredits"),
        "columns of nothing": _unused(Column, "articles"),
        "issues of nothing": _unused(Issue, "dumps"),
        "dumps in no batch's files": Dump.objects.filter(batch_files=None),
        "dumps of nothing": _unused(Dump, "articles", "photos", "duplicates", "photo_duplicates"),
        "articles of no dump": Article.objects.filter(dump=None),
        "files in, without a dump": BatchFile.objects.filter(outcome="imported", dump=None),
        "articles that seem edited": [a for a in _articles() if a.imported_as != _digest_of(a)],
        "batches with other sums": [batch for batch in _batches() if not _adds_up(batch)],
    }
    return [f"{what}: {len(rows)}" for what, rows in wrong.items() if rows]


def _rows(model: Any, *names: str) -> list[Any]:
    return sorted([list(map(str, row)) for row in model.objects.values_list(*names)])


def _dump(dump: Dump) -> list[Any]:
    name, earlier = PurePath(dump.name).name, dump.earlier and dump.earlier.sha256
    values = (dump.sha256, name, dump.encoding, dump.text, dump.issue, dump.page_number, earlier)
    made = {kind: sorted(_names(kind, keys)) for kind, keys in sorted(dump.made.items())}
    return [*map(str, values), made]


def _names(kind: str, keys: dict[str, str]) -> Iterable[tuple[str, str]]:
    model: Any = {"people": Correspondent, "columns": Column, "issues": Issue}[kind]
    rows = model.objects.in_bulk(list(map(int, keys)))
    return ((str(rows[int(key)]), digest) for key, digest in keys.items())


def _unused(model: Any, *relations: str) -> QuerySet[Any]:
    return model.objects.filter(**dict.fromkeys(relations))


def _articles() -> QuerySet[Article]:
    return Article.objects.prefetch_related("bylines")


def _digest_of(article: Article) -> str:
    return untouched.of_article(article, article.bylines.all())


def _batches() -> QuerySet[Any]:
    sums = {f"sum_{name}": Sum(f"files__{name}") for name in ("articles", "photos", "notices")}
    by_outcome = {
        f"sum_{name}": Count("files", filter=Q(files__outcome=name))
        for name in ("imported", "already", "refused")
    }
    return ImportBatch.objects.annotate(sum_done=Count("files"), **sums, **by_outcome)


def _adds_up(batch: Any) -> bool:
    names = ("done", "imported", "already", "refused", "articles", "photos", "notices")
    of_dumps = Article.objects.filter(dump__batch=batch).count()
    return of_dumps == batch.articles and all(
        getattr(batch, name) == (getattr(batch, f"sum_{name}") or 0) for name in names
    )
