"""What editors do that citizens see, by the functions that the desk itself calls."""

import datetime
import itertools
from typing import Any

from articles import listing, workflow
from articles.models import Article, ArticleTopic, Photo, Status, Topic
from articles.people.regrouping import merge
from articles.releases import release_issue
from articles.texts import digest, text_of
from people.models import Correspondent
from tests import flow
from tests.factories import make_article, make_issue, make_person, make_photo

_numbers = itertools.count(1)


def written(**fields: Any) -> Article:
    """Return a draft on the topic 养老, signed, in an issue of March 2025."""
    day = datetime.date(2025, 3, next(_numbers) % 9 + 1)
    fields = {"issue": make_issue(day), "topics": ["yanglao"], "people": [make_person()], **fields}
    return make_article(status=Status.DRAFT, **fields)


def publish(**fields: Any) -> Article:
    """Write something, take it through all reviews and publish it."""
    article = written(**fields)
    flow.publish(_rows(article))
    return article


def release() -> None:
    """Write something and release its issue whole."""
    article = written()
    assert article.issue
    release_issue(article.issue, by=None)


def correct(article: Article, headline: str) -> None:
    """Put another headline on a public article, with a word to its readers."""
    before = digest(text_of(article))
    article.headline = headline
    article.save()
    workflow.edited(article, before, by=None, notice=f"标题应为{headline}。")


def move(name: str, thing: Article | Photo) -> None:
    """Make one of the moves of the editorial flow."""
    moved = workflow.move(name, _rows(thing), opinion="作者要求")
    assert moved.keys == [thing.pk], moved.refused


def rename(person: Correspondent, name: str) -> None:
    """Give a correspondent another name."""
    renamed = Correspondent.named(name, person.organisation)
    person.name, person.name_key = renamed.name, renamed.name_key
    person.save()


def one_person(kept: Correspondent, gone: Correspondent) -> None:
    """Merge two people who are found to be one."""
    merge(kept.pk, gone.pk, by=None)


def into_topic(article: Article, slug: str) -> None:
    """Take an article into another topic than before."""
    article.topic_links.all().delete()
    ArticleTopic.objects.create(article=article, topic=Topic.objects.get(slug=slug))
    listing.refresh(Article, [article.pk])


def call_topic(slug: str, name: str) -> None:
    """Give a topic another name."""
    topic = Topic.objects.get(slug=slug)
    topic.name = name
    topic.save()


def picture(article: Article) -> None:
    """Publish a photo of an article."""
    photo = make_photo(
        "食堂", article=article, issue=article.issue, status=Status.DRAFT, people=[make_person()]
    )
    flow.publish(_rows(photo))


def _rows(thing: Article | Photo) -> Any:
    return type(thing).objects.filter(pk=thing.pk)
