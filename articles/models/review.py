"""Reviews: what somebody has decided about an article or a photo, kept for ever."""

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.photo import Photo


class Stage(models.IntegerChoices):
    """The three reviews (三审) of a text, in their order (norms: 报纸期刊质量管理规定)."""

    FIRST = 1, "初审"
    SECOND = 2, "复审"
    FINAL = 3, "终审"


class Decision(models.TextChoices):
    """What was decided. The first two are reviews; the others move a text or tell of it."""

    PASSED = "passed", "通过"
    RETURNED = "returned", "退回"
    SUBMITTED = "submitted", "送审"
    RECALLED = "recalled", "撤回送审"
    VOIDED = "voided", "改动后重新送审"
    SCHEDULED = "scheduled", "定时发布"
    UNSCHEDULED = "unscheduled", "取消定时"
    PUBLISHED = "published", "发布"
    CORRECTED = "corrected", "发布后更正"
    WITHDRAWN = "withdrawn", "撤稿"
    RESTORED = "restored", "恢复发布"
    REOPENED = "reopened", "转回草稿"
    SPIKED = "spiked", "弃用"
    REVIVED = "revived", "恢复为草稿"


REVIEWS = (Decision.PASSED, Decision.RETURNED)


class Review(models.Model):
    """One decision: who, when, about which text. Only ever added; the database refuses all else.

    `round` counts how often a text was sent for review. Within one round nobody reviews twice, and
    nobody reviews what they wrote, superusers included: the database keeps both (`articles.guards`).
    `reviewer` is None where a command on the server decided, which reviews nothing.
    """

    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="reviews", verbose_name="稿件"
    )
    photo = models.ForeignKey(
        Photo,
        models.PROTECT,
        null=True,
        blank=True,
        db_index=False,  # See `indexes`.
        related_name="reviews",
        verbose_name="图片",
    )
    round = models.PositiveSmallIntegerField("轮次")
    stage = models.PositiveSmallIntegerField("审次", choices=Stage.choices, null=True, blank=True)
    decision = models.CharField("决定", max_length=12, choices=Decision.choices)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reviews",
        verbose_name="操作人",
    )
    opinion = models.TextField("意见", blank=True)
    text_sha256 = models.CharField("所审文字的摘要", max_length=64)
    created_at = models.DateTimeField("时间", db_index=True)

    class Meta:
        verbose_name = "审校记录"
        verbose_name_plural = "审校记录"
        ordering = ("pk",)
        # Of photos alone: SQLite would take an index full of NULL to tell nothing apart, and read all.
        indexes = (
            models.Index(fields=("photo",), name="review_of_photo", condition=models.Q(photo__isnull=False)),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, photo__isnull=True)
                | models.Q(article__isnull=True, photo__isnull=False),
                name="review_of_article_or_photo",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    decision__in=REVIEWS,
                    stage__isnull=False,  # A comparison with NULL would let it by.
                    stage__in=Stage.values,
                    reviewer__isnull=False,
                )
                | (~models.Q(decision__in=REVIEWS) & models.Q(stage__isnull=True)),
                name="review_has_stage_and_reviewer",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__in=Decision.values), name="review_decision_known"
            ),
            models.UniqueConstraint(
                fields=("article", "round", "reviewer"),
                condition=models.Q(decision__in=REVIEWS),
                name="review_article_once_each",
            ),
            models.UniqueConstraint(
                fields=("photo", "round", "reviewer"),
                condition=models.Q(decision__in=REVIEWS),
                name="review_photo_once_each",
            ),
        )

    def __str__(self) -> str:
        stage = self.get_stage_display() if self.stage else ""
        return f"{stage}{self.get_decision_display()}"
