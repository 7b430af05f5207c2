"""Those who have signed something, by what is typed of their names.

They can be tens of thousands, so each look-up goes along an index: that of their names or of their pinyin.
"""

from typing import Any

from django.db import connection
from django.db.models import CharField, Lookup, Q, QuerySet

from articles.search.sounds import MOST_SPELLINGS, closeness, letters, plain, spellings
from articles.signers import public_signers
from people.models import Correspondent
from people.names import PINYIN_LENGTH, name_key, syllables

SHORTEST, LONGEST = 2, 4  # Characters of a Chinese name that is put right.
LOOKED_AT = 200
FITS = (0, 12, 60, 120)  # By likeness; what so many texts say weighs as much (see `meaning`).

_LAST = "\U0010ffff"  # After every character, as SQLite orders them.


@CharField.register_lookup
class Like(Lookup):
    """`LIKE` as the database has it: what a regular expression finds is soon narrowed down by it."""

    lookup_name = "like"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        left, values = self.process_lhs(compiler, connection)
        right, more = self.process_rhs(compiler, connection)
        return f"{left} LIKE {right}", [*values, *more]


def beginning(typed: str, size: int) -> list[Correspondent]:
    """Return public signers who are called so, then those whose name begins so, in characters or pinyin."""
    called = public_signers().filter(_called(typed)).order_by("pinyin", "pk")[:size]
    return list(dict.fromkeys([*called, *_beginning(typed)[:size]]))[:size]


def _beginning(typed: str) -> QuerySet[Correspondent]:
    latin = letters(typed)
    if found := syllables(latin):
        narrowed = Q(pinyin__like="%".join((*latin, "")), pinyin__regex=found.replace("(^| )", "^", 1))
        return public_signers().filter(_from("pinyin", latin[0]), narrowed).order_by("pinyin", "pk")
    if key := plain(name_key(typed)):
        return public_signers().filter(_from("name_key", key)).order_by("name_key", "pk")
    return Correspondent.objects.none()


def _called(typed: str) -> Q:
    """Whose name, or another name of theirs, is just what was typed."""
    return Q(pk__in=Correspondent.objects.with_keys([name_key(typed)]).order_by().values("pk"))


def _from(field: str, beginning: str) -> Q:
    """Whose field begins so, read off its index from there on.

    SQLite would go through the whole index for `LIKE`; PostgreSQL may order by a language, not by numbers.
    """
    start = {f"{field}__gte": beginning}
    if connection.vendor == "sqlite":
        return Q(**start, **{f"{field}__lt": beginning + _LAST})
    return Q(**start, **{f"{field}__startswith": beginning})


def is_name(term: str, *, public: bool = True) -> bool:
    """Whether somebody is called just so."""
    return _people(public).filter(_called(term)).exists()


def spelt(latin: str, *, public: bool = True) -> list[str]:
    """Return a name whose whole pinyin these letters are."""
    latin = latin[:PINYIN_LENGTH]
    narrowed = Q(pinyin__like="%".join(latin), pinyin__regex=f"^{' ?'.join(latin)}$")
    named = _people(public).filter(_from("pinyin", latin[0]), narrowed).order_by("pinyin", "pk")
    return list(named.values_list("name_key", flat=True)[:1])


def like(term: str, *, public: bool = True) -> dict[str, int]:
    """Return names that sound like a term, or differ from it by one character, and how well each fits.

    A surname is taken as typed, unless the whole name sounds the same.
    """
    if not SHORTEST <= len(term) <= LONGEST or len(spellings(term)) >= MOST_SPELLINGS:
        return {}
    near = Q(pinyin__in=spellings(term))
    for at in range(1, len(term)):
        near |= _from("name_key", term[:at]) & Q(name_key__endswith=term[at + 1 :])
    keys = Correspondent.objects.filter(near).order_by().values_list("pk", "name_key")[:LOOKED_AT]
    fits = {pk: FITS[_likeness(term, key)] for pk, key in keys}
    likely = _people(public).filter(pk__in=[pk for pk, fit in fits.items() if fit])
    return {key: fits[pk] for pk, key in likely.order_by("pinyin", "pk").values_list("pk", "name_key")}


def _likeness(term: str, key: str) -> int:
    """How near two names are: 0, where that is too little, to 3."""
    pairs = [(one, other) for one, other in zip(term, key, strict=False) if one != other]
    if len(term) != len(key) or not pairs:
        return 0
    sound = min(closeness(one, other) for one, other in pairs)
    if len(pairs) > 1:
        return int(sound == 2)
    return sound + 1 if sound or len(term) > SHORTEST else 0


def _people(public: bool) -> QuerySet[Correspondent]:
    return public_signers() if public else Correspondent.objects.all()
