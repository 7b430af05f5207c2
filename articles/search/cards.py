"""What the results show of an article: its card, with what was looked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.body import plain_text
from articles.cards import Card, cards
from articles.search import Query
from articles.search.highlights import Part, highlighted, snippet


@dataclass(frozen=True, slots=True)
class FoundCard:
    """An article among the results; its kicker and its subhead if there is a hit in them."""

    card: Card
    headline: list[Part]
    kicker: list[Part]
    subhead: list[Part]
    snippet: list[Part]


def with_hits(keys: Iterable[int], query: Query) -> list[FoundCard]:
    """Return the cards of public articles, in the order of `keys`, with the hits in them."""
    return [_found(card, query) for card in cards(keys)]


def _found(card: Card, query: Query) -> FoundCard:
    text = "　".join(filter(None, (card.dateline, plain_text(card.body))))
    return FoundCard(
        card=card,
        headline=highlighted(card.headline, query),
        kicker=_if_hit(card.kicker, query),
        subhead=_if_hit(card.subhead, query),
        snippet=snippet(text, query),
    )


def _if_hit(text: str, query: Query) -> list[Part]:
    parts = highlighted(text, query) if text else []
    return parts if any(part.is_hit for part in parts) else []
