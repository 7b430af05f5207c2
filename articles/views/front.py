"""The front page."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import calendars
from articles.models import Article, Issue, Photo, Topic
from articles.views.topics import links_of

FRONT_LATEST = 8
FRONT_PER_TOPIC = 4
FRONT_PHOTOS = 6
PHOTOS_LOOKED_AT = 24  # Among so many of the newest, those with a file come first.


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The lead, the latest articles, the newest of each topic, recent photos, the newest issue's month."""
    issue = Issue.objects.with_content().first()
    lead = issue.articles.published().for_cards().as_printed().first() if issue else None
    latest = Article.objects.published().for_cards().newest_first()
    topics = list(Topic.objects.with_articles())
    lead_photo = _opening_photo(lead) if lead else None
    context = {
        "lead": lead,
        "lead_photo": lead_photo,
        "latest": latest.exclude(pk=lead.pk)[:FRONT_LATEST] if lead else latest[:FRONT_LATEST],
        "blocks": [(topic, _newest_of(topic)) for topic in topics],
        "photos": _newest_photos(lead_photo),
        "nav_topics": topics,
        **(_paper(issue) if issue else {}),
    }
    return render(request, "articles/front.html", context)


def _paper(issue: Issue) -> dict[str, Any]:
    month = calendars.month_of(issue.date)
    return {
        "issue": issue,
        "issue_name": calendars.name_of(issue),
        "month": month,
        "previous_month": calendars.month_before(month),
        "weekdays": calendars.WEEKDAYS,
    }


def _newest_of(topic: Topic) -> list[Article]:
    links = links_of(topic).order_by("-listed_on", "-article_id")
    return [link.article for link in links[:FRONT_PER_TOPIC]]


def _opening_photo(article: Article) -> Photo | None:
    return article.photos.published().with_files().with_credits().as_printed().first()


def _newest_photos(shown: Photo | None) -> list[Photo]:
    newest = Photo.objects.published().for_cards().newest_first()[:PHOTOS_LOOKED_AT]
    others = [photo for photo in newest if photo != shown]
    return sorted(others, key=lambda photo: not photo.image)[:FRONT_PHOTOS]
