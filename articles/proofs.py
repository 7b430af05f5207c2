"""Proofreading of articles and photos (norms §3): their texts held against the rules that editors keep.

What is found is shown, and changes nothing. What a newsroom holds to be grave, from the start personal
data and forbidden words, is not published: see `blocking`.
"""

import datetime
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Max, Value

from articles import proofreading
from articles.body import plain_text
from articles.models import (
    Article,
    ForbiddenWord,
    OfficeHolder,
    Photo,
    PrintableNumber,
    ProofSetting,
    WrongWord,
)
from articles.models.proof import entries_of
from articles.proofreading import Finding, Rules, Severity
from articles.texts import Text, text_of

LISTS: tuple[type[Any], ...] = (WrongWord, ForbiddenWord, OfficeHolder, PrintableNumber, ProofSetting)

# What editors call the parts of a text, in the order in which they are read.
LABELS = {
    "kicker": "引题",
    "headline": "主题",
    "subhead": "副题",
    "dateline": "消息头",
    "body": "正文",
    "source_name": "来源名称",
    "caption": "说明",
    "alt": "替代文字",
}
SIGNATURE = "署名"

AROUND = 12  # Characters shown before and after a place.


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of plain text that is read by itself. `name` is what editors call it."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A finding in a part of a text, with the words around it. Offsets are those of the part."""

    part: Part
    finding: Finding

    @property
    def before(self) -> str:
        """The words before the place, of its paragraph."""
        start = self.finding.start
        return self.part.text[max(0, start - AROUND) : start].rpartition("\n")[2]

    @property
    def words(self) -> str:
        """What stands at the place."""
        return self.part.text[self.finding.start : self.finding.end]

    @property
    def after(self) -> str:
        """The words after the place, of its paragraph."""
        end = self.finding.end
        return self.part.text[end : end + AROUND].partition("\n")[0]

    @property
    def place(self) -> str:
        """Where it stands, for people: 主题, 正文第 3 段."""
        if "\n" not in self.part.text:
            return self.part.name
        paragraph = self.part.text.count("\n", 0, self.finding.start) + 1
        return f"{self.part.name}第 {paragraph} 段"


def findings(thing: Article | Photo) -> list[Found]:
    """Return everything in an article or photo, as the database has it, that somebody should look at."""
    return read(parts_of(text_of(thing)), current(), thing.issue.date if thing.issue else None)


def blocking(model: type[Any], texts: Mapping[int, Text]) -> dict[int, str]:
    """Return why texts must not be published, by key, in Chinese; what may be published is left out.

    In as many queries however many texts there are.
    """
    days = dict(model.objects.filter(pk__in=texts).values_list("pk", "issue__date"))
    rules = current()
    reasons = {}
    for key, text in texts.items():
        found = read(parts_of(text), rules, days.get(key))
        if grave := [one for one in found if one.finding.severity is Severity.BLOCK]:
            reasons[key] = _reason(grave)
    return reasons


def read(parts: Iterable[Part], rules: Rules, on: datetime.date | None) -> list[Found]:
    """Return what is found in `parts`, printed on the day `on`, in their order."""
    return [
        Found(part, finding)
        for part in parts
        for finding in proofreading.check(part.text, rules=rules, on=on)
    ]


def parts_of(text: Text) -> list[Part]:
    """Return the parts of a text of `articles.texts`, the body as plain text, photos after it."""
    parts = [
        Part(label, plain_text(text[name]) if name == "body" else text[name])
        for name, label in LABELS.items()
        if text.get(name)
    ]
    signed = (*text.get("bylines", ()), *text.get("credits", ()))
    parts += [Part(SIGNATURE, credit["printed"]) for credit in signed if credit["printed"]]
    for number, photo in enumerate(text.get("photos", ()), start=1):
        parts += [replace(part, name=f"图片 {number} 的{part.name}") for part in parts_of(photo)]
    return parts


def _reason(grave: Sequence[Found]) -> str:
    first, others = grave[0], len(grave) - 1
    more = f"，另有 {others} 处" if others else ""
    more += "以上" if any(one.finding.has_more for one in grave) else ""
    return f"{first.place}有禁止发布的内容（{first.finding.message}）{more}"


# --- The rules that editors keep -------------------------------------------------------------------

_TRUSTED = 300  # Seconds for which lists whose stamp has not changed are not read again.

Stamp = frozenset[tuple[Any, ...]]
_kept: tuple[Stamp, float, Rules] = (frozenset(), 0.0, Rules())


def current() -> Rules:
    """Return the rules as the lists have them now, compiled once in a process until a list changes.

    One query where nothing has changed. Of two changes at once the stamp may miss the one that commits
    last, so that lists are read again after a while in any case.
    """
    global _kept
    stamp, now = _stamp(), time.monotonic()
    known, read_at, rules = _kept
    if not stamp:
        return Rules()
    if stamp != known or now - read_at > _TRUSTED:
        rules = _compiled()
        _kept = (stamp, now, rules)
    return rules


def _stamp() -> Stamp:
    """How many rows each list has and when it changed last; nothing for an empty one."""
    first, *others = (
        model.objects.order_by()
        .values(which=Value(model.__name__))
        .annotate(rows=Count("pk"), last=Max("updated_at"))
        .values_list("which", "rows", "last")
        for model in LISTS
    )
    return frozenset(first.union(*others, all=True))


def _compiled() -> Rules:
    wrong = (
        proofreading.WrongWord(word.wrong, word.right, entries_of(word.unless))
        for word in WrongWord.objects.all()
    )
    forbidden = (
        proofreading.ForbiddenWord(word.word, word.advice, entries_of(word.unless))
        for word in ForbiddenWord.objects.all()
    )
    holders = (
        proofreading.Holder(holder.name, entries_of(holder.offices)) for holder in OfficeHolder.objects.all()
    )
    chosen = ProofSetting.objects.values_list("code", "severity")
    return Rules(
        severities={code: Severity(severity) for code, severity in chosen},
        words=proofreading.compile_words(wrong, forbidden),
        offices=proofreading.compile_offices(holders),
        printable_numbers=frozenset(PrintableNumber.objects.values_list("number", flat=True)),
    )
