"""Versions of a text: what it was after each change, so that the one that was reviewed can be read again."""

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.photo import Photo


class Version(models.Model):
    """A text as it stood, by the digest that reviews name (see `articles.texts`). Only ever added."""

    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="versions", verbose_name="稿件"
    )
    photo = models.ForeignKey(
        Photo, models.CASCADE, null=True, blank=True, related_name="versions", verbose_name="图片"
    )
    sha256 = models.CharField("摘要", max_length=64)
    text = models.JSONField("内容")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="修改人",
        help_text="空：导入的，或由服务器上的命令修改。",
    )
    created_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "文字版本"
        verbose_name_plural = "文字版本"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, photo__isnull=True)
                | models.Q(article__isnull=True, photo__isnull=False),
                name="version_of_article_or_photo",
            ),
        )

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d %H:%M}"
