"""What to do next: the queue that a text stands in, and what follows it there."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from articles import desk
from articles.models import Article, Photo, Status


def following(thing: Article | Photo, user: Any) -> int | None:
    """Return the key of what follows `thing`, as it stands, in its queue; else of the first in the other.

    One queue is what waits for a review by `user`, longest first; the other, drafts with open notices.
    The end of a queue leads to its beginning: what was passed over there comes up again.
    """
    since = thing.moved_at or thing.created_at
    reviews = desk.waiting(type(thing), user).annotate(since=Coalesce("moved_at", "created_at"))
    queues = [(reviews.order_by("since", "pk"), Q(since__gt=since) | Q(since=since, pk__gt=thing.pk))]
    if isinstance(thing, Article):
        drafts = desk.doubtful_drafts().order_by("pk")
        queues.append((drafts, Q(pk__gt=thing.pk)))
    if thing.status != Status.IN_REVIEW:
        queues.reverse()
    for queue, later in queues:
        others = queue.exclude(pk=thing.pk).values_list("pk", flat=True)
        if key := others.filter(later).first() or others.first():
            return int(key)
    return None
