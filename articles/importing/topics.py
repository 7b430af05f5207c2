"""What topic rules read of a parsed story."""

from articles.pagedump import Story


def texts_of(story: Story) -> tuple[str, str]:
    """Return a story's headlines, its column's title among them, and its text."""
    headlines = "\n".join((story.column, story.kicker, story.headline, story.subhead))
    return headlines, "\n".join(paragraph.text for paragraph in story.body)
