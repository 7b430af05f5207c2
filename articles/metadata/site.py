"""The site as machines know it: where it is, what it is called, who publishes it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest

LANGUAGE = "zh-Hans"
TRADITIONAL = "zh-Hant"
# `?script=hant` asks for a page in 繁體; whoever serves it and whoever points to it read this here.
SCRIPT_QUERY = "script"
SCRIPTS = {LANGUAGE: "", TRADITIONAL: "hant"}

# What no XML may hold and HTML holds in vain: control characters, half pairs, and two code points for none.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Site:
    """Who publishes (fields that are not set are empty), and `base`: scheme and host, without a slash."""

    base: str
    name: str
    publisher: str = ""
    slogan: str = ""
    id_code: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> "Site":
        """Return the site at the address that settings give it, else at the one that was asked."""
        fields = settings.SITE
        base = fields["url"] or f"{request.scheme}://{request.get_host()}"
        return cls(base, fields["name"], fields["publisher"], fields["slogan"], fields["id_code"])

    @property
    def domain(self) -> str:
        """The address without a scheme, as the norm wants `SiteDomain`."""
        return urlsplit(self.base).netloc

    def absolute(self, path: str) -> str:
        """Return the whole address of `path`; what is one already stays as it is."""
        if path.startswith("/") and not path.startswith("//"):  # A page has dozens of them.
            return f"{self.base}{path}"
        return urljoin(f"{self.base}/", path)


def language_of(context: Mapping[str, Any]) -> str:
    """Return the language tag of the page with this context, as the reader has chosen it."""
    return getattr(context.get("display"), "lang", LANGUAGE)


def printable(text: str) -> str:
    """Return `text` without the characters that neither XML nor HTML may hold."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """Return `text` printable and on one line."""
    return " ".join(printable(text).split())


def shortened(text: str, length: int) -> str:
    """Return `text` on one line, of at most `length` characters."""
    line = one_line(text)
    return line if len(line) <= length else f"{line[: length - 1]}…"
