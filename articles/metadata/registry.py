"""Which function describes which page, by the name of its address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.metadata.document import Metadata
from articles.metadata.site import Site

Context = Mapping[str, Any]
Builder = Callable[[Site, Context], Metadata]


@dataclass(frozen=True, slots=True)
class Described:
    """How a kind of page is described, and which query parameters make one page of it another."""

    build: Builder
    queries: tuple[str, ...]


PAGES: dict[str, Described] = {}


def page(name: str, *queries: str) -> Callable[[Builder], Builder]:
    """Register a function for the pages that the address called `name` leads to."""

    def register(build: Builder) -> Builder:
        PAGES[name] = Described(build, queries)
        return build

    return register
