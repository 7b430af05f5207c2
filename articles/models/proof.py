"""What editors keep for proofreading: words, people in office, and how severe each kind of finding is."""

import re

from django.core.exceptions import ValidationError
from django.db import models

from articles.proofreading import CODES, Severity

SEVERITIES = {
    Severity.BLOCK.value: "禁止发布",
    Severity.WARN.value: "提示",
    Severity.OFF.value: "不查",
}

_LIST = "多个之间用顿号分开。"
_OTHER_SEPARATORS = re.compile(r"[\s,，;；/|]")
# Two titles with nothing between them: 区委书记区长. 书记处书记 is one, and so is 主任委员.
_GLUED = re.compile(
    "(?:书记|主任|[区市县镇乡村部局厅院校所站]长|董事长)(?:第一|常务)?副?(?:书记|主任|[^、]长)$"
)


class Kept(models.Model):
    """A row of a list that editors keep. Its time tells that the list has changed (`articles.proofs`)."""

    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        abstract = True


def entries_of(text: str) -> tuple[str, ...]:
    """The entries of a list that is typed with 、 between them."""
    return tuple(entry.strip() for entry in text.split("、") if entry.strip())


def _check_exceptions(word: str, unless: str) -> None:
    """Raise ValidationError where an exception cannot be one of `word`."""
    for entry in entries_of(unless):
        if _OTHER_SEPARATORS.search(entry):
            raise ValidationError({"unless": f"“{entry}”：多个例外之间请用顿号分开。"})
        if word not in entry or word == entry:
            raise ValidationError({"unless": f"例外“{entry}”要比“{word}”长，并且含有它。"})


class WrongWord(Kept):
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

    def clean(self) -> None:
        if self.wrong and self.wrong == self.right:
            raise ValidationError({"right": f"正确写法和易错词相同，都是“{self.wrong}”。"})
        _check_exceptions(self.wrong, self.unless)


class ForbiddenWord(Kept):
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

    def clean(self) -> None:
        _check_exceptions(self.word, self.unless)


class OfficeHolder(Kept):
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

    def clean(self) -> None:
        for office in entries_of(self.offices):
            if _OTHER_SEPARATORS.search(office) or _GLUED.search(office):
                raise ValidationError(
                    {"offices": f"“{office}”像是几个职务，请用顿号分开，如“区委副书记、区长”。"}
                )


class PrintableNumber(Kept):
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


class ProofSetting(Kept):
    """How severe one kind of finding is, where that differs from what ships."""

    code = models.CharField("检查项", max_length=40, unique=True, choices=[(c.slug, c.label) for c in CODES])
    severity = models.CharField(
        "处理",
        max_length=5,
        choices=list(SEVERITIES.items()),
    )

    class Meta:
        verbose_name = "校对设置"
        verbose_name_plural = "校对设置"
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.get_code_display()}：{self.get_severity_display()}"
