"""What is in of some dumps, judged, and matched with new readings of their texts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from articles.importing import untouched, wording
from articles.importing.bulk import Row
from articles.importing.columns import Columns
from articles.importing.drafts import ArticleDraft, PageDraft, PhotoDraft
from articles.importing.issues import Issues
from articles.importing.judgement import Judgement
from articles.importing.matching import Match, match
from articles.importing.people import PHOTOGRAPHS, WRITES, People
from articles.models import Article, Dump, Duplicate, Photo, PhotoDuplicate

SIGNED = ("role", "credit_line", "position")


class Stock:
    """The articles and photos of `dumps`, locked, and what these have found again in other dumps."""

    def __init__(self, dumps: Sequence[Dump], pages: Sequence[PageDraft], issues: Issues) -> None:
        """Read all that is in; `issues` are those of `pages`, the new readings. Makes nothing."""
        self._issues = issues
        articles = Article.objects.filter(dump__in=dumps).prefetch_related(*wording.OF_ARTICLES)
        photos = Photo.objects.filter(dump__in=dumps).prefetch_related(*wording.OF_PHOTOS)
        self.articles = list(articles.order_by("pk").select_for_update())
        self.photos = list(photos.order_by("pk").select_for_update())
        links = Duplicate.objects.filter(dump__in=dumps, draft=None).select_related("article__dump")
        self.links = by_dump(links.defer("article__dump__text"))
        photo_links = PhotoDuplicate.objects.filter(dump__in=dumps).select_related("photo__dump")
        self.photo_links = by_dump(photo_links.defer("photo__dump__text"))
        self.judgement = Judgement(self.articles, self.photos)
        self._articles, self._photos = by_dump(self.articles), by_dump(self.photos)
        self._look_up(pages)

    def match_articles(self, dump: int, page: PageDraft) -> Match:
        """Match the articles of a dump with a new reading of it."""

        def is_same(article: Article, draft: ArticleDraft) -> bool:
            now = wording.of_draft(draft, page)
            if wording.of_row(article) == now and _signed_alike(article.bylines.all(), draft.bylines):
                return self._stands(article, draft)
            return self._is_by_hand(article) and self._digest_of_article(draft, page) == article.imported_as

        return match(self._articles[dump], page.articles, self._is_by_hand, is_same)

    def match_photos(self, dump: int, page: PageDraft, articles: Match) -> Match:
        """Match its photos, now that it is known which stories are which of its articles."""
        stories = articles.same | articles.renewed | articles.held

        def is_same(photo: Photo, draft: PhotoDraft) -> bool:
            story = draft.picture.story
            if story is not None and story not in stories:
                return False
            article = None if story is None else stories[story].pk
            now = wording.of_draft(draft, page)
            then = wording.of_row(photo) | {wording.OF: now[wording.OF]}
            if (
                then == now
                and photo.article_id == article
                and _signed_alike(photo.credits.all(), draft.credits)
            ):
                return story in articles.held or self._stands(photo, draft)
            digest = self._digest_of_photo(draft, page, article)
            return self._is_by_hand(photo) and digest == photo.imported_as

        return match(self._photos[dump], page.photos, self._is_by_hand, is_same)

    def _is_by_hand(self, row: Article | Photo) -> bool:
        return self.judgement.is_by_hand(row)

    def _stands(self, row: Article | Photo, draft: ArticleDraft | PhotoDraft) -> bool:
        """Whether something stands where a new reading has it, and is known by the same; or stays anyhow."""
        stands = (row.line_start, row.line_end, row.fingerprint)
        is_read = (draft.values["line_start"], draft.values["line_end"], draft.fingerprint)
        return self._is_by_hand(row) or stands == is_read

    def _look_up(self, pages: Sequence[PageDraft]) -> None:
        """Find the people and columns that the readings name, where something by hand is to be compared."""
        is_needed = any(map(self._is_by_hand, (*self.articles, *self.photos)))
        articles = [draft for page in pages for draft in page.articles if is_needed]
        photos = [draft for page in pages for draft in page.photos if is_needed]
        credits = [c for draft in articles for c in draft.bylines]
        credits += [c for draft in photos for c in draft.credits]
        self._people = People((credit["name"] for credit in credits), make=False)
        self._columns = Columns((draft.column for draft in articles), make=False)

    def _digest_of_article(self, draft: ArticleDraft, page: PageDraft) -> str:
        """The digest that an article would have, had it been imported so."""
        column = self._columns.get(draft.column)
        row = self._printed(draft, page) | {"column_id": column.pk if column else None}
        return untouched.of_article(row, [self._credit(byline, WRITES) for byline in draft.bylines])

    def _digest_of_photo(self, draft: PhotoDraft, page: PageDraft, article: int | None) -> str:
        row = self._printed(draft, page) | {"article_id": article}
        if draft.picture.story is not None:
            row["page_number"] = page.articles[draft.picture.story].values["page_number"]
        return untouched.of_photo(row, [self._credit(credit, PHOTOGRAPHS) for credit in draft.credits])

    def _printed(self, draft: ArticleDraft | PhotoDraft, page: PageDraft) -> Row:
        issue = self._issues.get(page.found.place.date)
        return draft.values | {"issue_id": issue.pk if issue else None}

    def _credit(self, credit: Row, does: str) -> Row:
        person, _ = self._people.find(credit["name"], does, 0)
        return {name: credit[name] for name in SIGNED} | {"correspondent_id": person.pk if person else None}


def by_dump(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Return rows by the key of their dump."""
    found = defaultdict(list)
    for row in rows:
        found[row.dump_id].append(row)
    return found


def _signed_alike(stored: Iterable[Any], read: Iterable[Row]) -> bool:
    """Whether the same names stand in the same order under both."""
    return [[getattr(c, name) for name in SIGNED] for c in stored] == [[c[n] for n in SIGNED] for c in read]
