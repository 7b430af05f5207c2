"""The front page."""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import calendars, contents, listed
from articles.cards import cards
from articles.models import Article, Issue, Photo, Topic
from articles.remembered import remembered

FRONT_LATEST = 8
FRONT_PER_TOPIC = 4
FRONT_PHOTOS = 6
PHOTOS_LOOKED_AT = 24  # Among so many of the newest, those with a file come first.


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The lead, the latest articles, the newest of each topic, recent photos, the newest issue's month."""
    return render(request, "articles/front.html", {**_content(), "nav_topics": contents.topics()})


@remembered
def _content() -> Mapping[str, Any]:
    """What the page shows: it depends on nothing that a reader asks."""
    issue = contents.newest_issue()
    lead = issue.articles.published().as_printed().only("pk").first() if issue else None
    lead_photo = _opening_photo(lead) if lead else None
    latest = [key for _, key in listed.ARTICLES.newest(FRONT_LATEST + 1) if not lead or key != lead.pk]
    newest = {topic: _newest_of(topic) for topic in contents.topics()}
    wanted = chain([lead.pk] if lead else [], latest, *newest.values())
    found = {card.pk: card for card in cards(wanted)}
    return {
        "lead": found.get(lead.pk) if lead else None,
        "lead_photo": lead_photo,
        "latest": [found[key] for key in latest if key in found][:FRONT_LATEST],
        "blocks": [(topic, [found[key] for key in keys if key in found]) for topic, keys in newest.items()],
        "photos": _newest_photos(lead_photo),
        **(_paper(issue) if issue else {}),
    }


def _paper(issue: Issue) -> dict[str, Any]:
    month = calendars.month_of(issue.date)
    return {
        "issue": issue,
        "issue_name": calendars.name_of(issue),
        "month": month,
        "previous_month": calendars.month_before(month),
        "weekdays": calendars.WEEKDAYS,
    }


def _newest_of(topic: Topic) -> list[int]:
    return [place.key for place in listed.of_topic(topic.pk).newest(FRONT_PER_TOPIC)]


def _opening_photo(article: Article) -> Photo | None:
    return article.photos.published().with_files().with_credits().as_printed().first()


def _newest_photos(shown: Photo | None) -> list[Photo]:
    newest = Photo.objects.published().for_cards().newest_first()[:PHOTOS_LOOKED_AT]
    others = [photo for photo in newest if photo != shown]
    return sorted(others, key=lambda photo: not photo.image)[:FRONT_PHOTOS]
