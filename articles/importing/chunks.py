"""Some parsed pages to rows, in one short transaction and a few statements, however many pages they are.

All imports write in one order: issues, dumps, columns, people, articles, and each of these by its
key. Two that bring the same thing at the same time wait for each other there, and never in a ring.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Model
from django.utils import timezone

from articles import workflow
from articles.importing import bulk, untouched
from articles.importing.bulk import Row
from articles.importing.claims import Claim, claim
from articles.importing.columns import Columns
from articles.importing.drafts import ArticleDraft, PageDraft, PhotoDraft, doubts_of
from articles.importing.duplicates import Headlines, Known, folded, known, left_of
from articles.importing.issues import Issues
from articles.importing.overlap import Span, paired
from articles.importing.people import PHOTOGRAPHS, WRITES, People
from articles.importing.results import Outcome, Result
from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    Dump,
    Duplicate,
    ImportBatch,
    Notice,
    Photo,
    PhotoCredit,
    PhotoDuplicate,
    Release,
)
from articles.pagedump import Notice as Doubt
from articles.querysets import INFORMATION

# In the order of writing: each may refer to those before it.
WRITTEN = (Article, Byline, ArticleTopic, Photo, PhotoCredit, Notice, Duplicate, PhotoDuplicate)

LEFT = 0.5  # The share of its lines from which a piece is what an undo has left.


@dataclass(slots=True)
class Tally:
    """What becomes of one page: its articles by story, new or known, and how many of what are new.

    `left` is what an undo has left of it: articles and photos by their number on the page.
    """

    claim: Claim
    left: dict[tuple[type[Model], int], Known] = field(default_factory=dict)
    articles: list[Known] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    repeats: Counter[int | None] = field(default_factory=Counter)

    def result(self) -> Result:
        found = self.claim.page.found
        return Result(found.name, Outcome.IMPORTED, found.text.decoded.doubt, **self.counts)

    def earlier(self) -> int | None:
        """The dump that holds half of this page's articles or more, if only in other words; or None."""
        others = {dump: times for dump, times in self.repeats.items() if dump not in (None, self.claim.key)}
        dump = max(others, key=others.__getitem__, default=None)
        return dump if dump and others[dump] * 2 >= len(self.articles) else None


