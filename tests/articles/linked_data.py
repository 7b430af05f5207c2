"""What JSON-LD of the site must hold, kind by kind, after schema.org and what search engines ask."""

import datetime
from typing import Any

# The kinds of node on each kind of page.
KINDS = {
    "front": ["WebSite"],
    "article": ["NewsArticle", "BreadcrumbList"],
    "person": ["ProfilePage", "BreadcrumbList"],
    "topic": ["CollectionPage", "BreadcrumbList"],
    "column": ["CollectionPage", "BreadcrumbList"],
}
REQUIRED = {
    "WebSite": {"@id", "name", "url"},
    "NewsArticle": {
        "headline",
        "datePublished",
        "dateModified",
        "publisher",
        "mainEntityOfPage",
        "inLanguage",
        "wordCount",
        "speakable",
        "url",
    },
    "NewsMediaOrganization": {"@id", "name", "url"},
    "Person": {"name", "url"},
    "Organization": {"name"},
    "ImageObject": {"url", "contentUrl", "width", "height", "caption"},
    "Photograph": {"name", "mainEntityOfPage", "publisher"},
    "PublicationIssue": {"datePublished", "isPartOf", "url"},
    "Newspaper": {"name"},
    "CorrectionComment": {"text", "datePublished"},
    "SpeakableSpecification": {"cssSelector"},
    "CollectionPage": {"name", "url", "description", "isPartOf"},
    "ProfilePage": {"mainEntity", "url"},
    "WebPage": {"name", "url"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"itemListElement"},
    "ListItem": {"position"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
}
ADDRESSES = {"@id", "url", "contentUrl", "item", "mainEntityOfPage", "urlTemplate"}
TIMES = {"datePublished", "dateModified"}


def check_graph(graph: dict[str, Any], page: str) -> None:
    """Fail where the JSON-LD of a page of the kind `page` lacks something, or has it in the wrong form."""
    assert graph["@context"] == "https://schema.org"
    kinds = [node["@type"] for node in graph["@graph"]]
    assert kinds == KINDS.get(page, kinds)
    for node in graph["@graph"]:
        _check(node)


def _check(value: Any, name: str = "") -> None:
    assert value not in ("", None, [], {}), name
    if isinstance(value, list):
        for each in value:
            _check(each, name)
    elif isinstance(value, dict):
        assert value.keys() >= REQUIRED[value["@type"]], value
        for key, each in value.items():
            _check(each, key)
    elif name in ADDRESSES:
        assert value.startswith(("http://", "https://")), (name, value)
    elif name in TIMES:
        datetime.datetime.fromisoformat(value)
    elif name == "headline":
        assert len(value) <= 110
