"""`manage.py suggest_topics`: the topic rules once more over all articles, after rules have changed."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.models import Article, Topic
from articles.rulebook import Rulebook
from articles.suggestions import Tally, rerun


class Command(BaseCommand):
    help = "按现在的关键词规则，为已有的全部稿件重新建议主题。人工确认、否定或添加的不动；可以重复运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--topic", nargs="+", action="extend", metavar="SLUG", help="只做这些主题")
        parser.add_argument("--dry-run", action="store_true", help="只看结果，不写入")

    def handle(self, *args: Any, **options: Any) -> None:
        tally = self._run_with_bar(Rulebook(_topics(options["topic"])), dry_run=options["dry_run"])
        self.stdout.write(f"试运行，没有写入。{tally}。" if options["dry_run"] else f"{tally}。")

    def _run_with_bar(self, rulebook: Rulebook, *, dry_run: bool) -> Tally:
        columns = (TextColumn("归类"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        console = Console(file=self.stderr, stderr=True)  # type: ignore[arg-type]
        tally = Tally()
        with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
            task = bar.add_task("suggest", total=Article.objects.count())
            for batch in rerun(rulebook, dry_run=dry_run):
                tally.add(batch)
                bar.advance(task, batch.articles)
        return tally


def _topics(slugs: list[str] | None) -> QuerySet[Topic]:
    topics = Topic.objects.all()
    known = set(topics.values_list("slug", flat=True))
    unknown = sorted(set(slugs or ()) - known)
    if unknown:
        raise CommandError(f"没有这样的主题：{'、'.join(unknown)}。现有：{'、'.join(sorted(known))}。")
    return topics.filter(slug__in=slugs) if slugs else topics
