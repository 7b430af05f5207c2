"""Topics: what citizens read the paper by."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from articles.models.article import Article
from articles.querysets import ListedQuerySet, TopicQuerySet
from articles.routes import route


class ColumnType(models.TextChoices):
    """Kinds of a public site's columns (norms: the `ColumnType` META tag)."""

    NEWS = "工作动态", "工作动态"
    POLICY = "政策文件", "政策文件"
    EXPLANATION = "政策解读", "政策解读"
    RESPONSE = "回应关切", "回应关切"
    SERVICE = "办事服务", "办事服务"


class Topic(models.Model):
    """A curated subject, with the editable rules that suggest articles for it."""

    name = models.CharField("主题名", max_length=40, unique=True)
    slug = models.SlugField("网址标识", max_length=40, unique=True)
    description = models.CharField("说明", max_length=300, blank=True)
    column_type = models.CharField(
        "栏目类型", max_length=10, choices=ColumnType.choices, default=ColumnType.NEWS
    )
    threshold = models.PositiveSmallIntegerField(
        "入选分数", default=6, validators=[MinValueValidator(1)], help_text="关键词得分达到这个数才建议归入。"
    )
    stale_after_days = models.PositiveSmallIntegerField(
        "更新期限（天）", default=14, help_text="超过这么多天没有新稿，工作台会提醒。"
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    objects = TopicQuerySet.as_manager()

    class Meta:
        verbose_name = "主题"
        verbose_name_plural = "主题"
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return route("articles:topic", self.slug)


class TopicRule(models.Model):
    """One keyword of a topic: how much a hit counts, in the text and in the headline."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="rules", verbose_name="主题")
    keyword = models.CharField("关键词", max_length=40)
    weight = models.SmallIntegerField(
        "分值",
        default=1,
        validators=[MinValueValidator(-20), MaxValueValidator(20)],
        help_text="正文每出现一次加这么多分，标题中加五倍；负数表示排除。",
    )

    class Meta:
        verbose_name = "关键词规则"
        verbose_name_plural = "关键词规则"
        ordering = ("-weight", "keyword")
        constraints = (
            models.UniqueConstraint(
                fields=("topic", "keyword"),
                name="topicrule_keyword_unique",
                violation_error_message="这个主题已经有这个关键词。",
            ),
            models.CheckConstraint(
                condition=~models.Q(weight=0) & ~models.Q(keyword=""), name="topicrule_counts"
            ),
        )

    def __str__(self) -> str:
        return f"{self.keyword}（{self.weight:+d}）"


class ArticleTopic(models.Model):
    """An article under a topic: suggested by a rule, or confirmed or refused by a person.

    `listed_on` copies the article's while both the article is public and the topic is not refused,
    so that a topic page of any size is read off one index.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="topic_links", verbose_name="稿件")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="article_links", verbose_name="主题")
    listed_on = models.DateField("列表日期", null=True, blank=True, editable=False)
    confirmed = models.BooleanField(
        "人工确认", null=True, blank=True, choices=((None, "规则建议"), (True, "已确认"), (False, "已否定"))
    )
    reason = models.CharField("理由", max_length=300, blank=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = "所属主题"
        verbose_name_plural = "所属主题"
        constraints = (
            models.UniqueConstraint(
                fields=("article", "topic"),
                name="articletopic_unique",
                violation_error_message="稿件已经归入这个主题。",
            ),
            models.CheckConstraint(
                condition=~models.Q(confirmed=False, listed_on__isnull=False),
                name="articletopic_refused_is_not_listed",
            ),
        )
        indexes = (
            models.Index(
                fields=(
                    "topic",
                    "-listed_on",
                    "-article",
                ),
                name="articletopic_listing",
                condition=models.Q(listed_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.topic)

    @property
    def is_by_rule(self) -> bool:
        """Whether rules alone put it here: what a person adds by hand has no reason."""
        return self.confirmed is None and bool(self.reason)

    def clean(self) -> None:
        """A topic refused in a form lists the article no more."""
        if self.confirmed is False:
            self.listed_on = None
