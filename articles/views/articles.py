"""An article's own page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import reading
from articles.models import Article, Topic
from articles.views.errors import not_public


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article; 410 with a notice where it was withdrawn."""
    article = get_object_or_404(Article.objects.for_page(), pk=pk)
    if not article.is_public:
        return not_public(request, article, "本文")
    photos = article.photos.published().with_credits().as_printed()
    topics = Topic.objects.filter(article_links__in=article.topic_links.listed())
    return render(request, "articles/article.html", reading.of_article(article, photos, topics))
