"""Reports (纠错) by which citizens tell the newsroom of errors."""

from django.conf import settings
from django.db import models

from articles.models.article import Article
from articles.models.photo import Photo

WORDS_LENGTH = 1000
CONTACT_LENGTH = 100


class Report(models.Model):
    """One error that a citizen has told of, on a page or on the site as a whole.

    `address` is the path of that page, kept though the page goes; blank for the site. `contact` is
    personal: only who may handle reports sees it. `sender` is a keyed hash by which one who sends too
    many is told apart for a day; it is blanked after that (see `articles.senders`).
    """

    class Status(models.TextChoices):
        """What has become of it."""

        OPEN = "open", "待处理"
        DONE = "done", "已处理"
        REFUSED = "refused", "不予采纳"

    article = models.ForeignKey(
        Article, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name="稿件"
    )
    photo = models.ForeignKey(
        Photo, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name="图片"
    )
    address = models.CharField("页面", max_length=200, blank=True)
    wrong = models.TextField("哪里有错", max_length=WORDS_LENGTH)
    right = models.TextField("应该是什么", max_length=WORDS_LENGTH, blank=True)
    contact = models.CharField("联系方式", max_length=CONTACT_LENGTH, blank=True)
    status = models.CharField("状态", max_length=10, choices=Status.choices, default=Status.OPEN)
    note = models.TextField("处理说明", max_length=WORDS_LENGTH, blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="处理人",
    )
    handled_at = models.DateTimeField("处理时间", null=True, blank=True)
    sender = models.CharField("发送者标识", max_length=64, blank=True, default="", editable=False)
    created_at = models.DateTimeField("收到时间")

    class Meta:
        verbose_name = "读者纠错"
        verbose_name_plural = "读者纠错"
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=("status", "-id"), name="report_by_status"),
            models.Index(
                fields=("sender", "created_at"), name="report_senders", condition=~models.Q(sender="")
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(status__in=("open", "done", "refused")), name="report_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(article=None) | models.Q(photo=None), name="report_of_one_page"
            ),
            models.CheckConstraint(
                condition=models.Q(status="open", handled_at=None)
                | (~models.Q(status="open") & models.Q(handled_at__isnull=False)),
                name="report_handled_with_time",
            ),
        )

    def __str__(self) -> str:
        return self.wrong[:30]
