"""A parsed page to the values of its drafts: everything that needs no database, and checks of length."""

from dataclasses import dataclass
from typing import Any

from articles import body
from articles.importing import duplicates, lengths
from articles.importing.reading import Found
from articles.importing.topics import texts_of
from articles.models import Article, Byline, Column, Origin, PhotoCredit, Topic
from articles.pagedump import Credit, Story
from articles.pagedump import Notice as Doubt
from articles.pagedump import Photo as Picture
from articles.rulebook import Rulebook
from people.models import Correspondent
from people.names import name_key

NO_HEADLINE = "（无标题）"


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article to be: the values of its fields, and what it will link to."""

    story: Story
    values: dict[str, Any]
    letters: str
    fingerprint: str | None
    column: str
    bylines: list[dict[str, Any]]
    topics: list[tuple[Topic, str]]

    @property
    def credited(self) -> list[dict[str, Any]]:
        """Who signs it."""
        return self.bylines


@dataclass(frozen=True, slots=True)
class PhotoDraft:
    """A photo to be."""

    picture: Picture
    values: dict[str, Any]
    fingerprint: str | None
    credits: list[dict[str, Any]]

    @property
    def credited(self) -> list[dict[str, Any]]:
        """Whose photo it is."""
        return self.credits


@dataclass(frozen=True, slots=True)
class PageDraft:
    """All that one dump will bring."""

    found: Found
    articles: list[ArticleDraft]
    photos: list[PhotoDraft]


def draft(found: Found, rulebook: Rulebook) -> PageDraft:
    """Return the drafts of a page. Raises DumpError where a text is too long for its field."""
    articles = [_article(found, story, rulebook) for story in found.page.stories]
    return PageDraft(found, articles, [_photo(found, picture, articles) for picture in found.page.photos])


def _article(found: Found, story: Story, rulebook: Rulebook) -> ArticleDraft:
    headlines, text = texts_of(story)
    values: dict[str, Any] = {
        "kicker": story.kicker,
        "headline": story.headline or NO_HEADLINE,
        "subhead": story.subhead,
        "dateline": story.dateline,
        "body": body.from_paragraphs(story.body),
        "origin": Origin.ARCHIVE,
        "page_number": story.page_number or found.place.page_number,
        "line_start": story.first_line,
        "line_end": story.last_line,
    }
    column = " ".join(story.column.split())
    lengths.check(Article, values, story.first_line)
    lengths.check(Column, {"name": column}, story.first_line)
    letters = duplicates.folded(text)
    return ArticleDraft(
        story,
        values,
        letters,
        duplicates.fingerprint_of(found.place.date, values["headline"], letters),
        column,
        _credits(Byline, story.bylines, story.first_line),
        rulebook.suggest(headlines, text),
    )


def _photo(found: Found, picture: Picture, articles: list[ArticleDraft]) -> PhotoDraft:
    caption = "\n".join(picture.caption)
    values = {
        "caption": caption,
        "page_number": found.place.page_number,
        "line_start": picture.first_line,
        "line_end": picture.last_line,
    }
    credits = _credits(PhotoCredit, picture.credits, picture.last_line)
    printed = "\n".join(credit["credit_line"] for credit in credits)
    article = "" if picture.story is None else articles[picture.story].fingerprint
    known_by = duplicates.photo_fingerprint(found.place.date, caption, printed, article)
    return PhotoDraft(picture, values, known_by, credits)


def _credits(
    model: type[Byline | PhotoCredit], credits: tuple[Credit, ...], line: int
) -> list[dict[str, Any]]:
    drafts = []
    for position, credit in enumerate(credits):
        printed = credit.printed or f"{credit.role} {credit.name}".strip()
        values = {"role": credit.role, "credit_line": printed, "position": position}
        lengths.check(model, values, line)
        lengths.check(Correspondent, {"name": credit.name, "name_key": name_key(credit.name)}, line)
        drafts.append({"name": credit.name, "line": line, **values})
    return drafts


def doubts_of(drafted: PageDraft) -> list[Doubt]:
    """Return the doubts about a page as a whole, the text that belongs to nothing among them."""
    left = (
        Doubt("unplaced", left.line, f"这段文字没有归入任何稿件：{left.text}")
        for left in drafted.found.page.unplaced
    )
    return [*drafted.found.page.notices, *left]
