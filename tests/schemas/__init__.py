"""What machines are sent, held against schemas: feeds and sitemaps."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

JSON_FEED = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"}
JSON_ITEM = {"id", "url", "title", "content_html", "date_published", "date_modified"}


@cache
def _schema(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(Path(__file__).parent / f"{name}.rng"))


def valid(content: bytes, name: str) -> Any:
    """Return the root of an XML document that the schema `name` allows; fails where it does not."""
    root = etree.fromstring(content)
    schema = _schema(name)
    assert schema.validate(root), schema.error_log
    return root


def json_feed(content: bytes) -> Any:
    """Return a JSON Feed that has all that version 1.1 asks for, and what these feeds promise."""
    feed = json.loads(content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed.keys() >= JSON_FEED
    for item in feed["items"]:
        assert item.keys() >= JSON_ITEM
        assert item["id"] == item["url"]
        assert all(item.values())
    return feed


CHECKS = {
    "application/rss+xml": lambda content: valid(content, "rss"),
    "application/atom+xml": lambda content: valid(content, "atom"),
    "application/feed+json": json_feed,
    "application/xml": lambda content: valid(content, "sitemap"),
}
