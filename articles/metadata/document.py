"""What a page tells machines about itself, and the tags that say it. Nothing empty is ever among them."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString

from articles.metadata import linked_data
from articles.metadata.site import LANGUAGE, Site, one_line

Pairs = Iterator[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Link:
    """A `<link>` of the head. `type`, `hreflang` and `title` may be empty."""

    rel: str
    href: str
    type: str = ""
    hreflang: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A list, as the norm's column tags describe one. `type` is one of its five kinds, or empty."""

    name: str
    description: str = ""
    keywords: tuple[str, ...] = ()
    type: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """An article or a photo, as the norm's article tags describe one."""

    title: str
    source: str
    published_at: datetime.datetime | None = None
    changed_at: datetime.datetime | None = None
    section: str = ""
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in one size: a whole address, pixels, and the words that go with it."""

    url: str
    width: int
    height: int
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """The head of one page. `url` is its own whole address, `data` are its JSON-LD nodes."""

    site: Site
    titles: tuple[str, ...] = ()
    description: str = ""
    url: str = ""
    section: Section | None = None
    piece: Piece | None = None
    picture: Picture | None = None
    is_profile: bool = False
    is_indexed: bool = True
    links: tuple[Link, ...] = ()
    data: tuple[Mapping[str, Any], ...] = ()
    language: str = LANGUAGE

    @property
    def title(self) -> str:
        """From the particular to the general: `headline - section - site name`."""
        return " - ".join(one_line(part) for part in (*self.titles, self.site.name) if part.strip())

    @property
    def tags(self) -> list[tuple[str, str]]:
        """The `<meta name>` tags: those of the norm (政府网站发展指引), and what search engines ask."""
        return _filled(self._tags())

    @property
    def properties(self) -> list[tuple[str, str]]:
        """The Open Graph tags, `<meta property>`; none on a page that nobody should pass on."""
        return _filled(self._properties()) if self.is_indexed else []

    @property
    def linked_data(self) -> SafeString | str:
        """The JSON-LD of the page as it may stand in a script block; empty where there is none."""
        return linked_data.script(self.data) if self.data and self.is_indexed else ""

    def _tags(self) -> Pairs:
        yield "SiteName", self.site.name
        yield "SiteDomain", self.site.domain
        yield "SiteIDCode", self.site.id_code
        if section := self.section:
            yield "ColumnName", section.name
            yield "ColumnDescription", section.description
            yield "ColumnKeywords", ",".join(section.keywords)
            yield "ColumnType", section.type
        if piece := self.piece:
            yield "ArticleTitle", piece.title
            yield "PubDate", _minute(piece.published_at)
            yield "ContentSource", piece.source
            yield "Keywords", ",".join(piece.keywords)
            yield "Author", ",".join(piece.authors)
            yield "Image", self.picture.url if self.picture else ""
            yield "Url", self.url
        yield "Description", self.description
        yield "robots", "" if self.is_indexed else "noindex"

    def _properties(self) -> Pairs:
        yield "og:site_name", self.site.name
        yield "og:type", "article" if self.piece else "profile" if self.is_profile else "website"
        yield "og:title", next(filter(None, self.titles), self.site.name)
        yield "og:description", self.description
        yield "og:url", self.url
        yield "og:locale", "zh_CN" if self.language == LANGUAGE else "zh_HK"
        if picture := self.picture:
            yield "og:image", picture.url
            yield "og:image:width", str(picture.width)
            yield "og:image:height", str(picture.height)
            yield "og:image:alt", picture.alt
        if piece := self.piece:
            yield "article:published_time", linked_data.moment(piece.published_at)
            yield "article:modified_time", linked_data.moment(piece.changed_at)
            yield "article:section", piece.section
            for keyword in piece.keywords:
                yield "article:tag", keyword


def _filled(pairs: Pairs) -> list[tuple[str, str]]:
    lines = ((name, one_line(content)) for name, content in pairs)
    return [(name, content) for name, content in lines if content]


def _minute(at: datetime.datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
