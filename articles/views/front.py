"""The front page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Issue, Photo, Topic
from articles.views.topics import links_of

FRONT_LATEST = 10
FRONT_PER_TOPIC = 4
FRONT_PHOTOS = 4


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The lead, the latest articles, the newest of each topic, and recent photos."""
    issue = Issue.objects.with_content().first()
    lead = issue.articles.published().for_cards().as_printed().first() if issue else None
    latest = Article.objects.published().for_cards().newest_first()
    topics = list(Topic.objects.with_articles())
    context = {
        "issue": issue,
        "lead": lead,
        "lead_photo": _opening_photo(lead) if lead else None,
        "latest": latest.exclude(pk=lead.pk)[:FRONT_LATEST] if lead else latest[:FRONT_LATEST],
        "blocks": [(topic, _newest_of(topic)) for topic in topics],
        "photos": Photo.objects.published().for_cards().newest_first()[:FRONT_PHOTOS],
        "nav_topics": topics,
    }
    return render(request, "articles/front.html", context)


def _newest_of(topic: Topic) -> list[Article]:
    links = links_of(topic).order_by("-listed_on", "-article_id")
    return [link.article for link in links[:FRONT_PER_TOPIC]]


def _opening_photo(article: Article) -> Photo | None:
    return article.photos.published().with_files().with_credits().as_printed().first()
