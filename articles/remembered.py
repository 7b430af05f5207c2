"""What page after page asks for and what changes only with something public: kept in memory till then.

It is kept by the number of `articles.generation`, so that nothing old is told: the number is read once a
request, before anything else is. Inside a transaction, whose changes may yet be undone, nothing is kept.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from threading import Lock, local
from typing import Any, TypeVar

from django.core.signals import request_finished, request_started
from django.db import connection

from articles import generation

MOST = 2000  # Results that a process keeps; what was asked for longest ago goes first.

Function = TypeVar("Function", bound=Callable[..., Any])

_NOTHING = object()  # What is not remembered.
_kept: OrderedDict[Hashable, tuple[int, Any]] = OrderedDict()
_lock = Lock()
_request = local()


def remembered(function: Function) -> Function:
    """Decorate a function of what is public: called again with the same arguments, it returns the same.

    What it returns belongs to all, in every thread, and is not to be changed by anybody.
    """

    @wraps(function)
    def asked(*args: Hashable) -> Any:
        if connection.in_atomic_block:
            return function(*args)
        key, number = (function, args), _number()
        with _lock:
            result = _recalled(key, number)
        if result is _NOTHING:
            result = function(*args)
            with _lock:
                _keep(key, number, result)
        return result

    return asked  # type: ignore[return-value]


def remembered_each(function: Function) -> Function:
    """Decorate a function that returns a dict for keys: it is asked only for those that are not remembered.

    More arguments than the keys belong to each of them. What it returns for one is as with `remembered`.
    """

    @wraps(function)
    def asked(keys: Sequence[Hashable], *args: Hashable) -> dict[Any, Any]:
        if connection.in_atomic_block:
            return dict(function(keys, *args))
        number = _number()
        with _lock:
            found = {key: _recalled((function, key, args), number) for key in keys}
        if missing := [key for key, result in found.items() if result is _NOTHING]:
            made = function(missing, *args)
            with _lock:
                for key, result in made.items():
                    _keep((function, key, args), number, result)
            found |= made
        return {key: result for key, result in found.items() if result is not _NOTHING}

    return asked  # type: ignore[return-value]


def forget() -> None:
    """Forget everything: for tests, where a number may come twice."""
    with _lock:
        _kept.clear()


def _recalled(key: Hashable, number: int) -> Any:
    made_at, result = _kept.get(key, (None, None))
    if made_at != number:
        return _NOTHING
    _kept.move_to_end(key)
    return result


def _keep(key: Hashable, number: int, result: Any) -> None:
    _kept[key] = number, result
    _kept.move_to_end(key)
    while len(_kept) > MOST:
        _kept.popitem(last=False)


def _number() -> int:
    """The number of what is public now; in a request, that of its beginning."""
    if not getattr(_request, "is_on", False):
        return generation.current()
    if _request.number is None:
        _request.number = generation.current()
    return int(_request.number)


def _begin(**about: Any) -> None:
    _request.is_on, _request.number = True, None


def _end(**about: Any) -> None:
    _request.is_on = False


request_started.connect(_begin, dispatch_uid="articles.remembered")
request_finished.connect(_end, dispatch_uid="articles.remembered")
