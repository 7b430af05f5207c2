"""The text of each page dump, what else was found to be the same, and the parser's doubts."""

from django.conf import settings
from django.db import models

from articles.models.batch import ImportBatch
from articles.models.issue import Issue
from articles.querysets import INFORMATION, NoticeQuerySet


class Dump(models.Model):
    """The text of one page, kept as it came, under the hash of that text.

    The hash is taken of the decoded text with one kind of line end, so that one page saved with
    another encoding or other line ends is still known. `made` holds, by key, a digest of each
    person, column and issue that exists only since this dump (see `articles.importing.untouched`).
    `earlier` is the dump of which this one is a changed copy. `undone_at` is set where an undo left
    some of its drafts: the others come back when the file is imported again.
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
    earlier = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="later", verbose_name="此前的文本"
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    is_indexed = models.BooleanField("已编入索引", default=True, editable=False)  # See `Article`.

    class Meta:
        verbose_name = "版面文本"
        verbose_name_plural = "版面文本"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("-id",), name="dump_unindexed", condition=models.Q(is_indexed=False)),
        )

    def __str__(self) -> str:
        return self.name


class Duplicate(models.Model):
    """Another dump in which an article that is in already was found again.

    `draft` is empty where the texts are the same. Where they differ, both are kept, and it is the
    article made of the other text, for an editor to compare.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="duplicates", verbose_name="稿件"
    )
    dump = models.ForeignKey(Dump, models.CASCADE, related_name="duplicates", verbose_name="版面文本")
    draft = models.OneToOneField(
        "articles.Article",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="duplicate_of",
        verbose_name="文字不同的稿件",
    )
    line_start = models.PositiveIntegerField("起始行")
    line_end = models.PositiveIntegerField("结束行")

    class Meta:
        verbose_name = "重复稿件"
        verbose_name_plural = "重复稿件"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("article", "dump", "line_start"), name="duplicate_found_once_a_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.dump} 第 {self.line_start} 行"


class PhotoDuplicate(models.Model):
    """Another dump in which a photo that is in already was found again."""

    photo = models.ForeignKey(
        "articles.Photo", models.CASCADE, related_name="duplicates", verbose_name="图片"
    )
    dump = models.ForeignKey(Dump, models.CASCADE, related_name="photo_duplicates", verbose_name="版面文本")
    line_start = models.PositiveIntegerField("起始行")
    line_end = models.PositiveIntegerField("结束行")

    class Meta:
        verbose_name = "重复图片"
        verbose_name_plural = "重复图片"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("photo", "dump", "line_start"), name="photoduplicate_found_once_a_place"
            ),
        )

    def __str__(self) -> str:
        return f"{self.dump} 第 {self.line_start} 行"


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
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="处理人",
    )
    resolved_at = models.DateTimeField("处理时间", null=True, blank=True)
    accepted = models.BooleanField("采纳了建议", default=False)

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