class Chunk:
    """Writes pages for `batch`. Use inside a transaction, which is to be tried again on a conflict."""

    def __init__(self, batch: ImportBatch, pages: Sequence[PageDraft]) -> None:
        self.batch, self.pages = batch, pages
        self.rows: dict[type[Model], list[Row]] = defaultdict(list)
        self.rewritten: set[int] = set()  # Articles that are in and get other texts: no versions of anything.

    def write(self, *, publish: bool = False) -> dict[str, tuple[Result, int]]:
        """Write all pages but those that another process has written meanwhile.

        Returns the result and the dump's primary key by the dump's hash.
        """
        self.issues = Issues(page.found.place.date for page in self.pages)
        self._prepare(claim(self.batch, self.pages, self.issues))
        self._insert()
        self._tell_dumps()
        if publish:
            self._publish()
        return {t.claim.page.found.sha256: (t.result(), t.claim.key) for t in self.tallies}

    def _prepare(self, claims: Iterable[Claim]) -> None:
        """Make all rows that are to be written, and the people and columns that they refer to."""
        self.tallies = [Tally(claim) for claim in claims]
        self._look_up()
        new = list(self._new())
        self.columns = Columns(draft.column for draft in new if isinstance(draft, ArticleDraft))
        self.people = People(credit["name"] for draft in new for credit in draft.credited)
        for tally in self.tallies:
            if tally.claim.issue in self.issues.made:
                self._made(tally.claim, "issues", self.issues.made, tally.claim.issue)
            for number, draft in enumerate(tally.claim.page.articles):
                tally.articles.append(self._article(tally, draft, number))
            for number, picture in enumerate(tally.claim.page.photos):
                self._photo(tally, picture, number)
            self._note(tally, self._unsaid(tally, doubts_of(tally.claim.page)))

    def _insert(self) -> None:
        now = timezone.now()
        for model in WRITTEN:
            # Searches look through what waits for the index, so that nobody waits for it here.
            bulk.insert(model, self.rows[model], created_at=now, updated_at=now, is_indexed=False)

    def _look_up(self) -> None:
        """Reserve keys, and find what is in already."""
        articles = [draft for tally in self.tallies for draft in tally.claim.page.articles]
        photos = [draft for tally in self.tallies for draft in tally.claim.page.photos]
        reopened = [tally.claim.key for tally in self.tallies if tally.claim.is_reopened]
        self.keys = {Article: bulk.reserve(Article, len(articles)), Photo: bulk.reserve(Photo, len(photos))}
        self.known = {
            Article: known(Article, [draft.fingerprint for draft in articles if draft.fingerprint]),
            Photo: known(Photo, [draft.fingerprint for draft in photos if draft.fingerprint]),
        }
        self._look_for_what_is_left(reopened)
        self.signatures = _signatures(self.known[Article].values())
        self.headlines = Headlines(self.issues.old, self.rewritten)

    def _look_for_what_is_left(self, reopened: list[int]) -> None:
        """Find what an undo has left of these dumps, and which notices about their pages."""
        articles, photos = left_of(Article, reopened), left_of(Photo, reopened)
        for tally in self.tallies if reopened else ():
            page, key = tally.claim.page, tally.claim.key
            tally.left = _paired(Article, articles[key], page.articles)
            tally.left |= _paired(Photo, photos[key], page.photos)
        said = Notice.objects.of_page().filter(dump__in=reopened) if reopened else Notice.objects.none()
        self.said = set(said.values_list("dump", "code", "line", "message"))

    def _unsaid(self, tally: Tally, doubts: Iterable[Doubt]) -> list[Doubt]:
        return [doubt for doubt in doubts if (tally.claim.key, *doubt) not in self.said]

    def _new(self) -> Iterator[ArticleDraft | PhotoDraft]:
        """What is in neither from another page, nor left by an undo, nor on two pages of this chunk."""
        seen: set[str | None] = {*self.known[Article], *self.known[Photo]}
        for tally in self.tallies:
            for kind, number, draft in _drafts(tally.claim.page):
                if (kind, number) not in tally.left and draft.fingerprint not in seen:
                    yield draft
                    seen |= {draft.fingerprint} - {None}

    def _article(self, tally: Tally, draft: ArticleDraft, number: int) -> Known:
        if left := tally.left.get((Article, number)):
            return left
        if draft.fingerprint in self.known[Article]:
            same = self.known[Article][draft.fingerprint]
            self._repeated(tally, draft, same)
            return same
        new = self._new_article(tally, draft, number)
        self._compare(tally, draft, new)
        if draft.fingerprint:
            self.known[Article][draft.fingerprint] = new
            self.signatures[new.key] = _signature(draft)
        return new

    def _new_article(self, tally: Tally, draft: ArticleDraft, number: int) -> Known:
        column = self.columns.get(draft.column)
        if column and column.pk in self.columns.made:
            self._made(tally.claim, "columns", self.columns.made, column.pk)
        row = draft.values | self._common(tally, Article, draft.fingerprint, f"article-{number}")
        row["column_id"] = column.pk if column else None
        about = {"article_id": row["id"]}
        self._note(tally, draft.story.notices, **about)
        bylines = [self._signed(tally, byline, WRITES, **about) for byline in draft.bylines]
        row["imported_as"] = untouched.of_article(row, bylines)
        self.rows[Article].append(row)
        self.rows[Byline] += bylines
        self.rows[ArticleTopic] += [
            {**about, "topic_id": topic.id, "reason": reason} for topic, reason in draft.topics
        ]
        tally.counts["articles"] += 1
        return Known(row["id"], tally.claim.key, row["line_start"], row["page_number"], draft.letters)

    def _repeated(self, tally: Tally, draft: ArticleDraft, same: Known) -> None:
        """Note another place in which an article that is in was found."""
        self._duplicate(tally, draft, same)
        tally.counts["linked"] += 1
        here, there = _signature(draft), self.signatures.get(same.key, [])
        if list(map(folded, here)) != list(map(folded, there)):
            before, now = ("、".join(names) or "无署名" for names in (there, here))
            message = f"《{draft.values['headline']}》此前已导入，署名不同：此前是“{before}”，这里是“{now}”"
            doubt = Doubt("other-byline", draft.story.first_line, message)
            self._note(tally, self._unsaid(tally, [doubt]))

    def _compare(self, tally: Tally, draft: ArticleDraft, new: Known) -> None:
        """Note where an article of the same issue has this headline and much of this text: both are kept."""
        issue, headline = tally.claim.issue, draft.values["headline"]
        version = self.headlines.version_of(issue, headline, draft.letters, new.key)
        self.headlines.add(issue, headline, new)
        if version:
            self._duplicate(tally, draft, version, new.key)
            tally.counts["differing"] += 1
            message = f"同一期已有《{headline}》，文字与这篇不同，请对照后决定用哪一篇"
            self._note(
                tally, [Doubt("changed-copy", draft.values["line_start"], message)], article_id=new.key
            )

    def _duplicate(self, tally: Tally, draft: ArticleDraft, of: Known, new: int | None = None) -> None:
        self.rows[Duplicate].append({"article_id": of.key, "draft_id": new, **_place_of(tally, draft)})
        tally.repeats[of.dump] += 1

    def _photo(self, tally: Tally, draft: PhotoDraft, number: int) -> None:
        if (Photo, number) in tally.left:
            return
        if draft.fingerprint in self.known[Photo]:
            self._photo_repeated(tally, draft, self.known[Photo][draft.fingerprint])
            return
        row = draft.values | self._common(tally, Photo, draft.fingerprint, f"photo-{number}")
        article = None if draft.picture.story is None else tally.articles[draft.picture.story]
        row["article_id"] = article.key if article else None
        row["page_number"] = article.page if article else row["page_number"]
        about = {"photo_id": row["id"]}
        self._note(tally, draft.picture.notices, **about)
        credits = [self._signed(tally, credit, PHOTOGRAPHS, **about) for credit in draft.credits]
        row["imported_as"] = untouched.of_photo(row, credits)
        self.rows[Photo].append(row)
        self.rows[PhotoCredit] += credits
        tally.counts["photos"] += 1
        if draft.fingerprint:
            self.known[Photo][draft.fingerprint] = Known(row["id"], tally.claim.key, None, None)

    def _photo_repeated(self, tally: Tally, draft: PhotoDraft, same: Known) -> None:
        self.rows[PhotoDuplicate].append({"photo_id": same.key, **_place_of(tally, draft)})

    def _common(self, tally: Tally, model: type[Any], fingerprint: str | None, part: str) -> Row:
        return {
            "id": next(self.keys[model]),
            "dump_id": tally.claim.key,
            "issue_id": tally.claim.issue,
            "source_key": tally.claim.source_key(part, self.batch),
            "fingerprint": fingerprint,
        }

    def _signed(self, tally: Tally, credit: Row, does: str, **about: int) -> Row:
        """The row of a credit whose name is now somebody; what is doubtful about that is noted."""
        person, doubts = self.people.find(credit["name"], does, credit["line"])
        self._note(tally, doubts, **about)
        if person and person.pk in self.people.made:
            self._made(tally.claim, "people", self.people.made, person.pk)
        printed = {name: credit[name] for name in ("role", "credit_line", "position")}
        return {**about, "correspondent_id": person.pk if person else None, **printed}

    def _note(self, tally: Tally, doubts: Iterable[Doubt], **about: int) -> None:
        about = {"article_id": None, "photo_id": None} | about  # type: ignore[assignment]
        for doubt in doubts:
            said = {"code": doubt.code, "line": doubt.line, "message": doubt.message}
            self.rows[Notice].append({"dump_id": tally.claim.key, **about, **said})
            tally.counts["notices"] += doubt.code not in INFORMATION

    def _made(self, claim: Claim, kind: str, made: dict[int, str], key: Any) -> None:
        """Note in the first dump that needs it what this chunk has made."""
        claim.has_made(kind, key, made.pop(key))

    def _tell_dumps(self) -> None:
        """Write into the dumps what exists only since them, and which earlier page they repeat."""
        told = [(tally.claim, tally.earlier()) for tally in self.tallies]
        bulk.update(
            Dump,
            [
                {"id": claim.key, "made": claim.made, "earlier_id": earlier}
                for claim, earlier in told
                if claim.made or earlier
            ],
        )

    def _publish(self) -> None:
        """Release what these dumps have brought: whoever imports so says that the paper has printed it."""
        dumps = [tally.claim.key for tally in self.tallies]
        said = {"batch": self.batch, "with_notices": True}
        record, _ = Release.objects.get_or_create(**said, defaults={"created_by": self.batch.created_by})
        articles = workflow.release(Article.objects.filter(dump__in=dumps), record)
        photos = workflow.release(Photo.objects.filter(dump__in=dumps), record)
        Release.objects.filter(pk=record.pk).update(
            articles=F("articles") + articles, photos=F("photos") + photos, finished_at=timezone.now()
        )


