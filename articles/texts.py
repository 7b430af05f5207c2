"""The text of an article or photo as reviewers read it, and its digest.

Headline parts, body, who signed, and the captions and credits of its photos: an edit of any of these
makes another text, and a review holds for the text that was read (norms: 三审三校). Topics, tags, the
page and the issue are no text: changing them voids nothing.
"""

import hashlib
import json
from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch

from articles.models import Article, Photo, PhotoCredit, Status

HEADLINES = ("kicker", "headline", "subhead")
ARTICLE = (*HEADLINES, "dateline", "body", "source_name")
PHOTO = ("caption", "alt")

# The photos that are read with their article. One that was withdrawn or spiked is not part of it, and one
# that is not public itself is no part of a public article.
READ_WITH_ARTICLE = (Status.DRAFT, Status.PUBLISHED)
_PUBLIC_ONCE = (Status.PUBLISHED, Status.WITHDRAWN)

Text = dict[str, Any]


def texts_of(model: type[Article | Photo], keys: Collection[int]) -> dict[int, Text]:
    """Return the texts of the rows with these keys, in as many queries however many they are."""
    if model is Photo:
        photos = Photo.objects.filter(pk__in=keys).prefetch_related("credits__correspondent")
        return {photo.pk: _photo(photo) for photo in photos}
    read = Photo.objects.filter(status__in=READ_WITH_ARTICLE).order_by("pk")
    credits = Prefetch("credits", PhotoCredit.objects.select_related("correspondent"))
    rows = Article.objects.filter(pk__in=keys).select_related("column")
    rows = rows.prefetch_related("bylines__correspondent", Prefetch("photos", read.prefetch_related(credits)))
    return {article.pk: _article(article) for article in rows}


def text_of(thing: Article | Photo) -> Text:
    """Return the text of one row as the database has it."""
    return texts_of(type(thing), [thing.pk])[thing.pk]


def digest(text: Text) -> str:
    """Return the SHA-256 of a text, 64 hexadecimal figures.

    Who somebody is in the list of people is no part of it, only what was signed: two people found to be
    one, or one to be two, have written no other text.
    """
    said = json.dumps(_as_signed(text), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def _as_signed(text: Text) -> Text:
    """A text with the words of its signatures alone: those in print, else the name."""
    said = dict(text)
    for name in {"bylines", "credits"} & said.keys():
        said[name] = [[credit["role"], credit["printed"] or credit["name"]] for credit in said[name]]
    if "photos" in said:
        said["photos"] = [_as_signed(photo) for photo in said["photos"]]
    return said


def _article(article: Article) -> Text:
    photos = [p for p in article.photos.all() if p.is_public or article.status not in _PUBLIC_ONCE]
    return {
        **{name: _plain(getattr(article, name)) for name in ARTICLE},
        "column": article.column.name if article.column else "",
        "bylines": _signed(article.bylines.all()),
        "photos": [{"id": photo.pk, **_photo(photo)} for photo in photos],
    }


def _photo(photo: Photo) -> Text:
    return {
        **{name: _plain(getattr(photo, name)) for name in PHOTO},
        "image": photo.image.name or "",
        "credits": _signed(photo.credits.all()),
    }


def _plain(value: str) -> str:
    """A value without what a browser does to it when a form is saved unchanged."""
    return value.replace("\r\n", "\n").strip()


def _signed(credits: Any) -> list[dict[str, Any]]:
    """Who signed, in order. The person's key tells namesakes apart; the name is for people to read."""
    return [
        {
            "role": credit.role,
            "name": credit.correspondent.name if credit.correspondent else "",
            "person": credit.correspondent_id,
            "printed": credit.credit_line,
        }
        for credit in sorted(credits, key=lambda credit: (credit.position, credit.pk))
    ]
