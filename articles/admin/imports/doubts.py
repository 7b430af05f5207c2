"""What of a batch is least certain, first: drafts by the weight of what the parser doubted in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, Value, When
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from articles.admin.imports.pages import page_of, show
from articles.models import Article, Dump, ImportBatch, Notice, Photo, Status

SHOWN = 20  # On the batch's own page.
A_PAGE = 50

# How likely it is that something is wrong, and how bad that would be. What is not named weighs USUAL.
WEIGHTS = {
    "doubtful-encoding": 10,
    "missing-headline": 8,
    "missing-body": 8,
    "several-pages": 8,
    "several-dates": 8,
    "displaced-headline": 6,
    "changed-copy": 6,
    "doubtful-date": 6,
    "unfinished-ending": 5,
    "doubtful-heading": 4,
    "duplicate-heading": 4,
    "doubtful-year": 4,
    "unplaced": 4,
    "joined-lines": 2,
    "missing-byline": 2,
    "missing-caption": 2,
    "inherited-column": 1,
    "odd-latin": 1,
    "hidden-character": 1,
}
USUAL = 3


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A draft, or a page as a whole, with notices that nobody has settled."""

    kind: str
    title: str
    address: str
    notices: int
    weight: int
    messages: list[str]


def doubts_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """List all that is doubtful in a batch."""
    groups = groups_of(batch)
    page = page_of(request, groups, A_PAGE)
    title = f"{batch}：待核对"
    return show(request, "importbatch/doubts", batch, title, page=page, doubtful=doubtful(page))


def groups_of(batch: ImportBatch) -> Any:
    """Return the keys of each article, photo and page with open notices, the heaviest first.

    What is no draft any more has been decided on, so its notices are nobody's work.
    """
    is_draft = Q(article__status=Status.DRAFT) | Q(photo__status=Status.DRAFT)
    of_page = Q(article=None, photo=None)
    weights = (When(code=code, then=Value(weight)) for code, weight in WEIGHTS.items())
    weight = Case(*weights, default=Value(USUAL), output_field=IntegerField())
    open_ones = Notice.objects.open().filter(is_draft | of_page, dump__batch=batch)
    groups = open_ones.order_by().values("dump", "article", "photo")
    groups = groups.annotate(weight=Sum(weight), notices=Count("pk"))
    within = (F(name).asc(nulls_first=True) for name in ("article", "photo"))
    return groups.order_by("-weight", "dump", *within)


def doubtful(groups: Iterable[dict[str, Any]]) -> list[Doubtful]:
    """Return some groups with all that a list shows of them, in four queries however many they are."""
    rows = list(groups)
    articles = Article.objects.only("headline").in_bulk(_keys(rows, "article"))
    photos = Photo.objects.only("caption").in_bulk(_keys(rows, "photo"))
    dumps = Dump.objects.only("name").in_bulk(_keys(rows, "dump"))
    messages = _messages(rows)
    found = []
    for row in rows:
        thing = articles.get(row["article"]) or photos.get(row["photo"]) or dumps[row["dump"]]
        said = messages.get((row["dump"], row["article"], row["photo"]), [])
        kind = "整版" if isinstance(thing, Dump) else thing._meta.verbose_name
        found.append(Doubtful(str(kind), str(thing), _address(thing), row["notices"], row["weight"], said))
    return found


def _messages(rows: list[dict[str, Any]]) -> dict[tuple[Any, ...], list[str]]:
    """The first notices of each group, heaviest first."""
    wanted = Q(article__in=_keys(rows, "article")) | Q(photo__in=_keys(rows, "photo"))
    pages = [row["dump"] for row in rows if not (row["article"] or row["photo"])]
    wanted |= Q(dump__in=pages, article=None, photo=None)
    said: dict[tuple[Any, ...], list[tuple[int, str]]] = {}
    for notice in Notice.objects.open().filter(wanted):
        group = (notice.dump_id, notice.article_id, notice.photo_id)
        said.setdefault(group, []).append((-WEIGHTS.get(notice.code, USUAL), notice.message))
    return {group: [text for _, text in sorted(found)[:2]] for group, found in said.items()}


def _keys(rows: list[dict[str, Any]], name: str) -> list[int]:
    return [row[name] for row in rows if row[name]]


def _address(thing: Article | Photo | Dump) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])
