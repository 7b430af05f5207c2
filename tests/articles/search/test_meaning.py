"""A query with one character wrong, and what was meant by it."""

import pytest

from articles.models import Article, Status
from articles.search import find
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
    assert not find(typed).hits
    assert meant(typed) == corrected


@pytest.mark.parametrize(
    "typed",
    [
        "养老",
        "万彤",
        "",
        "，。",
        "-养佬",
        "养",
        "魑魅魍魉",
        "养佬 银航",
        "银行 早樱",
        "zzz",
        "5G",
        "长" * 10_000,
        "\x00",
        "%",
        "a'",
    ],
)
@pytest.mark.usefixtures("paper")
def test_nothing_is_offered_for_what_finds_something_or_is_like_nothing(typed):
    assert meant(typed) == ""


def test_citizens_are_offered_only_what_they_may_see():
    make_article("养老服务进社区", status=Status.DRAFT)
    make_person("万彤")
    assert meant("养佬") == meant("万同") == ""
    assert meant("养佬", public=False) == "养老"
    assert meant("万同", public=False) == "万彤"


def test_a_name_is_put_right_by_sound_and_by_all_but_one_of_its_characters():
    make_article(body="", people=[make_person("欧阳若溪"), make_person("裴文澜")])
    assert meant("欧阳若西") == meant("欧阳弱希") == meant("欧羊若溪") == meant("欧阳大溪") == "欧阳若溪"
    assert meant("裴文兰") == meant("陪文澜") == meant("裴文栏") == "裴文澜"
    assert meant("裴大大") == meant("裴文") == meant("文澜") == ""


def test_the_frequent_word_is_preferred_and_the_sound_to_the_frequency():
    for _ in range(3):
        make_article("教育工作", body="<p>机关事务</p>")
    make_article("叫喊", body="<p>教与学</p>")
    assert meant("教裕") == "教育"
    make_article("机会", body="<p>机管</p>")
    assert meant("机官") == "机关"


def test_while_much_waits_to_be_indexed_nothing_is_offered(paper, monkeypatch):
    monkeypatch.setattr("articles.search.meaning.MOST_WAITING", 2)
    Article.objects.filter(pk__in=Article.objects.values("pk")[:2]).update(is_indexed=False)
    assert meant("养佬") == "养老"
    Article.objects.update(is_indexed=False)
    assert meant("养佬") == ""


LONGEST_WORD = "居家养老服务中心开张为老人助餐政务服务大"


@pytest.mark.parametrize(
    "typed", [LONGEST_WORD.replace("助", "柱"), "居 家 养 老 服 务 中 佬", LONGEST_WORD[::-1]]
)
@pytest.mark.usefixtures("paper")
def test_what_it_costs_is_bounded(typed, django_assert_max_num_queries):
    with django_assert_max_num_queries(160):
        meant(typed)
