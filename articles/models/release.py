"""Releases: the record that a batch or an issue was published whole, as the paper had printed it."""

from django.conf import settings
from django.db import models

from articles.models.batch import ImportBatch
from articles.models.issue import Issue


class Release(models.Model):
    """Somebody's word that a batch or an issue was printed (已刊发), and what was published on it."""

    created_at = models.DateTimeField("发布时间", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作人",
    )
    batch = models.ForeignKey(
        ImportBatch, models.PROTECT, null=True, blank=True, related_name="releases", verbose_name="批次"
    )
    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, related_name="releases", verbose_name="刊期"
    )
    with_notices = models.BooleanField("包括有待核对提示的", default=False)
    articles = models.PositiveIntegerField("稿件数", default=0)
    photos = models.PositiveIntegerField("图片数", default=0)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "整批发布"
        verbose_name_plural = "整批发布"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(batch__isnull=False, issue__isnull=True)
                | models.Q(batch__isnull=True, issue__isnull=False),
                name="release_of_batch_or_issue",
            ),
        )

    def __str__(self) -> str:
        return f"{self.batch or self.issue} 已刊发"
