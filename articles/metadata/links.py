"""Where else a page is to be found: its own address, the other script, the pages before and after, feeds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from articles.metadata.document import Link
from articles.metadata.forms import FORMS
from articles.metadata.site import LANGUAGE, SCRIPT_QUERY, SCRIPTS, Site
from articles.routes import route


def known(asked: QueryDict, names: Sequence[str]) -> dict[str, str]:
    """Return the parameters that make a page another one, in one order, without those that say nothing."""
    values = ((name, str(asked.get(name, ""))) for name in names)
    return {name: value for name, value in values if value.strip()}


def address(url: str, query: Mapping[str, str], language: str = LANGUAGE) -> str:
    """Return `url` with these parameters, in the script of `language`."""
    script = {SCRIPT_QUERY: SCRIPTS[language]} if SCRIPTS[language] else {}
    text = urlencode({**query, **script})
    return f"{url}?{text}" if text else url


def alternates(url: str, query: Mapping[str, str], asked: QueryDict) -> Iterator[Link]:
    """Yield the canonical address, and the page in each script. Each script is canonical for itself."""
    scripts = {language: address(url, query, language) for language in SCRIPTS}
    wanted = asked.get(SCRIPT_QUERY, "")
    here = next((language for language, script in SCRIPTS.items() if script == wanted), LANGUAGE)
    yield Link("canonical", scripts[here])
    for language, href in scripts.items():
        yield Link("alternate", href, hreflang=language)
    yield Link("alternate", scripts[LANGUAGE], hreflang="x-default")


def neighbours(site: Site, url: str, context: Mapping[str, Any]) -> Iterator[Link]:
    """Yield the page after this one of a list, and the issues or articles before and after."""
    if following := getattr(context.get("page"), "next_query", ""):
        yield Link("next", f"{url}?{following}")
    around = context.get("neighbours")
    for rel, name in (("prev", "previous"), ("next", "next")):
        thing: Any = getattr(around, name, None) or context.get(name)
        if thing is not None and hasattr(thing, "get_absolute_url"):
            yield Link(rel, site.absolute(thing.get_absolute_url()))


def feeds(site: Site, title: str, name: str, *key: Any) -> tuple[Link, ...]:
    """Return the links to one feed in each of its forms; `name` is that of its address."""
    return tuple(
        Link(
            "alternate",
            site.absolute(route(f"articles:{name}{form.suffix}", *key)),
            type=form.type,
            title=f"{title}（{form.label}）",
        )
        for form in FORMS
    )
