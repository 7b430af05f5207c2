"""The body of an article: the HTML that is allowed in it, and the ways into and out of it.

A body is kept as HTML. It is typed as plain lines where it holds paragraphs, crossheads and photos alone,
else as its HTML. What is typed tells by itself which it is: see `is_markup`.
"""

import html
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import nh3

from articles.pagedump.chars import heap_of_marks
from articles.slow_html import MOST_TAGS, eased, is_tangled, restored

if TYPE_CHECKING:
    from articles.pagedump import Paragraph

TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
TAGS = {"p", "h3", "ul", "ol", "li", "blockquote", "figure", "strong", "em", "a", "br"} | TABLE_TAGS
ATTRIBUTES = {
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "figure": {"data-photo"},
}
SCHEMES = {"http", "https", "mailto"}

_BLOCK_END = re.compile(r"</(?:p|h3|li|blockquote|tr)>|<br>")
_TAG = re.compile(r"<[^>]*>")
_CROSSHEAD = re.compile(r"<h3>.*?</h3>", re.DOTALL)
_TAG_NAME = re.compile(r"<(\w+)")
_MARKUP = re.compile(r"\s*<[A-Za-z/!]")

_SPAN = re.compile(r"[2-9]|[1-9]\d{1,2}")  # Of a cell that covers several.
_PHOTO_KEY = re.compile(r"[1-9]\d{0,17}")
_FIGURE = re.compile(r'<figure data-photo="(\d+)"></figure>')
_FIGURE_TAG = re.compile(r'<figure(?: data-photo="(\d+)")?>|</figure>')

_STRUCTURE = r"p|h3|ul|ol|li|blockquote|figure|table|thead|tbody|tr|th|td"
_BLOCK = r"p|h3|ul|ol|blockquote|figure|table"
# White space is looked at once, from where it begins: from each of its characters would take the square.
_AROUND_TAGS = re.compile(rf"(?:(?<!\s)\s++)?(</?(?:{_STRUCTURE})\b[^>]*>)\s*")
_EMPTY = re.compile(r"<(p|h3)></\1>")
_ONE_PARAGRAPH = re.compile(r"(<(li|td|th)\b[^>]*>)<p>((?:(?!</?p>).)*)</p>(?=</\2>)", re.DOTALL)
_BETWEEN_BLOCKS = re.compile(rf"(</(?:{_BLOCK})>)(?=<(?:{_BLOCK})\b)")

_OPENING = re.compile(r'(?:<figure data-photo="\d+"></figure>\s*)*<p>')

CROSSHEAD_MARK = "## "
PHOTO_LINE = re.compile(r"\[\[图([1-9]\d{0,17})\]\]")


def sanitise(markup: str) -> str:
    """Return `markup` with only the elements, attributes and link schemes that a body may have."""
    clean = nh3.clean(
        eased(markup),
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        clean_content_tags={"script", "style", "figcaption"},
        url_schemes=SCHEMES,
    )
    return _FIGURE_TAG.sub(_figure, restored(clean)).strip()


def tidy(markup: str) -> str:
    """Return `markup` sanitised and in the one form in which bodies are kept, whoever wrote it.

    A block a line, nothing empty, and no paragraph in an item or a cell that holds just this one.
    """
    text = _AROUND_TAGS.sub(r"\1", sanitise(markup))
    while _EMPTY.search(text):  # One may have held another.
        text = _EMPTY.sub("", text)
    return _BETWEEN_BLOCKS.sub(r"\1\n", _ONE_PARAGRAPH.sub(r"\1\3", text))


def fault(source: str) -> str:
    """Return what keeps a body that is typed from being taken, and the remedy; blank where nothing does."""
    if is_markup(source) and is_tangled(source):
        return f"有 {MOST_TAGS} 个以上的 HTML 标签，或一个标签过长，不像稿件。请改为粘贴纯文字"
    return "有大量叠加的组合符号，不像正常文字。请删去" if heap_of_marks(source) >= 0 else ""


