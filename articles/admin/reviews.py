"""The reviews of a text as the desk shows them: beside it, and as the sheet (审稿单) that is printed."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone

from articles.admin import wording
from articles.models import Article, Photo, Review, Status
from articles.models.review import REVIEWS, Stage
from articles.moves import stages
from articles.refusals import link_of
from articles.texts import digest, text_of

SHOWN = 10  # Decisions beside a text; the sheet has all.


@dataclass(frozen=True, slots=True)
class Step:
    """One of the reviews, as the round stands: `review` is how it was given, None where it was not yet."""

    stage: Stage
    review: Review | None
    is_current: bool

    @property
    def who(self) -> str:
        return wording.name(self.review.reviewer) if self.review else ""

    @property
    def state(self) -> str:
        """In one word, which style sheets know too."""
        if self.is_current:
            return "current"
        return self.review.decision if self.review else "open"


@dataclass(frozen=True, slots=True)
class Told:
    """A decision as it is shown: `is_of_present` where it was about the text as it is now."""

    review: Review
    is_of_present: bool

    @property
    def who(self) -> str:
        return wording.name(self.review.reviewer)

    @property
    def figures(self) -> str:
        """The first 12 figures of the digest of the text that was read."""
        return self.review.text_sha256[:12]


@dataclass(frozen=True, slots=True)
class Flow:
    """Where a text stands: the reviews of its round, since when it waits, all decisions, newest first.

    `digest` is that of the text as it is now.
    """

    digest: str
    steps: list[Step]
    since: datetime.datetime | None
    decisions: list[Told]

    @property
    def latest(self) -> list[Told]:
        return self.decisions[:SHOWN]


def reviews_of(thing: Article | Photo) -> QuerySet[Review]:
    """Return all decisions about an article or a photo, the newest first."""
    found = Review.objects.filter(**{link_of(type(thing)): thing.pk})
    return found.select_related("reviewer").order_by("-pk")


def flow_of(thing: Article | Photo) -> Flow:
    """Return where an article or photo stands, in as many queries however much was decided."""
    reviews = list(reviews_of(thing))
    present = digest(text_of(thing))
    told = [Told(review, review.text_sha256 == present) for review in reviews]
    is_waiting = thing.status in (Status.IN_REVIEW, Status.APPROVED, Status.SCHEDULED)
    return Flow(present, _steps(thing, reviews), thing.moved_at if is_waiting else None, told)


def _steps(thing: Article | Photo, reviews: Sequence[Review]) -> list[Step]:
    given = {r.stage: r for r in reviews if r.round == thing.round and r.decision in REVIEWS}
    held = {*stages(), *(Stage(stage) for stage in given if stage)}  # Also those of an earlier setting.
    return [Step(stage, given.get(stage), thing.stage == stage) for stage in sorted(held)]


class SheetAdmin(admin.ModelAdmin):
    """Something publishable with a sheet of its reviews, for whoever may see it."""

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view(self.sheet_view), f"articles_{self.opts.model_name}_sheet"
        return [path("<int:key>/sheet/", view, name=name), *super().get_urls()]

    def sheet_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show the sheet (审稿单) of an article or photo. Raises PermissionDenied and Http404."""
        thing = self.viewed(request, key)
        credits: Any = thing.credits if isinstance(thing, Photo) else thing.bylines
        context = {
            **self.names(),
            "thing": thing,
            "opts": self.opts,
            "credits": credits.select_related("correspondent"),
            "flow": flow_of(thing),
            "now": timezone.now(),
        }
        return render(request, "admin/articles/sheet.html", context)

    def names(self) -> dict[str, str]:
        """Return the names of the addresses of a text's pages at the desk, for templates."""
        kinds = {"list_name": "changelist", "change_name": "change"}
        kinds |= {"sheet_name": "sheet", "versions_name": "versions"}
        return {name: f"admin:articles_{self.opts.model_name}_{kind}" for name, kind in kinds.items()}

    def viewed(self, request: HttpRequest, key: int) -> Any:
        """Return what somebody wants to see. Raises PermissionDenied where they may not, Http404 for none."""
        thing = self.get_object(request, str(key))
        if thing is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        return thing
