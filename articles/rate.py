"""So many requests from one network in a minute and in an hour: people stay below it, machines do not.

Counted in the cache, not in the database: a search writes nothing. Django's cache in memory is one for each
process, so where several serve the site, a network may ask so often of each of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import addresses

MINUTE, HOUR = 60, 60 * 60  # seconds
CACHE = "rates"

View = Callable[..., HttpResponse]
Refused = Callable[[HttpRequest, int], HttpResponse]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is counted together, and how many of it make one search."""

    name: str
    to_one_search: int = 1

    @property
    def limits(self) -> tuple[tuple[int, int], ...]:
        """How many may be asked for in how many seconds."""
        asked = ((settings.SEARCHES_PER_MINUTE, MINUTE), (settings.SEARCHES_PER_HOUR, HOUR))
        return tuple((number * self.to_one_search, span) for number, span in asked)


SEARCHES = Kind("searches")
SUGGESTIONS = Kind("suggestions", to_one_search=8)  # They come while a word is being typed.


def calm_page(request: HttpRequest, seconds: int) -> HttpResponse:
    """Say how long to wait, in minutes where that is a minute or more."""
    minutes = -(-seconds // MINUTE) if seconds >= MINUTE else 0
    context = {"seconds": seconds, "minutes": minutes, "query": request.GET.get("q", "")[:100]}
    return render(request, "429.html", context, status=429)


def no_page(request: HttpRequest, seconds: int) -> HttpResponse:
    """For what a script asks for: nobody reads it."""
    return HttpResponse(status=429)


def limited(kind: Kind, refused: Refused = calm_page) -> Callable[[View], View]:
    """Return a decorator: its view is not asked by a network that has asked too often.

    The answer is then what `refused` makes of the request and the seconds that are left, with Retry-After.
    """

    def decorator(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            seconds = _wait(kind, request)
            if not seconds:
                return view(request, *args, **kwargs)
            response = refused(request, seconds)
            response.headers["Retry-After"] = str(seconds)
            response.headers["Cache-Control"] = "no-store"
            return response

        return counted

    return decorator


def _wait(kind: Kind, request: HttpRequest) -> int:
    """Count a request, and return how many seconds its network has to wait; 0 where it need not.

    What is refused for the minute does not count for the hour: who reloads the page waits no longer for it.
    """
    now = timezone.now()
    network = addresses.known_as(request, now.date())
    moment = int(now.timestamp())
    for most, span in kind.limits:
        if _counted(f"{kind.name}:{span}:{moment // span}:{network}", span) > most:
            return span - moment % span
    return 0


def _counted(key: str, span: int) -> int:
    """Add one, and return how many there are. A key that was dropped meanwhile begins anew."""
    cache = caches[CACHE]
    if cache.add(key, 1, timeout=span):
        return 1
    try:
        return cache.incr(key)
    except ValueError:
        return 1
