"""Corrections (更正) of what is public."""

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.photo import Photo


class Correction(models.Model):
    """What was changed after publication. `notice` is what citizens read; a mere misprint needs none."""

    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="稿件"
    )
    photo = models.ForeignKey(
        Photo, models.PROTECT, null=True, blank=True, related_name="corrections", verbose_name="图片"
    )
    notice = models.TextField("更正说明", blank=True, help_text="读者在正文下方看到的文字。只是错字时留空。")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作人",
    )
    created_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ("pk",)
        # Next to none are of photos. SQLite counts what has none as thousands to a value, and would read the
        # whole table rather than use an index with those.
        indexes = (
            models.Index(
                fields=["photo"], name="correction_of_a_photo", condition=models.Q(photo__isnull=False)
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, photo__isnull=True)
                | models.Q(article__isnull=True, photo__isnull=False),
                name="correction_of_article_or_photo",
            ),
        )

    def __str__(self) -> str:
        return self.notice[:40] or "错字"
