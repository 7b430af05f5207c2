"""Free tags as Chinese editors type them."""

import re
from collections.abc import Iterable
from typing import Any

_SEPARATOR = re.compile(r"[,，、;；\n]")


def parse(text: str) -> list[str]:
    """Return the sorted, distinct tags in `text`; commas, `、` and semicolons part them, spaces do not."""
    return sorted({tag.strip() for tag in _SEPARATOR.split(text) if tag.strip()})


def join(tags: Iterable[Any]) -> str:
    """Return tags as `parse` reads them."""
    return "、".join(sorted(tag.name for tag in tags))
