"""`manage.py import_dumps PATH…`: page dumps to drafts, with a progress bar and a summary."""

import datetime
import json
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.importing import Options, Outcome, StoppedError, Summary, run
from articles.importing.lease import LeaseLostError
from articles.management.progress import bar
from articles.search import upkeep


class Command(BaseCommand):
    help = "把版面文本导入为草稿。可以给文件、文件夹和 zip；已经导入过的会跳过。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="文件、文件夹或 zip")
        parser.add_argument("--date", type=_date, help="出版日期，如 2025-04-11；不给则看版面和文件名")
        parser.add_argument("--page", type=_page, help="版次；不给则看版面和文件名")
        parser.add_argument("--encoding", help="文件的编码，如 gb18030、big5；不给则自动判断")
        parser.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
        parser.add_argument("--publish", action="store_true", help="导入后立即发布（报纸已刊发的存档）")
        parser.add_argument("--resume", action="store_true", help="跳过已导入的文件（总是如此）")
        parser.add_argument("--json", action="store_true", help="只输出一行 JSON 结果，供程序读取")

    def handle(self, *args: Any, **options: Any) -> None:
        chosen = Options(
            date=options["date"],
            page_number=options["page"],
            encoding=options["encoding"],
            dry_run=options["dry_run"],
            publish=options["publish"],
        )
        summary = self._run(options["paths"], chosen)
        if options["json"]:
            self.stdout.write(json.dumps(summary.as_json(), ensure_ascii=False))
        else:
            self._report(summary, chosen)
        if refused := len(summary.of(Outcome.REFUSED)):
            where = "输出的 messages" if options["json"] else "上"
            raise CommandError(f"{refused} 个文件未能导入，原因见{where}。")

    def _run(self, paths: list[Path], chosen: Options) -> Summary:
        """Import with a bar. What ends it before its time is told in words."""
        try:
            summary = self._run_with_bar(paths, chosen)
            self._index()
        except (StoppedError, LeaseLostError) as error:
            raise CommandError(f"导入停止：{error}") from error
        except KeyboardInterrupt:
            raise CommandError("导入中断。再次运行同一命令，会从中断处继续。", returncode=130) from None
        return summary

    def _run_with_bar(self, paths: list[Path], chosen: Options) -> Summary:
        with bar("导入", "文件", self.stderr) as shown:
            return run(paths, chosen, on_start=shown.begin, on_result=lambda result: shown.advance())

    def _index(self) -> None:
        """Bring what is new into the search index. What is left of that, a worker or the next run does."""
        with bar("编入搜索索引", "条", self.stderr) as shown:
            if total := upkeep.waiting():
                shown.begin(total)
                upkeep.bring_in_all(on_batch=shown.advance)

    def _report(self, summary: Summary, chosen: Options) -> None:
        for result in summary.results:
            if result.message:
                self.stderr.write(f"{result.name}：{result.message}")
        if summary.of(Outcome.ALREADY):
            self.stdout.write(f"{len(summary.of(Outcome.ALREADY))} 个文件此前已导入，跳过。")
        self.stdout.write(_headline(summary, chosen))


def _headline(summary: Summary, chosen: Options) -> str:
    made = f"{summary.articles} 篇新增，{summary.photos} 张图片，{summary.notices} 条提示待核对"
    if chosen.dry_run:
        return f"试运行，没有写入：将有 {made}。"
    state = "，均已发布" if chosen.publish and summary.articles else ""
    return f"已导入，{made}{state}。{summary.batch}。"


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是日期。请写成 2025-04-11 这样。") from None


def _page(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 999:
        raise ArgumentTypeError(f"“{text}”不是版次。请写 1 到 999 的数字。")
    return int(text)
