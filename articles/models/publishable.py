"""What articles and photos have in common: a status, dates, and the place in print they come from."""

from django.conf import settings
from django.db import models

from articles.models.dump import Dump
from articles.models.issue import Issue
from articles.models.release import Release


class Status(models.TextChoices):
    """Where in the editorial flow something is. Only `articles.workflow` moves it."""

    DRAFT = "draft", "草稿"
    IN_REVIEW = "in_review", "审校中"
    APPROVED = "approved", "已审定"
    SCHEDULED = "scheduled", "待发布"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"
    SPIKED = "spiked", "已弃用"


class Origin(models.TextChoices):
    """Where a text came from."""

    ORIGINAL = "original", "原创"
    ARCHIVE = "archive", "报纸存档"
    REPOST = "repost", "转载"


class Publishable(models.Model):
    """Something that citizens see once it is published.

    `published_at` is when it went on the web; the issue's date is when it was printed. Both are
    shown and neither stands in for the other (norms: a forged publish date is a veto item).
    `listed_on` is the day that lists order by: the day of print, or that of publication where it
    was never printed. It is set exactly while the thing is public (see `articles.listing`).

    `fingerprint` is that of issue, headline and text as they were imported; it is unique, so that
    one article is imported once, from however many dumps. `imported_as` is a digest of everything
    as it was imported: while it fits, nobody has changed anything (see `articles.importing`).

    `stage` is the review that it waits for, while it is in review; `round` counts how often it was
    sent for review, and `text_sha256` is the digest of the text then sent (see `articles.texts`).
    `revision` grows with every change at the desk, so that of two editors nobody overwrites the other.
    """

    status = models.CharField(
        "状态", max_length=12, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField("上网时间", null=True, blank=True, editable=False)
    listed_on = models.DateField("列表日期", null=True, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)ss_written",
        verbose_name="作者账号",
    )
    stage = models.PositiveSmallIntegerField("待审审次", null=True, blank=True, editable=False)
    round = models.PositiveSmallIntegerField("送审轮次", default=0, editable=False)
    text_sha256 = models.CharField("送审文字的摘要", max_length=64, blank=True, default="", editable=False)
    moved_at = models.DateTimeField("进入当前状态的时间", null=True, blank=True, editable=False)
    publish_at = models.DateTimeField("定时发布", null=True, blank=True, editable=False)
    embargo_until = models.DateTimeField("解禁时间", null=True, blank=True, help_text="在此之前不能发布。")
    revision = models.PositiveIntegerField("修改次数", default=0, editable=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)
    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name="刊期"
    )
    page_number = models.PositiveSmallIntegerField("版次", null=True, blank=True)
    dump = models.ForeignKey(
        Dump,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)ss",
        verbose_name="文本来源",
    )
    line_start = models.PositiveIntegerField("起始行", null=True, blank=True, editable=False)
    line_end = models.PositiveIntegerField("结束行", null=True, blank=True, editable=False)
    source_key = models.CharField(
        "来源标识", max_length=100, null=True, blank=True, unique=True, editable=False
    )
    fingerprint = models.CharField(
        "内容指纹", max_length=32, null=True, blank=True, unique=True, editable=False
    )
    imported_as = models.CharField("导入时摘要", max_length=32, blank=True, default="", editable=False)
    release = models.ForeignKey(
        Release,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)ss_released",
        verbose_name="整批发布",
    )

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="%(class)s_status_known"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(status=Status.PUBLISHED, published_at__isnull=False, listed_on__isnull=False)
                    | (~models.Q(status=Status.PUBLISHED) & models.Q(listed_on__isnull=True))
                ),
                name="%(class)s_listed_while_published",
            ),
            models.CheckConstraint(
                condition=models.Q(line_start__isnull=True, line_end__isnull=True)
                | models.Q(line_end__gte=models.F("line_start")),
                name="%(class)s_lines_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.IN_REVIEW, stage__isnull=False, stage__in=(1, 2, 3))
                | (~models.Q(status=Status.IN_REVIEW) & models.Q(stage__isnull=True)),
                name="%(class)s_stage_while_in_review",
            ),
            models.CheckConstraint(
                condition=models.Q(status=Status.SCHEDULED, publish_at__isnull=False)
                | (~models.Q(status=Status.SCHEDULED) & models.Q(publish_at__isnull=True)),
                name="%(class)s_time_while_scheduled",
            ),
        )

    @property
    def is_public(self) -> bool:
        """Whether citizens see it."""
        return self.status == Status.PUBLISHED


class Credit(models.Model):
    """A person's name on an article or a photo, as it was printed.

    `correspondent` is empty where the print names nobody who could be one: 资料图片, 通讯员供图.
    """

    correspondent = models.ForeignKey(
        "people.Correspondent",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        verbose_name="人员",
    )
    role = models.CharField("身份", max_length=20, blank=True)
    credit_line = models.CharField("见报署名", max_length=120, blank=True)
    position = models.PositiveSmallIntegerField("次序", default=0)
    listed_on = models.DateField("列表日期", null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(correspondent__isnull=False) | ~models.Q(credit_line=""),
                name="%(class)s_names_somebody",
                violation_error_message="请选择人员，或填写见报署名。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.name}".strip()

    @property
    def name(self) -> str:
        """The person's name, or what was printed where nobody is named."""
        return self.correspondent.name if self.correspondent else self.credit_line
