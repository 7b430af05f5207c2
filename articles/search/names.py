"""Those who have signed something, by what is typed of their names.

They can be tens of thousands, so each look-up goes along an index: that of their names or of their pinyin.
"""

from typing import Any

from django.db import connection

from articles.search.queries import asked_for
from articles.search.scope import Part
from articles.search.sounds import MOST_SPELLINGS, closeness, letters, plain, spellings
from articles.statements import fetch
from people.models import Correspondent
from people.names import PINYIN_LENGTH, name_key, syllables

SHORTEST, LONGEST = 2, 4  # Characters of a Chinese name that is put right.
LOOKED_AT = 200
QUOTES = '"“”「」'  # Round a name, they are none of it.
FITS = (0, 12, 60, 120)  # By likeness; what so many texts say weighs as much (see `meaning`).

_SHOWN = ("id", "name", "name_key", "organisation")
_ROWS = """SELECT c.id, c.name, c.name_key, c.organisation FROM people_correspondent c
  WHERE {} ORDER BY {} LIMIT %s"""
_CALLED = """c.id IN (SELECT id FROM people_correspondent WHERE name_key = %s
  UNION SELECT correspondent_id FROM people_correspondentalias WHERE name_key = %s)"""
# As `articles.signers` says it: put in SQL by the ORM, it takes longer than the database needs for all.
_PUBLIC = """coalesce(
  (SELECT b.id FROM articles_byline b
    WHERE b.correspondent_id = c.id AND b.listed_on IS NOT NULL LIMIT 1),
  (SELECT p.id FROM articles_photocredit p
    WHERE p.correspondent_id = c.id AND p.listed_on IS NOT NULL LIMIT 1)) IS NOT NULL"""


def called(typed: str, size: int) -> list[Correspondent]:
    """Return public signers whose name, or another name of theirs, is just what was typed.

    What they wrote is theirs by signature (`Filters.person`); what names them, a search finds like any word.
    """
    return _people(_called(asked_for(typed).strip(QUOTES)), size)


def beginning(typed: str, size: int) -> list[Correspondent]:
    """Return public signers who are called so, then those whose name begins so, in characters or pinyin."""
    return list(dict.fromkeys([*_people(_called(typed), size), *_begun(typed, size)]))[:size]


def _begun(typed: str, size: int) -> list[Correspondent]:
    latin, key = letters(typed), plain(name_key(typed))
    if pattern := syllables(latin):
        return _people(_in_pinyin(latin, pattern.replace("(^| )", "^", 1)), size)
    return _people(_in_characters(key), size, "c.name_key, c.id") if key else []


def is_name(term: str, *, public: bool = True) -> bool:
    """Whether somebody is called just so."""
    return bool(_people(_called(term), 1, public=public))


def spelt(latin: str, *, public: bool = True) -> list[str]:
    """Return a name whose whole pinyin these letters are."""
    found = _people(_in_pinyin(latin, f"^{' ?'.join(latin)}$"), 1, public=public)
    return [person.name_key for person in found]


def like(term: str, *, public: bool = True) -> dict[str, int]:
    """Return names that sound like a term, or differ from it by one character, and how well each fits.

    A surname is taken as typed, unless the whole name sounds the same.
    """
    sounds = spellings(term) if SHORTEST <= len(term) <= LONGEST else []
    if not 0 < len(sounds) < MOST_SPELLINGS:
        return {}
    alike = _people(
        Part(f"c.pinyin IN ({', '.join(['%s'] * len(sounds))})", sounds), LOOKED_AT, public=public
    )
    for at in range(1, len(term)):
        start = _in_characters(term[:at])
        same_end = Part("substr(c.name_key, %s) = %s", [at + 2, term[at + 1 :]])
        alike += _people(_both(start, same_end), LOOKED_AT, "c.name_key, c.id", public=public)
    fits = {person.name_key: FITS[_likeness(term, person.name_key)] for person in alike}
    return {key: fit for key, fit in fits.items() if fit}


def _likeness(term: str, key: str) -> int:
    """How near two names are: 0, where that is too little, to 3."""
    pairs = [(one, other) for one, other in zip(term, key, strict=False) if one != other]
    if len(term) != len(key) or not pairs:
        return 0
    sound = min(closeness(one, other) for one, other in pairs)
    if len(pairs) > 1:
        return int(sound == 2)
    return sound + 1 if sound or len(term) > SHORTEST else 0


def _people(
    part: Part, size: int, order: str = "c.pinyin, c.id", *, public: bool = True
) -> list[Correspondent]:
    condition = f"{part.sql} AND {_PUBLIC}" if public else part.sql
    found = fetch(_ROWS.format(condition, order), [*part.values, size])
    return [Correspondent(**dict(zip(_SHOWN, values, strict=True))) for values in found]


def _called(typed: str) -> Part:
    """Whose name, or another name of theirs, is just what was typed."""
    return Part(_CALLED, [name_key(typed)] * 2)


def _in_characters(beginning: str) -> Part:
    """Whose name begins so. PostgreSQL may order names by a language, so there is no end to look until."""
    values: list[Any] = [beginning, len(beginning), beginning]
    begun = Part("c.name_key >= %s AND substr(c.name_key, 1, %s) = %s", values)
    until = Part("c.name_key < %s", [f"{beginning}\U0010ffff"])
    return _both(begun, until) if connection.vendor == "sqlite" else begun


def _in_pinyin(latin: str, pattern: str) -> Part:
    """Whose pinyin is as a regular expression says, narrowed down by what the database is faster at."""
    first, latin = latin[0], latin[:PINYIN_LENGTH]
    values = [first, f"{first}zzz", "%".join((*latin, "")), pattern]
    found = f"c.pinyin {connection.operators['regex']}"
    return Part(f"c.pinyin >= %s AND c.pinyin < %s AND c.pinyin LIKE %s AND {found}", values)


def _both(one: Part, other: Part) -> Part:
    return Part(f"{one.sql} AND {other.sql}", [*one.values, *other.values])
