"""The forms that each feed comes in: what a page links to and `articles.feeds` serves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """A form: the ending of its address and of that address's name, its media type, its own name."""

    ending: str
    type: str
    label: str

    @property
    def suffix(self) -> str:
        """What the name of an address ends in."""
        return f"_{self.ending}" if self.ending else ""


RSS = Form("", "application/rss+xml", "RSS")
ATOM = Form("atom", "application/atom+xml", "Atom")
JSON = Form("json", "application/feed+json", "JSON Feed")
FORMS = (RSS, ATOM, JSON)