def from_paragraphs(paragraphs: "Iterable[Paragraph]") -> str:
    """Return the HTML of parsed paragraphs; a crosshead (小标题) becomes an `h3`."""
    return "\n".join(
        f"<h3>{html.escape(p.text, quote=False)}</h3>"
        if p.is_crosshead
        else f"<p>{html.escape(p.text, quote=False)}</p>"
        for p in paragraphs
    )


def plain_text(markup: str) -> str:
    """Return the text of sanitised HTML, a block a line. Photos have none in it."""
    text = html.unescape(_TAG.sub("", _BLOCK_END.sub("\n", markup)))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def opening(markup: str, length: int) -> str:
    """Return the first `length` characters of the running text, crossheads left out."""
    text = plain_text(_CROSSHEAD.sub("", markup)).replace("\n", "")
    return text if len(text) <= length else f"{text[:length]}…"


def photos_in(markup: str) -> list[int]:
    """Return the keys of the photos that have their place in a sanitised body, in their order."""
    return [int(key) for key in _FIGURE.findall(markup)]


def in_parts(markup: str) -> list[str | int]:
    """Return a sanitised body as pieces of HTML and, between them, the keys of the photos that stand so."""
    pieces: list[str | int] = list(_FIGURE.split(markup))
    pieces[1::2] = [int(key) for key in pieces[1::2]]
    return pieces


def as_read(markup: str, dateline: str) -> list[str | int]:
    """Return a body as citizens read it, in parts: sanitised, with the dateline (消息头) bold at its head.

    It is sanitised here as well as on the way in: whatever wrote the row, the page stays safe. A crosshead
    becomes an `h2`, because only the headline stands above it.
    """
    body = sanitise(markup).replace("<h3>", "<h2>").replace("</h3>", "</h2>")
    return in_parts(_with_dateline(body, dateline))


def _with_dateline(body: str, dateline: str) -> str:
    """The dateline at the head of the first paragraph; a photo may stand before it."""
    if not dateline:
        return body
    words = f'<strong class="dateline">{html.escape(dateline)}</strong> '
    match = _OPENING.match(body)
    return f"{match[0]}{words}{body[match.end() :]}" if match else f"<p>{words}</p>{body}"


def is_markup(source: str) -> bool:
    """Whether what is typed is HTML: it begins with a tag. Plain lines that do are kept and typed as HTML."""
    return bool(_MARKUP.match(source))


def to_source(markup: str) -> str:
    """Return a body as editors type it: a paragraph a block, `## ` before a crosshead, `[[图1]]` for a photo.

    A body that holds more, or that would not be the same when it comes back, is returned as its HTML.
    """
    if set(_TAG_NAME.findall(markup)) - {"p", "h3", "figure"}:
        return sanitise(markup)  # Whatever wrote the row, the editor is given nothing else.
    marked = _FIGURE.sub(r"<p>[[图\1]]</p>", markup.replace("<h3>", f"<h3>{CROSSHEAD_MARK}"))
    source = plain_text(marked).replace("\n", "\n\n")
    return source if from_source(source) == tidy(markup) else markup


def from_source(source: str) -> str:
    """Return the HTML of what an editor has typed; the inverse of `to_source`."""
    if is_markup(source):
        return tidy(source)
    return tidy("\n".join(_block(line.strip()) for line in source.splitlines() if line.strip()))


def _block(line: str) -> str:
    if photo := PHOTO_LINE.fullmatch(line):
        return f'<figure data-photo="{photo[1]}"></figure>'
    name = "h3" if line.startswith(CROSSHEAD_MARK) else "p"
    return f"<{name}>{html.escape(line.removeprefix(CROSSHEAD_MARK), quote=False)}</{name}>"


def _attribute(tag: str, name: str, value: str) -> str | None:
    wanted = {"colspan": _SPAN, "rowspan": _SPAN, "data-photo": _PHOTO_KEY}.get(name)
    return value if wanted is None or wanted.fullmatch(value) else None


def _figure(tag: re.Match[str]) -> str:
    """A figure holds nothing of its own: what stood in it stands after it."""
    return f'<figure data-photo="{tag[1]}"></figure>' if tag[1] else ""
