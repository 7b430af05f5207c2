"""Topics suggested by keyword rules, and the rules that ship. Pure Python: needs no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADLINE_FACTOR = 5  # A keyword in the headline says more about an article than one in its text.


@dataclass(frozen=True, slots=True)
class Rule:
    """A keyword, and what each of its hits adds to the topic's score. A negative weight excludes."""

    keyword: str
    weight: int


@dataclass(frozen=True, slots=True)
class TopicRules:
    """A topic by name, its rules, and the score from which an article is suggested for it."""

    name: str
    threshold: int
    rules: Sequence[Rule]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A topic that an article should have, and the hits that say so: `命中：养老×8、老年人×2`."""

    topic: str
    score: int
    reason: str


def suggest(headlines: str, text: str, topics: Iterable[TopicRules]) -> list[Suggestion]:
    """Return the topics whose rules an article meets, in the order of `topics`."""
    whole = f"{headlines}\n{text}"
    suggestions = (_score(headlines, whole, topic) for topic in topics)
    return [suggestion for suggestion in suggestions if suggestion is not None]


def _score(headlines: str, whole: str, topic: TopicRules) -> Suggestion | None:
    hits = []
    score = 0
    for rule in topic.rules:
        # Most keywords are absent, and their first letter alone is looked for many times as fast.
        if rule.keyword[:1] in whole and (times := whole.count(rule.keyword)):
            hits.append(f"{rule.keyword}×{times}")
            score += rule.weight * (times + headlines.count(rule.keyword) * (HEADLINE_FACTOR - 1))
    if score < topic.threshold:
        return None
    return Suggestion(topic.name, score, f"命中：{'、'.join(hits)}")


@dataclass(frozen=True, slots=True)
class ShippedTopic:
    """A topic that comes with Newsroom."""

    slug: str
    description: str
    column_type: str
    rules: TopicRules


SHIPPED = (
    ShippedTopic(
        "yanglao",
        "养老服务、老年食堂、居家照护、适老化改造，关系老年人生活的新闻和办事消息。",
        "办事服务",
        TopicRules(
            "养老",
            6,
            (
                Rule("养老", 2),
                Rule("老年人", 1),
                Rule("老人", 1),
                Rule("适老化", 2),
                Rule("助餐", 1),
                Rule("老年食堂", 2),
                Rule("银发", 1),
                Rule("养老保险", -1),
            ),
        ),
    ),
    ShippedTopic(
        "zhengwu",
        "政务服务大厅、窗口和网上办事：怎样办、在哪里办、有什么变化。",
        "办事服务",
        TopicRules(
            "政务服务",
            6,
            (
                Rule("政务服务", 2),
                Rule("一件事", 1),
                Rule("办事", 1),
                Rule("窗口", 1),
                Rule("一网通办", 3),
                Rule("跨省通办", 2),
                Rule("审批", 1),
                Rule("办件", 1),
            ),
        ),
    ),
    ShippedTopic(
        "yingshang",
        "营商环境、惠企政策、企业服务和法治保障，企业和个体工商户关心的消息。",
        "工作动态",
        TopicRules(
            "营商环境",
            8,
            (
                Rule("营商环境", 4),
                Rule("惠企", 2),
                Rule("助企", 2),
                Rule("民营企业", 2),
                Rule("个体工商户", 2),
                Rule("经营主体", 1),
                Rule("企业", 1),
            ),
        ),
    ),
)
