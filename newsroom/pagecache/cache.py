"""The WSGI application in front of Django's."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Any

from newsroom.pagecache.asking import Key, key_of, plain
from newsroom.pagecache.pages import Form, Headers, Page, is_public, is_text
from newsroom.pagecache.store import Store

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LASTING = 60.0  # Seconds that a page is kept at most: what pages say of the day and hour goes on.
ERRORS_LASTING = 10.0  # Seconds; of what is not there.
KEPT = {"200": LASTING, "301": LASTING, "404": ERRORS_LASTING, "410": LASTING}
PATIENCE = 10.0  # Seconds that a request waits for another one that makes the same page.
# One part in so many of the memory is for pages that anybody can ask for without end. None lasts longer than
# a minute: 2 MB of 64 hold the searches of a minute in which a process is asked for ten a second.
RARE = 32


class PageCache:
    """Sends finished pages from memory, and asks `application` for what is not there.

    `generation` returns the number that moves with whatever is public; `limit` is in bytes.
    """

    def __init__(self, application: Application, generation: Callable[[], int], limit: int) -> None:
        self.application = application
        self.generation = generation
        self.pages = Store(limit - limit // RARE)
        self.rare = Store(limit // RARE)
        self._making: dict[Key, Event] = {}
        self._lock = Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request (PEP 3333)."""
        key = key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        kept = self._kept(key)
        answer = kept if kept and self._is_fresh(kept) else self._made_by_one(key, kept, environ)
        if isinstance(answer, Page):
            return self._send(key, answer, environ, start_response)
        return answer.send(start_response)

    def _kept(self, key: Key) -> Page | None:
        return self.pages.get(key) or self.rare.get(key)

    def _is_fresh(self, page: Page) -> bool:
        return page.generation == self.generation() and time.monotonic() < page.until

    def _made_by_one(self, key: Key, old: Page | None, environ: Environ) -> "Page | Answer":
        """The page made anew by one request; others are sent the old one meanwhile, or wait for the new."""
        with self._turn(key) as others:
            if others is None:
                return self._made(key, old, environ)
        if old is not None:
            return old
        others.wait(PATIENCE)
        page = self._kept(key)
        return page if page is not None else self._made(key, None, environ)

    @contextmanager
    def _turn(self, key: Key) -> Iterator[Event | None]:
        """None for whoever is to make the page, for all others the event that it is made."""
        with self._lock:
            others = self._making.get(key)
            if others is None:
                self._making[key] = Event()
        try:
            yield others
        finally:
            if others is None:
                with self._lock:
                    self._making.pop(key).set()

    def _made(self, key: Key, old: Page | None, environ: Environ) -> "Page | Answer":
        generation = self.generation()  # Before anything is read: what changes meanwhile is of the next.
        answer = Answer.of(self.application, plain(key, environ, generation))
        if old is not None and answer.status.startswith("5"):
            return old  # Better than an error; it is tried again with the next request.
        self.pages.drop(key)  # What there is now may belong into the other store, or into none.
        self.rare.drop(key)
        lasting = KEPT.get(answer.status[:3])
        if lasting is None or not (is_public(answer.headers) and is_text(answer.headers)):
            return answer.for_method(environ["REQUEST_METHOD"])
        accepted, until = environ.get("HTTP_ACCEPT_ENCODING", ""), time.monotonic() + lasting
        page = Page.of(answer.status, answer.headers, answer.body, accepted, generation, until)
        self._store(key, page).put(key, page)
        return page

    def _store(self, key: Key, page: Page) -> Store:
        """Searches and what is not there can be asked for in any number, and must not drive out the rest."""
        return self.rare if key.query or page.status.startswith("4") else self.pages

    def _send(self, key: Key, page: Page, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        forms = len(page.forms)
        form = page.form(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if len(page.forms) > forms:
            self._store(key, page).measure(key, page)
        if page.status.startswith("200") and _knows(environ.get("HTTP_IF_NONE_MATCH", ""), form):
            start_response("304 Not Modified", _without_body(form))
            return [b""]
        start_response(page.status, form.headers)
        return [form.body if environ["REQUEST_METHOD"] == "GET" else b""]


class Answer:
    """A response of Django's as a whole: status, headers, body."""

    def __init__(self, status: str, headers: Headers, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @classmethod
    def of(cls, application: Application, environ: Environ) -> "Answer":
        """Ask `application`, and wait for the end of what it answers."""
        begun: list[tuple[str, Headers]] = []

        def start_response(status: str, headers: list[tuple[str, str]], *error: Any) -> None:
            begun.append((status, tuple(headers)))

        parts = application(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        status, headers = begun[-1]
        return cls(status, headers, body)

    def for_method(self, method: str) -> "Answer":
        """The same without its body for HEAD."""
        return self if method == "GET" else Answer(self.status, self.headers, b"")

    def send(self, start_response: StartResponse) -> Iterable[bytes]:
        start_response(self.status, list(self.headers))
        return [self.body]


def _knows(etags: str, form: Form) -> bool:
    """Whether a browser has this form already (RFC 9110, 13.1.2)."""
    return bool(etags) and (
        etags.strip() == "*" or form.etag in (tag.strip().removeprefix("W/") for tag in etags.split(","))
    )


def _without_body(form: Form) -> list[tuple[str, str]]:
    return [
        (name, value) for name, value in form.headers if name not in ("Content-Length", "Content-Encoding")
    ]
