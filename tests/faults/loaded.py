"""What the server of processes loads before it forks: all of Newsroom, without a connection."""

import django

django.setup()

from django.core import management  # noqa: E402

from articles.importing import jobs  # noqa: E402
from articles.management.commands import import_dumps, worker  # noqa: E402

__all__ = ["import_dumps", "jobs", "management", "worker"]
