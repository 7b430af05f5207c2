"""`manage.py export_table KIND`: all articles, correspondents, photos or topics as a table, or a template."""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.importing.tables import exporting
from articles.importing.tables.kinds import TABLES
from articles.models import ImportBatch
from articles.pagedump import DumpError


class Command(BaseCommand):
    help = "把稿件、通讯员、图片或主题导出为表格；导出的表格可以原样导入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=[kind.value for kind in TABLES], metavar="KIND", help="内容")
        parser.add_argument(
            "--format", choices=list(exporting.FORMATS), help="格式；不给则看文件名，默认 csv"
        )
        parser.add_argument("--output", type=Path, metavar="FILE", help="写入的文件；不给则写到标准输出")
        parser.add_argument("--template", action="store_true", help="只导出空表格，供填写后导入")

    def handle(self, *args: Any, **options: Any) -> None:
        output: Path | None = options["output"]
        form = options["format"] or (output.suffix.lower().lstrip(".") if output else "") or "csv"
        if form not in exporting.FORMATS:
            raise CommandError(f"不认识的格式“{form}”。请用 --format 指定 {'、'.join(exporting.FORMATS)}。")
        try:
            blocks = self._blocks(options["kind"], form, only_template=options["template"])
        except DumpError as error:
            raise CommandError(str(error)) from None
        with closing(blocks):  # type: ignore[type-var]
            if output is None:
                self._print(blocks, form)
                return
            try:
                _write(output, blocks)
            except OSError as error:
                said = f"{output}：写不进去（{error.strerror}）。请检查路径、权限和磁盘。"
                raise CommandError(said) from None

    def _blocks(self, kind: str, form: str, *, only_template: bool) -> Iterator[bytes]:
        if only_template:
            return exporting.template(kind, form)
        rows = TABLES[ImportBatch.Kind(kind)]._meta.model.objects.all()
        return exporting.export(kind, rows, form)

    def _print(self, blocks: Iterator[bytes], form: str) -> None:
        raw = getattr(self.stdout, "buffer", None)
        if form == "xlsx" and (raw is None or self.stdout.isatty()):
            raise CommandError("XLSX 不能显示在终端上。请用 --output 指定文件。")
        for block in blocks:
            if raw is None:
                self.stdout.write(block.decode("utf-8-sig"), ending="")
            else:
                raw.write(block)


def _write(output: Path, blocks: Iterator[bytes]) -> None:
    """Write a file whole or not at all."""
    partial = output.with_name(f".{output.name}.part")
    try:
        with partial.open("wb") as file:
            file.writelines(blocks)
        partial.replace(output)
    finally:
        partial.unlink(missing_ok=True)
