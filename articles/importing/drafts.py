"""A parsed page to drafts: articles, photos, their people, topics and notices, a few statements a page."""

from collections.abc import Iterable

from articles import body
from articles.importing.columns import Columns
from articles.importing.lengths import fitting
from articles.importing.people import PHOTOGRAPHS, WRITES, People
from articles.importing.topics import texts_of
from articles.models import Article, ArticleTopic, Byline, Dump, Notice, Origin, Photo, PhotoCredit
from articles.pagedump import Credit, Page, Story
from articles.pagedump import Notice as Doubt
from articles.pagedump import Photo as Picture
from articles.rulebook import Rulebook
from people.models import Correspondent

NO_HEADLINE = "（无标题）"


class Drafts:
    """Writes one page. Use inside the dump's transaction."""

    def __init__(self, dump: Dump, page: Page, rulebook: Rulebook) -> None:
        self.dump, self.page, self.rulebook = dump, page, rulebook
        bylines = [(credit, story.first_line) for story in page.stories for credit in story.bylines]
        credits = [(credit, picture.last_line) for picture in page.photos for credit in picture.credits]
        self.people = People((credit.name, line) for credit, line in (*bylines, *credits))
        self.columns = Columns((story.column, story.first_line) for story in page.stories)
        self.notices: list[Notice] = []

    def write(self) -> None:
        """Write everything. Raises DumpError where a text is too long for its field."""
        articles = Article.objects.bulk_create(
            fitting(self._article(number, story) for number, story in enumerate(self.page.stories))
        )
        photos = Photo.objects.bulk_create(
            fitting(self._photo(number, picture, articles) for number, picture in enumerate(self.page.photos))
        )
        self._sign(articles)
        self._credit(photos)
        self._suggest_topics(articles)
        self._note_leftovers()
        Notice.objects.bulk_create(self.notices)

    def _article(self, number: int, story: Story) -> Article:
        return Article(
            kicker=story.kicker,
            headline=story.headline or NO_HEADLINE,
            subhead=story.subhead,
            column=self.columns.get(story.column),
            dateline=story.dateline,
            body=body.from_paragraphs(story.body),
            origin=Origin.ARCHIVE,
            page_number=story.page_number or self.dump.page_number,
            **self._provenance(story, f"article-{number}"),
        )

    def _photo(self, number: int, picture: Picture, articles: list[Article]) -> Photo:
        article = None if picture.story is None else articles[picture.story]
        return Photo(
            caption="\n".join(picture.caption),
            article=article,
            page_number=article.page_number if article else self.dump.page_number,
            **self._provenance(picture, f"photo-{number}"),
        )

    def _provenance(self, part: Story | Picture, key: str) -> dict[str, object]:
        return {
            "dump": self.dump,
            "issue": self.dump.issue,
            "line_start": part.first_line,
            "line_end": part.last_line,
            "source_key": f"{self.dump.sha256}:{key}",
        }

    def _sign(self, articles: list[Article]) -> None:
        bylines = []
        for article, story in zip(articles, self.page.stories, strict=True):
            self._note(story.notices, article=article)
            for position, credit in enumerate(story.bylines):
                person, doubts = self.people.find(credit.name, WRITES, story.first_line)
                self._note(doubts, article=article)
                byline = Byline(article=article, **_credit(credit, person, position))
                bylines += fitting([byline], story.first_line)
        Byline.objects.bulk_create(bylines)

    def _credit(self, photos: list[Photo]) -> None:
        credits = []
        for photo, picture in zip(photos, self.page.photos, strict=True):
            self._note(picture.notices, photo=photo)
            for position, credit in enumerate(picture.credits):
                person, doubts = self.people.find(credit.name, PHOTOGRAPHS, picture.last_line)
                self._note(doubts, photo=photo)
                photo_credit = PhotoCredit(photo=photo, **_credit(credit, person, position))
                credits += fitting([photo_credit], picture.last_line)
        PhotoCredit.objects.bulk_create(credits)

    def _suggest_topics(self, articles: list[Article]) -> None:
        ArticleTopic.objects.bulk_create(
            ArticleTopic(article=article, topic=topic, reason=reason)
            for article, story in zip(articles, self.page.stories, strict=True)
            for topic, reason in self.rulebook.suggest(*texts_of(story))
        )

    def _note_leftovers(self) -> None:
        self._note(self.page.notices)
        self._note(
            Doubt("unplaced", left.line, f"这段文字没有归入任何稿件：{left.text}")
            for left in self.page.unplaced
        )

    def _note(self, doubts: Iterable[Doubt], **about: Article | Photo) -> None:
        self.notices += [
            Notice(dump=self.dump, code=doubt.code, line=doubt.line, message=doubt.message, **about)
            for doubt in doubts
        ]


def _credit(credit: Credit, person: Correspondent | None, position: int) -> dict[str, object]:
    printed = credit.printed or f"{credit.role} {credit.name}".strip()
    return {"correspondent": person, "role": credit.role, "credit_line": printed, "position": position}
