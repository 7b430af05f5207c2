"""What a macro makes of an article in a list, made once for as long as the card is remembered."""

from collections.abc import Callable

from articles.cards import Card


def drawn(macro: Callable[..., str], card: Card, *options: str | bool) -> str:
    """Return what `macro` makes of a card and of `options`. It must depend on nothing else."""
    key = (macro.name, *options)  # type: ignore[attr-defined]  # A macro of Jinja's has a name.
    if key not in card.drawn:
        card.drawn[key] = macro(card, *options)
    return card.drawn[key]
