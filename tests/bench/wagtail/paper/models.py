from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index


class TopicPage(Page):
    """A topic, which its articles stand under."""


class ArticlePage(Page):
    """An article; its headline is the page's title."""

    body = RichTextField()
    date = models.DateField()

    search_fields = [*Page.search_fields, index.SearchField("body")]
