"""The desk's pages for what editors keep for proofreading: lists of words, people and numbers; settings."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse

from articles import events
from articles.admin.pasting import Pasted, read_pasted
from articles.crossings import once_more
from articles.models import ForbiddenWord, OfficeHolder, PrintableNumber, ProofSetting, WrongWord
from articles.models.proof import SEVERITIES
from articles.proofreading import CODES

PROBLEMS_SHOWN = 50


class PastedAdmin(admin.ModelAdmin):
    """A list that takes many entries at once, pasted: `pasted` are the fields of a line, `sample` is one."""

    pasted: ClassVar[tuple[str, ...]]
    sample: ClassVar[str]
    change_list_template = "admin/articles/proof_list.html"
    list_per_page = 100
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.paste_view)
        return [path("paste/", view, name=self._paste_name), *super().get_urls()]

    @property
    def _paste_name(self) -> str:
        return f"articles_{self.opts.model_name}_paste"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        address = reverse(f"admin:{self._paste_name}")
        return super().changelist_view(request, {"paste_address": address, **(extra_context or {})})

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """Take entries, a line each: all of them, or none and what is wrong. Raises PermissionDenied."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        pasted, text = Pasted(), ""
        if request.method == "POST":
            text = request.POST.get("lines", "")
            pasted, added = once_more(lambda: self._add(request, text))
            if not pasted.problems:
                known = f"，{pasted.known} 条列表里已经有了" if pasted.known else ""
                self.message_user(request, f"已添加 {added} 条{known}。", messages.SUCCESS)
                return redirect(f"admin:articles_{self.opts.model_name}_changelist")
        return render(request, "admin/articles/paste.html", self._page(request, pasted, text))

    def _page(self, request: HttpRequest, pasted: Pasted, text: str) -> dict[str, Any]:
        names = [self.opts.get_field(name) for name in self.pasted]
        return {
            **self.admin_site.each_context(request),
            "title": f"批量添加{self.opts.verbose_name}",
            "opts": self.opts,
            "names": [str(getattr(name, "verbose_name", "")) for name in names],
            "sample": self.sample,
            "lines": text,
            "problems": pasted.problems[:PROBLEMS_SHOWN],
            "more_problems": max(0, len(pasted.problems) - PROBLEMS_SHOWN),
        }

    @transaction.atomic
    def _add(self, request: HttpRequest, text: str) -> tuple[Pasted, int]:
        """Read the lines and add what is new in them, if all are good. Return what was read, how many added.

        Somebody else may add the same at the same moment: read again, it is known.
        """
        pasted = read_pasted(self.model, self.pasted, text)
        if pasted.problems or not pasted.rows:
            return pasted, 0
        rows = self.model.objects.bulk_create(pasted.rows, batch_size=500)
        LogEntry.objects.log_actions(request.user.pk or 0, rows, ADDITION, "批量添加")
        events.tell("add", f"{self.opts.verbose_name} {len(rows)} 项", "批量添加")
        return pasted, len(rows)


@admin.register(WrongWord)
class WrongWordAdmin(PastedAdmin):
    list_display = ("wrong", "right", "unless")
    search_fields = ("wrong", "right")
    search_help_text = "按易错词或正确写法查找"
    pasted = ("wrong", "right", "unless")
    sample = "的却=的确=目的却"


@admin.register(ForbiddenWord)
class ForbiddenWordAdmin(PastedAdmin):
    list_display = ("word", "advice", "unless")
    search_fields = ("word", "advice")
    search_help_text = "按禁用词或建议查找"
    pasted = ("word", "advice", "unless")
    sample = "最佳疗效=不作疗效承诺"


@admin.register(OfficeHolder)
class OfficeHolderAdmin(PastedAdmin):
    list_display = ("name", "offices")
    search_fields = ("name", "offices")
    search_help_text = "按姓名或职务查找"
    pasted = ("name", "offices")
    sample = "尹可舟=区委副书记、区长"


@admin.register(PrintableNumber)
class PrintableNumberAdmin(PastedAdmin):
    list_display = ("number", "note")
    search_fields = ("number", "note")
    search_help_text = "按号码或说明查找"
    pasted = ("number", "note")
    sample = "13000000000=本报热线"


class SettingsForm(forms.Form):
    """Every check with what it does; blank where that is what ships."""

    def __init__(self, *args: Any, chosen: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in CODES:
            choices = [("", f"默认：{SEVERITIES[code.default]}"), *SEVERITIES.items()]
            self.fields[code.slug] = forms.ChoiceField(
                label=code.label, choices=choices, required=False, initial=chosen.get(code.slug, "")
            )


@admin.register(ProofSetting)
class ProofSettingAdmin(admin.ModelAdmin):
    """One page with every check, what ships and what is chosen here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Show the settings, and save them. Raises PermissionDenied."""
        may_change = self.has_change_permission(request)
        if not self.has_view_permission(request) or (request.method == "POST" and not may_change):
            raise PermissionDenied
        chosen = dict(ProofSetting.objects.values_list("code", "severity"))
        form = SettingsForm(request.POST if request.method == "POST" else None, chosen=chosen)
        if form.is_valid():
            self._save(request, form)
            return redirect("admin:articles_proofsetting_changelist")
        context = {
            **self.admin_site.each_context(request),
            "title": "校对设置",
            "opts": self.opts,
            "form": form,
            "may_change": may_change,
        }
        return render(request, "admin/articles/proof_settings.html", context)

    def _save(self, request: HttpRequest, form: SettingsForm) -> None:
        """Keep what differs from what ships, and log what has changed."""
        with transaction.atomic():
            for slug in form.changed_data:
                if severity := form.cleaned_data[slug]:
                    row, _ = ProofSetting.objects.update_or_create(code=slug, defaults={"severity": severity})
                    self.log_change(request, row, str(row))
                else:
                    rows = ProofSetting.objects.filter(code=slug)
                    self.log_deletions(request, rows)
                    rows.delete()
        text = f"已保存 {len(form.changed_data)} 项校对设置。" if form.changed_data else "没有改动。"
        self.message_user(request, text, messages.SUCCESS)
