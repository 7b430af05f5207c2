"""The desk's pages for topics and their rules."""

from django.contrib import admin

from articles.models import Topic, TopicRule


class RuleInline(admin.TabularInline):
    model = TopicRule
    extra = 0


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "column_type", "threshold", "stale_after_days", "position")
    search_fields = ("name",)
    inlines = (RuleInline,)
