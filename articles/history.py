"""Versions of a text: kept with every decision and every change at the desk, read and put back there."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from articles.body import to_source
from articles.models import Article, Photo, Version
from articles.texts import ARTICLE, PHOTO, READ_WITH_ARTICLE, Text, digest, text_of

_LABELS = {"kicker": "引题", "headline": "标题", "subhead": "副题", "dateline": "消息头", "column": "栏目",
           "source_name": "来源名称", "caption": "图片说明", "alt": "替代文字"}  # fmt: skip


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


def fields_of(text: Text) -> dict[str, str]:
    """Return a text field by field, as people compare it. Photos are numbered as they stand in it."""
    found = {label: text[name] for name, label in _LABELS.items() if name in text}
    if "image" in text:
        return {**found, "图片文件": text["image"], "署名": _signed(text["credits"])}
    found |= {"署名": _signed(text["bylines"]), "正文": to_source(text["body"])}
    for photo in text["photos"]:
        found |= {f"图片 {photo['id']} · {label}": said for label, said in fields_of(photo).items()}
    return found


def _signed(credits: list[dict[str, Any]]) -> str:
    return "、".join(credit["printed"] or f"{credit['role']} {credit['name']}".strip() for credit in credits)


def says(thing: Article | Photo, text: Text) -> bool:
    """Whether a row says what a text does, in the words that can be put back."""
    return all(getattr(thing, name) == text[name] for name in _words(thing))


def put_back(thing: Article | Photo, text: Text) -> None:
    """Write the words of an earlier text into a row: not who signed, nor the column, nor the picture.

    What else an edit entails is for the caller (`workflow.edited`).
    """
    said = {name: text[name] for name in _words(thing)}
    said |= {"revision": F("revision") + 1, "updated_at": timezone.now()}
    type(thing).objects.filter(pk=thing.pk).update(**said)


def _words(thing: Article | Photo) -> tuple[str, ...]:
    return PHOTO if isinstance(thing, Photo) else ARTICLE


def photos_in(article: Article, text: Text) -> list[tuple[Photo, Text]]:
    """Return the photos of a text that are still read with `article`, each with what was said of it."""
    said = {photo["id"]: photo for photo in text["photos"]}
    there = Photo.objects.filter(article=article, pk__in=said, status__in=READ_WITH_ARTICLE)
    return [(photo, said[photo.pk]) for photo in there.order_by("pk").select_for_update()]
