"""One day's paper, page by page."""

import pytest

from articles.paper import PrintedPage, around

PAGES = [PrintedPage(1), PrintedPage(2), PrintedPage(10), PrintedPage(None)]


@pytest.mark.parametrize(
    ("number", "neighbours"), [(1, (None, 2)), (2, (1, 10)), (10, (2, None)), (5, (2, 10))]
)
def test_pages_around_a_page_are_those_that_are_there(number, neighbours):
    assert around(PAGES, number) == neighbours
