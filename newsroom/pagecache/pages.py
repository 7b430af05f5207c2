"""A finished page, and the forms of it that are sent: compressed as a browser can read it, or not."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

import brotli
import zstandard

Headers = tuple[tuple[str, str], ...]

# The smallest first. Measured on our pages: brotli 5 takes a millisecond and a seventh off what the others
# leave; more of any takes many times as long for a twentieth.
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "zstd": lambda body: zstandard.ZstdCompressor(level=9).compress(body),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
SMALLEST = 200  # Bytes: below, compressing gains nothing.

_TEXT = re.compile(r"text/|application/(?:[\w.+-]*\+)?(?:json|xml)|image/svg\+xml")
_PER_FORM = {"content-length", "content-encoding", "etag"}


@dataclass(slots=True)
class Form:
    """A page as it goes over the wire."""

    etag: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(slots=True)
class Page:
    """A response of Django's with all that is needed to send it again.

    `generation` is that of what is public when making it began; `until` is when it is to be made again in
    any case, in seconds of the monotonic clock.
    """

    status: str
    headers: Headers
    body: bytes
    generation: int
    until: float
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""
        headers = sum(len(name) + len(value) for name, value in self.headers)
        return len(self.body) + headers + sum(len(form.body) + 1000 for form in self.forms.values())

    def form(self, accepted: str) -> Form:
        """Return the form for a browser that says `accepted` in Accept-Encoding; it is made but once."""
        name = preferred(accepted) if len(self.body) >= SMALLEST else ""
        form = self.forms.get(name)
        if form is None:
            form = self.forms[name] = self._made(name)
        return form

    def _made(self, name: str) -> Form:
        body = COMPRESSIONS[name](self.body) if name else self.body
        etag = f'"{hashlib.blake2b(self.body, digest_size=12).hexdigest()}{"-" + name if name else ""}"'
        kept = [(key, value) for key, value in self.headers if key.lower() not in _PER_FORM | {"vary"}]
        vary = ", ".join(dict.fromkeys([*_values(self.headers, "vary"), "Accept-Encoding"]))
        encoding = [("Content-Encoding", name)] if name else []
        headers = [*kept, ("Vary", vary), ("ETag", etag), *encoding, ("Content-Length", str(len(body)))]
        return Form(etag, headers, body)


def is_text(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether a response is one that can be compressed."""
    return any(_TEXT.match(kind) for kind in _values(headers, "content-type"))


def is_public(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether a response says that it is the same for everybody."""
    headers = list(headers)
    directives = {value.strip() for line in _values(headers, "cache-control") for value in line.split(",")}
    return "public" in directives and not list(_values(headers, "set-cookie"))


def _values(headers: Iterable[tuple[str, str]], name: str) -> Iterable[str]:
    return (value for key, value in headers if key.lower() == name)


@lru_cache(maxsize=256)  # Browsers send a handful of them.
def preferred(accepted: str) -> str:
    """Return the compression to use for an Accept-Encoding, or "" for none (RFC 9110, 12.5.3)."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    others = weights.get("*", 0.0)
    return (
        max(COMPRESSIONS, key=lambda name: weights.get(name, others))
        if any(weights.get(name, others) for name in COMPRESSIONS)
        else ""
    )


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    try:
        return float(value) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0
