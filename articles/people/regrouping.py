"""Two people found to be one, and one found to be two: on record, so that either can be undone.

A merge passes all that `other` has signed to the person who stays; the other's name and aliases become
aliases, their account passes on, and their row goes. What they signed keeps the name that they signed it
with (`credit_line`), so that a merge changes no text and voids no review. A split passes some of what
was signed to another person.
`Regrouping.moved` keeps the keys of everything that changed hands, `fields` what it takes to undo it.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from articles.crossings import in_one_piece
from articles.people.hands import (
    CREDITS,
    Keys,
    Readings,
    RegroupingError,
    held_by,
    in_hand,
    lock_people,
    sign,
)
from people.models import Correspondent, CorrespondentAlias, Regrouping
from people.names import name_key

GONE = "此人已不在名册里，可能刚被合并。请刷新后再试。"


def merge(into: int, other: int, *, by: Any) -> Regrouping:
    """Merge the person `other` into `into`, and return the record of it.

    Raises RegroupingError where they are one already, one is gone, or both have an account.
    """
    return in_one_piece(partial(_merge, into, other, by))


def split(source: int, keys: Keys, *, to: int | None = None, organisation: str = "", by: Any) -> Regrouping:
    """Pass the bylines and credits `keys` of `source` to `to`, or to a new person of the same name.

    The new one is told apart by `organisation`. Raises RegroupingError where nothing is chosen,
    something chosen is no longer theirs, or such a person is there already.
    """
    return in_one_piece(partial(_split, source, keys, to, organisation.strip(), by))


def check_pair(kept: Correspondent, gone: Correspondent) -> None:
    """Raise RegroupingError where two people cannot be merged."""
    if kept.pk == gone.pk:
        raise RegroupingError("这是同一个人。请另选一位。")
    if kept.user_id and gone.user_id:
        raise RegroupingError("两人都连着账号，合并后只能留一个。请先在其中一人的页面上清空账号，再合并。")


def _merge(into: int, other: int, by: Any) -> Regrouping:
    readings = Readings(held_by(other))
    people = lock_people(into, other)
    kept, gone = people.get(into), people.get(other)
    if kept is None or gone is None:
        raise RegroupingError(GONE)
    check_pair(kept, gone)
    moved: dict[str, list[int]] = held_by(other)
    fields: dict[str, Any] = {
        "name": gone.name,
        "organisation": gone.organisation,
        "user": gone.user_id,
        "signed": sign(moved, gone.name),
    }
    readings.pass_on(moved, into, by=by)
    moved["alias"], fields["dropped"] = _pass_aliases(kept, gone)
    record_keys = Regrouping.objects.filter(person=other)
    moved["regrouping"] = list(record_keys.order_by("pk").values_list("pk", flat=True))
    record_keys.update(person=kept)
    gone.delete()
    _pass_account(kept, gone.user_id)
    fields["made"] = _name_as_alias(kept, gone.name)
    return _recorded(Regrouping.Kind.MERGE, kept, other, fields, moved, by)


def _pass_aliases(kept: Correspondent, gone: Correspondent) -> tuple[list[int], list[tuple[int, str]]]:
    """Pass on the aliases that are new to `kept`; return their keys, and keys and names of the others."""
    known = {kept.name_key, *kept.aliases.values_list("name_key", flat=True)}
    aliases = list(gone.aliases.order_by("pk"))
    fresh = [alias.pk for alias in aliases if alias.name_key not in known]
    CorrespondentAlias.objects.filter(pk__in=fresh).update(correspondent=kept)
    return fresh, [(alias.pk, alias.name) for alias in aliases if alias.name_key in known]


def _pass_account(kept: Correspondent, user: int | None) -> None:
    if user:
        Correspondent.objects.filter(pk=kept.pk).update(user=user)


def _name_as_alias(kept: Correspondent, name: str) -> int | None:
    """Make a name an alias where it is none yet; return its key."""
    key = name_key(name)
    if key == kept.name_key or kept.aliases.filter(name_key=key).exists():
        return None
    return CorrespondentAlias.objects.create(correspondent=kept, name=name, name_key=key).pk


def _split(source: int, keys: Keys, to: int | None, organisation: str, by: Any) -> Regrouping:
    readings = Readings(keys)
    people = lock_people(source, *([to] if to else []))
    giver = people.get(source)
    if giver is None or (to and to not in people) or to == source:
        raise RegroupingError(GONE if to != source else "请选另一个人。")
    found = _checked(keys, source)
    taker = people[to] if to else _made_from(giver, organisation)
    revised = readings.pass_on(found, taker.pk, by=by)
    fields = {"name": taker.name, "organisation": taker.organisation, "made": not to, "revised": revised}
    return _recorded(Regrouping.Kind.SPLIT, giver, taker.pk, fields, found, by)


def _checked(keys: Keys, source: int) -> dict[str, list[int]]:
    wanted = {name: set(keys.get(name, ())) for name in CREDITS}
    found = in_hand({name: sorted(some) for name, some in wanted.items()}, source)
    if not any(wanted.values()):
        raise RegroupingError("请先勾选要分出去的署名。")
    if any(len(found[name]) < len(wanted[name]) for name in CREDITS):
        raise RegroupingError("所选署名中有的已不在此人名下。请刷新后重新勾选。")
    return found


def _made_from(giver: Correspondent, organisation: str) -> Correspondent:
    """Make a namesake of `giver`."""
    if not organisation:
        raise RegroupingError("请填写新人员的单位：同名的人靠单位区分。")
    if len(organisation) > (most := Correspondent._meta.get_field("organisation").max_length or 0):
        raise RegroupingError(f"单位最多 {most} 字。")
    known = Correspondent.objects.filter(name_key=giver.name_key, organisation=organisation).first()
    if known:
        raise RegroupingError(f"已有“{known}”（编号 {known.pk}）。请改选这位已有的人员，或另填单位。")
    made = Correspondent.named(giver.name, organisation)
    made.save(force_insert=True)
    return made


def _recorded(
    kind: str,
    person: Correspondent,
    other: int,
    fields: Mapping[str, Any],
    moved: Mapping[str, Sequence[int]],
    by: Any,
) -> Regrouping:
    return Regrouping.objects.create(
        kind=kind, person=person, other=other, fields=dict(fields), moved=dict(moved), created_by=by
    )
