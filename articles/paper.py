"""One day's paper as it was printed: page by page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.cards import Card
from articles.models import Photo


@dataclass(slots=True)
class PrintedPage:
    """What is public of one page (版); `number` is None for what has no page number."""

    number: int | None
    articles: list[Card] = field(default_factory=list)
    photos: list[Photo] = field(default_factory=list)


def pages(articles: Iterable[Card], photos: Iterable[Photo]) -> list[PrintedPage]:
    """Return the pages in their order, what has no page number last."""
    found: dict[int | None, PrintedPage] = {}
    for article in articles:
        found.setdefault(article.page_number, PrintedPage(article.page_number)).articles.append(article)
    for photo in photos:
        found.setdefault(photo.page_number, PrintedPage(photo.page_number)).photos.append(photo)
    return sorted(found.values(), key=lambda page: (page.number is None, page.number or 0))


def around(pages: Sequence[PrintedPage], number: int) -> tuple[int | None, int | None]:
    """Return the numbers of the pages before and after page `number`; None past the first and the last."""
    numbers = [page.number for page in pages if page.number is not None]
    before = [each for each in numbers if each < number]
    after = [each for each in numbers if each > number]
    return (before[-1] if before else None, after[0] if after else None)
