"""Names in print to people in the database: found, or made, and never merged in silence."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef

from articles.importing.lengths import fitting
from articles.models import Byline, PhotoCredit
from articles.pagedump import Notice
from people.models import Correspondent
from people.names import name_key

WRITES, PHOTOGRAPHS = "写稿", "摄影"


class People:
    """The people whom one dump names. Its queries do not grow with how often it names them."""

    def __init__(self, named: Iterable[tuple[str, int]]) -> None:
        """Find or make the people `named`, each a name and the line that it stands on.

        New ones are made in the order of their keys: two imports that make the same people would
        wait for each other for ever, were each to begin with the other's second.
        """
        self.made: list[int] = []
        self._candidates: dict[str, list[Correspondent]] = defaultdict(list)
        self._does: dict[int, set[str]] = {}
        wanted = {name_key(name): (name, line) for name, line in named if name}
        self._look_up(set(wanted))
        for key, (name, line) in sorted(wanted.items()):
            if len(self._candidates[key]) != 1 and not self._without_organisation(key):
                self._make(name, line)

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
        found = Correspondent.objects.with_keys(keys).annotate(
            writes=Exists(Byline.objects.filter(correspondent=OuterRef("pk"))),
            photographs=Exists(PhotoCredit.objects.filter(correspondent=OuterRef("pk"))),
        )
        person: Any  # A Correspondent with the two annotations.
        for person in found.prefetch_related("aliases"):
            sides = ((WRITES, person.writes), (PHOTOGRAPHS, person.photographs))
            self._does[person.pk] = {side for side, is_known in sides if is_known}
            for key in {person.name_key, *(alias.name_key for alias in person.aliases.all())} & keys:
                self._candidates[key].append(person)

    def _without_organisation(self, key: str) -> Correspondent | None:
        return next((person for person in self._candidates[key] if not person.organisation), None)

    def _make(self, name: str, line: int) -> None:
        (fresh,) = fitting([Correspondent.named(name)], line)
        person, is_new = Correspondent.objects.get_or_create(
            name_key=fresh.name_key,
            organisation=fresh.organisation,
            defaults={"name": fresh.name, "pinyin": fresh.pinyin},
        )
        if is_new:
            self.made.append(person.pk)
        self._candidates[fresh.name_key].append(person)

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
