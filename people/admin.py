"""The desk's pages for people."""

from django.contrib import admin

from people.models import Correspondent, CorrespondentAlias


class AliasInline(admin.TabularInline):
    model = CorrespondentAlias
    extra = 0


@admin.register(Correspondent)
class CorrespondentAdmin(admin.ModelAdmin):
    list_display = ("name", "organisation", "pinyin")
    search_fields = ("name", "pinyin", "aliases__name")
    list_per_page = 50
    show_full_result_count = False
    inlines = (AliasInline,)
