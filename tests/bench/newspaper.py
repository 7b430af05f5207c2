"""An invented newspaper of any size, written in bulk: what search, pages and lists are measured on.

An issue a day up to the last day of 2025, each of four pages with forty articles of about 800 characters
and eight photos; nearly all is public. So a million articles are the paper of 68 years, and what one page
of the site shows has the same size in an archive of any.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.bench.prose import sentences

LAST_DAY = date(2025, 12, 31)
AN_ISSUE, PAGES = 40, 4
PHOTO_EVERY, DRAFT_EVERY, CORRECTED_EVERY = 5, 20, 200
LENGTH = 800  # Characters of an article, about.
DIFFERENT = 100_000  # Articles beyond so many are made of the halves of two of these.
CHUNK = 50 * AN_ISSUE  # Articles that are written at once.

COMMON, HALF = ("养老", 0.05), ("发展", 0.46)
PHRASES = (("营商环境", 0.03), ("居家养老服务", 0.01), ("一刻钟便民生活圈建设", 0.002))
NAMES = tuple(f"{a}{b}{c}" for a in "裴戚鄢昝逄" for b in "文彤以若" for c in "澜溪舟")
COLUMNS = ("要闻", "民生", "社区", "文化", "经济", "法治")

Row = dict[str, Any]


def write(articles: int, *, on_chunk: Callable[[int], None] = lambda written: None) -> None:
    """Write a newspaper of so many articles, none of them in the search index yet.

    `on_chunk` hears now and then how many there are: first 0, when the texts are invented.
    """
    paper = _Paper(articles)
    on_chunk(0)
    for start in range(0, articles, CHUNK):
        paper.write(range(start, min(start + CHUNK, articles)))
        on_chunk(min(start + CHUNK, articles))


class _Paper:
    """What the rows of one newspaper have in common."""

    def __init__(self, articles: int) -> None:
        from articles.models import Column, Topic
        from people.models import Correspondent

        self.rng = random.Random(7)
        self.issues = -(-articles // AN_ISSUE)
        self.texts = [sentences(self.rng, LENGTH) for _ in range(min(articles, DIFFERENT))]
        self.topics = dict(Topic.objects.values_list("slug", "pk"))
        columns = [Column(name=name, slug=f"column-{at}") for at, name in enumerate(COLUMNS)]
        people = [Correspondent.named(name, "") for name in NAMES]
        self.columns = [column.pk for column in Column.objects.bulk_create(columns)]
        self.people = [person.pk for person in Correspondent.objects.bulk_create(people)]

    def write(self, numbers: range) -> None:
        """Write the articles with these numbers, their issues, photos and whatever is linked to them."""
        from django.db import transaction

        from articles.importing import bulk
        from articles.models import Article, ArticleTopic, Byline, Photo, PhotoCredit

        with transaction.atomic():
            places = self._issues(numbers)
            rows = [self._article(number, places[number // AN_ISSUE]) for number in numbers]
            for row, key in zip(rows, bulk.reserve(Article, len(rows)), strict=True):
                row["id"] = key
            bulk.insert(Article, rows, is_indexed=False)
            bulk.insert(Byline, [self._signed(row, article_id=row["id"]) for row in rows], role="通讯员")
            bulk.insert(ArticleTopic, [link for row in rows for link in self._topics(row)])
            photos = [self._photo(row) for row in rows[::PHOTO_EVERY]]
            for photo, key in zip(photos, bulk.reserve(Photo, len(photos)), strict=True):
                photo["id"] = key
            bulk.insert(Photo, photos, is_indexed=False)
            bulk.insert(PhotoCredit, [self._signed(row, photo_id=row["id"]) for row in photos], role="摄")
            _correct(rows[::CORRECTED_EVERY])

    def _issues(self, numbers: range) -> dict[int, Row]:
        """What rows have of the issue that they were printed in, by its place in the archive."""
        from articles.models import Issue, Release

        ordinals = range(numbers.start // AN_ISSUE, (numbers.stop - 1) // AN_ISSUE + 1)
        days = [LAST_DAY - timedelta(days=self.issues - 1 - ordinal) for ordinal in ordinals]
        issues = Issue.objects.bulk_create(
            Issue(date=day, number=at + 1) for at, day in zip(ordinals, days, strict=True)
        )
        releases = Release.objects.bulk_create(Release(issue=issue) for issue in issues)
        return {
            at: {"issue_id": issue.pk, "release_id": release.pk, "listed_on": issue.date}
            for at, issue, release in zip(ordinals, issues, releases, strict=True)
        }

    def _article(self, number: int, place: Row) -> Row:
        words = self._text(number)
        day, of_issue = place["listed_on"], number % AN_ISSUE
        at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
        body = "\n".join(f"<p>{''.join(words[start : start + 5])}</p>" for start in range(0, len(words), 5))
        return {
            **place, **_status(number, at, place), "headline": words[0].replace("。", "")[:18], "body": body,
            "column_id": self.rng.choice([None, *self.columns]), "created_at": at, "updated_at": at,
            "page_number": of_issue * PAGES // AN_ISSUE + 1, "source_key": f"bench-{number}",
            "line_start": of_issue * 50 + 1, "line_end": of_issue * 50 + 40,
        }  # fmt: skip

    def _text(self, number: int) -> list[str]:
        """The sentences of an article, with the words that are looked for in their shares."""
        if number < len(self.texts):
            words = list(self.texts[number])
        else:
            one, other = self.rng.choice(self.texts), self.rng.choice(self.texts)
            words = [*one[: len(one) // 2], *other[len(other) // 2 :]]
        for word, share in (COMMON, HALF, *PHRASES):
            if self.rng.random() < share:
                words[self.rng.randrange(len(words))] += f"{word}。"
        if self.rng.random() < 0.2:
            words[0] = f"（记者{self.rng.choice(NAMES)}）{words[0]}"
        if number % 5_000 == 77:
            words[-1] += "饕餮纹与鳜鱼。"
        return words

    def _topics(self, row: Row) -> list[Row]:
        named = {"yanglao": COMMON[0], "yingshang": PHRASES[0][0]}
        slugs = [slug for slug, word in named.items() if word in row["body"]]
        if self.rng.random() < 0.1:
            slugs.append("zhengwu")
        link = {"article_id": row["id"], "listed_on": row["listed_on"]}
        return [{**link, "topic_id": self.topics[slug]} for slug in slugs]

    def _signed(self, row: Row, **what: int) -> Row:
        return {**what, "listed_on": row["listed_on"], "correspondent_id": self.rng.choice(self.people)}

    def _photo(self, row: Row) -> Row:
        same = (
            "issue_id", "release_id", "listed_on", "status", "published_at", "created_at", "updated_at",
            "page_number", "line_start", "line_end",
        )  # fmt: skip
        return {**{name: row[name] for name in same}, "article_id": row["id"], "caption": row["body"][3:60]}


def _status(number: int, at: datetime, place: Row) -> Row:
    if number % DRAFT_EVERY == 7:
        return {"status": "draft", "published_at": None, "listed_on": None, "release_id": None}
    return {"status": "published", "published_at": at, "listed_on": place["listed_on"]}


def _correct(rows: list[Row]) -> None:
    from articles.models import Correction

    Correction.objects.bulk_create(
        Correction(article_id=row["id"], notice="原文地点有误，现予更正。", created_at=row["updated_at"])
        for row in rows
        if row["listed_on"]
    )
