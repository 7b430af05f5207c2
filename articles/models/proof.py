"""What editors keep for proofreading: words, people in office, and how severe each kind of finding is."""

from django.core.exceptions import ValidationError
from django.db import models

from articles.proofreading import CODES, Severity

_LIST = "多个之间用顿号分开。"


class WrongWord(models.Model):
    """A word that is usually a slip (易错词)."""

    wrong = models.CharField("易错词", max_length=60, unique=True)
    right = models.CharField("正确写法", max_length=60)
    unless = models.CharField(
        "例外", max_length=300, blank=True, help_text=f"含有它而并不错的词，如“目的却”。{_LIST}"
    )

    class Meta:
        verbose_name = "易错词"
        verbose_name_plural = "易错词"
        ordering = ("wrong",)
        constraints = (
            models.CheckConstraint(condition=~models.Q(wrong=models.F("right")), name="wrong_word_differs"),
            models.CheckConstraint(condition=~models.Q(wrong=""), name="wrong_word_not_blank"),
        )

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}"


class ForbiddenWord(models.Model):
    """A word that is not to be printed (禁用词)."""

    word = models.CharField("禁用词", max_length=60, unique=True)
    advice = models.CharField("建议", max_length=200, blank=True)
    unless = models.CharField("例外", max_length=300, blank=True, help_text=f"含有它而可以用的词。{_LIST}")

    class Meta:
        verbose_name = "禁用词"
        verbose_name_plural = "禁用词"
        ordering = ("word",)
        constraints = (models.CheckConstraint(condition=~models.Q(word=""), name="forbidden_word_not_blank"),)

    def __str__(self) -> str:
        return self.word


class OfficeHolder(models.Model):
    """Somebody and the offices (职务) that they hold."""

    name = models.CharField("姓名", max_length=60, unique=True)
    offices = models.CharField("职务", max_length=300, help_text=_LIST)

    class Meta:
        verbose_name = "人名与职务"
        verbose_name_plural = "人名与职务"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(name="") & ~models.Q(offices=""), name="office_holder_not_blank"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}：{self.offices}"


class PrintableNumber(models.Model):
    """A number that looks like personal data and may be printed: the paper's own hotline."""

    number = models.CharField("号码", max_length=30, unique=True, help_text="只写数字。")
    note = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        verbose_name = "可见报号码"
        verbose_name_plural = "可见报号码"
        ordering = ("number",)

    def __str__(self) -> str:
        return self.number

    def clean(self) -> None:
        if not (self.number.isascii() and self.number.isdigit()):
            raise ValidationError({"number": "请只写数字。"})


class ProofSetting(models.Model):
    """How severe one kind of finding is, where that differs from what ships."""

    code = models.CharField("检查项", max_length=40, unique=True, choices=[(c.slug, c.label) for c in CODES])
    severity = models.CharField(
        "处理",
        max_length=5,
        choices=[
            (Severity.BLOCK.value, "禁止发布"),
            (Severity.WARN.value, "提示"),
            (Severity.OFF.value, "不查"),
        ],
    )

    class Meta:
        verbose_name = "校对设置"
        verbose_name_plural = "校对设置"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.get_code_display()}：{self.get_severity_display()}"
