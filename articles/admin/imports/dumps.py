"""The desk's pages for files and dumps that were brought in: only a page's notices are settled there."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.counts import count_of
from articles.admin.differences import Difference, pieces
from articles.admin.imports.records import RecordAdmin
from articles.admin.notices import settle
from articles.admin.searching import IndexedSearchAdmin, passage_of, typed
from articles.admin.source import all_lines
from articles.importing.differences import ArticleDifference, differences_of
from articles.models import Article, BatchFile, Dump, Notice
from articles.moves import CHANGE
from articles.search.tables import unbroken


@admin.register(BatchFile)
class BatchFileAdmin(RecordAdmin):
    list_display = ("name", "outcome", "message", "batch", "dump")
    list_filter = ("outcome",)
    list_select_related = ("batch", "dump")
    search_fields = ("name",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[BatchFile]:
        return super().get_queryset(request).defer("dump__text")


@admin.register(Dump)
class DumpAdmin(IndexedSearchAdmin, RecordAdmin):
    change_form_template = "admin/articles/dump/change_form.html"
    list_display = ("name", "issue", "page_number", "encoding", "batch", "article_count", "notice_count")
    list_select_related = ("issue", "batch")
    search_fields = ("name",)  # Django asks whether there are any; see `IndexedSearchAdmin`.
    search_help_text = "在文件名和原文里查找；原文里断开的行当作连着的"
    fields = ("name", "batch", "issue", "page_number", "encoding", "parser_version", "sha256")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Dump]:
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "articles_dump_changelist":
            rows = rows.annotate(
                article_count=count_of(Article.objects.all(), "dump"),
                open_notices=count_of(Notice.objects.open(), "dump"),
                searched=Value(typed(request)),
            )
            rows = rows if typed(request) else rows.defer("text")
        return rows

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns; where something is looked for, the passage too in which it stands."""
        columns = self.list_display
        return ("name", "passage", *columns[1:]) if typed(request) else columns

    @admin.display(description="原文片段")
    def passage(self, dump: Any) -> str:
        return passage_of(unbroken(dump.text), dump.searched)

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
        can_settle = request.user.has_perm(CHANGE) and self.has_view_permission(request, dump)
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
        "copied": [_copied(found) for found in differences_of(dump)],
    }


def _copied(found: ArticleDifference) -> dict[str, Any]:
    """What has become of an article in a changed copy of its page."""
    differences = [Difference(label, pieces(*one.runs)) for label, one in found.fields.items()]
    return {"kind": found.kind, "article": found.article, "differences": differences}
