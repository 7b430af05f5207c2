"""What was brought in: batches of files, the text of each page dump, and the parser's doubts."""

from django.conf import settings
from django.db import models

from articles.models.issue import Issue
from articles.querysets import INFORMATION, NoticeQuerySet


class ImportBatch(models.Model):
    """One run of an import: who started it, when, and with which options."""

    created_at = models.DateTimeField("开始时间", auto_now_add=True)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作人",
    )
    options = models.JSONField("选项", default=dict, blank=True)

    class Meta:
        verbose_name = "导入批次"
        verbose_name_plural = "导入批次"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"批次 {self.pk}"


class Dump(models.Model):
    """The text of one page, kept as it came, under the hash of that text.

    The hash is taken of the decoded text with one kind of line end, so that one page saved with
    another encoding or other line ends is still known. `made` lists the keys of the people, columns
    and issues that exist only since this dump.
    """

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="dumps", verbose_name="批次")
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    name = models.CharField("文件名", max_length=255)
    encoding = models.CharField("编码", max_length=20)
    text = models.TextField("原文")
    parser_version = models.CharField("解析器版本", max_length=20)
    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, related_name="dumps", verbose_name="刊期"
    )
    page_number = models.PositiveSmallIntegerField("版次", null=True, blank=True)
    made = models.JSONField("随之新建", default=dict, blank=True)

    class Meta:
        verbose_name = "版面文本"
        verbose_name_plural = "版面文本"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


class BatchFile(models.Model):
    """What became of one file of a batch."""

    class Outcome(models.TextChoices):
        IMPORTED = "imported", "已导入"
        ALREADY = "already", "此前已导入"
        REFUSED = "refused", "未导入"

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="files", verbose_name="批次")
    name = models.CharField("文件", max_length=255)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    message = models.CharField("说明", max_length=500, blank=True)
    dump = models.ForeignKey(
        Dump, models.SET_NULL, null=True, blank=True, related_name="batch_files", verbose_name="版面文本"
    )

    class Meta:
        verbose_name = "批次文件"
        verbose_name_plural = "批次文件"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(outcome__in=("imported", "already", "refused")),
                name="batchfile_outcome_known",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Notice(models.Model):
    """A doubt of the parser's or the importer's, for an editor to settle."""

    dump = models.ForeignKey(Dump, models.CASCADE, related_name="notices", verbose_name="版面文本")
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="稿件",
    )
    photo = models.ForeignKey(
        "articles.Photo",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notices",
        verbose_name="图片",
    )
    code = models.CharField("类别", max_length=40)
    line = models.PositiveIntegerField("行号")
    message = models.TextField("说明")
    resolved = models.BooleanField("已处理", default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "提示"
        verbose_name_plural = "提示"
        ordering = ("line", "pk")
        indexes = (models.Index(fields=("article",), name="notice_open", condition=models.Q(resolved=False)),)

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.message}"

    @property
    def is_doubt(self) -> bool:
        """Whether somebody needs to settle it."""
        return self.code not in INFORMATION
