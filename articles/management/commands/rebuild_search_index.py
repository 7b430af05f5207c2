"""`manage.py rebuild_search_index`: brings into the search index what is not in it, or all anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.progress import bar
from articles.search import upkeep


class Command(BaseCommand):
    help = (
        "把还没有编入搜索索引的稿件、图片说明和版面原文编进去；中断后再次运行会接着做。"
        "期间搜索照常，只是慢一些。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="清空索引，全部重新编入")

    def handle(self, *args: Any, **options: Any) -> None:
        if said := upkeep.trouble():
            raise CommandError(f"不能建立搜索索引：{said}。")
        if options["all"]:
            upkeep.reset()
        else:
            upkeep.install()
        with bar("编入搜索索引", "条", self.stderr) as shown:
            shown.begin(upkeep.waiting())
            try:
                number = upkeep.bring_in_all(on_batch=shown.advance)
            except KeyboardInterrupt:
                raise CommandError("已中断。再次运行（不加 --all）会从中断处继续。", returncode=130) from None
        self.stdout.write(f"搜索索引已完整，这次编入 {number} 条。")
