"""Who is at an article, and their words that are not saved yet.

A page at the desk speaks up while it is open; without a script its loading alone counts for a while.
What is typed there is kept until it is saved or thrown away, so that no closed browser loses it.
"""

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from articles.models import Article, Editing

Typed = dict[str, list[str]]  # The fields of a form as a browser sends them, by name.

PRESENT = datetime.timedelta(minutes=2)  # How long somebody counts as present after their page spoke up.
KEPT = datetime.timedelta(days=90)  # How long unsaved words wait for somebody who does not come back.
LIMIT = 200_000  # Characters kept of one form.


def opened(article: Article, user: Any, at: datetime.datetime) -> None:
    """Note that `user` has opened `article`, and clear away what is old."""
    _put(article, user, {"revision": article.revision, "opened_at": at}, at)
    clear(at)


def spoke_up(article: Article, user: Any, at: datetime.datetime) -> None:
    """Note that `user` still has `article` open."""
    _put(article, user, {}, at)


def keep(article: Article, user: Any, typed: Typed, at: datetime.datetime) -> None:
    """Keep what `user` has typed and not saved."""
    _put(article, user, {"unsaved": typed, "typed_at": at}, at)


def left(article: Article, user: Any, at: datetime.datetime) -> None:
    """Note that `user` has closed `article`. What they have typed stays."""
    own = Editing.objects.filter(article=article, user=user)
    own.filter(typed_at=None).delete()
    own.update(seen_at=at - PRESENT)


def discard(article: Article, user: Any) -> None:
    """Forget what `user` has typed: it is saved, or they do not want it."""
    Editing.objects.filter(article=article, user=user).update(unsaved={}, typed_at=None)


def at_work(article: Article, at: datetime.datetime) -> QuerySet[Editing]:
    """Return whoever has `article` open, those first who opened it first."""
    present = Editing.objects.filter(article=article, seen_at__gt=at - PRESENT)
    return present.select_related("user").defer("unsaved").order_by("opened_at", "pk")


def unsaved(article: Article, user: Any) -> Editing | None:
    """Return the unsaved words of `user`, if there are any."""
    return Editing.objects.filter(article=article, user=user, typed_at__isnull=False).first()


def clear(at: datetime.datetime) -> None:
    """Clear away whoever is gone, and words that nobody came back for."""
    gone = Q(seen_at__lte=at - PRESENT, typed_at=None) | Q(seen_at__lte=at - KEPT)
    Editing.objects.filter(gone).delete()


def _put(article: Article, user: Any, values: dict[str, Any], at: datetime.datetime) -> None:
    """Write a row of `user` at `article`, new or not, in one statement: pages speak up at the same time."""
    row = {"revision": article.revision, "opened_at": at, **values, "seen_at": at}
    Editing.objects.bulk_create(
        [Editing(article=article, user=user, **row)],
        update_conflicts=True,
        unique_fields=["article", "user"],
        update_fields=[*values, "seen_at"],
    )
