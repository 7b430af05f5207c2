"""Counts beside the rows of a list."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet[Any], link: str) -> Coalesce:
    """Return how many of `rows` link to each row of a list.

    A subquery, so that only the rows shown are counted, and the list's own count stays a plain one.
    """
    linked = rows.filter(**{link: OuterRef("pk")}).order_by().values(link)
    return Coalesce(Subquery(linked.annotate(n=Count("pk")).values("n")), 0, output_field=IntegerField())
