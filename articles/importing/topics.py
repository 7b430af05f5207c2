"""The editable topic rules of the database, applied to parsed stories."""

from articles.models import Topic
from articles.pagedump import Story
from articles.topics import Rule, Suggestion, TopicRules, suggest

REASON_LENGTH = 300


class Topics:
    """All topics with their rules, read once for a batch."""

    def __init__(self) -> None:
        self._topics = {topic.name: topic for topic in Topic.objects.prefetch_related("rules")}
        self._rules = [
            TopicRules(
                topic.name, topic.threshold, [Rule(rule.keyword, rule.weight) for rule in topic.rules.all()]
            )
            for topic in self._topics.values()
        ]

    def suggest(self, story: Story) -> list[tuple[Topic, str]]:
        """Return the topics that `story` should have, each with the hits that say so."""
        return [
            (self._topics[found.topic], found.reason[:REASON_LENGTH])
            for found in suggest_for(story, self._rules)
        ]


def suggest_for(story: Story, rules: list[TopicRules]) -> list[Suggestion]:
    """Return what `rules` suggest for a parsed story."""
    headlines = "\n".join((story.column, story.kicker, story.headline, story.subhead))
    return suggest(headlines, "\n".join(paragraph.text for paragraph in story.body), rules)
