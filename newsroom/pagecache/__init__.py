"""Finished pages, kept in memory in front of Django: what is asked for again is sent like a file.

A public page depends on its address and on how it is shown, and on nothing else (see `newsroom.display`).
So it is made once and sent to everybody, compressed, until something public changes: then a number in the
database moves (`articles.generation`), each process sees that within half a second, and a page is made anew
when somebody next asks for it. Editors who are signed in never meet the cache.
"""

from typing import Any

from django.conf import settings

from newsroom.pagecache.cache import PageCache
from newsroom.pagecache.generations import Generations


def in_front_of(application: Any) -> Any:
    """Return a WSGI application that keeps the pages of `application`, unless the settings say not to."""
    if not settings.PAGE_CACHE_SIZE:
        return application
    return PageCache(application, Generations(), settings.PAGE_CACHE_SIZE)
