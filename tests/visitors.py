"""Many people at one site at the same time, over HTTP: readers, and editors who log in and save.

They are threads with a connection each, for tests and benchmarks; what they do is up to those.
"""

from __future__ import annotations

import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import TypeVar

import brotli
import lxml.html

PATIENCE = 120  # Seconds that somebody waits for an answer.
IDLE = 10  # Seconds after which a new connection is opened: the server closes idle ones, after 30.


@dataclass
class Met:
    """What people have met: the seconds that each answer took, and what went wrong."""

    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Visitor:
    """Somebody with a connection that stays open, and the cookies that they were given."""

    def __init__(self, port: int, met: Met) -> None:
        self.met, self.cookies = met, SimpleCookie[str]()
        self.connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._heard_at = 0.0

    def get(self, path: str) -> str:
        """Return a page's text, or nothing where that was an error."""
        return self._ask("GET", path, 200) or ""

    def post(self, path: str, form: Mapping[str, str]) -> bool:
        """Send a form; return whether it was taken."""
        return self._ask("POST", path, 302, urllib.parse.urlencode(form)) is not None

    def _ask(self, method: str, path: str, wanted: int, form: str | None = None) -> str | None:
        begun = time.monotonic()
        if begun - self._heard_at > IDLE:
            self.connection.close()
        try:
            self.connection.request(method, path, form, self._headers(form))
            response = self.connection.getresponse()
            body = response.read()
        except (OSError, HTTPException) as error:
            self.connection.close()
            self.met.errors.append(f"{method} {path}: {error!r}")
            return None
        self._heard_at = time.monotonic()
        self.met.took.append(self._heard_at - begun)
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies.load(cookie)
        if response.status != wanted:
            self.met.errors.append(f"{method} {path}: {response.status}")
            return None
        return (brotli.decompress(body) if response.headers["Content-Encoding"] == "br" else body).decode()

    def _headers(self, form: str | None) -> dict[str, str]:
        headers = {"Accept-Encoding": "br"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={one.value}" for name, one in self.cookies.items())
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        return headers


class Editor(Visitor):
    """Somebody at the desk."""

    def log_in(self, name: str, password: str) -> None:
        """Log in, as anybody does."""
        login = "/admin/login/"
        form = {**_fields(self.get(login), "login-form"), "username": name, "password": password}
        self.post(login, form)

    def listed(self, path: str) -> list[str]:
        """Return the addresses of the forms that a list of the desk leads to."""
        page = self.get(path)
        found = lxml.html.fromstring(page).xpath("//table[@id='result_list']//th//a/@href") if page else []
        links = (urllib.parse.urlsplit(str(link)).path for link in found)
        return [link for link in links if link.endswith("/change/")]

    def form(self, path: str) -> dict[str, str]:
        """Open an article's form; return what it would send, or nothing where it did not come."""
        page = self.get(path)
        return {**_fields(page, "article_form"), "_save": "保存"} if page else {}


def _fields(page: str, form: str) -> dict[str, str]:
    (found,) = lxml.html.fromstring(page).xpath("//form[@id=$form]", form=form)
    return dict(found.form_values())


Person = TypeVar("Person", bound=Visitor)
Result = TypeVar("Result")


@contextmanager
def at_once(
    people: Sequence[Person], live: Callable[[Person, int, threading.Event], Result]
) -> Iterator[list[Future[Result]]]:
    """Let all these people `live`, each told their number and when to leave: when the block ends.

    What one of them raised is raised there.
    """
    leaving = threading.Event()
    with ThreadPoolExecutor(len(people)) as crowd:
        lives = [crowd.submit(live, one, number, leaving) for number, one in enumerate(people)]
        try:
            yield lives
        finally:
            leaving.set()
    for one, life in zip(people, lives, strict=True):
        one.connection.close()
        life.result()
