"""Names in print to people in the database: found, or made, and never merged in silence."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q

from articles.importing import untouched
from articles.models import Byline, PhotoCredit
from articles.pagedump import Notice
from people.models import Correspondent, CorrespondentAlias
from people.names import name_key

WRITES, PHOTOGRAPHS = "写稿", "摄影"


class People:
    """The people whom some dumps name. Its queries do not grow with how many those are."""

    def __init__(self, named: Iterable[str], *, make: bool = True) -> None:
        """Find the people `named`; make those who are missing, unless told not to.

        New ones are made in the order of their keys: two imports that make the same people would
        wait for each other for ever, were each to begin with the other's second.
        """
        self.made: dict[int, str] = {}  # Digests of those who are new.
        self._candidates: dict[str, list[Correspondent]] = defaultdict(list)
        self._does: dict[int, set[str]] = {}
        wanted = {name_key(name): name for name in named if name}
        self._look_up(set(wanted))
        if make:
            self._make(name for key, name in sorted(wanted.items()) if self._is_missing(key))

    def find(self, name: str, does: str, line: int) -> tuple[Correspondent | None, list[Notice]]:
        """Return the person called `name` and what is doubtful about that; nobody for no name.

        `does` is WRITES or PHOTOGRAPHS, as the credit on `line` says. Of several people with one
        name, the one without an organisation is taken, for an editor to settle.
        """
        if not name:
            return None, []
        candidates = self._candidates[name_key(name)]
        if len(candidates) == 1:
            return candidates[0], self._new_side(candidates[0], does, line)
        known = "、".join(str(candidate) for candidate in candidates)
        message = f"同名人员不止一位（{known}），请确认“{name}”是哪一位"
        return self._without_organisation(name_key(name)), [Notice("doubtful-name", line, message)]

    def _look_up(self, keys: set[str]) -> None:
        aliases: dict[int, set[str]] = defaultdict(set)
        named_so = CorrespondentAlias.objects.filter(name_key__in=keys)
        for owner, key in named_so.values_list("correspondent", "name_key"):
            aliases[owner].add(key)
        found = Correspondent.objects.filter(Q(name_key__in=keys) | Q(pk__in=list(aliases)))
        person: Any  # A Correspondent with the two annotations.
        for person in found.order_by("pk").annotate(
            writes=Exists(Byline.objects.filter(correspondent=OuterRef("pk"))),
            photographs=Exists(PhotoCredit.objects.filter(correspondent=OuterRef("pk"))),
        ):
            sides = ((WRITES, person.writes), (PHOTOGRAPHS, person.photographs))
            self._does[person.pk] = {side for side, is_known in sides if is_known}
            for key in ({person.name_key} & keys) | aliases[person.pk]:
                self._candidates[key].append(person)

    def _is_missing(self, key: str) -> bool:
        return len(self._candidates[key]) != 1 and not self._without_organisation(key)

    def _without_organisation(self, key: str) -> Correspondent | None:
        return next((person for person in self._candidates[key] if not person.organisation), None)

    def _make(self, names: Iterable[str]) -> None:
        """Make people; one whom another process makes at this moment is waited for and taken."""
        fresh = [Correspondent.named(name) for name in names]
        Correspondent.objects.bulk_create(fresh, ignore_conflicts=True)
        keys = [person.name_key for person in fresh]
        for person in Correspondent.objects.filter(name_key__in=keys, organisation="") if keys else ():
            self.made[person.pk] = untouched.of_person(person)
            self._candidates[person.name_key].append(person)

    def _new_side(self, person: Correspondent, does: str, line: int) -> list[Notice]:
        """A notice where somebody known for writing now photographs, or the other way round."""
        before = self._does.setdefault(person.pk, set())
        is_new_side = bool(before) and does not in before
        before.add(does)
        if not is_new_side:
            return []
        other = PHOTOGRAPHS if does == WRITES else WRITES
        message = f"“{person.name}”此前只署名{other}，这里署名{does}，已记为同一人，请确认不是同名的另一位"
        return [Notice("same-name", line, message)]
