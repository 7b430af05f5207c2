"""Tables as people send them, and the means to bring them in."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl
from django.core.files.base import ContentFile

from articles.importing.lease import Lease
from articles.importing.tables import import_table
from articles.models import BatchRow, ImportBatch, Upload

FORMATS = ("csv", "xlsx", "json")

ARTICLE = {
    "引题": "“十五分钟养老圈”再添新点",
    "标题": "望江路街道三家养老食堂同日开张",
    "副题": "早餐六元 午餐十二元",
    "栏目": "身边事",
    "出版日期": "2025-03-07",
    "版次": "2",
    "署名": "通讯员 祝青禾、记者 裴文澜",
    "消息头": "本报讯",
    "正文": "3月6日，三家养老食堂同日开张，老年人下楼就能吃上热饭。\n\n## 怎样去\n\n乘 12 路到石桥站。",
    "来源": "原创",
    "主题": "养老",
    "标签": "食堂、老年人",
}


def as_csv(rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_json(rows: Iterable[dict[str, Any]]) -> bytes:
    return json.dumps(list(rows), ensure_ascii=False).encode()


def table(rows: Sequence[dict[str, Any]], form: str = "csv") -> bytes:
    """Return `rows`, dictionaries by header, as a file."""
    if form == "json":
        return as_json(rows)
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = [headers, *([row.get(header, "") for header in headers] for row in rows)]
    return as_csv(lines) if form == "csv" else as_xlsx(lines)


def send(kind: str, *files: tuple[str, bytes], **options: Any) -> ImportBatch:
    """Return a batch waiting with `files`."""
    batch = ImportBatch.objects.create(kind=kind, state="queued", options=options)
    for position, (name, data) in enumerate(files):
        Upload.objects.create(
            batch=batch, position=position, name=name, size=len(data), file=ContentFile(data, name)
        )
    return batch


def work(batch: ImportBatch, job: Any = import_table) -> ImportBatch:
    """Do a batch's job as a worker does, and return it as it is then."""
    ImportBatch.objects.filter(pk=batch.pk).update(state="queued")
    job(Lease.take(batch.pk))
    batch.refresh_from_db()
    return batch


class DyingLease(Lease):
    """Held by a process that dies at the end of its third chunk, before anything of that is written."""

    chunks = 0

    def renew(self, **added: int) -> None:
        self.chunks += 1
        if self.chunks == 3:
            raise RuntimeError("the process dies here")
        super().renew(**added)


def bring_in(
    kind: str, rows: Sequence[dict[str, Any]] | bytes, form: str = "csv", **options: Any
) -> ImportBatch:
    """Import `rows` as a table of `kind`, and return the batch."""
    data = rows if isinstance(rows, bytes) else table(rows, form)
    return work(send(kind, (f"table.{form}", data), **options))


def told(batch: ImportBatch) -> list[str]:
    """Return what an editor is told of the rows that were refused."""
    return [f"{row.position} {row.field}：{row.message}" for row in refused(batch)]


def refused(batch: ImportBatch) -> list[BatchRow]:
    return list(batch.rows.filter(outcome="refused"))


def read(blocks: Iterable[bytes]) -> list[dict[str, str]]:
    """Return the rows of an exported CSV as a spreadsheet has them."""
    text = b"".join(blocks).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
