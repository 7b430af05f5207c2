"""What an import of a table would change, row by row, before anything is written."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from articles.admin.imports.forms import asking
from articles.admin.imports.pages import page_of, show
from articles.importing.sources import is_zip
from articles.importing.tables import may_import, preview
from articles.models import BatchRow, ImportBatch
from articles.pagedump import DumpError

A_PAGE = 50
WITH_PICTURES = 10  # Each picture is opened and made anew.

LABELS = {
    BatchRow.Outcome.NEW.value: "将新增",
    BatchRow.Outcome.CHANGED.value: "将更新",
    BatchRow.Outcome.REFUSED.value: "不能导入",
    "same": "没有变化",
}


def table_preview(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """List what would become of the rows, so many a page."""
    uploads = list(batch.uploads.all())
    has_pictures = any(is_zip(upload.name) for upload in uploads)
    page = page_of(request, range(batch.total), WITH_PICTURES if has_pictures else A_PAGE)
    rows, error = [], "您没有导入这种表格的权限。请联系管理员。"
    if may_import(request.user, batch.kind):
        try:
            start = max(0, page.start_index() - 1)
            found = preview(uploads[0], start, page.paginator.per_page)
            rows, error = [_shown(row.cells, outcome) for row, outcome in found], ""
        except DumpError as refused:
            error = str(refused)
    return show(
        request,
        "importbatch/table",
        batch,
        f"{batch}：预览",
        form=asking(batch),
        name="、".join(upload.name for upload in uploads),
        page=page,
        rows=rows,
        error=error,
    )


def _shown(cells: dict[str, Any], outcome: Any) -> dict[str, Any]:
    """A row with what would become of it: what differs, or for a new one what it holds."""
    held = {header: ("", cell) for header, cell in cells.items() if cell}
    values = held if outcome.outcome == BatchRow.Outcome.NEW else outcome.differences
    return {"outcome": outcome, "label": LABELS[outcome.outcome], "values": list(values.items())}
