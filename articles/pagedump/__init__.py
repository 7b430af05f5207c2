"""Page dumps: the text of a printed page, read into articles and pictures.

Pure Python on the standard library alone. `decode` turns bytes into text or refuses them; `parse` turns text
into a `Page` and never refuses. Everything else is a room of its own behind these two.
"""

from .decode import Decoded, DumpError, decode
from .document import Credit, Notice, Page, Paragraph, Photo, Story, Unplaced
from .parser import MOST_LINES, PARSER_VERSION, parse

__all__ = [
    "MOST_LINES",
    "PARSER_VERSION",
    "Credit",
    "Decoded",
    "DumpError",
    "Notice",
    "Page",
    "Paragraph",
    "Photo",
    "Story",
    "Unplaced",
    "decode",
    "parse",
]
