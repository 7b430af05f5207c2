"""The body of an article: the HTML that is allowed in it, and the ways into and out of it."""

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import nh3

if TYPE_CHECKING:
    from articles.pagedump import Paragraph

TAGS = {"p", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a", "br"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
SCHEMES = {"http", "https", "mailto"}

_BLOCK_END = re.compile(r"</(?:p|h3|li|blockquote|tr)>|<br>")
_TAG = re.compile(r"<[^>]*>")
_CROSSHEAD = re.compile(r"<h3>.*?</h3>", re.DOTALL)
_TAG_NAME = re.compile(r"<(\w+)")

CROSSHEAD_MARK = "## "


def sanitise(markup: str) -> str:
    """Return `markup` with only the elements, attributes and link schemes that a body may have."""
    return nh3.clean(markup, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES).strip()


def from_paragraphs(paragraphs: "Iterable[Paragraph]") -> str:
    """Return the HTML of parsed paragraphs; a crosshead (小标题) becomes an `h3`."""
    return "\n".join(
        f"<h3>{html.escape(p.text, quote=False)}</h3>"
        if p.is_crosshead
        else f"<p>{html.escape(p.text, quote=False)}</p>"
        for p in paragraphs
    )


def plain_text(markup: str) -> str:
    """Return the text of sanitised HTML, a block a line."""
    text = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", markup)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def opening(markup: str, length: int) -> str:
    """Return the first `length` characters of the running text, crossheads left out."""
    text = plain_text(_CROSSHEAD.sub("", markup)).replace("\n", "")
    return text if len(text) <= length else f"{text[:length]}…"


def to_source(markup: str) -> str:
    """Return a body as editors type it: a paragraph a block, `## ` before a crosshead.

    A body that holds more than paragraphs and crossheads is returned as its HTML.
    """
    if set(_TAG_NAME.findall(markup)) - {"p", "h3"}:
        return markup
    return plain_text(markup.replace("<h3>", f"<h3>{CROSSHEAD_MARK}")).replace("\n", "\n\n")


def from_source(source: str) -> str:
    """Return the HTML of what an editor has typed; the inverse of `to_source`."""
    if source.lstrip().startswith("<"):
        return sanitise(source)
    return "\n".join(_block(line.strip()) for line in source.splitlines() if line.strip())


def _block(line: str) -> str:
    name = "h3" if line.startswith(CROSSHEAD_MARK) else "p"
    return f"<{name}>{html.escape(line.removeprefix(CROSSHEAD_MARK), quote=False)}</{name}>"
