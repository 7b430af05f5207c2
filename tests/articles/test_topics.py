import pytest

from articles.models import Topic
from articles.topics import HEADLINE_FACTOR, SHIPPED, Rule, Suggestion, TopicRules, suggest

YANGLAO = TopicRules("养老", 6, (Rule("养老", 2), Rule("老年人", 1), Rule("养老保险", -2)))


@pytest.mark.parametrize(
    ("headline", "text", "expected"),
    [
        ("", "养老养老养老", [Suggestion("养老", 6, "命中：养老×3")]),
        ("养老服务", "", [Suggestion("养老", 2 * HEADLINE_FACTOR, "命中：养老×1")]),
        ("", "养老、老年人", []),
        ("", "养老养老老年人老年人", [Suggestion("养老", 6, "命中：养老×2、老年人×2")]),
        ("", "养老保险" * 9, []),
        ("", "", []),
    ],
)
def test_hits_add_up_and_are_the_reason(headline, text, expected):
    assert suggest(headline, text, [YANGLAO]) == expected


@pytest.mark.django_db
def test_the_shipped_topics_are_in_the_database_with_their_rules():
    stored = [
        (topic.slug, topic.name, topic.threshold, {(r.keyword, r.weight) for r in topic.rules.all()})
        for topic in Topic.objects.all()
    ]
    assert stored == [
        (t.slug, t.rules.name, t.rules.threshold, {(r.keyword, r.weight) for r in t.rules.rules})
        for t in SHIPPED
    ]
    assert [topic[:2] for topic in stored] == [
        ("yanglao", "养老"),
        ("zhengwu", "政务服务"),
        ("yingshang", "营商环境"),
    ]
