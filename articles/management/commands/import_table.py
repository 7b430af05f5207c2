"""`manage.py import_table FILE`: a table of articles, correspondents, photos or topics."""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError

from articles import tasks
from articles.importing import StoppedError
from articles.importing.lease import Lease, LeaseLostError
from articles.importing.tables import dry_run, survey, unused_pictures
from articles.importing.tables.engine import Survey
from articles.importing.tables.kinds import TABLES
from articles.importing.tables.plans import Outcome
from articles.management.progress import bar
from articles.models import BatchRow, ImportBatch, Upload
from articles.pagedump import DumpError

TOLD = 1000  # Rows with something to say about them that are told one by one.

Messages = list[dict[str, Any]]


class Command(BaseCommand):
    help = "导入稿件、通讯员、图片或主题的表格（CSV、XLSX、JSON）。导入的都是草稿，没有变化的行会跳过。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="表格，或装有表格和图片的 zip")
        parser.add_argument("--kind", choices=[kind.value for kind in TABLES], help="内容；不给则看表头")
        parser.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
        parser.add_argument("--encoding", help="文件的编码，如 gb18030、big5；不给则自动判断")
        parser.add_argument("--json", action="store_true", help="只输出一行 JSON 结果，供程序读取")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                found = survey(file, path.name, kind=options["kind"], encoding=options["encoding"])
                run = self._try if options["dry_run"] else self._import
                summary = run(File(file, path.name), found, options["encoding"])
        except DumpError as error:
            raise CommandError(f"{path}：{error}") from None
        except OSError as error:
            raise CommandError(f"{path}：读不出来（{error.strerror}）。请检查路径和权限。") from None
        except (StoppedError, LeaseLostError) as error:
            raise CommandError(f"导入停止：{error}") from error
        except KeyboardInterrupt:
            raise CommandError("导入中断。再次运行同一命令即可，已导入的行会跳过。", returncode=130) from None
        self._report(summary, found, as_json=options["json"])

    def _try(self, file: File, found: Survey, encoding: str | None) -> dict[str, Any]:
        counts: Counter[str] = Counter()
        messages: Messages = []
        with bar("试算", "行", self.stderr) as shown:
            for outcomes in dry_run(file, file.name or "", found.kind, encoding=encoding):
                counts.update(outcome.outcome for outcome in outcomes)
                messages += [_message(outcome) for outcome in outcomes if outcome.message]
                shown.reach(counts.total(), found.total)
        unused = unused_pictures(file, file.name or "", encoding=encoding)
        return _summary(found, None, counts, messages[:TOLD], unused)

    def _import(self, file: File, found: Survey, encoding: str | None) -> dict[str, Any]:
        lease = Lease.new(kind=found.kind, options={"encoding": encoding}, total=found.total)
        batch = lease.batch
        file.seek(0)
        Upload.objects.create(
            batch=batch, position=0, name=(file.name or "")[-255:], size=file.size, file=file
        )
        with bar("导入", "行", self.stderr) as shown:
            lease.on_progress = lambda batch: shown.reach(batch.done, batch.total)
            tasks.do(lease)
        batch.refresh_from_db()
        new = batch.rows.filter(outcome=BatchRow.Outcome.NEW).count()
        counts = {
            "new": new,
            "changed": batch.imported - new,
            "same": batch.already,
            "refused": batch.refused,
        }
        told = batch.rows.exclude(message="")[:TOLD]
        messages = [_message_of(row) for row in told]
        return _summary(found, batch, counts, messages, batch.report.get("unused", {}))

    def _report(self, summary: dict[str, Any], found: Survey, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(summary, ensure_ascii=False))
        else:
            self._tell(summary, found)
        if refused := summary["refused"]:
            where = "输出的 messages" if as_json else "上"
            raise CommandError(f"{refused} 行未导入，原因见{where}。")

    def _tell(self, summary: dict[str, Any], found: Survey) -> None:
        if found.doubt:
            self.stderr.write(f"{found.doubt}。")
        for said in _told(summary["messages"]):
            self.stderr.write(said)
        if unused := summary["unused"]:
            self.stderr.write(_told_unused(**unused))
        made = f"{summary['new']} 行新增，{summary['changed']} 行更新，{summary['same']} 行没有变化"
        if summary["batch"] is None:
            self.stdout.write(f"试运行，没有写入：{found.kind.label}将有 {made}。")
        else:
            self.stdout.write(f"已导入{found.kind.label}，{made}。批次 {summary['batch']}。")


def _told(messages: Iterable[dict[str, Any]]) -> Iterable[str]:
    for said in messages:
        column = f"“{said['column']}”" if said["column"] else ""
        yield f"第 {said['row']} 行{column}：{said['message']}"


def _told_unused(number: int, first: list[str]) -> str:
    names = "、".join(first) + (" 等" if number > len(first) else "")
    remedy = "要导入它们，请在“文件名”列写上，再运行一次"
    return f"压缩包里有 {number} 个文件，表格里没有一行写它，没有导入：{names}。{remedy}。"


def _message(outcome: Outcome) -> dict[str, Any]:
    return {
        "row": outcome.number,
        "column": outcome.column,
        "outcome": str(outcome.outcome),
        "message": outcome.message,
    }


def _message_of(row: BatchRow) -> dict[str, Any]:
    return {"row": row.position, "column": row.field, "outcome": row.outcome, "message": row.message}


def _summary(
    found: Survey, batch: ImportBatch | None, counts: Any, messages: Messages, unused: dict[str, Any]
) -> dict[str, Any]:
    """What became of the table, for machines. `unused` are pictures that no row names."""
    numbers = {name: counts[name] for name in ("new", "changed", "same", "refused")}
    return {
        "batch": batch.pk if batch else None,
        "kind": found.kind.value,
        "rows": found.total,
        "encoding": found.encoding,
        **numbers,
        "messages": messages,
        "unused": unused,
    }
