"""Which forms were sent from this site."""

import pytest
from django.test import RequestFactory

from articles.same_origin import is_same_origin


@pytest.mark.parametrize(
    ("headers", "is_ours"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://testserver"}, True),  # A proxy may speak HTTPS for us.
        ({"Origin": "http://testserver.example.org"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": "http://[x"}, False),
        ({}, True),
    ],
)
def test_a_browser_tells_where_a_form_was_sent_from(headers, is_ours):
    assert is_same_origin(RequestFactory().post("/report/", headers=headers)) is is_ours
