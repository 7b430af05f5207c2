"""Keeps `listed_on`, the day that lists order by, in step wherever it is copied to.

It is copied so that each list is one index, read newest first: by topic, by person, by column. It
is the day of print where there was one, else the day of publication, and null off the site.
"""

from collections.abc import Collection

from django.db.models import Case, DateField, F, OuterRef, Subquery, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, TruncDate

from articles.models import Article, ArticleTopic, Byline, Issue, Photo, PhotoCredit, Status


def day(published_at: Combinable) -> Coalesce:
    """Return the SQL expression of a row's listing day, were it published at `published_at`."""
    printed_on = Subquery(Issue.objects.filter(pk=OuterRef("issue_id")).values("date"))
    return Coalesce(printed_on, TruncDate(published_at), output_field=DateField())


def refresh(model: type[Article] | type[Photo], keys: Collection[int]) -> None:
    """Set the listing days of rows whose issue, people or topics have changed, and of their links."""
    listed_on = When(status=Status.PUBLISHED, then=day(F("published_at")))
    model.objects.filter(pk__in=keys).update(listed_on=Case(listed_on, default=None))
    copy(model, keys)


def copy(model: type[Article] | type[Photo], keys: Collection[int]) -> None:
    """Copy the listing days of articles or photos to the rows that link to them."""
    if model is Photo:
        PhotoCredit.objects.filter(photo__in=keys).update(listed_on=_that_of(Photo, "photo"))
    else:
        listed_on = _that_of(Article, "article")
        Byline.objects.filter(article__in=keys).update(listed_on=listed_on)
        unless_refused = Case(When(confirmed=False, then=None), default=listed_on)
        ArticleTopic.objects.filter(article__in=keys).update(listed_on=unless_refused)


def _that_of(model: type[Article] | type[Photo], link: str) -> Subquery:
    return Subquery(model.objects.filter(pk=OuterRef(f"{link}_id")).values("listed_on"))
