"""The desk's list and page of people, with what they have written: the app of people knows nothing of it."""

from functools import cached_property
from typing import Any

from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern

from articles.admin.people.choices import ChoicePaginator
from articles.admin.people.merging import merge_page
from articles.admin.people.monthly import monthly_file, monthly_page
from articles.admin.people.pages import MERGE, SEE_PEOPLE, SEE_WORKS, address, page
from articles.admin.people.regroupings import regrouping_page, regroupings_page
from articles.admin.people.splitting import split_page
from articles.admin.people.works import works_page
from articles.admin.tables import TableAdmin
from articles.models import ImportBatch
from articles.people import works
from articles.people.namesakes import Profile, namesakes
from articles.people.undoing import told
from people.admin import CorrespondentAdmin as PlainCorrespondentAdmin
from people.models import Correspondent, Regrouping

REGROUPINGS_SHOWN = 20

admin.site.unregister(Correspondent)


class About:
    """What a person's page tells besides the form, found when the page is drawn."""

    def __init__(self, person: Correspondent) -> None:
        self.person = person

    @cached_property
    def years(self) -> works.Years:
        return works.by_year([self.person.pk]).get(self.person.pk, {})

    @property
    def total(self) -> works.Tally:
        return works.total(self.years)

    @cached_property
    def namesakes(self) -> list[Profile]:
        return namesakes(self.person)

    @cached_property
    def regroupings(self) -> list[tuple[Regrouping, str]]:
        mine = Regrouping.objects.filter(Q(person=self.person) | Q(other=self.person.pk))
        found = mine.select_related("person", "created_by", "undone_by")[:REGROUPINGS_SHOWN]
        return [(record, told(record)) for record in found]


@admin.register(Correspondent)
class CorrespondentAdmin(TableAdmin, PlainCorrespondentAdmin):
    table_kind = ImportBatch.Kind.CORRESPONDENTS
    change_list_template = "admin/people/correspondent/change_list.html"
    change_form_template = "admin/people/correspondent/change_form.html"
    list_display = ("name", "alias_names", "organisation", "pinyin", "article_count", "photo_count")
    actions = ("merge_chosen",)

    def get_urls(self) -> list[URLPattern]:
        return [
            page("<int:key>/works/", "works", works_page, SEE_PEOPLE, SEE_WORKS),
            page("<int:key>/merge/", "merge", merge_page, MERGE),
            page("<int:key>/split/", "split", split_page, MERGE),
            page("regroupings/", "regroupings", regroupings_page, MERGE),
            page("regroupings/<int:key>/", "regrouping", regrouping_page, MERGE),
            page("monthly/", "monthly", monthly_page, SEE_PEOPLE, SEE_WORKS),
            page("monthly/<str:form>/", "monthly_file", monthly_file, SEE_PEOPLE, SEE_WORKS),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Correspondent]:
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name == "people_correspondent_changelist":
            articles, photos = works.count_of(works.ARTICLES), works.count_of(works.PHOTOS)
            rows = rows.annotate(articles=articles, photos=photos)
        return rows

    def get_paginator(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Paginator:
        """In an autocomplete field, people come with what tells two of one name apart."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            return ChoicePaginator(*args, **kwargs)
        return super().get_paginator(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        may = {"can_merge": request.user.has_perm(MERGE), "can_see_works": request.user.has_perm(SEE_WORKS)}
        return super().changelist_view(request, {**may, **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        context: dict[str, Any] = {
            "can_merge": request.user.has_perm(MERGE),
            "can_see_works": request.user.has_perm(SEE_WORKS),
        }
        if found and context["can_see_works"]:
            context["about"] = About(found)
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MERGE)

    @admin.action(description="合并所选两人", permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, people: QuerySet[Correspondent]) -> HttpResponse | None:
        """Lead to what merging two would do."""
        keys = list(people.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, "请正好勾选两位。", messages.WARNING)
            return None
        return redirect(f"{address('merge', keys[0])}?other={keys[1]}")

    @admin.display(description="稿件", ordering="articles")
    def article_count(self, person: Any) -> str:
        return works.counted(person.articles)

    @admin.display(description="图片", ordering="photos")
    def photo_count(self, person: Any) -> str:
        return works.counted(person.photos)
