"""Feeds: the newest public articles of the site, a topic, a column or a person, with their whole text."""
