"""What holds for any set of dumps, in any order, brought in any number of times."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Article, ArticleTopic, Byline, Dump, Duplicate, Notice, Photo
from articles.querysets import ListedQuerySet
from people.models import Correspondent
from tests.importing.samples import bring_in

SENTENCES = (
    "晨市开张，摊位有了编号。",
    "老年人在养老食堂吃上热饭。",
    "政务服务窗口中午不关门。",
    "河边种下六百棵树",
)
LINES = st.one_of(
    st.sampled_from(
        ("", "", "■ 通讯员 祝青禾", "## 石桥晨市重新开市", "沈若谷 摄", "第2版", "（通讯员 裴文澜）")
    ),
    st.sampled_from(SENTENCES),
    st.text(alphabet="晨市开张老人政务，。（）■ #*\u3000\u200bA1", max_size=30),
)
PAGES = st.lists(LINES, min_size=1, max_size=30).map("\n".join)


# What depends on which of two copies of an article came first.
OF_THE_FIRST = ("same-name", "changed-copy", "other-byline")


def everything() -> set[object]:
    """What is in, by content: of two equal articles in two dumps, either may be the one that is kept."""
    articles = Article.objects.filter(fingerprint__isnull=True)
    notices = Notice.objects.filter(article=None, photo=None).exclude(code__in=OF_THE_FIRST)
    return {
        *Dump.objects.values_list("sha256", "text"),
        *Article.objects.values_list("fingerprint", flat=True),
        *articles.values_list("source_key", "headline", "body", "page_number"),
        *Byline.objects.filter(article__in=articles).values_list("article__source_key", "credit_line"),
        *Photo.objects.values_list("fingerprint", flat=True),
        *Photo.objects.filter(fingerprint__isnull=True).values_list("source_key", "caption"),
        *ArticleTopic.objects.values_list("article__fingerprint", "topic__slug", "reason"),
        *notices.values_list("dump__sha256", "code", "line", "message"),
        *Correspondent.objects.values_list("name_key"),
    }


class Imports(TestCase):
    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(PAGES, min_size=1, max_size=4, unique=True), st.randoms())
    def test_the_result_depends_on_neither_order_nor_repetition(self, pages, random):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for number, page in enumerate(pages):
                paths.append(Path(folder, f"2025-03-07_{number}.txt"))
                paths[-1].write_text(page)
            bring_in(*paths)
            once = everything()
            bring_in(*paths)
            assert everything() == once
            for model in (Notice, Duplicate, Byline, ArticleTopic, Photo, Article, Dump):
                model.objects.all().delete()
            random.shuffle(paths)
            for path in paths:
                bring_in(path)
            assert everything() == once

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(PAGES)
    def test_nothing_that_is_brought_in_is_public_until_somebody_publishes_it(self, page):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "2025-03-07_1.txt")
            path.write_text(page)
            bring_in(path)
        for model in (Article, Photo, ArticleTopic, Byline):
            rows: ListedQuerySet = model.objects.listed()
            assert not rows.exists()
