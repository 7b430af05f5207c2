"""Columns (栏目): the standing titles under which a paper runs its series."""

from django.db import models

from articles.querysets import ColumnQuerySet
from articles.routes import route


class Column(models.Model):
    """A standing title, with an address that stays when the title is corrected."""

    name = models.CharField("栏目名", max_length=100, unique=True)
    slug = models.SlugField("网址标识", max_length=100, unique=True)
    description = models.CharField("说明", max_length=300, blank=True)

    objects = ColumnQuerySet.as_manager()

    class Meta:
        verbose_name = "栏目"
        verbose_name_plural = "栏目"
        ordering = ("name",)
        constraints = (models.CheckConstraint(condition=~models.Q(name=""), name="column_name_not_blank"),)

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return route("articles:column", self.slug)
