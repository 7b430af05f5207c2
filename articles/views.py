"""The citizens' pages. Every row comes from `published()` or `listed()`; nothing else is public."""

import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import paging, paper, reading, renditions
from articles.models import Article, ArticleTopic, Byline, Column, Issue, Photo, PhotoCredit, Status, Topic
from people.models import Correspondent

FRONT_LATEST = 10
FRONT_PER_TOPIC = 4
FRONT_PHOTOS = 4
PERSON_PHOTOS = 12

FOR_GOOD = "public, max-age=31536000, immutable"


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


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's articles, newest first."""
    topic = get_object_or_404(Topic, slug=slug)
    page = paging.newest(request, _links_of(topic), key="article_id")
    context = {"topic": topic, "page": page, "articles": [link.article for link in page.rows]}
    return render(request, "articles/topic.html", context)


@require_safe
def column(request: HttpRequest, slug: str) -> HttpResponse:
    """A column's articles, newest first."""
    column = get_object_or_404(Column.objects.with_articles(), slug=slug)
    page = paging.newest(request, column.articles.published().for_cards())
    return render(request, "articles/column.html", {"column": column, "page": page, "articles": page.rows})


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """The issues of one year, the newest year unless `?year=` names another."""
    years = Issue.objects.with_content().years()
    asked = request.GET.get("year", "")
    year = next((year for year in years if str(year) == asked), years[0] if years else None)
    if asked and asked != str(year):
        raise Http404
    shown = Issue.objects.with_content().filter(date__year=year) if year else Issue.objects.none()
    return render(request, "articles/issues.html", {"years": years, "year": year, "issues": shown})


@require_safe
def issue(request: HttpRequest, date: datetime.date) -> HttpResponse:
    """One day's paper, page by page."""
    return render(request, "articles/issue.html", _day(date))


@require_safe
def page(request: HttpRequest, date: datetime.date, number: int) -> HttpResponse:
    """One page of a day's paper."""
    day = _day(date)
    page = next((page for page in day["pages"] if page.number == number), None)
    if page is None:
        raise Http404
    return render(request, "articles/page.html", {"page": page, **day})


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article; 410 with a notice where it was withdrawn."""
    article = get_object_or_404(Article.objects.for_page(), pk=pk)
    if not article.is_public:
        return _not_public(request, article, "本文")
    photos = article.photos.published().with_credits().as_printed()
    topics = Topic.objects.filter(article_links__in=article.topic_links.listed())
    return render(request, "articles/article.html", reading.of_article(article, photos, topics))


@require_safe
def photos(request: HttpRequest) -> HttpResponse:
    """All photos, newest first."""
    page = paging.newest(request, Photo.objects.published().for_cards())
    return render(request, "articles/photos.html", {"page": page, "photos": page.rows})


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """One photo; 410 with a notice where it was withdrawn."""
    photo = get_object_or_404(Photo.objects.for_cards().select_related("article"), pk=pk)
    if not photo.is_public:
        return _not_public(request, photo, "这张图片")
    return render(request, "articles/photo.html", reading.of_photo(photo))


@require_safe
def rendition(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A photo's file in one of its sizes; not that of a photo that was withdrawn or spiked.

    That of a draft is sent to whoever knows its address, which nobody can guess: previews need it.
    """
    photo = get_object_or_404(Photo.objects.exclude(status__in=(Status.WITHDRAWN, Status.SPIKED)), pk=pk)
    found = renditions.read(photo, name)
    if found is None:
        raise Http404
    data, kind = found
    return HttpResponse(data, content_type=kind, headers={"Cache-Control": FOR_GOOD})


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has signed something public, by pinyin."""
    page = paging.alphabetical(request, _signers())
    return render(request, "articles/people.html", {"page": page, "people": page.rows})


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person wrote, newest first, and their latest photos; what they signed twice, once."""
    person = get_object_or_404(_signers(), pk=pk)
    page = paging.newest(request, person.bylines.listed().with_articles(), key="article_id")
    credits = person.photocredits.listed().with_photos().order_by("-listed_on", "-photo_id")
    context = {
        "person": person,
        "page": page,
        "articles": dict.fromkeys(byline.article for byline in page.rows),
        "photos": dict.fromkeys(credit.photo for credit in credits[:PERSON_PHOTOS]),
    }
    return render(request, "articles/person.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to an address that leads nowhere."""
    return render(request, "404.html", status=404)


def _not_public(request: HttpRequest, thing: Article | Photo, what: str) -> HttpResponse:
    """410 for what was on the web once (norms: it does not silently vanish), else there is nothing here.

    Why it was withdrawn is the newsroom's own business: only the day is told.
    """
    if thing.published_at is None:
        raise Http404
    withdrawn_at = thing.moved_at if thing.status == Status.WITHDRAWN else None
    context = {"what": what, "withdrawn_at": withdrawn_at}
    return render(request, "articles/gone.html", context, status=410)


def _links_of(topic: Topic) -> QuerySet[ArticleTopic]:
    return ArticleTopic.objects.filter(topic=topic).listed().with_articles()


def _newest_of(topic: Topic) -> list[Article]:
    links = _links_of(topic).order_by("-listed_on", "-article_id")
    return [link.article for link in links[:FRONT_PER_TOPIC]]


def _opening_photo(article: Article) -> Photo | None:
    return article.photos.published().with_files().with_credits().as_printed().first()


def _day(date: datetime.date) -> dict[str, Any]:
    with_content = Issue.objects.with_content()
    issues = list(with_content.filter(date=date))
    if not issues:
        raise Http404
    articles = Article.objects.published().filter(issue__in=issues).for_cards().as_printed()
    photos = Photo.objects.published().filter(issue__in=issues).for_cards().as_printed()
    return {
        "date": date,
        "issues": issues,
        "pages": paper.pages(articles, photos),
        "previous": with_content.filter(date__lt=date).order_by("-date").first(),
        "next": with_content.filter(date__gt=date).order_by("date").first(),
    }


def _signers() -> QuerySet[Correspondent]:
    signed = Byline.objects.listed().filter(correspondent=OuterRef("pk"))
    credited = PhotoCredit.objects.listed().filter(correspondent=OuterRef("pk"))
    return Correspondent.objects.filter(Exists(signed) | Exists(credited))
