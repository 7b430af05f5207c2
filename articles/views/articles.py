"""An article's own page, and its QR code."""

from io import BytesIO

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import reading
from articles.metadata.site import Site
from articles.models import Article
from articles.opened import opened
from articles.views.errors import not_public

A_MONTH = "public, max-age=2592000"


@require_safe
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """One article; 410 with a notice where it was withdrawn."""
    found = opened(pk)
    if found is None:
        raise Http404
    article, photos, topics, corrections = found
    if not article.is_public:
        return not_public(request, article, "本文")
    context = reading.of_article(article, photos, topics, corrections)
    return render(request, "articles/article.html", context)


@require_safe
def qr_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The QR code of a public article's address, dark on white in every mode, as scanners want it."""
    article = get_object_or_404(Article.objects.published().only("pk"), pk=pk)
    code = segno.make(Site.of(request).absolute(article.get_absolute_url()), error="m", micro=False)
    image = BytesIO()
    code.save(image, kind="svg", omitsize=True, dark="#000", light="#fff", svgclass=None, lineclass=None)
    return HttpResponse(image.getvalue(), content_type="image/svg+xml", headers={"Cache-Control": A_MONTH})
