"""Addresses of the site. Django puts one together in the time in which a database finds twenty rows."""

from functools import lru_cache

from django.templatetags.static import static
from django.urls import get_script_prefix, reverse

_KEY = 1234567890  # Stands for any key of a row.


def route(name: str, *args: object) -> str:
    """Return the address that is called `name`, as `reverse` does. Raises NoReverseMatch."""
    if len(args) == 1 and type(args[0]) is int:
        before, after = _around(name, get_script_prefix())
        return f"{before}{args[0]}{after}"
    return _whole(name, args, get_script_prefix())


@lru_cache(maxsize=256)
def _around(name: str, prefix: str) -> tuple[str, str]:
    """What stands before the key and after it; both depend on where the site is mounted."""
    before, _, after = reverse(name, args=[_KEY]).partition(str(_KEY))
    return before, after


@lru_cache(maxsize=4096)
def _whole(name: str, args: tuple[object, ...], prefix: str) -> str:
    return reverse(name, args=args)


@lru_cache(maxsize=256)
def static_file(name: str) -> str:
    """Return the address of a static file, which a process knows for good once it has read the manifest."""
    return static(name)
