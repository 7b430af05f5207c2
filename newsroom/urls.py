"""All addresses: the desk, uploaded pictures, then the citizens' site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path, re_path

from newsroom import media

handler404 = "articles.views.not_found"

urlpatterns = [
    path("admin/", admin.site.urls),
    re_path(rf"^{settings.MEDIA_URL.lstrip('/')}(?P<path>.+)$", media.serve),
    path("", include("articles.urls")),
]
