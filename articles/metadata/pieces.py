"""Articles and photos for machines."""

from collections.abc import Iterable
from typing import Any

from articles.metadata import linked_data
from articles.metadata.document import Metadata, Picture, Piece
from articles.metadata.linked_data import Node
from articles.metadata.registry import Context, page
from articles.metadata.site import Site, language_of, one_line, shortened
from articles.models import Article, Issue, Origin, Photo
from articles.models.publishable import Credit
from articles.renditions import renditions
from articles.routes import route

HEADLINE_LIMIT = 110  # Characters: what search engines take of a headline.
SUMMARY_LIMIT = 120
SPOKEN = (".headline", ".body")  # What a voice reads of an article: selectors in `article.html`.


@page("article")
def article(site: Site, context: Context) -> Metadata:
    """Describe an article by what its page shows."""
    article: Article = context["article"]
    photos = [*context["placed"].values(), *context["photos"]]
    pictures = [picture for photo in photos if (picture := picture_of(site, photo))]
    topics = [topic.name for topic in context["topics"]]
    sections = [article.column.name, *topics] if article.column else topics
    piece = Piece(
        title=article.headline,
        source=source_of(site, article),
        published_at=article.published_at,
        changed_at=context["changed_at"],
        section=sections[0] if sections else "文章",
        keywords=tuple(dict.fromkeys([*(tag.name for tag in article.tags.all()), *topics])),
        authors=tuple(byline.name for byline in article.bylines.all()),
    )
    url = site.absolute(article.get_absolute_url())
    node = _news(site, article, piece) | {
        "articleSection": sections,
        "image": [image(picture) for picture in pictures],
        "correction": [_correction(correction) for correction in context["corrections"]],
        "description": article.summary,
        "inLanguage": language_of(context),
        "mainEntityOfPage": url,
        "url": url,
    }
    return Metadata(
        site,
        titles=(article.headline, piece.section),
        description=article.summary,
        url=url,
        piece=piece,
        picture=pictures[0] if pictures else None,
        data=(node, linked_data.crumbs(site, _way(article, context["topics"]))),
    )


@page("photo")
def photo(site: Site, context: Context) -> Metadata:
    """Describe a photo that has a page of its own."""
    photo: Photo = context["photo"]
    picture = picture_of(site, photo)
    title = shortened(photo.caption, 40) or str(photo)
    piece = Piece(
        title=title,
        source=source_of(site, photo),
        published_at=photo.published_at,
        changed_at=context["changed_at"],
        section="图片",
        authors=tuple(credit.name for credit in photo.credits.all()),
    )
    url = site.absolute(photo.get_absolute_url())
    node = (image(picture) if picture else {"@type": "Photograph", "caption": photo.caption}) | {
        "name": title,
        "creator": people(site, photo.credits.all()),
        "datePublished": linked_data.moment(photo.published_at),
        "dateModified": linked_data.moment(context["changed_at"]),
        "correction": [_correction(correction) for correction in context["corrections"]],
        "isPartOf": _issue(site, photo.issue),
        "publisher": linked_data.publisher(site),
        "inLanguage": language_of(context),
        "mainEntityOfPage": url,
    }
    way = [("图片", route("articles:photos")), (title, photo.get_absolute_url())]
    return Metadata(
        site,
        titles=(title, f"图片 {photo.pk}"),
        description=shortened(photo.caption, SUMMARY_LIMIT),
        url=url,
        piece=piece,
        picture=picture,
        data=(node, linked_data.crumbs(site, way)),
    )


def picture_of(site: Site, photo: Photo) -> Picture | None:
    """Return a photo at its widest; None where nobody has added its file."""
    sizes = renditions(photo, "whole")
    if not sizes:
        return None
    caption = one_line(photo.caption)
    return Picture(
        url=site.absolute(sizes[-1].address("jpg")),
        width=sizes[-1].width,
        height=sizes[-1].height,
        alt=photo.alt or shortened(caption, 60) or "新闻图片",
        caption=caption,
        credit=" ".join(_credited(credit) for credit in photo.credits.all()),
    )


def image(picture: Picture) -> Node:
    """Return a picture as JSON-LD."""
    return {
        "@type": "ImageObject",
        "url": picture.url,
        "contentUrl": picture.url,
        "width": picture.width,
        "height": picture.height,
        "caption": picture.caption,
        "creditText": picture.credit,
    }


def people(site: Site, credits: Iterable[Credit]) -> list[Node]:
    """Return those who signed, each once; who is nobody (通讯员供图) is left out."""
    signers = dict.fromkeys(credit.correspondent for credit in credits if credit.correspondent)
    return [person(site, signer) for signer in signers]


def person(site: Site, signer: Any) -> Node:
    """Return one correspondent, by whose page they are known."""
    return {
        "@type": "Person",
        "name": signer.name,
        "url": site.absolute(signer.get_absolute_url()),
        "affiliation": {"@type": "Organization", "name": signer.organisation} if signer.organisation else {},
    }


def source_of(site: Site, thing: Article | Photo) -> str:
    """Return whose text it is (norms: `ContentSource`): whoever is named, else who publishes here."""
    return getattr(thing, "source_name", "") or site.publisher or site.name


def _news(site: Site, article: Article, piece: Piece) -> Node:
    is_repost = article.origin == Origin.REPOST and article.source_name
    return {
        "@type": "NewsArticle",
        "headline": shortened(article.headline, HEADLINE_LIMIT),
        "alternativeHeadline": one_line(article.subhead),
        "datePublished": linked_data.moment(piece.published_at),
        "dateModified": linked_data.moment(piece.changed_at or piece.published_at),
        "author": people(site, article.bylines.all()),
        "publisher": linked_data.publisher(site),
        "sourceOrganization": {"@type": "Organization", "name": article.source_name} if is_repost else {},
        "printEdition": article.issue.edition if article.issue else "",
        "printPage": str(article.page_number or ""),
        "printColumn": article.column.name if article.column else "",
        "isPartOf": _issue(site, article.issue),
        "keywords": list(piece.keywords),
        "wordCount": len("".join(article.text.split())),
        "isAccessibleForFree": True,
        "speakable": {"@type": "SpeakableSpecification", "cssSelector": list(SPOKEN)},
    }


def _issue(site: Site, issue: Issue | None) -> Node:
    if issue is None:
        return {}
    return {
        "@type": "PublicationIssue",
        "issueNumber": str(issue.number or ""),
        "datePublished": issue.date.isoformat(),
        "url": site.absolute(issue.get_absolute_url()),
        "isPartOf": {"@type": "Newspaper", "name": site.name},
    }


def _correction(correction: Any) -> Node:
    return {
        "@type": "CorrectionComment",
        "text": correction.notice,
        "datePublished": linked_data.moment(correction.created_at),
    }


def _way(article: Article, topics: Iterable[Any]) -> list[tuple[str, str]]:
    """Where an article stands: under its column, else its first topic, else in its issue."""
    parents = [article.column, *topics, article.issue]
    parent = next((parent for parent in parents if parent), None)
    way = [(str(parent), parent.get_absolute_url())] if parent else []
    return [*way, (article.headline, article.get_absolute_url())]


def _credited(credit: Credit) -> str:
    return f"{credit.name} {credit.role}".strip() if credit.correspondent else credit.name
