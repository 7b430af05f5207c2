"""JSON-LD, by the vocabulary of schema.org."""

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from articles.metadata.site import Site, printable

Node = dict[str, Any]

# What could end the script block that the data stand in.
_ENDING = re.compile("[<>&\u2028\u2029]")


def script(nodes: Iterable[Mapping[str, Any]]) -> SafeString:
    """Return the nodes as one graph, fit for a `<script>` block; nothing empty is in it."""
    graph = {"@context": "https://schema.org", "@graph": [_pruned(node) for node in nodes]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    escaped = _ENDING.sub(lambda match: f"\\u{ord(match[0]):04x}", printable(text))
    return mark_safe(escaped)  # noqa: S308 (nothing in it can end the block)  # nosec B308 B703


def moment(at: datetime.datetime | None) -> str:
    """Return a time as ISO 8601 with the paper's own offset; empty where there is none."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""


def publisher(site: Site) -> Node:
    """Return who publishes the site."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{site.base}/#publisher",
        "name": site.publisher or site.name,
        "url": site.absolute("/"),
    }


def crumbs(site: Site, way: Iterable[tuple[str, str]]) -> Node:
    """Return the way from the front page, which it begins with, as pairs of name and path."""
    steps = [("首页", "/"), *way]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": site.absolute(path)}
        for number, (name, path) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def item_list(site: Site, things: Iterable[Any]) -> Node:
    """Return articles, photos or other things with an address of their own, in their order."""
    items = [
        {"@type": "ListItem", "position": number, "url": site.absolute(thing.get_absolute_url())}
        for number, thing in enumerate(things, start=1)
    ]
    return {"@type": "ItemList", "itemListElement": items} if items else {}


def _pruned(value: Any) -> Any:
    """`value` without what is empty in it, at any depth."""
    if isinstance(value, Mapping):
        kept = {key: _pruned(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [kept for each in value if (kept := _pruned(each)) not in (None, "", [], {})]
    return value
