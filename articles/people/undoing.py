"""Merges and splits undone: what changed hands goes back, unless it has changed hands again since.

One is undone only after those that came later and built on it: so undoing all of them, in any order
that is open, brings back what was there at first.
"""

from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone

from articles.crossings import CrossedError, in_one_piece
from articles.people.hands import (
    CREDITS,
    Readings,
    RegroupingError,
    in_hand,
    lock_people,
    still_there,
    unsign,
)
from people.models import Correspondent, CorrespondentAlias, Regrouping
from people.names import name_key

Kind = Regrouping.Kind


def undo(key: int, *, by: Any) -> Regrouping:
    """Undo the merge or split with this key, and return its record, with what `stayed` in its fields.

    Raises RegroupingError where it is undone already, a later one has built on it, or the name of who
    would come back is taken.
    """
    return in_one_piece(partial(_undo, key, by))


def holder(record: Regrouping) -> int | None:
    """Return the key of who was given what was moved."""
    return record.person_id if record.kind == Kind.MERGE else record.other


def staying(record: Regrouping) -> dict[str, list[int]]:
    """Return what an undo leaves where it is, since it has changed hands again."""
    there = still_there(record.moved)
    held = in_hand(record.moved, holder(record) or 0)
    return {name: sorted(set(there[name]) - set(held[name])) for name in CREDITS}


def refusal(record: Regrouping) -> str:
    """Return why an undo cannot be, in words for people; blank where it can."""
    if record.undone_at:
        return "已经撤销过了。"
    if record.person_id is None:
        return "此人已从名册删除，不能撤销。"
    if later := _built_on(record):
        return f"后来的“{told(later)}”（第 {later.pk} 号）动过同样的人员或署名，请先撤销那一次。"
    return _name_taken(record) if record.kind == Kind.MERGE else ""


def told(record: Regrouping) -> str:
    """Say what was done, in a few words."""
    organisation = record.fields.get("organisation")
    other = (
        f"{record.fields.get('name', '')}（{organisation}）" if organisation else record.fields.get("name")
    )
    person = record.person or "已删除的人员"
    return f"{other}并入{person}" if record.kind == Kind.MERGE else f"从{person}分出{other}"


def _undo(key: int, by: Any) -> Regrouping:
    seen = Regrouping.objects.get(pk=key)
    readings = Readings(seen.moved)
    lock_people(*filter(None, (seen.person_id, seen.other)))
    record = Regrouping.objects.select_for_update().get(pk=key)
    if record.person_id != seen.person_id:
        raise CrossedError("the person has been merged meanwhile")
    why = refusal(record)
    if why or seen.person_id is None:
        raise RegroupingError(why)
    record.fields["stayed"] = staying(record)
    if record.kind == Kind.MERGE:
        _part(record, seen.person_id, readings, by)
    else:
        _join(record, seen.person_id, readings, by)
    record.undone_by, record.undone_at = by, timezone.now()
    record.save(update_fields=["fields", "undone_by", "undone_at"])
    return record


def _part(record: Regrouping, person: int, readings: Readings, by: Any) -> None:
    """Bring back who was merged, with all that is still where the merge has put it."""
    back = in_hand(record.moved, person)
    other = Correspondent.named(record.fields["name"], record.fields["organisation"])
    other.pk, other.user_id = record.other, _account_back(record, person)
    other.save(force_insert=True)
    readings.pass_on(back, record.other, by=by)
    unsign(record.fields["signed"], record.other, other.name)
    made = CorrespondentAlias.objects.filter(pk=record.fields["made"], correspondent=person)
    made.filter(name_key=other.name_key).delete()  # Whoever has changed it since wants it.
    passed = CorrespondentAlias.objects.filter(pk__in=record.moved["alias"], correspondent=person)
    passed.update(correspondent=other)
    # By their keys, since earlier ones may have passed them on or made them.
    CorrespondentAlias.objects.bulk_create(
        CorrespondentAlias(pk=key, correspondent=other, name=name, name_key=name_key(name))
        for key, name in record.fields["dropped"]
    )
    own = Regrouping.objects.filter(pk__in=record.moved["regrouping"], person=person)
    own.update(person=other)


def _account_back(record: Regrouping, person: int) -> int | None:
    """Take the account back that the merge has passed on, unless it has changed hands or gone since."""
    user = record.fields["user"]
    if user is None or not get_user_model()._default_manager.filter(pk=user).exists():
        return None
    taken = Correspondent.objects.filter(pk=person, user=user).update(user=None)
    return user if taken or not Correspondent.objects.filter(user=user).exists() else None


def _join(record: Regrouping, person: int, readings: Readings, by: Any) -> None:
    """Give back what was split off; who was made for it goes, unless they have something of their own."""
    readings.pass_on(in_hand(record.moved, record.other), person, by=by)
    if record.fields["made"]:
        bare = Correspondent.objects.filter(pk=record.other, user=None, aliases=None)
        bare.filter(**{f"{name}s": None for name in CREDITS}).delete()


def _built_on(record: Regrouping) -> Regrouping | None:
    """The first of the later ones that cannot stand without this one."""
    people = (record.person_id, record.other)
    later = Regrouping.objects.filter(Q(person__in=people) | Q(other__in=people), undone_at=None)
    later = later.filter(pk__gt=record.pk).select_related("person").order_by("-pk")
    return next((one for one in later if _needs(one, record)), None)


def _needs(later: Regrouping, record: Regrouping) -> bool:
    if record.pk in later.moved.get("regrouping", ()):
        return True
    if record.kind == Kind.SPLIT and _involves(later, record):
        return True
    names = (*CREDITS, "alias")
    return any(set(later.moved.get(name, ())) & set(record.moved.get(name, ())) for name in names)


def _involves(later: Regrouping, split: Regrouping) -> bool:
    """Whether the person split off was merged away since, or was made by the split and has become more."""
    if later.other == split.other and later.kind == Kind.MERGE:
        return True
    return split.fields["made"] and split.other in (later.other, later.person_id)


def _name_taken(record: Regrouping) -> str:
    name, organisation = record.fields["name"], record.fields["organisation"]
    taken = Correspondent.objects.filter(name_key=name_key(name), organisation=organisation).first()
    if not taken:
        return ""
    return f"恢复后会与“{taken}”（编号 {taken.pk}）同名、同单位。请先改那一位的姓名或单位。"
