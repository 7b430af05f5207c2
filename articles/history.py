"""Versions of a text: kept with every decision and every change at the desk."""

import datetime
from collections.abc import Mapping
from typing import Any

from articles.models import Article, Photo, Version
from articles.texts import Text, digest, text_of


def keep(thing: Article | Photo, *, by: Any, at: datetime.datetime) -> str:
    """Keep the text of one row as the database has it, and return its digest."""
    text = text_of(thing)
    return keep_all(type(thing), {thing.pk: text}, by=by, at=at)[thing.pk]


def keep_all(
    model: type[Article | Photo], texts: Mapping[int, Text], *, by: Any, at: datetime.datetime
) -> dict[int, str]:
    """Keep the texts of rows, by their keys, where they differ from the last kept; return all digests."""
    link = "photo_id" if model is Photo else "article_id"
    digests = {key: digest(text) for key, text in texts.items()}
    known = Version.objects.filter(**{f"{link}__in": list(texts)}).order_by("pk")
    last = dict(known.values_list(link, "sha256"))
    Version.objects.bulk_create(
        Version(**{link: key}, sha256=digests[key], text=text, changed_by=by, created_at=at)
        for key, text in texts.items()
        if last.get(key) != digests[key]
    )
    return digests
