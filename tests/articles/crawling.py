"""A robot that reads the whole site, link by link, as search engines do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import html5lib
from django.urls import Resolver404, resolve
from lxml import etree

HOST = "testserver"
START = f"http://{HOST}/"
LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src", "form": "action"}
XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Found:
    """One answer of the site. `name` is that of its address, e.g. "article"."""

    url: str
    status: int
    type: str
    content: bytes
    name: str
    cookies: tuple[str, ...] = ()
    came_from: str = field(default="", compare=False)

    @property
    def is_page(self) -> bool:
        """Whether it is a page for people."""
        return self.type == "text/html"

    @cached_property
    def _parsed(self) -> tuple[Any, list[str]]:
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        tree = parser.parse(self.content.decode())
        return tree, [code for _, code, _ in parser.errors]

    @property
    def tree(self) -> Any:
        """The page as browsers read it."""
        return self._parsed[0]

    @property
    def faults(self) -> list[str]:
        """What the HTML standard calls parse errors in it."""
        return self._parsed[1]

    def all(self, tag: str, **attributes: str) -> list[Any]:
        """All elements called `tag` with these attributes."""
        return [one for one in self.tree.iter(tag) if attributes.items() <= one.attrib.items()]

    def meta(self, key: str = "name") -> dict[str, str]:
        """The META tags, by name or by property."""
        return {tag.get(key): tag.get("content") for tag in self.all("meta") if tag.get(key)}

    def links(self) -> Iterator[str]:
        """All addresses of this site that the answer leads to."""
        for link in self._links():
            url = urldefrag(urljoin(self.url, link.strip())).url
            if urlsplit(url).netloc == HOST:
                yield url

    def _links(self) -> Iterator[str]:
        if self.is_page:
            for tag, attribute in LINKS.items():
                yield from (one.get(attribute) for one in self.tree.iter(tag) if one.get(attribute))
            for tag in ("img", "source"):
                for one in self.tree.iter(tag):
                    yield from re.findall(r"(\S+) \d+w", one.get("srcset", ""))
        elif "json" in self.type:
            yield from re.findall(r'"(https?://[^"\\]+)"', self.content.decode())
        elif "xml" in self.type:
            for one in etree.fromstring(self.content).iter():
                yield from (text for text in (one.text, one.get("href")) if text and text.startswith("http"))


def crawl(client: Any, start: str = START) -> dict[str, Found]:
    """Follow every link from `start` and what robots are told of; return each answer by its address.

    Of pages in 繁體, which link to what their originals link to, one of each kind is read.
    """
    found: dict[str, Found] = {}
    kinds_in_hant = set()
    waiting = [(urljoin(start, path), "") for path in ("/", "/robots.txt", "/sitemap.xml")]
    while waiting:
        url, came_from = waiting.pop()
        name = _name(urlsplit(url).path)
        if url in found or ("script=hant" in url and name in kinds_in_hant):
            continue
        if "script=hant" in url:
            kinds_in_hant.add(name)
        found[url] = answer = _fetch(client, url, name, came_from)
        if answer.status == 200:
            waiting += [(link, url) for link in answer.links() if link not in found]
    return found


def _name(path: str) -> str:
    try:
        return resolve(path).url_name or ""
    except Resolver404:  # Static files: nothing of Django's own serves them.
        return ""


def _fetch(client: Any, url: str, name: str, came_from: str) -> Found:
    parts = urlsplit(url)
    response = client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return Found(
        url,
        response.status_code,
        response.headers.get("Content-Type", "").split(";")[0],
        content,
        name,
        tuple(response.cookies),
        came_from,
    )
