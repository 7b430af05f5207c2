"""Fields whose rows are looked up as one types."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.widgets import AutocompleteSelect

KEY_LENGTH = 18  # Digits that every database takes for a key.


class KeySelect(AutocompleteSelect):
    """A row to be looked up. What was sent and is no key chooses nothing; Django would fail on it."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if _is_key(str(one))], attr)


def _is_key(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= KEY_LENGTH
