"""A finished page, and the forms of it that are sent: compressed as a browser can read it, or not."""

import gzip
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
EXPANSIONS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "gzip": gzip.decompress,
}
QUICKEST = "zstd"  # To expand: how a page is kept that nobody has asked for compressed.
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

    `forms` are those that it is kept in, by compression: one or more. `generation` is that of what is public
    when making it began; `until` is when it is to be made again in any case, in seconds of the monotonic
    clock.
    """

    status: str
    headers: Headers
    forms: dict[str, Form]
    generation: int
    until: float

    @classmethod
    def of(
        cls, status: str, headers: Headers, body: bytes, accepted: str, generation: int, until: float
    ) -> "Page":
        """Return a page with its form for a browser that says `accepted` in Accept-Encoding."""
        headers = tuple(map(_shared, headers))
        name = (preferred(accepted) or QUICKEST) if len(body) >= SMALLEST else ""
        return cls(status, headers, {name: _form(name, headers, body)}, generation, until)

    @property
    def size(self) -> int:
        """Bytes that it takes in memory, about."""
        headers = sum(len(name) + len(value) for name, value in self.headers)
        return headers + sum(len(form.body) + 1000 for form in self.forms.values())

    def form(self, accepted: str) -> Form:
        """Return the form for a browser that says `accepted` in Accept-Encoding.

        A compressed one is made but once. The plain one is not kept: it is a few times as large as all others
        together, few ask for it, and to expand one of them takes a tenth of a millisecond.
        """
        name = preferred(accepted) if "" not in self.forms else ""
        form = self.forms.get(name)
        if form is None:
            form = _form(name, self.headers, self._body)
            if name:
                self.forms[name] = form
        return form

    @property
    def _body(self) -> bytes:
        name, form = list(self.forms.items())[0]  # In one step: another thread may add a form.
        return EXPANSIONS[name](form.body)


@lru_cache(maxsize=256)
def _shared(header: tuple[str, str]) -> tuple[str, str]:
    """Return a header as it was first seen: most are the same on all pages, and together not short."""
    return header


def _form(name: str, headers: Headers, plain: bytes) -> Form:
    body = COMPRESSIONS[name](plain) if name else plain
    etag = f'"{hashlib.blake2b(plain, digest_size=12).hexdigest()}{"-" + name if name else ""}"'
    kept = [(key, value) for key, value in headers if key.lower() not in _PER_FORM | {"vary"}]
    vary = ", ".join(dict.fromkeys([*_values(headers, "vary"), "Accept-Encoding"]))
    encoding = [("Content-Encoding", name)] if name else []
    return Form(
        etag,
        [*kept, ("Vary", vary), ("ETag", etag), *encoding, ("Content-Length", str(len(body)))],
        body,
    )


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
