"""An article with all that its page shows of it, read in one statement.

It is written out, as that of `articles.cards` is, and for the same reason.
"""

import datetime
import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from taggit.models import Tag

from articles import contents
from articles.cards import AS_LIST
from articles.listed import as_day
from articles.models import Article, Byline, Column, Correction, Issue, Photo, Topic
from articles.statements import fetch
from people.models import Correspondent

_PLAIN = (
    "id", "status", "kicker", "headline", "subhead", "dateline", "body", "origin", "source_name", "issue_id",
    "page_number", "column_id",
)  # fmt: skip
_DAYS = ("listed_on",)
_TIMES = ("published_at", "moved_at")
_NAMES = (*_PLAIN, *_DAYS, *_TIMES)

_ROW = f"""SELECT {", ".join(f"a.{name}" for name in _NAMES)}, c.name, c.slug, i.date, i.number, i.edition,
    (SELECT {{every}}({{pair}}(b.role, b.credit_line, b.person, b.name, b.organisation)) FROM (
      SELECT s.role, s.credit_line, p.id AS person, p.name, p.organisation
      FROM articles_byline s LEFT JOIN people_correspondent p ON p.id = s.correspondent_id
      WHERE s.article_id = a.id ORDER BY s.position, s.id) b),
    (SELECT {{every}}(t.name) FROM taggit_taggeditem g JOIN taggit_tag t ON t.id = g.tag_id
      WHERE g.object_id = a.id AND g.content_type_id = %s),
    (SELECT {{every}}(topic_id) FROM articles_articletopic
      WHERE article_id = a.id AND listed_on IS NOT NULL),
    (SELECT {{every}}({{pair}}(f.id, f.notice, f.created_at)) FROM (
      SELECT id, notice, created_at FROM articles_correction WHERE article_id = a.id
      UNION ALL
      SELECT r.id, r.notice, r.created_at
      FROM articles_correction r JOIN articles_photo p ON p.id = r.photo_id
      WHERE p.article_id = a.id AND p.listed_on IS NOT NULL
      ORDER BY 3 DESC, 1 DESC) f),
    EXISTS (SELECT 1 FROM articles_photo WHERE article_id = a.id AND listed_on IS NOT NULL)
  FROM articles_article a
  LEFT JOIN articles_column c ON c.id = a.column_id
  LEFT JOIN articles_issue i ON i.id = a.issue_id
  WHERE a.id = %s"""  # noqa: S608 (names of columns, our own)  # nosec B608

_LARGEST = 2**63 - 1  # A larger key no database takes.

Opened = tuple[Article, list[Photo], list[Topic], list[Correction]]


def opened(key: int) -> Opened | None:
    """Return an article as it is, with its public photos, topics and corrections; None where there is none.

    The corrections, the latest first, are those of its photos too.
    """
    if key > _LARGEST:
        return None
    every, pair = AS_LIST[connection.vendor]
    tagged = ContentType.objects.get_for_model(Article).pk
    found = fetch(_ROW.format(every=every, pair=pair), [tagged, key])
    if not found:
        return None
    (row,) = found
    *more, bylines, tags, topics, corrections, has_photos = row[len(_NAMES) :]
    article = _article(dict(zip(_NAMES, row, strict=False)), *more)
    article._prefetched_objects_cache = {  # type: ignore[attr-defined]  # Django's own name
        "bylines": [_byline(*byline) for byline in _list(bylines)],
        "tags": [Tag(name=name) for name in _list(tags)],
    }
    photos = list(article.photos.published().with_credits().as_printed()) if has_photos else []
    under = set(_list(topics))
    return (
        article,
        photos,
        [topic for topic in contents.topics() if topic.pk in under],
        [Correction(pk=pk, notice=notice, created_at=_time(at)) for pk, notice, at in _list(corrections)],
    )


def _article(
    values: dict[str, Any],
    column: str,
    slug: str,
    date: Any,
    number: int | None,
    edition: str,
) -> Article:
    values |= {name: values[name] and as_day(values[name]) for name in _DAYS}
    values |= {name: values[name] and _time(values[name]) for name in _TIMES}
    fields = [field.attname for field in Article._meta.concrete_fields if field.attname in values]
    article = Article.from_db(connection.alias, fields, [values[field] for field in fields])
    article.column = Column(pk=values["column_id"], name=column, slug=slug) if column else None
    article.issue = (
        Issue(pk=values["issue_id"], date=as_day(date), number=number, edition=edition) if date else None
    )
    return article


def _byline(role: str, printed: str, person: int | None, name: str, organisation: str) -> Byline:
    signer = Correspondent(pk=person, name=name, organisation=organisation) if person else None
    return Byline(role=role, credit_line=printed, correspondent=signer)


def _list(value: Any) -> list[Any]:
    """What SQLite returns as JSON, PostgreSQL as a list, or as nothing where it is empty."""
    return json.loads(value) if isinstance(value, str) else value or []


def _time(value: Any) -> datetime.datetime:
    """A time as the databases return it: SQLite in words and UTC."""
    at = datetime.datetime.fromisoformat(value) if isinstance(value, str) else value
    return at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
