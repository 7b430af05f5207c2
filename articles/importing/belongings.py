"""The people, columns and issues that exist only since some dumps, once those dumps need them no more."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Model, QuerySet

from articles.crossings import CrossedError
from articles.importing import untouched
from articles.importing.judgement import slices
from articles.importing.relied import relied_on
from articles.models import Article, Byline, Column, Dump, ImportBatch, Issue, Photo, PhotoCredit
from people.models import Correspondent


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that dumps make: its name in `Dump.made`, and the digest that tells whether it is touched."""

    name: str
    model: type[Any]
    digest: Callable[[Any], str]
    with_it: tuple[str, ...] = ()

    def rows(self, keys: Collection[int]) -> QuerySet[Any]:
        """Return those with these keys, with all that their digests are made of."""
        rows: QuerySet[Any] = self.model.objects.filter(pk__in=keys)
        return rows.order_by("pk").prefetch_related(*self.with_it)


def _of_person(person: Correspondent) -> str:
    return untouched.of_person(person, [alias.name for alias in person.aliases.all()])


KINDS = (
    Kind("people", Correspondent, _of_person, ("aliases",)),
    Kind("columns", Column, untouched.of_column),
    Kind("issues", Issue, untouched.of_issue),
)

# Where those stand that use such a thing. Any other user of one is somebody's own.
_DUMP_OF: dict[type[Model], str] = {
    Byline: "article__dump",
    PhotoCredit: "photo__dump",
    Article: "dump",
    Photo: "dump",
    Dump: "pk",
}

Claims = dict[int, dict[int, str]]  # By key of a thing: the dumps that made it, with its digest then.


def claims_of(kind: Kind, dumps: Collection[Dump]) -> Claims:
    """Return what `dumps` have made of one kind."""
    claims: Claims = defaultdict(dict)
    for dump in dumps:
        for key, digest in dump.made.get(kind.name, {}).items():
            claims[int(key)][dump.pk] = digest
    return claims


def users_of(model: type[Any], keys: Collection[int]) -> Iterator[tuple[QuerySet[Any], str, str | None]]:
    """Return the rows that use some of `model`, in which field, and the way to their dump, if any."""
    for relation in model._meta.related_objects:
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": keys}).order_by()
        yield rows, name, _DUMP_OF.get(relation.related_model)
    if model is Correspondent:
        yield relied_on(model).filter(object_id__in=keys), "object_id", None


class Belongings:
    """What `dumps` have made, some of which may be deleted already. Use inside a transaction.

    `gone` and `stays` count what went and what is left, by kind. What other dumps of `leaving`, a batch
    that is being undone, still use is neither: its turn comes with them.
    """

    def __init__(self, dumps: Sequence[Dump], leaving: ImportBatch | None = None) -> None:
        self._dumps = {dump.pk: dump for dump in dumps}
        self._leaving = leaving
        self._changed: set[int] = set()
        self._handed: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
        self.gone: Counter[str] = Counter()
        self.stays: Counter[str] = Counter()

    def let_go(self) -> None:
        """Remove what nobody has changed and nobody uses; what another dump uses is that one's from now on.

        So it goes with the last dump that uses it. Raises CrossedError.
        """
        for kind in KINDS:
            claims = claims_of(kind, self._dumps.values())
            for keys in slices(sorted(claims)):
                self._settle(kind, {key: claims[key] for key in keys})
        changed = {key: self._dumps[key] for key in self._changed}
        for heir in self._find_heirs():
            changed[heir.pk] = heir
            for name, key, digest in self._handed[heir.pk]:
                heir.made.setdefault(name, {})[str(key)] = digest
                self.stays[name] += not self._is_leaving(heir)
        Dump.objects.bulk_update(changed.values(), ["made"])

    def _settle(self, kind: Kind, claims: Claims) -> None:
        digests = {row.pk: kind.digest(row) for row in kind.rows(claims).select_for_update()}
        fitting = {key for key, digest in digests.items() if digest in claims[key].values()}
        users = self._users(kind, claims, fitting)
        free = fitting - users.keys()
        kind.model.objects.filter(pk__in=free).delete()
        self.gone[kind.name] += len(free)
        self.stays[kind.name] += len(digests) - len(fitting)
        for key in (claims.keys() - digests.keys()) | free:
            self._drop(kind, key, claims)
        for key, dump in users.items():
            if dump is None or dump in claims[key]:
                self.stays[kind.name] += 1
            else:
                self._drop(kind, key, claims)
                self._handed[dump].append((kind.name, key, digests[key]))

    def _users(self, kind: Kind, claims: Claims, keys: set[int]) -> dict[int, int | None]:
        """What is used, by which dump: one that made it, or else the last; None where it is by no dump.

        By the last, so that a big batch hands each thing on once, and not from dump to dump.
        """
        users: dict[int, int | None] = {}
        own: dict[int, int] = {}
        for rows, name, dump in users_of(kind.model, keys):
            if dump is None:
                users |= {key: users.get(key) for key in rows.values_list(name, flat=True)}
                continue
            for key, last in rows.values_list(name).annotate(last=Max(dump)):
                users[key] = max(users.get(key) or 0, last or 0) or None
            ours = rows.filter(**{f"{dump}__in": list(self._dumps)})
            own |= {key: at for key, at in ours.values_list(name, dump).distinct() if at in claims[key]}
        return users | own

    def _drop(self, kind: Kind, key: int, claims: Claims) -> None:
        for dump in claims[key]:
            del self._dumps[dump].made[kind.name][str(key)]
            self._changed.add(dump)

    def _find_heirs(self) -> list[Dump]:
        others = sorted(self._handed.keys() - self._dumps.keys())
        locked = Dump.objects.select_for_update().order_by("pk").only("made", "batch", "undone_at")
        found = [dump for keys in slices(others) for dump in locked.filter(pk__in=keys)]
        if len(found) < len(others):
            raise CrossedError("a dump has gone meanwhile")
        return [*found, *(self._dumps[key] for key in self._handed.keys() & self._dumps.keys())]

    def _is_leaving(self, heir: Dump) -> bool:
        """Whether the turn of a dump is still to come."""
        return (
            self._leaving is not None
            and heir.pk not in self._dumps
            and (heir.batch_id, heir.undone_at) == (self._leaving.pk, None)
        )
