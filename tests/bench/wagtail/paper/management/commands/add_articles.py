import json
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from wagtail.models import Page, Site

from paper.models import ArticlePage, TopicPage


class Command(BaseCommand):
    """Add articles, one JSON object a line, each with `add_child`; print the CPU seconds and an address."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path")

    def handle(self, path: str, **options: Any) -> None:
        with open(path) as lines:
            rows = [json.loads(line) for line in lines]
        topics = {name: self._topic(name) for name in {row["topic"] for row in rows}}
        start = time.process_time()
        for row in rows:
            topic = topics[row.pop("topic")]
            page = topic.add_child(instance=ArticlePage(slug=f"a{row.pop('id')}", **row))
        seconds = time.process_time() - start
        self.stdout.write(json.dumps({"seconds": seconds, "articles": len(rows), "path": page.url}))

    def _topic(self, name: str) -> TopicPage:
        home = Site.objects.get(is_default_site=True).root_page
        known = TopicPage.objects.filter(slug=name).first()
        return known or Page.objects.get(pk=home.pk).add_child(instance=TopicPage(title=name, slug=name))
