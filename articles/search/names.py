"""Those who have signed something, by what is typed of their names.

They can be tens of thousands, so each look-up goes by the index of their pinyin, which holds the name's
characters too in a way: a name that begins with 万 has a pinyin that begins with `wan`.
"""

from functools import reduce
from operator import or_

from django.db import connection
from django.db.models import Q, QuerySet

from articles.search.sounds import MOST_SPELLINGS, closeness, letters, plain, spellings
from articles.signers import public_signers
from people.models import Correspondent
from people.names import PINYIN_LENGTH, name_key, syllables

SHORTEST, LONGEST = 2, 4  # Characters of a Chinese name that is put right.
LOOKED_AT = 200
FITS = (0, 12, 60, 120)  # By likeness; what so many texts say weighs as much (see `meaning`).


def beginning(typed: str, size: int) -> list[Correspondent]:
    """Return public signers whose name begins as typed, in characters or pinyin, or whose alias is that."""
    return list(_beginning(typed)[:size])


def _beginning(typed: str) -> QuerySet[Correspondent]:
    if latin := syllables(letters(typed)):
        named = _begins_with(letters(typed)[0]) & Q(pinyin__regex=latin.replace("(^| )", "^", 1))
    elif key := plain(name_key(typed)):
        named = _begins_with(*spellings(key[:2])) & Q(name_key__startswith=key)
    else:
        return Correspondent.objects.none()
    return public_signers().filter(named | _called(typed)).order_by("pinyin", "pk")


def _called(typed: str) -> Q:
    """Whose name, or another name of theirs, is just what was typed."""
    return Q(pk__in=Correspondent.objects.with_keys([name_key(typed)]).order_by().values("pk"))


def _begins_with(*prefixes: str) -> Q:
    """Whose pinyin begins so. SQLite would go through all for `LIKE`, and PostgreSQL orders as locales do."""
    if connection.vendor == "sqlite":
        return reduce(or_, (Q(pinyin__gte=prefix, pinyin__lt=f"{prefix}{{") for prefix in prefixes))
    return reduce(or_, (Q(pinyin__startswith=prefix) for prefix in prefixes))


def is_name(term: str, *, public: bool = True) -> bool:
    """Whether somebody is called just so."""
    return _people(public).filter(_called(term)).exists()


def spelt(latin: str, *, public: bool = True) -> list[str]:
    """Return a name whose whole pinyin these letters are."""
    spaced = " ?".join(latin[:PINYIN_LENGTH])
    named = _people(public).filter(_begins_with(latin[0]), pinyin__regex=f"^{spaced}$")
    return list(named.order_by("pinyin", "pk").values_list("name_key", flat=True)[:1])


def like(term: str, *, public: bool = True) -> dict[str, int]:
    """Return names that sound like a term, or differ from it by one character, and how well each fits.

    A surname is taken as typed, unless the whole name sounds the same.
    """
    if not SHORTEST <= len(term) <= LONGEST or len(spellings(term)) >= MOST_SPELLINGS:
        return {}
    near = Q(pinyin__in=spellings(term))
    for at in range(1, len(term)):
        around = Q(name_key__startswith=term[:at], name_key__endswith=term[at + 1 :])
        near |= _begins_with(*spellings(term[:at])) & around
    keys = _people(public).filter(near).order_by("pinyin", "pk").values_list("name_key", flat=True)
    fits = {key: FITS[_likeness(term, key)] for key in keys[:LOOKED_AT]}
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


def _people(public: bool) -> QuerySet[Correspondent]:
    return public_signers() if public else Correspondent.objects.all()