def _drafts(page: PageDraft) -> Iterator[tuple[type[Model], int, ArticleDraft | PhotoDraft]]:
    yield from ((Article, number, draft) for number, draft in enumerate(page.articles))
    yield from ((Photo, number, draft) for number, draft in enumerate(page.photos))


def _place_of(tally: Tally, draft: ArticleDraft | PhotoDraft) -> Row:
    lines = {name: draft.values[name] for name in ("line_start", "line_end")}
    return {"dump_id": tally.claim.key, **lines}


def _paired(
    model: type[Model], left: list[tuple[Span, Known]], drafts: Sequence[ArticleDraft | PhotoDraft]
) -> dict[tuple[type[Model], int], Known]:
    """What an undo has left of a page, by its number among the drafts of the page as it is read now."""
    spans = [Span(d.values["line_start"], d.values["line_end"], d.fingerprint) for d in drafts]
    pairs = paired([span for span, _ in left], spans, LEFT)
    return {(model, number): left[at][1] for number, at in pairs.items()}


def _signature(draft: ArticleDraft) -> list[str]:
    return [byline["credit_line"] for byline in draft.bylines]


def _signatures(articles: Iterable[Known]) -> dict[int, list[str]]:
    """How articles that are in already are signed, by their keys."""
    signed: dict[int, list[str]] = defaultdict(list)
    keys = [article.key for article in articles]
    rows = Byline.objects.filter(article__in=keys).order_by("position") if keys else Byline.objects.none()
    for key, printed in rows.values_list("article", "credit_line"):
        signed[key].append(printed)
    return signed
