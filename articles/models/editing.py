"""Who has an article open at the desk, and what they have typed and not yet saved."""

from django.conf import settings
from django.db import models

from articles.models.article import Article


class Editing(models.Model):
    """One editor at one article. `unsaved` holds the fields of their form, by name, until they save.

    `revision` is that of the article when they opened it, at `opened_at`; `seen_at` is when their page
    last spoke up. `typed_at` is when `unsaved` came; empty where nothing is unsaved.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="editings", verbose_name="稿件")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="编辑")
    revision = models.PositiveIntegerField("打开时的修改次数", default=0)
    unsaved = models.JSONField("未保存的内容", default=dict, blank=True)
    opened_at = models.DateTimeField("打开时间")
    seen_at = models.DateTimeField("最近出现", db_index=True)
    typed_at = models.DateTimeField("未保存内容的时间", null=True, blank=True)

    class Meta:
        verbose_name = "正在编辑"
        verbose_name_plural = "正在编辑"
        constraints = (models.UniqueConstraint(fields=("article", "user"), name="editing_once_each"),)

    def __str__(self) -> str:
        return f"{self.user}：{self.article}"
