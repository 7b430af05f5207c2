"""The desk's pages for what was brought in. They are records: only a page's notices are settled."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.counts import count_of
from articles.admin.notices import settle
from articles.admin.source import all_lines
from articles.models import Article, BatchFile, Dump, ImportBatch, Notice
from articles.workflow import CHANGE_PERMISSION

OPTIONS = {"date": "出版日期", "page": "版次", "encoding": "编码"}


class RecordAdmin(admin.ModelAdmin):
    """A record that nobody adds, edits or deletes by hand."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(ImportBatch)
class BatchAdmin(RecordAdmin):
    list_display = ("__str__", "created_at", "finished_at", "created_by", "imported", "already", "refused")
    list_select_related = ("created_by",)
    fields = ("created_at", "finished_at", "created_by", "asked", "file_list")
    readonly_fields = ("asked", "file_list")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportBatch]:
        files = BatchFile.objects.all()
        counts = {o.value: count_of(files.filter(outcome=o), "batch") for o in BatchFile.Outcome}
        rows: QuerySet[ImportBatch] = super().get_queryset(request)
        return rows.annotate(**counts)

    @admin.display(description="已导入")
    def imported(self, batch: Any) -> int:
        return int(batch.imported)

    @admin.display(description="此前已导入")
    def already(self, batch: Any) -> int:
        return int(batch.already)

    @admin.display(description="未导入")
    def refused(self, batch: Any) -> int:
        return int(batch.refused)

    @admin.display(description="选项")
    def asked(self, batch: ImportBatch) -> str:
        given = (
            f"{label}：{batch.options[name]}" for name, label in OPTIONS.items() if batch.options.get(name)
        )
        published = ["导入后立即发布"] if batch.options.get("publish") else []
        return "，".join([*given, *published]) or "—"

    @admin.display(description="文件")
    def file_list(self, batch: ImportBatch) -> str:
        url = reverse("admin:articles_batchfile_changelist")
        return format_html('<a href="{}?batch__id__exact={}">查看每个文件的结果</a>', url, batch.pk)


@admin.register(BatchFile)
class BatchFileAdmin(RecordAdmin):
    list_display = ("name", "outcome", "message", "batch", "dump")
    list_filter = ("outcome",)
    list_select_related = ("batch", "dump")
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[BatchFile]:
        return super().get_queryset(request).defer("dump__text")


@admin.register(Dump)
class DumpAdmin(RecordAdmin):
    change_form_template = "admin/articles/dump/change_form.html"
    list_display = ("name", "issue", "page_number", "encoding", "batch", "article_count", "notice_count")
    list_select_related = ("issue", "batch")
    search_fields = ("name",)
    fields = ("name", "batch", "issue", "page_number", "encoding", "parser_version", "sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dump]:
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "articles_dump_changelist":
            rows = rows.defer("text").annotate(
                article_count=count_of(Article.objects.all(), "dump"),
                open_notices=count_of(Notice.objects.open(), "dump"),
            )
        return rows

    @admin.display(description="稿件数")
    def article_count(self, dump: Any) -> int:
        return int(dump.article_count)

    @admin.display(description="待核对")
    def notice_count(self, dump: Any) -> str:
        return str(dump.open_notices or "—")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        dump = self.get_object(request, object_id)
        can_settle = request.user.has_perm(CHANGE_PERMISSION) and self.has_view_permission(request, dump)
        if dump and can_settle and request.method == "POST":
            return self.settle_notices(request, dump)
        context = {"can_settle": can_settle, **_noticed(dump)} if dump else {}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def settle_notices(self, request: HttpRequest, dump: Dump) -> HttpResponse:
        """Settle the notices about the page as a whole, log it, and show the page again."""
        changed = settle(request, dump.notices.of_page())
        if changed:
            self.log_change(request, dump, f"核对整版提示：{changed} 条")
            self.message_user(request, f"已保存 {changed} 条整版提示。", messages.SUCCESS)
        return redirect(request.path)


def _noticed(dump: Dump) -> dict[str, Any]:
    """A dump's lines and articles, and its notices by who settles them: the page, an article, nobody."""
    notices = list(dump.notices.select_related("article", "photo").defer("article__body"))
    of_page = [notice for notice in notices if not (notice.article or notice.photo)]
    return {
        "lines": all_lines(dump, notices),
        "articles": dump.articles.order_by("line_start").defer("body"),
        "page_notices": [notice for notice in of_page if notice.is_doubt],
        "part_notices": [notice for notice in notices if notice.article or notice.photo],
        "information": [notice for notice in of_page if not notice.is_doubt],
    }
