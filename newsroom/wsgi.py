"""The WSGI application that servers load: Django, and in front of it the pages that are finished."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

django = get_wsgi_application()

from newsroom import metrics  # noqa: E402  They read the settings.
from newsroom.pagecache import in_front_of  # noqa: E402

application = metrics.counted(in_front_of(metrics.counted(django, metrics.MADE)), metrics.ANSWERED)
