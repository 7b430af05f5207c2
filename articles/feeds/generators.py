"""Writers of feeds: Django's RSS 2.0 and Atom, with the whole text in them, and JSON Feed 1.1."""

import datetime
import json
from typing import Any

from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed

from articles.feeds.items import Item
from articles.metadata.linked_data import moment
from articles.metadata.site import printable

CONTENT = "http://purl.org/rss/1.0/modules/content/"
JSON_FEED = "https://jsonfeed.org/version/1.1"


class Printable(SyndicationFeed):
    """A feed without characters that XML cannot hold, whoever has let them in."""

    def __init__(self, **fields: Any) -> None:
        super().__init__(**_printable(fields))

    def add_item(self, **fields: Any) -> None:  # type: ignore[override]
        """Add an item, its text made printable."""
        super().add_item(**_printable(fields))

    def latest_post_date(self) -> datetime.datetime:
        """Return when something in it last changed; where there is nothing, always the same time."""
        times = [item["updateddate"] for item in self.items]
        return max(times, default=datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC))


class Rss(Printable, Rss201rev2Feed):
    """RSS 2.0 with the text as `content:encoded`."""

    def rss_attributes(self) -> dict[str, str]:
        """Return the attributes of the root: also the name space of the text."""
        return {**super().rss_attributes(), "xmlns:content": CONTENT}

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Write one item."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class Atom(Printable, Atom1Feed):
    """Atom with the text as `content`, and an author for each who signed."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        """Write one entry."""
        super().add_item_elements(handler, {**item, "author_name": None})
        for name, url in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            if url:
                handler.addQuickElement("uri", url)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Json(Printable):
    """JSON Feed 1.1."""

    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: Any, encoding: str) -> None:
        """Write the feed. JSON is UTF-8, whatever `encoding` says."""
        feed = {
            "version": JSON_FEED,
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "language": self.feed["language"],
            "authors": [{"name": self.feed["author_name"]}],
            "items": [_json_item(item) for item in self.items],
        }
        outfile.write(json.dumps(feed, ensure_ascii=False).encode())


GENERATORS: dict[str, type[Rss] | type[Atom] | type[Json]] = {"": Rss, "atom": Atom, "json": Json}


def fields_of(item: Item) -> dict[str, Any]:
    """Return what the generators write of an item beyond the fields that Django knows."""
    return {
        "content": item.html,
        "authors": item.authors,
        "pictures": item.pictures,
        "summary": item.article.summary,
    }


def _json_item(item: dict[str, Any]) -> dict[str, Any]:
    fields = {
        "id": item["unique_id"],
        "url": item["link"],
        "title": item["title"],
        "content_html": item["content"],
        "summary": item["summary"],
        "image": item["pictures"][0].url if item["pictures"] else "",
        "date_published": moment(item["pubdate"]),
        "date_modified": moment(item["updateddate"]),
        "authors": [{"name": name, "url": url} if url else {"name": name} for name, url in item["authors"]],
        "tags": list(item["categories"]),
    }
    return {name: value for name, value in fields.items() if value}


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(map(_printable, value))
    return value
