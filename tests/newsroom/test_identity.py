"""Where the site is, as settings tell it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import identity


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("", ""),
        ("https://news.example.cn", "https://news.example.cn"),
        (" https://news.example.cn/ ", "https://news.example.cn"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_address_is_a_scheme_and_a_host(typed, address):
    assert identity.address(typed) == address


@pytest.mark.parametrize(
    "typed", ["news.example.cn", "ftp://news.example.cn", "https://", "https://a.cn/news"]
)
def test_address_that_is_none_is_refused_with_a_remedy(typed):
    with pytest.raises(ImproperlyConfigured, match=r"SITE_URL.*https://news\.example\.cn"):
        identity.address(typed)
