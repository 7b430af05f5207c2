"""Articles and their bylines."""

from django.db import models
from taggit.managers import TaggableManager

from articles.body import opening, plain_text
from articles.models.column import Column
from articles.models.publishable import Credit, Origin, Publishable
from articles.querysets import ArticleQuerySet, ListedQuerySet
from articles.routes import route

HEADLINE_LENGTH = 300
SUMMARY_LENGTH = 90


class Article(Publishable):
    """A piece of news, with its headline in parts as a Chinese paper sets it."""

    kicker = models.CharField("引题", max_length=HEADLINE_LENGTH, blank=True)
    headline = models.CharField("主题（标题）", max_length=HEADLINE_LENGTH)
    subhead = models.CharField("副题", max_length=HEADLINE_LENGTH, blank=True)
    column = models.ForeignKey(
        Column, models.PROTECT, null=True, blank=True, related_name="articles", verbose_name="栏目"
    )
    dateline = models.CharField("消息头", max_length=200, blank=True, help_text="如：本报讯")
    body = models.TextField("正文", blank=True)
    origin = models.CharField("来源", max_length=10, choices=Origin.choices, default=Origin.ORIGINAL)
    source_name = models.CharField("来源名称", max_length=100, blank=True)
    topics = models.ManyToManyField(
        "articles.Topic", through="articles.ArticleTopic", related_name="articles", verbose_name="主题"
    )
    # Whether the index of `articles.search` holds it. What is written in bulk waits, and is looked through.
    is_indexed = models.BooleanField("已编入索引", default=True, editable=False)
    tags = TaggableManager("标签", blank=True, help_text="用逗号或顿号分开。", related_name="articles")

    objects = ArticleQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "稿件"
        verbose_name_plural = "稿件"
        permissions = (
            ("write_article", "可以写稿并送审，只能改自己的草稿"),
            ("review_first_article", "可以初审"),
            ("review_second_article", "可以复审"),
            ("review_final_article", "可以终审"),
            ("publish_article", "可以发布和撤回稿件"),
            ("correct_article", "可以更正已发布的稿件"),
        )
        constraints = (  # type: ignore[assignment]
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=~models.Q(headline=""), name="article_headline_not_blank"),
            models.CheckConstraint(condition=models.Q(origin__in=Origin.values), name="article_origin_known"),
        )
        indexes = (
            models.Index(
                fields=(
                    "-listed_on",
                    "-id",
                ),
                name="article_listing",
                condition=models.Q(listed_on__isnull=False),
            ),
            models.Index(
                fields=(
                    "column",
                    "-listed_on",
                    "-id",
                ),
                name="article_column_listing",
                condition=models.Q(listed_on__isnull=False),
            ),
            models.Index(
                fields=(
                    "issue",
                    "page_number",
                    "line_start",
                ),
                name="article_on_page",
            ),
            models.Index(
                fields=(
                    "status",
                    "-id",
                ),
                name="article_by_status",
            ),
            models.Index(
                fields=(
                    "-listed_on",
                    "-id",
                ),
                name="article_unindexed",
                condition=models.Q(is_indexed=False),
            ),
        )

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return route("articles:article", self.pk)

    @property
    def text(self) -> str:
        """The body as plain text, a paragraph a line."""
        return plain_text(self.body)

    @property
    def summary(self) -> str:
        """The beginning of the text, for lists."""
        return opening(self.body, SUMMARY_LENGTH)


class Byline(Credit):
    """One person's signature (署名) under an article's headline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines", verbose_name="稿件")

    objects = ListedQuerySet.as_manager()

    class Meta(Credit.Meta):
        verbose_name = "署名"
        verbose_name_plural = "署名"
        indexes = (
            models.Index(
                fields=(
                    "correspondent",
                    "-listed_on",
                    "-article",
                ),
                name="byline_listing",
                condition=models.Q(listed_on__isnull=False),
            ),
            # How many works somebody has signed, counted as far as a list tells.
            models.Index(fields=("correspondent", "article"), name="byline_works"),
        )
