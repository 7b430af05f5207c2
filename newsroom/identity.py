"""The site's name, publisher and licence numbers, for every template."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site`, the fields of `settings.SITE`; a blank one is meant to be hidden."""
    return {"site": settings.SITE}


def address(typed: str) -> str:
    """Return `SITE_URL` without a slash at its end; blank where it is not set.

    Raises ImproperlyConfigured where it is no scheme and host alone: each page stands at its own path there.
    """
    url = typed.strip().rstrip("/")
    parts = urlsplit(url)
    is_base = parts.scheme in ("http", "https") and parts.netloc and f"{parts.scheme}://{parts.netloc}" == url
    if url and not is_base:
        raise ImproperlyConfigured(
            f"SITE_URL（网站地址）应是协议加域名，如 https://news.example.cn，"
            f"现在是“{typed}”，请改正环境变量或 .env。"
        )
    return url
