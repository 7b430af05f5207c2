"""What a macro makes of something that is remembered, made once for as long as that is remembered."""

from collections.abc import Callable, Hashable
from typing import Protocol


class Drawable(Protocol):
    """What keeps what was made of it."""

    @property
    def drawn(self) -> dict[Hashable, str]:
        """What was made, by the macro's name and its options."""


def drawn(macro: Callable[..., str], thing: Drawable, *options: str | bool) -> str:
    """Return what `macro` makes of a thing and of `options`. It must depend on nothing else."""
    key = (macro.name, *options)  # type: ignore[attr-defined]  # A macro of Jinja's has a name.
    if key not in thing.drawn:
        thing.drawn[key] = macro(thing, *options)
    return thing.drawn[key]
