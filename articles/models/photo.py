"""Photos and who made them."""

from django.db import models

from articles.models.article import Article
from articles.models.publishable import Credit, Publishable
from articles.querysets import ListedQuerySet, PhotoQuerySet
from articles.routes import route


class Photo(Publishable):
    """A photo with its caption, in an article or standing alone as photo news.

    Dumps hold no pictures: `image` stays empty until somebody adds the file.
    """

    image = models.ImageField(
        "图片", upload_to="photos/", blank=True, height_field="height", width_field="width"
    )
    width = models.PositiveIntegerField("宽", null=True, blank=True, editable=False)
    height = models.PositiveIntegerField("高", null=True, blank=True, editable=False)
    caption = models.TextField("图片说明", blank=True)
    alt = models.CharField(
        "替代文字", max_length=200, blank=True, help_text="读屏软件朗读的文字：图上有什么。"
    )
    # Where the eye goes, in hundredths of the width and the height: what a narrow crop keeps.
    focus_x = models.PositiveSmallIntegerField("焦点横向位置（%）", default=50)
    focus_y = models.PositiveSmallIntegerField("焦点纵向位置（%）", default=50)
    article = models.ForeignKey(
        Article,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name="所属稿件",
        help_text="留空表示单独的图片新闻。",
    )

    is_indexed = models.BooleanField("已编入索引", default=True, editable=False)  # See `Article`.

    objects = PhotoQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = "图片"
        verbose_name_plural = "图片"
        constraints = (  # type: ignore[assignment]
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(focus_x__lte=100, focus_y__lte=100), name="photo_focus_within"
            ),
        )
        indexes = (
            models.Index(
                fields=(
                    "-listed_on",
                    "-id",
                ),
                name="photo_listing",
                condition=models.Q(listed_on__isnull=False),
            ),
            models.Index(
                fields=(
                    "status",
                    "-id",
                ),
                name="photo_by_status",
            ),
            # Who has a picture file, by what is read aloud of it: blank is what an editor looks for.
            models.Index(fields=("alt",), name="photo_files_by_alt", condition=models.Q(width__isnull=False)),
            models.Index(fields=("-id",), name="photo_unindexed", condition=models.Q(is_indexed=False)),
        )

    def __str__(self) -> str:
        return self.caption[:30] or f"图片 {self.pk}"

    def get_absolute_url(self) -> str:
        return route("articles:photo", self.pk)


class PhotoCredit(Credit):
    """One name on a photo: 摄, 供图, 制图 …"""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="credits", verbose_name="图片")

    objects = ListedQuerySet.as_manager()

    class Meta(Credit.Meta):
        verbose_name = "图片署名"
        verbose_name_plural = "图片署名"
        indexes = (
            models.Index(
                fields=(
                    "correspondent",
                    "-listed_on",
                    "-photo",
                ),
                name="photocredit_listing",
                condition=models.Q(listed_on__isnull=False),
            ),
            # How many works somebody has signed, counted as far as a list tells.
            models.Index(fields=("correspondent", "photo"), name="photocredit_works"),
        )
