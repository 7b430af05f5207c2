"""The desk's pages for people, as far as people alone go."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest

from people.models import Correspondent, CorrespondentAlias, CorrespondentQuerySet

MERGE = "people.merge_correspondent"


class AliasInline(admin.TabularInline):
    model = CorrespondentAlias
    extra = 0


@admin.register(Correspondent)
class CorrespondentAdmin(admin.ModelAdmin):
    list_display: tuple[str, ...] = ("name", "alias_names", "organisation", "pinyin")
    search_fields = ("name",)  # Django asks whether there are any; what they find is `found_by`.
    search_help_text = "按姓名、别名、单位或拼音查找；拼音可以连写，也可以只打首字母，如 wt"
    list_per_page = 50
    show_full_result_count = False
    fields = ("name", "organisation", "user")
    inlines = (AliasInline,)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search by name, alias, organisation and pinyin."""
        return cast(CorrespondentQuerySet, queryset).found_by(search_term), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correspondent]:
        return super().get_queryset(request).prefetch_related("aliases")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whose account it is decides who may review what: editors do not change that for themselves."""
        return () if request.user.has_perm(MERGE) else ("user",)

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user":
            users = get_user_model()._default_manager.filter(is_staff=True).order_by("username")
            kwargs.setdefault("queryset", users)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="别名")
    def alias_names(self, person: Correspondent) -> str:
        return "、".join(alias.name for alias in person.aliases.all()) or "—"
