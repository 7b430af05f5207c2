"""Crowds of readers, and of those who only hold a socket."""

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Self

HEADERS = "GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: "
BODY = (
    "POST /report/ HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    "Content-Length: 100000\r\n\r\nwrong="
)


@contextmanager
def slow_sockets(port: int, host: str, count: int) -> Iterator[list[socket.socket]]:
    """Hold so many requests at `port` that never end: half are at their headers, half at their body.

    Each goes on by a letter now and then, so that no time-out for silence ends it.
    """
    is_over = threading.Event()
    with ExitStack() as stack:
        held = []
        for number in range(count):
            one = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
            one.sendall((BODY if number % 2 else HEADERS).format(host=host).encode())
            held.append(one)

        def go_on() -> None:
            while not is_over.wait(0.5):
                for one in held:
                    one.sendall(b"x")

        writer = threading.Thread(target=go_on)
        writer.start()
        try:
            yield held
        finally:
            is_over.set()
            writer.join()


def read_at_once(get: Callable[[str], int], paths: list[str], readers: int) -> list[tuple[int, float]]:
    """Have `readers` read all `paths`; return the status of each and the seconds that it took."""

    def read(path: str) -> tuple[int, float]:
        since = time.monotonic()
        return get(path), time.monotonic() - since

    with ThreadPoolExecutor(readers) as crowd:
        return list(crowd.map(read, paths))


@dataclass(frozen=True)
class Seen:
    """What somebody was answered who asked for a page then, or the exception where they were not."""

    path: str
    asked_at: float
    answered_at: float
    answer: Any


class Readers:
    """So many people who open `paths` in turn, again and again; `seen` has what each of them saw.

    `{}` in a path is another number each time: nobody has asked for that page before. Each page is read for
    `pause` seconds.
    """

    def __init__(
        self, get: Callable[[str], Any], paths: Sequence[str], count: int, pause: float = 0.0
    ) -> None:
        self.get, self.paths, self.pause = get, paths, pause
        self.seen: list[Seen] = []
        self._numbers = itertools.count()
        self._leaving = threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(count)]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *failed: object) -> None:
        self._leaving.set()
        for thread in self._threads:
            thread.join()

    def _read(self) -> None:
        for path in itertools.cycle(self.paths):
            self._open(path.format(next(self._numbers)))
            if self._leaving.wait(self.pause):
                return

    def _open(self, path: str) -> None:
        asked_at = time.monotonic()
        try:
            answer = self.get(path)
        except Exception as error:
            answer = error
        self.seen.append(Seen(path, asked_at, time.monotonic(), answer))
