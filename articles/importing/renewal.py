"""Dumps that are in, brought in line with new readings of their texts, in one short transaction.

A draft that nobody has touched gets the new texts and keeps its key, where the new story has most of its
lines. What somebody has laid hands on stays as it is.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles import pagedump
from articles.importing import bulk
from articles.importing.belongings import Belongings
from articles.importing.bulk import Row
from articles.importing.chunks import Chunk, Tally
from articles.importing.claims import Claim
from articles.importing.drafts import ArticleDraft, PageDraft
from articles.importing.duplicates import Known, are_alike, folded
from articles.importing.issues import Issues
from articles.importing.judgement import Reason, Verdict, slices
from articles.importing.matching import Draft, Match, span_of, span_of_draft
from articles.importing.notices import Notices
from articles.importing.overlap import paired
from articles.importing.relied import relied_on
from articles.importing.removal import remove
from articles.importing.stock import Stock
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
)
from articles.pagedump import Notice as Doubt

# Doubts raised by what was in at the time: no reading raises them again.
OF_THE_TIME = ("doubtful-encoding", "same-name", "doubtful-name", "changed-copy")


@dataclass(frozen=True, slots=True)
class Left:
    """Something that stays as it is, why, and how it is read now; None where there is nothing now."""

    row: Article | Photo
    verdict: Verdict
    draft: Draft | None = None


class Renewal(Chunk):
    """Writes new `readings` of dumps that are complete and locked. `left` tells what stays as it was."""

    def __init__(self, batch: ImportBatch, readings: Sequence[tuple[Dump, PageDraft]]) -> None:
        super().__init__(batch, [page for _, page in readings])
        self.dumps = {dump.pk: dump for dump, _ in readings}
        self.left: list[Left] = []
        # Drafts that are to get the texts of a piece: by the dump, and `photo-2`.
        self._old: dict[tuple[int, str], Article | Photo] = {}
        self._renewed: dict[Article | Photo, Draft] = {}
        self._spare: set[Article | Photo] = set()

    def renew(self) -> None:
        """Bring all that nobody has touched in line with the new readings."""
        self.issues = Issues(page.found.place.date for page in self.pages)
        readings = zip(self.dumps.values(), self.pages, strict=True)
        self._prepare([self._claim(dump, page) for dump, page in readings])
        self._forget()
        self._rewrite()
        self._insert()
        self._remove()
        self._tell_dumps()
        Belongings(list(self.dumps.values())).let_go()

    def _claim(self, dump: Dump, page: PageDraft) -> Claim:
        issue = self.issues.get(page.found.place.date)
        return Claim(dump.pk, page, issue.pk if issue else None, is_reopened=True, made=dump.made)

    def _look_for_what_is_left(self, reopened: list[int]) -> None:
        """Decide what each piece of the new readings is: what is in, other texts for a draft, or new."""
        self.said = set()
        self.stock = Stock(list(self.dumps.values()), self.pages, self.issues)
        self.notices = Notices(self.dumps)
        for tally in self.tallies:
            self._match(tally)
        for model, known in self.known.items():
            spare = _keys(model, self._spare)
            self.known[model] = {name: of for name, of in known.items() if of.key not in spare}
        self.rewritten = _keys(Article, self._spare)
        for tally in self.tallies:
            self._relink(tally)

    def _match(self, tally: Tally) -> None:
        dump, page = tally.claim.key, tally.claim.page
        articles = self.stock.match_articles(dump, page)
        self._take(tally, articles, page.articles, "article")
        self._take(tally, self.stock.match_photos(dump, page, articles), page.photos, "photo")

    def _take(self, tally: Tally, match: Match, drafts: Sequence[Draft], name: str) -> None:
        model = Article if name == "article" else Photo
        for number, row in (match.same | match.held).items():
            tally.left[model, number] = _known(row)
            if number in match.same:
                self._note(tally, _doubts(drafts[number]), **{f"{name}_id": row.pk})
        for number, row in match.renewed.items():
            self._old[tally.claim.key, f"{name}-{number}"] = row
        self._spare.update(match.renewed.values(), match.without)
        for row, place in match.left:
            verdict = self.stock.judgement.of(row) or Verdict(Reason.JOINED)
            self.left.append(Left(row, verdict, None if place is None else drafts[place]))

    def _relink(self, tally: Tally) -> None:
        """Where an article of another dump was found again, a slightly other reading is no other article."""
        dump, page = tally.claim.key, tally.claim.page
        for number, link in self._links(tally, "article", page.articles, self.stock.links[dump]):
            if are_alike(page.articles[number].letters, folded(link.article.text)):
                tally.left[Article, number] = _known(link.article)
                self._duplicate(tally, page.articles[number], _known(link.article))
                self.notices.still((dump, None, None), "other-byline", link.line_start)
        for number, link in self._links(tally, "photo", page.photos, self.stock.photo_links[dump]):
            tally.left[Photo, number] = _known(link.photo)
            self._photo_repeated(tally, page.photos[number], _known(link.photo))

    def _links(
        self, tally: Tally, name: str, drafts: Sequence[Draft], links: Sequence[Any]
    ) -> list[tuple[int, Any]]:
        """The pieces that are nothing in here, neither by place nor by text, and the links at their lines."""
        model = Article if name == "article" else Photo
        free = [
            number
            for number, draft in enumerate(drafts)
            if (model, number) not in tally.left and (tally.claim.key, f"{name}-{number}") not in self._old
            if draft.fingerprint not in self.known[model]
        ]
        pairs = paired([span_of(link) for link in links], [span_of_draft(drafts[number]) for number in free])
        return [(free[at], links[link]) for at, link in pairs.items()]

    def _common(self, tally: Tally, model: type[Any], fingerprint: str | None, part: str) -> Row:
        """What articles and photos have in common; a draft that gets new texts keeps its keys."""
        row = super()._common(tally, model, fingerprint, part)
        row["source_key"] = f"{tally.claim.page.found.sha256}:{part}@{row['id']}"
        if old := self._old.get((tally.claim.key, part)):
            self._spare.discard(old)
            row |= {"id": old.pk, "source_key": old.source_key}
            number = int(part.rpartition("-")[2])
            page = tally.claim.page
            self._renewed[old] = page.articles[number] if model is Article else page.photos[number]
        return row

    def _note(self, tally: Tally, doubts: Iterable[Doubt], **about: int) -> None:
        subject = (tally.claim.key, about.get("article_id"), about.get("photo_id"))
        super()._note(tally, self.notices.unsaid(subject, doubts), **about)

    def _forget(self) -> None:
        """Remove what belongs to the readings before."""
        articles, photos = _keys(Article, self._renewed), _keys(Photo, self._renewed)
        for keys in slices(articles):
            Byline.objects.filter(article__in=keys).delete()
            ArticleTopic.objects.filter(article__in=keys).delete()
        for keys in slices(articles | _keys(Article, self._spare)):
            Duplicate.objects.filter(draft__in=keys).delete()
        for keys in slices(photos):
            PhotoCredit.objects.filter(photo__in=keys).delete()
        self._renew_links(Duplicate, self.stock.links, "article_id")
        self._renew_links(PhotoDuplicate, self.stock.photo_links, "photo_id")
        self.notices.forget(self._holds)

    def _renew_links(self, model: type[Any], links: dict[int, list[Any]], name: str) -> None:
        """Leave what is found again in the same place, and remove what is not.

        What an undo has left for the sake of a dump stays linked to it, to go with it.
        """
        place = (name, "dump_id", "line_start", "line_end")
        old = {(*(getattr(link, n) for n in place), None): link for of in links.values() for link in of}
        new = {(*(row[n] for n in place), row.get("draft_id")): row for row in self.rows[model]}
        taken = {at[:3] for at in new}
        outdated = [
            link for at, link in old.items() if at not in new and (at[:3] in taken or not _is_left(link))
        ]
        for keys in slices(link.pk for link in outdated):
            model.objects.filter(pk__in=keys).delete()
        self.rows[model] = [row for at, row in new.items() if at not in old]

    def _holds(self, notice: Notice) -> bool:
        """Whether a notice is about the people or the rows that were in when it was raised, and still are."""
        of = Article(pk=notice.article_id) if notice.article_id else Photo(pk=notice.photo_id or 0)
        if of not in self._renewed:
            return notice.code in OF_THE_TIME
        named = (f"“{credit['name']}”" for credit in self._renewed[of].credited)
        return notice.code == "same-name" and any(name in notice.message for name in named)

    def _rewrite(self) -> None:
        """Give drafts their new texts."""
        now = timezone.now()
        for model in (Article, Photo):
            renewed, rows = _keys(model, self._renewed), self.rows[model]
            taken = {row["fingerprint"] for row in rows}
            in_the_way = [row for row in self._spare if row.fingerprint in taken]
            for keys in slices(renewed | _keys(model, in_the_way)):
                model.objects.filter(pk__in=keys).update(fingerprint=None)
            bulk.update(model, [row | {"updated_at": now} for row in rows if row["id"] in renewed])
            self.rows[model] = [row for row in rows if row["id"] not in renewed]

    def _remove(self) -> None:
        """Remove drafts that no piece is any more, but for those that somebody else needs."""
        self._remove_but(Photo, PhotoDuplicate.objects.all(), "photo")
        self._remove_but(Article, Duplicate.objects.filter(draft=None), "article")

    def _remove_but(self, model: type[Any], links: QuerySet[Any], name: str) -> None:
        rows = {row.pk: row for row in self._spare if isinstance(row, model)}
        needed = set(_linked(links, name, rows))
        needed |= _linked(relied_on(model), "object_id", rows)
        if model is Article:
            needed |= _linked(Photo.objects.all(), name, rows)
        self.left += [Left(rows[key], Verdict(Reason.USED)) for key in sorted(needed)]
        remove(row for key, row in rows.items() if key not in needed)

    def _tell_dumps(self) -> None:
        """Write into the dumps where they are from, and which reading all of each is brought in line with."""
        behind = {left.row.dump_id for left in self.left}
        versions = {key: dump.parser_version for key, dump in self.dumps.items() if key in behind}
        bulk.update(
            Dump,
            [
                {
                    "id": tally.claim.key,
                    "issue_id": tally.claim.issue,
                    "page_number": tally.claim.page.found.place.page_number,
                    "parser_version": versions.get(tally.claim.key, pagedump.PARSER_VERSION),
                    "made": tally.claim.made,
                }
                for tally in self.tallies
            ],
        )


def _keys(model: type[Any], rows: Iterable[Article | Photo]) -> set[int]:
    return {row.pk for row in rows if isinstance(row, model)}


def _known(row: Any) -> Known:
    return Known(row.pk, row.dump_id, row.line_start, row.page_number)


def _doubts(draft: Draft) -> Iterable[Doubt]:
    return draft.story.notices if isinstance(draft, ArticleDraft) else draft.picture.notices


def _is_left(link: Duplicate | PhotoDuplicate) -> bool:
    """Whether what a dump has found again has its own dump undone."""
    of = link.article.dump if isinstance(link, Duplicate) else link.photo.dump
    return of is not None and of.undone_at is not None


def _linked(links: QuerySet[Any], name: str, rows: Collection[int]) -> set[int]:
    """Those of `rows` that some of `links` lead to."""
    return {
        key
        for keys in slices(rows)
        for key in links.filter(**{f"{name}__in": keys}).values_list(name, flat=True)
    }
