"""Free tags at the desk. taggit's own pages speak English and load whatever bears a tag."""

import taggit.admin  # noqa: F401 (it registers what is replaced here)
from django.contrib import admin
from taggit.models import Tag

admin.site.unregister(Tag)


@admin.register(Tag)
class TagAdmin(admin.ModelAdmin):
    """Tags by name."""

    list_display = ("name", "slug")
    search_fields = ("name",)
    ordering = ("name", "slug")
    prepopulated_fields = {"slug": ["name"]}
    show_full_result_count = False
