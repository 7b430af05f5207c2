"""What proofreading shows beside an article or a photo, when the page is opened and as somebody types."""

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import site
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles import proofs
from articles.models import Article, Issue, Photo
from articles.models.proof import SEVERITIES
from articles.moves import CHANGE, WRITE
from articles.proofreading import Severity
from articles.proofs import LABELS, SIGNATURE, Found, Part
from articles.texts import READ_WITH_ARTICLE, text_of, texts_of
from articles.typed import COUNTING, Typed, as_typed, count, read_body

LONGEST = 200_000  # Characters of one check, some 50 pages of a paper.
SHOWN = 200  # Places; who has more begins with these.
COUNTED = ("headline", "body")
_CREDIT_LINE = "credit_line"
_WHO = (WRITE, CHANGE, "articles.change_photo")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, the place of its characters in what was typed, and where that is typed.

    `field` is the id of its field on this page; `address` where it is typed otherwise. Both are blank
    where it cannot be changed.
    """

    part: Part
    typed: Typed
    field: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A finding and its place in the field: `start` and `end` in characters of what was typed."""

    found: Found
    field: str
    address: str
    start: int
    end: int

    @property
    def suggestion(self) -> str:
        """What may take the place of what was typed; blank where markup stands between its characters."""
        finding = self.found.finding
        is_whole = self.end - self.start == finding.end - finding.start
        return finding.suggestion if self.field and is_whole else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that say the same."""

    message: str
    severity: str
    spots: list[Spot]


@dataclass(frozen=True, slots=True)
class Panel:
    """What the panel shows: one line for all, the findings by what they say, how long the text is."""

    summary: str
    groups: list[Group]
    is_cut: bool
    lengths: dict[str, int]
    counting: str = COUNTING


def of_page(context: Mapping[str, Any]) -> Panel:
    """Return the panel of a page of the desk that is opened, or shown again with what was wrong in it."""
    thing = context.get("original")
    page = context["adminform"]
    if LABELS.keys() & page.form.fields.keys() - set(page.readonly_fields):
        stretches = _typed(dict(_values(page.form, context["inline_admin_formsets"])))
        stretches += _of_photos(thing.pk) if isinstance(thing, Article) else []
    else:  # Shown alone: nothing can be typed.
        parts = proofs.parts_of(text_of(thing)) if thing is not None else []
        stretches = [Stretch(part, as_typed(part.text)) for part in parts]
    return _panel(stretches, thing.issue.date if thing is not None and thing.issue else None)


@require_POST
def check_typed(request: HttpRequest) -> JsonResponse:
    """Check what is typed: JSON with `fields` by name, the keys `article` and `issue`, in and the panel out.

    Answers `{"error": …}` in Chinese for whoever may not write (403), a text that is too long (413), and
    what is no such JSON (400).
    """
    if not any(request.user.has_perm(permission) for permission in _WHO):
        return _refused("您没有写稿或改稿的权限，不能校对。", 403)
    try:
        asked = json.loads(request.body)
        values = {str(name): _as_in_field(text) for name, text in asked["fields"].items()}
        keys = [int(asked[name] or 0) for name in ("article", "issue")]
    except RequestDataTooBig:
        return _refused(_too_long(), 413)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return _refused("没有收到完整的文字。请刷新页面再试。", 400)
    if sum(map(len, values.values())) > LONGEST:
        return _refused(_too_long(), 413)
    panel = _panel(_typed(values) + _photos_seen(request, keys[0]), _day(keys[1]))
    html = render_to_string("admin/articles/_proof_findings.html", {"proof": panel})
    return JsonResponse({"summary": panel.summary, "html": html})


def _values(form: Any, formsets: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """What stands in the fields of a page that are read, by name."""
    for name in LABELS:
        if name in form.fields:
            yield form.add_prefix(name), _as_in_field(form[name].value() or "")
    for formset in formsets:
        for row in formset.formset.forms:
            if _CREDIT_LINE in row.fields:
                yield row.add_prefix(_CREDIT_LINE), _as_in_field(row[_CREDIT_LINE].value() or "")


def _as_in_field(text: str) -> str:
    """A text as a browser has it in a field, where lines end with a line feed. Raises AttributeError."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _typed(values: Mapping[str, str]) -> list[Stretch]:
    """The parts of a text as they are typed in a page's fields, in the order in which they are read."""
    stretches = [
        _stretch(label, name, values[name], f"id_{name}") for name, label in LABELS.items() if name in values
    ]
    lines = ((name, text) for name, text in values.items() if name.endswith(f"-{_CREDIT_LINE}"))
    return stretches + [_stretch(SIGNATURE, "", text, f"id_{name}") for name, text in lines]


