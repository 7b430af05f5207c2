"""What is searched: the tables that are kept in an index each, and the words of their rows.

Citizens search articles; the desk also searches the captions of photos and the raw text of pages. What a
column is called and how words are made of it stands here, in Python, and for PostgreSQL in `postgresql`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from articles.search.grams import VERSION
from articles.search.wording import BODY_LAST, head_and_rest

# Where a column of print breaks a line within a sentence: no reader would type a break there. PostgreSQL
# reads this expression just as Python does.
BROKEN = "(?<=[\u3400-\u9fff，、；：])[ \t\u3000]*\r?\n[ \t\u3000]*(?=[\u3400-\u9fff])"

_broken = re.compile(BROKEN)


@dataclass(frozen=True)
class Table:
    """A table with an index of its own.

    `words` takes the columns and returns a row's headline and its other words; a table without a headline
    leaves that blank. `day` names the column of the day that lists show a row under, where there is one.
    `portion` is how many rows are brought into the index in one transaction.
    """

    of: str
    columns: tuple[str, ...]
    words: Callable[..., tuple[str, str]]
    day: str = ""
    portion: int = 500

    @property
    def name(self) -> str:
        """The table's name in the database."""
        return f"articles_{self.of}"

    @property
    def index(self) -> str:
        """The name of the index, which tells the version of what it holds."""
        return f"{self.of}_search_{VERSION}"

    @property
    def kept(self) -> tuple[str, ...]:
        """The columns that the index depends on, the day last."""
        return (*self.columns, self.day) if self.day else self.columns


def _caption(caption: str, alt: str) -> tuple[str, str]:
    return "", f"{caption}\n{alt}"


def unbroken(text: str) -> str:
    """Return the raw text of a page without the breaks within its sentences."""
    return _broken.sub("", text)


def _page(name: str, text: str) -> tuple[str, str]:
    return "", f"{name}\n{unbroken(text)}"


ARTICLES = Table("article", BODY_LAST, head_and_rest, "listed_on")
PHOTOS = Table("photo", ("caption", "alt"), _caption)
DUMPS = Table("dump", ("name", "text"), _page, portion=100)
TABLES = (ARTICLES, PHOTOS, DUMPS)
