"""Lists at the desk taken out as tables, as they are filtered, and templates to be filled in."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from articles.importing.tables import exporting, may_export
from articles.models import ImportBatch
from articles.pagedump import DumpError

FORMAT_NAMES = {"csv": "CSV", "xlsx": "XLSX", "json": "JSON"}
_OF_THE_PAGE = ("o", "p", "all", "e")  # What an address says of how a list is shown, not of what is in it.


class TableAdmin(admin.ModelAdmin):
    """A list that can be taken out as a table of `table_kind` by whoever may see it."""

    table_kind: ImportBatch.Kind
    change_list_template = "admin/tables/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        def named(name: str) -> str:
            return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

        view = self.admin_site.admin_view
        return [
            path("export/", view(self.export_page), name=named("export")),
            path("export/<str:form>/", view(self.export_view), name=named("export_file")),
            path("template/<str:form>/", view(self.template_view), name=named("template")),
            *super().get_urls(),
        ]

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The list's other actions, and one for each format."""
        actions: dict[str, Any] = super().get_actions(request)
        if may_export(request.user, self.table_kind):
            for form, label in FORMAT_NAMES.items():
                actions[f"export_{form}"] = (_export_chosen, f"export_{form}", f"导出所选（{label}）")
        return actions

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may = may_export(request.user, self.table_kind)
        return super().changelist_view(request, {"can_export": may, **(extra_context or {})})

    def export_page(self, request: HttpRequest) -> HttpResponse:
        """Offer the list, as it is filtered, in each format, and the templates."""
        self._refuse_others(request)
        context = {
            **self.admin_site.each_context(request),
            "title": f"导出{self.opts.verbose_name_plural}",
            "opts": self.opts,
            "formats": FORMAT_NAMES,
            "count": self._listed(request).count(),
            "query": request.GET.urlencode(),
            "list_address": self._list_address(request),
        }
        return render(request, "admin/tables/export.html", context)

    def export_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """Send the list, as it is filtered."""
        self._refuse_others(request)
        return self.sent(request, self._listed(request), form)

    def template_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """Send an empty table that explains itself."""
        self._refuse_others(request)
        return self._response(exporting.template(self.table_kind, _known(form)), form, "template")

    def sent(self, request: HttpRequest, rows: QuerySet[Any], form: str) -> HttpResponseBase:
        """Return `rows` as a table, or to the list with the reason why that cannot be."""
        try:
            blocks = exporting.export(self.table_kind, rows, _known(form))
        except DumpError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(self._list_address(request))
        return self._response(blocks, form, timezone.localdate().isoformat())

    def _refuse_others(self, request: HttpRequest) -> None:
        if not may_export(request.user, self.table_kind):
            raise PermissionDenied

    def _listed(self, request: HttpRequest) -> QuerySet[Any]:
        """The rows of the list that the address names, whatever page of it is shown."""
        wanted = request.GET.copy()
        for name in _OF_THE_PAGE:
            wanted.pop(name, None)
        request.GET = wanted  # type: ignore[assignment]
        try:
            rows: QuerySet[Any] = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            raise Http404 from None
        return rows

    def _list_address(self, request: HttpRequest) -> str:
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return f"{address}?{request.GET.urlencode()}" if request.GET else address

    def _response(self, blocks: Any, form: str, what: str) -> HttpResponseBase:
        response = StreamingHttpResponse(blocks, content_type=exporting.FORMATS[form])
        response["Content-Disposition"] = f'attachment; filename="{self.table_kind}-{what}.{form}"'
        return response


def _export_chosen(model_admin: TableAdmin, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponseBase:
    return model_admin.sent(request, rows, request.POST["action"].removeprefix("export_"))


def _known(form: str) -> str:
    if form not in exporting.FORMATS:
        raise Http404
    return form
