"""What is suggested while somebody types: topics, columns, people, and headlines that hold it."""

from collections.abc import Iterator
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from articles.models import Article
from articles.routes import route
from articles.search import asked_for, finding, parse
from articles.search.expressions import has_pairs
from articles.search.names import beginning
from articles.search.scope import Scope
from articles.search.sounds import begins, letters, plain
from articles.search.vocabulary import Entry, Kind, entries

MOST_OF_A_KIND = 3  # Of topics, columns and people; headlines take what is left.


class Suggestion(NamedTuple):
    """Something to go to: what it is, what it is called, and where it is."""

    kind: Kind
    text: str
    url: str


def suggest(typed: str, size: int = 8, *, is_in_no_text: bool = False) -> list[Suggestion]:
    """Return what citizens may want who have typed so much, at most `size`; for nothing typed, nothing.

    Found by their beginning are names, in characters or in pinyin (`yangl`, `yl`), and topics by their
    keywords too; then the newest headlines that hold it, unless it is known to be in no text.
    """
    query = asked_for(typed)
    if not plain(query):
        return []
    found = [*_entries(query), *_people(query)][:size]
    return found if is_in_no_text else found + list(_headlines(query, size - len(found)))


def _entries(typed: str) -> Iterator[Suggestion]:
    known = entries()
    wanted, spelt = plain(typed), letters(typed)
    for kind in (Kind.TOPIC, Kind.COLUMN):
        ranked = [(_rank(wanted, spelt, one), one) for one in known if one.kind == kind]
        found = sorted((pair for pair in ranked if pair[0]), key=itemgetter(0))
        yield from (Suggestion(kind, one.name, one.url) for _, one in found[:MOST_OF_A_KIND])


def _rank(wanted: str, spelt: str, entry: Entry) -> int:
    """How well an entry answers to words or to letters, 1 for best; 0 where it does not."""
    name, *keywords = map(plain, (entry.name, *entry.keywords))
    if spelt and (rank := begins(spelt, name) or 2 * any(begins(spelt, word) for word in keywords)):
        return rank
    answers = (
        name.startswith(wanted),
        wanted in name,
        any(wanted in word for word in keywords),
        any(len(word) > 1 and word in wanted for word in (name, *keywords)),
    )
    return next((rank for rank, answer in enumerate(answers, 1) if answer), 0)


def _people(typed: str) -> Iterator[Suggestion]:
    for person in beginning(typed, MOST_OF_A_KIND):
        yield Suggestion(Kind.PERSON, str(person), person.get_absolute_url())


def _headlines(typed: str, size: int) -> Iterator[Suggestion]:
    """The newest headlines. A single letter stands in too many texts to look at while somebody types."""
    query = parse(typed)
    if size <= 0 or not has_pairs(query):
        return
    hits = [hit.key for hit in islice(finding.in_headlines(query, Scope()), size)]
    headlines = dict(Article.objects.published().filter(pk__in=hits).values_list("pk", "headline"))
    for key in hits:
        if key in headlines:
            yield Suggestion(Kind.HEADLINE, headlines[key], route("articles:article", key))
