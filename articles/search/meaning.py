"""What was meant by a query that finds nothing: 养佬 is 养老 with one character wrong.

The index tells where: of the pairs of a word, those with the wrong character are in no text. What stands
in their place is looked for among the characters that sound alike, which is what people mistype, and then
in the texts that hold the rest of the word. So what is offered has been read in a text, and is asked of
the engine once more before it is offered. Pinyin is taken for a word that the paper is ordered by.

Only pages without a result pay for it, and what they pay is bounded: by the length of a word, the number
of places looked at, and the number of texts read for each.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from articles.models import Article
from articles.search import finding, names, parse, vocabulary
from articles.search.expressions import is_exact
from articles.search.queries import Query
from articles.search.scope import Scope
from articles.search.sounds import alike, closeness, letters, plain, readings, spells
from articles.search.tables import ARTICLES
from articles.search.upkeep import more_wait_than
from articles.search.wording import BODY_LAST, folded

LONGEST = 20  # Characters of a word that is put right.
PLACES = 6  # Looked at, where the index does not tell which character is wrong.
READ_ALIKE, READ_REST = 50, 100  # Texts read for one place: by sound, by the rest of the word.
OFFERED = 4  # Words that are tried for one.
MOST_WAITING = 200  # Articles not indexed yet: each question looks through them all.

WEIGHTS = (1, 4, 12)  # Of a text, by how close its character sounds to the one that was typed.


def meant(typed: str, *, public: bool = True, is_in_no_text: bool = False) -> str:
    """Return what to look for instead, which finds something; blank where `typed` does, or nothing is near.

    `public` counts what citizens find; `is_in_no_text` says that no article is found, which is known then.
    """
    query = parse(typed)
    is_found = _is_name(query, public) if is_in_no_text else _finds(query, public)
    if not query.wanted or is_found or more_wait_than(MOST_WAITING, ARTICLES):
        return ""
    if spelt := letters("".join(forms[0] for forms in query.wanted)):
        words = _spelt_so(spelt, public)
        return next((word for word in words if _finds(parse(word), public)), "")
    missing = _missing(query, public)
    return _corrected(query, missing[0], public) if len(missing) == 1 else ""


def _missing(query: Query, public: bool) -> list[int]:
    """Which of the terms find nothing, be they alone."""
    if len(query.wanted) == 1:
        return [0]
    alone = [Query((forms,)) for forms in query.wanted]
    return [at for at, term in enumerate(alone) if not _finds(term, public)]


def _corrected(query: Query, at: int, public: bool) -> str:
    term = query.wanted[at][0]
    others = replace(query, wanted=query.wanted[:at] + query.wanted[at + 1 :])
    for word in islice(_instead_of(term, others, public), OFFERED):
        said = _as_typed(query, at, word)
        if _finds(parse(said), public):
            return said
    return ""


def _instead_of(term: str, others: Query, public: bool) -> Iterator[str]:
    if spelt := letters(term):
        yield from _spelt_so(spelt, public)
        return
    if len(term := plain(term)) <= LONGEST:
        yield from _with_one_other(term, others, public)


def _spelt_so(latin: str, public: bool) -> list[str]:
    known = [word for word in vocabulary.words() if spells(latin, plain(word))]
    return [*known, *names.spelt(latin, public=public)][:OFFERED]


def _with_one_other(term: str, others: Query, public: bool) -> Iterator[str]:
    """The word with one other character, that which most texts speak for first; or a name like it."""
    places = _suspects(term, public)
    votes = Counter({} if others.wanted else names.like(term, public=public))
    for read in (_read_alike, _read_rest):
        for at in places:
            for letter, texts in read(term, at, others, public).items():
                votes[_put(term, at, letter)] += texts * WEIGHTS[closeness(term[at], letter)]
        yield from sorted(votes, key=lambda word: (-votes[word], word))
        votes.clear()


def _suspects(term: str, public: bool) -> list[int]:
    """Where the wrong character may stand: where all pairs are with it that no text holds."""
    at_fault = [at for at, pair in _pairs(term) if not _is_somewhere(pair, public)]
    common = set(range(len(term))).intersection(*({at, at + 1} for at in at_fault))
    return [at for at in sorted(common) if readings(term[at]) and not term[at].isascii()][:PLACES]


def _read_alike(term: str, at: int, others: Query, public: bool) -> Counter[str]:
    """What stands in a place, in the newest texts that hold the word with a character sounding alike."""
    groups = []
    for start, end in ((at - 1, at + 1), (at, at + 2)):
        forms = tuple(_put(term, at, letter)[start:end] for letter in alike(term[at])) if start >= 0 else ()
        if forms and is_exact(forms[0]):
            groups.append(forms)
    return _read(READ_ALIKE, term, at, groups, others, public) if groups else Counter()


def _read_rest(term: str, at: int, others: Query, public: bool) -> Counter[str]:
    """What stands in a place, in the newest texts that hold the rest of the word."""
    has_pair = any(at not in (start, start + 1) for start, _ in _pairs(term))
    return _read(READ_REST, term, at, [], others, public) if has_pair else Counter()


def _read(
    limit: int, term: str, at: int, groups: Sequence[tuple[str, ...]], others: Query, public: bool
) -> Counter[str]:
    rest = [(pair,) for start, pair in _pairs(term) if at not in (start, start + 1)]
    query = replace(others, wanted=(*groups, *rest, *others.wanted))
    keys = [hit.key for hit in islice(finding.newest(query, Scope(public)), limit)]
    rows = Article.objects.published() if public else Article.objects.all()
    gap = re.compile(rf"{re.escape(term[:at])}(\w){re.escape(term[at + 1 :])}")
    votes = Counter[str]()
    for columns in rows.filter(pk__in=keys).values_list(*BODY_LAST):
        votes.update(set(gap.findall("\n".join(folded(columns)))))
    return votes


def _pairs(term: str) -> list[tuple[int, str]]:
    pairs = ((at, term[at : at + 2]) for at in range(len(term) - 1))
    return [(at, pair) for at, pair in pairs if is_exact(pair)]


def _put(term: str, at: int, letter: str) -> str:
    return term[:at] + letter + term[at + 1 :]


def _as_typed(query: Query, at: int, word: str) -> str:
    """The query as somebody would type it, with one word put right."""
    wanted = [forms[0] for forms in query.wanted]
    wanted[at] = word
    unwanted = [f"-{_quoted(forms[0])}" for forms in query.unwanted]
    return " ".join([*map(_quoted, wanted), *unwanted])


def _quoted(term: str) -> str:
    return f'"{term}"' if " " in term else term


def _is_somewhere(pair: str, public: bool) -> bool:
    return finding.count(Query(((pair,),)), Scope(public), 0) > 0


def _finds(query: Query, public: bool) -> bool:
    """Whether a page of results would show something: an article, or somebody who is called so."""
    return next(finding.newest(query, Scope(public)), None) is not None or _is_name(query, public)


def _is_name(query: Query, public: bool) -> bool:
    is_one_word = len(query.wanted) == 1 and not query.unwanted
    return is_one_word and names.is_name(query.wanted[0][0], public=public)