def _stretch(label: str, name: str, text: str, field: str) -> Stretch:
    typed = read_body(text) if name == "body" else as_typed(text)
    return Stretch(Part(label, typed.text), typed, field, f"#{field}")


def _of_photos(article: int) -> list[Stretch]:
    """The texts of an article's photos, which are typed on pages of their own."""
    photos = Photo.objects.filter(article=article, status__in=READ_WITH_ARTICLE).order_by("pk")
    texts = texts_of(Photo, list(photos.values_list("pk", flat=True)))
    stretches = []
    for number, (key, text) in enumerate(sorted(texts.items()), start=1):
        address = f"{reverse('admin:articles_photo_change', args=[key])}#id_caption"
        for part in proofs.parts_of(text):
            named = Part(f"图片 {number} 的{part.name}", part.text)
            stretches.append(Stretch(named, as_typed(part.text), address=address))
    return stretches


def _photos_seen(request: HttpRequest, article: int) -> list[Stretch]:
    """The texts of the photos of an article that this user may see."""
    rows = site.get_model_admin(Article).get_queryset(request)
    return _of_photos(article) if article and rows.filter(pk=article).exists() else []


def _day(issue: int) -> datetime.date | None:
    return Issue.objects.filter(pk=issue).values_list("date", flat=True).first() if issue else None


def _panel(stretches: list[Stretch], on: datetime.date | None) -> Panel:
    rules = proofs.current()
    spots = [
        Spot(found, one.field, one.address, *one.typed.place(found.finding.start, found.finding.end))
        for one in stretches
        for found in proofs.read([one.part], rules, on)
    ]
    lengths = {one.part.name: count(one.typed.text) for one in stretches if _is_counted(one)}
    is_cut = len(spots) > SHOWN or _has_more(spots)
    return Panel(_summary(spots), _groups(spots[:SHOWN]), is_cut, lengths)


def _is_counted(stretch: Stretch) -> bool:
    return stretch.part.name in {LABELS[name] for name in COUNTED}


def _summary(spots: list[Spot]) -> str:
    grave = sum(_is_grave(spot) for spot in spots)
    if not spots:
        return "没有发现要核对的地方。"
    number = f"{len(spots)} 处" + ("以上" if _has_more(spots) else "")
    return f"有 {number}请核对" + (f"，其中 {grave} 处改好以前不能发布。" if grave else "。")


def _has_more(spots: list[Spot]) -> bool:
    """Whether proofreading has left some out: see `Finding.has_more`."""
    return any(spot.found.finding.has_more for spot in spots)


def _groups(spots: list[Spot]) -> list[Group]:
    """What keeps a text from being published first, else in the order of the text."""
    by_message: dict[tuple[bool, str, str], list[Spot]] = {}
    for spot in spots:
        finding = spot.found.finding
        by_message.setdefault((not _is_grave(spot), finding.code, finding.message), []).append(spot)
    in_order = sorted(by_message.items(), key=lambda one: one[0][0])
    return [
        Group(key[2], SEVERITIES[Severity.WARN if key[0] else Severity.BLOCK], found)
        for key, found in in_order
    ]


def _is_grave(spot: Spot) -> bool:
    return spot.found.finding.severity is Severity.BLOCK


def _too_long() -> str:
    return f"文字超过 {LONGEST:,} 字，不能一次校对。请分成几篇。"


def _refused(message: str, status: int) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)
