"""A query with one character wrong, and what was meant by it."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Status
from articles.search import search
from articles.search.meaning import meant
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """A few articles with what a district paper writes of."""
    for headline, body in (
        ("居家养老服务进社区", "<p>养老服务中心开张，为老人助餐。政务服务大厅也设了老年窗口。</p>"),
        ("优化营商环境在行动", "<p>政务服务一网通办，企业办事只跑一次，营商环境更好了。</p>"),
        ("银行网点办理社保卡", "<p>长江边的银行网点就近办理，居民服务更便利。</p>"),
        ("社区食堂开门", "<p>衣服物品由志愿者整理，食堂里热气腾腾。</p>"),
    ):
        make_article(headline, body=body, topics=["yanglao"])
    make_article("摄影作品", body="<p>早樱开放。</p>", people=[make_person("万彤")])


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("养佬", "养老"),
        ("营商环竟", "营商环境"),
        ("万同", "万彤"),
        ("政物服务", "政务服务"),
        ("居家养老服物", "居家养老服务"),  # Each of its pairs is in some text: 衣服物品.
        ("“养佬”", "养老"),
        ("養佬", "养老"),
        ("营商坏境", "营商环境"),  # Alike in shape, not in sound.
        ("银航网点", "银行网点"),
        ("养佬 社区", "养老 社区"),
        ("社区　养佬", "社区 养老"),
        ("养佬 -银行", "养老 -银行"),
        ("yanglao", "养老"),
        ("yang lao", "养老"),
        ("zhucan", "助餐"),
        ("wantong", "万彤"),
        ("社区 yanglao", "社区 养老"),
    ],
)
@pytest.mark.usefixtures("paper")
def test_one_wrong_character_is_put_right(typed, corrected):
    assert not search(typed).rows
    assert meant(typed) == corrected


@pytest.mark.parametrize(
    "typed",
    ["养老", "万彤", "", "，。", "-养佬", "养", "魑魅魍魉", "养佬 银航", "银行 早樱", "zzz", "5G", "长" * 10_000, "\x00", "%", "a'"],
)
@pytest.mark.usefixtures("paper")
def test_nothing_is_offered_for_what_finds_something_or_is_like_nothing(typed):
    assert meant(typed) == ""
