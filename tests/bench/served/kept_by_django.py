"""Newsroom's settings with Django's cache middleware outermost, where a kept page costs it least."""

from newsroom.settings import *  # noqa: F403
from newsroom.settings import MIDDLEWARE as OWN

PAGE_CACHE_SIZE = 0
MIDDLEWARE = [
    "django.middleware.cache.UpdateCacheMiddleware",
    "django.middleware.cache.FetchFromCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # So that what is kept is compressed.
    *OWN,
]
