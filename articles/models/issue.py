"""Issues (刊期) of the paper."""

from django.db import models

from articles.querysets import IssueQuerySet
from articles.routes import route


class Issue(models.Model):
    """One printed issue: its date, its running number, and its edition where a day had several."""

    date = models.DateField("出版日期")
    number = models.PositiveIntegerField("期号", null=True, blank=True)
    edition = models.CharField("版别", max_length=40, blank=True, default="")

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "刊期"
        verbose_name_plural = "刊期"
        ordering = ("-date", "edition")
        constraints = (
            models.UniqueConstraint(
                fields=("date", "edition"),
                name="issue_date_edition_unique",
                violation_error_message="这一天已经有这个版别的刊期。",
            ),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.date.isoformat(), self.edition) if part)

    def get_absolute_url(self) -> str:
        return route("articles:issue", self.date)
