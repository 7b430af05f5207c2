"""Search boxes of the desk that ask the search index."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from articles import search
from articles.search import desk
from articles.search.highlights import snippet


class IndexedSearchAdmin(admin.ModelAdmin):
    """A list whose search box finds rows by all their words, through the index, as citizens search."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Return the rows of `queryset` that `search_term` finds; those of any where nothing is typed."""
        if not search_term.strip():
            return queryset, False
        found = desk.find(queryset, search.parse(search_term))
        if not found.is_all and _is_list(request):
            said = f"符合的太多，这里只列出较新的 {len(found.keys):,} 条。请多写几个词，或者再筛选。"
            self.message_user(request, said)
        return queryset.filter(pk__in=found.keys), False


def _is_list(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and match.url_name and match.url_name.endswith("_changelist"))


def typed(request: HttpRequest) -> str:
    """Return what was typed into a list's search box."""
    return request.GET.get(SEARCH_VAR, "").strip()


def passage_of(text: str, typed: str) -> str:
    """Return the passage of `text` in which what was typed stands, marked, as HTML."""
    parts = snippet(text, search.parse(typed))
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", p.text) if p.is_hit else p.text,) for p in parts)
    )
