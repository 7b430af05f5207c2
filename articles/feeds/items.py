"""One article as a feed hands it on: the whole text, which stands for itself wherever it is read."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from articles.body import as_read
from articles.metadata.document import Picture
from articles.metadata.pieces import picture_of
from articles.metadata.site import Site, one_line
from articles.models import Article, Photo

_LINK = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")')


@dataclass(frozen=True)
class Item:
    """An article of a feed, fetched by `sources.with_texts`, so that nothing more is asked for."""

    site: Site
    article: Article

    @property
    def url(self) -> str:
        """Its permanent address, by which readers know it again."""
        return self.site.absolute(self.article.get_absolute_url())

    @property
    def changed_at(self) -> datetime.datetime:
        """When its text became what it is: published, published anew, or corrected."""
        article = self.article
        times = [article.published_at, article.moved_at]
        times += [correction.created_at for correction in article.corrections.all()]
        return max(time for time in times if time)

    @property
    def authors(self) -> list[tuple[str, str]]:
        """Who signed: names, with the address of their page where they have one."""
        return [
            (
                line.name,
                self.site.absolute(line.correspondent.get_absolute_url()) if line.correspondent else "",
            )
            for line in self.article.bylines.all()
        ]

    @property
    def categories(self) -> list[str]:
        """Its column and its tags."""
        column = [self.article.column.name] if self.article.column else []
        return [*column, *(tag.name for tag in self.article.tags.all())]

    @property
    def pictures(self) -> list[Picture]:
        """Its public pictures, as far as there are files of them."""
        return [*self._pictures.values()]

    @property
    def html(self) -> str:
        """Kicker, subhead, and the text with its pictures and their credits; all addresses are whole."""
        article, left = self.article, dict(self._pictures)
        parts = [
            part if isinstance(part, str) else _figure(left.pop(part, None))
            for part in as_read(article.body, article.dateline)
        ]
        heads = [f"<p><b>{escape(line)}</b></p>" for line in (article.kicker, article.subhead) if line]
        text = "\n".join([*heads, *_filled(parts), *map(_figure, left.values())])
        return _LINK.sub(lambda link: f"{link[1]}{urljoin(self.url, link[2])}{link[3]}", text)

    @cached_property
    def _pictures(self) -> dict[int, Picture]:
        photos: Iterable[Photo] = self.article.photos.all()
        found = ((photo.pk, picture_of(self.site, photo)) for photo in photos)
        return {key: picture for key, picture in found if picture}


def _figure(picture: Picture | None) -> SafeString | str:
    if picture is None:
        return ""
    return format_html(
        '<figure><img src="{}" alt="{}" width="{}" height="{}"><figcaption>{}</figcaption></figure>',
        picture.url,
        picture.alt,
        picture.width,
        picture.height,
        one_line(f"{picture.caption} {picture.credit}"),
    )


def _filled(parts: Iterable[str]) -> list[str]:
    return [part for part in parts if part.strip()]
