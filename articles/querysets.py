"""What every page, feed and changelist reads its rows by."""

from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import IsNull


class ListedQuerySet(QuerySet[Any, Any]):
    """Rows that carry `listed_on`, the day that lists order by, while they are public."""

    def listed(self) -> Self:
        """Public rows alone."""
        return self.filter(listed_on__isnull=False)

    def newest_first(self) -> Self:
        """By day, then by age in the database."""
        return self.order_by("-listed_on", "-pk")

    def with_photos(self) -> Self:
        """On rows that link to a photo: it, with all that a list shows of it."""
        credited = _with_people("photo__credits", "PhotoCredit")
        return self.select_related("photo__issue").prefetch_related(credited)


class PublishableQuerySet(ListedQuerySet):
    """Articles and photos."""

    def published(self) -> Self:
        """What citizens may see: by a constraint of the tables, what is listed is just what is published."""
        return self.listed()

    def as_printed(self) -> Self:
        """In the order of the paper: by page, then down the page.

        What has no page comes last, dump by dump, so that two pages without a number do not mingle.
        """
        order = (F(field).asc(nulls_last=True) for field in ("page_number", "dump_id", "line_start"))
        return self.order_by(*order, "pk")


class ArticleQuerySet(PublishableQuerySet):
    """Articles."""

    def for_cards(self) -> Self:
        """All that a list shows, in one more query whatever the number of articles."""
        return self.select_related("column", "issue").prefetch_related(_with_people("bylines", "Byline"))

    def for_page(self) -> Self:
        """All that an article's own page shows of it."""
        return self.for_cards().prefetch_related("tags")


class PhotoQuerySet(PublishableQuerySet):
    """Photos."""

    def with_credits(self) -> Self:
        """Credits and their people, in one more query whatever the number of photos."""
        return self.prefetch_related(_with_people("credits", "PhotoCredit"))

    def with_files(self) -> Self:
        """Those whose picture somebody has added: a dump brings the caption alone."""
        return self.exclude(image="")

    def for_cards(self) -> Self:
        """All that a list shows."""
        return self.select_related("issue").with_credits()


class ColumnQuerySet(QuerySet[Any, Any]):
    """Columns."""

    def with_articles(self) -> Self:
        """Those with something public in them."""
        return self.filter(_has_public("Article", "column"))


class TopicQuerySet(QuerySet[Any, Any]):
    """Topics."""

    def with_articles(self) -> Self:
        """Those with something public in them (norms: an empty topic is hidden)."""
        return self.filter(_has_public("ArticleTopic", "topic"))


# Notices that tell and doubt nothing: nobody needs to settle them.
INFORMATION = ("furniture",)


class NoticeQuerySet(QuerySet[Any, Any]):
    """Notices."""

    def of_page(self) -> Self:
        """Those about a page as a whole, not about one of its articles or photos."""
        return self.filter(article=None, photo=None)

    def open(self) -> Self:
        """Doubts that nobody has settled."""
        return self.filter(resolved=False).exclude(code__in=INFORMATION)


class IssueQuerySet(QuerySet[Any, Any]):
    """Issues."""

    def with_content(self) -> Self:
        """Those with something public in them."""
        return self.filter(in_any(_public("Article", "issue"), _public("Photo", "issue")))


def _with_people(path: str, model: str) -> "Prefetch[Any]":
    credits = apps.get_model("articles", model).objects.select_related("correspondent")
    return Prefetch(path, credits)


def in_any(*querysets: QuerySet[Any, Any]) -> IsNull:
    """Return the condition that one of some querysets, which refer to the row that is asked, has a row.

    A row of each is looked up: for `EXISTS … OR EXISTS …` PostgreSQL may read whole tables.
    """
    return IsNull(Coalesce(*(Subquery(rows.order_by().values("pk")[:1]) for rows in querysets)), False)


def _has_public(model: str, link: str) -> Exists:
    return Exists(_public(model, link))


def _public(model: str, link: str) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = apps.get_model("articles", model).objects.listed()
    return rows.filter(**{link: OuterRef("pk")})
