"""The topic rules that editors keep in the database, read once and applied to many texts."""

from django.db.models import QuerySet

from articles.models import ArticleTopic, Topic
from articles.topics import Rule, TopicRules, suggest

REASON_LENGTH = ArticleTopic._meta.get_field("reason").max_length


class Rulebook:
    """Topics with their rules."""

    def __init__(self, topics: QuerySet[Topic] | None = None) -> None:
        """Read the rules of `topics`, or of all."""
        chosen = Topic.objects.all() if topics is None else topics
        self._topics = {topic.name: topic for topic in chosen.prefetch_related("rules")}
        self._rules = [_rules_of(topic) for topic in self.topics]

    @property
    def topics(self) -> list[Topic]:
        """The topics, in their order."""
        return list(self._topics.values())

    def suggest(self, headlines: str, text: str) -> list[tuple[Topic, str]]:
        """Return the topics that a text should have, each with the hits that say so."""
        return [
            (self._topics[found.topic], found.reason[:REASON_LENGTH])
            for found in suggest(headlines, text, self._rules)
        ]


def _rules_of(topic: Topic) -> TopicRules:
    rules = [Rule(rule.keyword, rule.weight) for rule in topic.rules.all()]
    return TopicRules(topic.name, topic.threshold, rules)
