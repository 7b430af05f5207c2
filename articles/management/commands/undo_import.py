"""`manage.py undo_import BATCH`: take an import back, but for what somebody has changed since."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.importing import StoppedError, jobs
from articles.importing.lease import Lease, LeaseLostError
from articles.importing.undo_forecast import forecast
from articles.management.progress import bar
from articles.models import ImportBatch

COUNTED = {
    "articles": "{} 篇稿件",
    "photos": "{} 张图片",
    "dumps": "{} 个版面文本",
    "people": "{} 位人员",
    "correspondents": "{} 位通讯员",
    "columns": "{} 个栏目",
    "issues": "{} 个刊期",
    "topics": "{} 个主题",
}

Told = Mapping[str, Mapping[str, int]]


class Command(BaseCommand):
    help = "撤销一批导入：移除它带来而没有人改过的，其余保留并说明原因。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("batch", type=int, metavar="BATCH", help="批次的编号")
        parser.add_argument("--dry-run", action="store_true", help="只看会移除什么，不写入")
        parser.add_argument("--json", action="store_true", help="只输出一行 JSON 结果，供程序读取")

    def handle(self, *args: Any, **options: Any) -> None:
        batch = _batch(options["batch"])
        told = self._foretold(batch, options) if options["dry_run"] else self._undone(batch)
        if options["json"]:
            known = {"batch": batch.pk, "dry_run": options["dry_run"]}
            self.stdout.write(json.dumps(known | dict(told), ensure_ascii=False))
        else:
            self.stdout.write(_in_words(batch, told, options["dry_run"]))

    def _foretold(self, batch: ImportBatch, options: dict[str, Any]) -> Told:
        if batch.kind != ImportBatch.Kind.DUMPS:
            raise CommandError(f"{batch}是表格，不能试运行。请直接撤销，有人改过的会保留。")
        found = forecast(batch)
        if not options["json"]:
            for row, verdict in found.kept:
                self.stderr.write(f"将保留《{row}》：{verdict}")
        return {"gone": found.gone, "stays": found.stays, "reasons": found.reasons}

    def _undone(self, batch: ImportBatch) -> Told:
        """Undo with a bar. What ends it before its time is told in words."""
        try:
            self._undo_with_bar(jobs.start(batch, ImportBatch.Job.UNDO))
        except (jobs.BusyError, StoppedError, LeaseLostError) as error:
            raise CommandError(f"没有撤销完：{error}") from error
        except KeyboardInterrupt:
            raise CommandError("撤销中断。再次运行同一命令，会从中断处继续。", returncode=130) from None
        batch.refresh_from_db()
        return {name: batch.report.get(name, {}) for name in ("gone", "back", "stays", "reasons")}

    def _undo_with_bar(self, lease: Lease) -> None:
        with bar("撤销", "项", self.stderr) as shown:
            lease.on_progress = lambda batch: shown.reach(batch.done, batch.total)
            jobs.do(lease)


def _batch(key: int) -> ImportBatch:
    batch = ImportBatch.objects.filter(pk=key).first()
    if batch is None:
        raise CommandError(f"没有批次 {key}。请在采编系统的导入页面查看编号。")
    return batch


def _in_words(batch: ImportBatch, told: Told, is_dry_run: bool) -> str:
    done = "试运行，没有写入：将移除 " if is_dry_run else f"{batch} 已撤销：移除 "
    lines = [f"{done}{_counted(told['gone'])}。"]
    if any(told.get("back", {}).values()):
        lines.append(f"恢复原样 {_counted(told['back'])}。")
    if any(told["stays"].values()):
        why = "，".join(f"{reason} {number}" for reason, number in told["reasons"].items() if number)
        lines.append(f"保留 {_counted(told['stays'])}{f'（{why}）' if why else ''}。")
    return "\n".join(lines)


def _counted(numbers: Mapping[str, int]) -> str:
    ordered = {**dict.fromkeys(COUNTED, 0), **numbers}
    found = [COUNTED.get(name, "{} 项").format(number) for name, number in ordered.items() if number]
    return "，".join(found) or "0 项"
