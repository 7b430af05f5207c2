"""Correspondents (通讯员), reporters and photographers, with the other names they sign with."""

from collections.abc import Collection
from functools import reduce
from operator import and_
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from people.names import PINYIN_LENGTH, name_key, pinyin, syllables

NAME_LENGTH = 60
TYPED_LENGTH = 100


class CorrespondentQuerySet(models.QuerySet["Correspondent"]):
    """Ways to find people."""

    def with_keys(self, keys: Collection[str]) -> Self:
        """Everybody whose own name or alias has one of these keys (see `people.names.name_key`)."""
        by_alias = CorrespondentAlias.objects.filter(name_key__in=keys).values("correspondent")
        return self.filter(models.Q(name_key__in=keys) | models.Q(pk__in=by_alias))

    def found_by(self, typed: str) -> Self:
        """Those whom `typed` names: by a name or an alias, also one set with spaces, or word by word.

        Each word is in the name, an alias or the organisation, or spells some of the pinyin, as
        `people.names.syllables` says.
        """
        words = typed.replace("\0", "")[:TYPED_LENGTH].split()
        if not words:
            return self
        return self.filter(_called("".join(words)) | reduce(and_, map(_matching, words)))


class Correspondent(models.Model):
    """Somebody who signs articles or photos. Two of one name are told apart by their organisation."""

    name = models.CharField("姓名", max_length=NAME_LENGTH)
    name_key = models.CharField("姓名（比对用）", max_length=NAME_LENGTH, editable=False)
    pinyin = models.CharField("拼音", max_length=PINYIN_LENGTH, editable=False, db_index=True)
    organisation = models.CharField("单位", max_length=120, blank=True, default="")
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="correspondent",
        verbose_name="账号",
        help_text="此人登录采编系统的账号：自己署名的稿件不能自己审。",
    )

    objects = CorrespondentQuerySet.as_manager()

    class Meta:
        verbose_name = "通讯员"
        verbose_name_plural = "通讯员"
        ordering = ("pinyin", "pk")
        permissions = (("merge_correspondent", "可以合并和拆分人员"),)
        constraints = (
            models.UniqueConstraint(
                fields=("name_key", "organisation"),
                name="correspondent_name_organisation_unique",
                violation_error_message="已有同名、同单位的人员。",
            ),
            models.CheckConstraint(condition=~models.Q(name_key=""), name="correspondent_name_not_blank"),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.organisation}）" if self.organisation else self.name

    def get_absolute_url(self) -> str:
        return reverse("articles:person", args=[self.pk])

    @classmethod
    def named(cls, name: str, organisation: str = "") -> Self:
        """Return an unsaved correspondent whose derived fields are filled in."""
        return cls(name=name, name_key=name_key(name), pinyin=pinyin(name), organisation=organisation)

    def clean(self) -> None:
        """Derive the key and the pinyin from the name that a form has brought."""
        self.name_key = _checked_key(self.name)
        self.pinyin = pinyin(self.name)


class CorrespondentAlias(models.Model):
    """Another name that somebody signs with: a pen name, an old name, a frequent misprint."""

    correspondent = models.ForeignKey(
        Correspondent, models.CASCADE, related_name="aliases", verbose_name="人员"
    )
    name = models.CharField("别名", max_length=NAME_LENGTH)
    name_key = models.CharField("别名（比对用）", max_length=NAME_LENGTH, editable=False)

    class Meta:
        verbose_name = "别名"
        verbose_name_plural = "别名"
        constraints = (
            models.UniqueConstraint(
                fields=("name_key", "correspondent"),
                name="alias_name_unique",
                violation_error_message="这个别名已经登记过。",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Derive the key from the name that a form has brought."""
        self.name_key = _checked_key(self.name)


class Regrouping(models.Model):
    """Two people found to be one, or one found to be two: what was moved, so that it can be undone.

    `moved` holds the keys of what changed hands, by kind: `byline`, `photocredit`, `alias`. `other` is
    who was merged into `person`, or was split off; after a merge their row is gone and `fields` keeps it.
    """

    class Kind(models.TextChoices):
        MERGE = "merge", "合并"
        SPLIT = "split", "拆分"

    kind = models.CharField("类别", max_length=5, choices=Kind.choices)
    person = models.ForeignKey(
        Correspondent, models.SET_NULL, null=True, related_name="regroupings", verbose_name="人员"
    )
    other = models.PositiveBigIntegerField("另一人的编号")
    fields = models.JSONField("另一人的资料", default=dict)
    moved = models.JSONField("转移的内容", default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="操作人",
    )
    created_at = models.DateTimeField("时间", auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = "合并与拆分"
        verbose_name_plural = "合并与拆分"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.person}"


def _called(word: str) -> models.Q:
    """Whose name or alias has `word` in it."""
    key = name_key(word)
    aliases = CorrespondentAlias.objects.filter(name_key__contains=key).values("correspondent")
    return models.Q(name_key__contains=key) | models.Q(pk__in=aliases)


def _matching(word: str) -> models.Q:
    found = _called(word) | models.Q(organisation__contains=word)
    spelt = syllables(word)
    return found | models.Q(pinyin__regex=spelt) if spelt else found


def _checked_key(name: str) -> str:
    """Return the key of `name`. ValidationError where no letter is left, or too many (`㍿` is four)."""
    key = name_key(name)
    if not 0 < len(key) <= NAME_LENGTH:
        raise ValidationError({"name": f"请填写 1 到 {NAME_LENGTH} 个字的姓名。"})
    return key
