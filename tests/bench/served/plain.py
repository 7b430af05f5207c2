"""A Django project of one view, which sends the files of a folder: what Django costs by itself."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="none of its own")

PAGES = {page.name: page.read_bytes() for page in Path(os.environ["PAGES"]).iterdir()}


def page(request: HttpRequest, name: str) -> HttpResponse:
    """Send one file, which is compressed already."""
    return HttpResponse(PAGES[name], headers={"Content-Encoding": "gzip"})


urlpatterns = [path("<str:name>", page)]

application = get_wsgi_application()
