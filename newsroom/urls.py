"""All addresses: the desk, uploaded pictures, then the citizens' site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from articles.admin import proof_panel
from newsroom import display, media

handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.refused"
handler404 = "articles.views.errors.not_found"
handler500 = "newsroom.away.failed"

urlpatterns = [
    path("admin/articles/proof/", admin.site.admin_view(proof_panel.check_typed), name="proof"),
    path("admin/", admin.site.urls),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$", media.serve),
    path("display/", display.choose, name="display"),
    path("", include("articles.urls")),
]
