"""People who sign, in one cell: `通讯员 张三、记者 李四（石桥街道）、“资料图片”`.

A name may have its organisation behind it, which tells two of one name apart. What stands in “ ” is
kept as printed and is nobody's name.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from import_export.widgets import Widget  # type: ignore[import-untyped]

from articles.importing import untouched
from articles.importing.tables.fields import LineWidget, brief
from people.models import NAME_LENGTH, Correspondent
from people.names import name_key

ROLE_LENGTH, ORGANISATION_LENGTH, PRINTED_LENGTH = 20, 120, 120

_PARTS = re.compile("(?:“[^”]*”|[^、，,；;\n])+")
_PRINTED = re.compile("(?:(?P<role>\\S+)\\s+)?“(?P<text>.*)”", re.DOTALL)
_WITH_ORGANISATION = re.compile("(?P<name>.+?)\\s*[（(](?P<organisation>[^（）()]+)[）)]")
_SOLID_ROLES = re.compile("(?P<role>(?:本报|特约|见习|实习|首席|摄影)?(?:记者|通讯员|实习生))(?P<name>\\S.*)")
_SHORT_ROLES = frozenset("摄图文诗画绘")  # A single character before a space is else half of a name: 余 辉.
_ROLES_BEHIND = frozenset({"摄", "摄影", "供图", "制图", "绘图", "漫画", "摄影报道"})
_SEVERAL = re.compile("[\u3400-\u9fff]{2,4}(?: +[\u3400-\u9fff]{2,4})+")


@dataclass(frozen=True, slots=True)
class Signature:
    """One who signs: the role, and the person by name and organisation, or else the text as printed."""

    role: str
    name: str = ""
    organisation: str = ""
    printed: str = ""
    person: Correspondent | None = field(default=None, compare=False)

    def __str__(self) -> str:
        who = f"{self.name}（{self.organisation}）" if self.organisation else self.name
        return f"{self.role} {who or f'“{self.printed}”'}".strip()

    @property
    def credit_line(self) -> str:
        """What is noted as printed where nobody has seen the print."""
        return self.printed or f"{self.role} {self.name}".strip()


class Signed(NamedTuple):
    """A signature in the database, with whom and what is printed."""

    correspondent: int | None
    role: str
    credit_line: str
    name: str | None
    organisation: str | None

    @property
    def signature(self) -> Signature:
        if self.name is None:
            return Signature(self.role, printed=self.credit_line)
        return Signature(self.role, self.name, self.organisation or "")


def signed(model: Any, link: str, keys: Collection[int]) -> dict[int, list[Signed]]:
    """Return those who sign, by the article or photo that `link` of `model`, its credits, leads to."""
    columns = (
        link,
        "correspondent",
        "role",
        "credit_line",
        "correspondent__name",
        "correspondent__organisation",
    )
    found = defaultdict(list)
    rows = model.objects.filter(**{f"{link}__in": keys}).order_by("position", "pk")
    for key, *values in rows.values_list(*columns) if keys else ():
        found[key].append(Signed(*values))
    return found


class People:
    """The people whom some rows name: those who are in, and those to be made."""

    def __init__(self, signatures: Iterable[Signature] = ()) -> None:
        self.made: dict[int, str] = {}  # Digests of those who are new.
        self._by_key: dict[str, list[Correspondent]] = defaultdict(list)
        self._look_up({key for signature in signatures for key in _keys(signature)})

    def settle(self, signature: Signature, notes: list[str] | None = None) -> Signature:
        """Return `signature` with the person whom it means, where that one is in already.

        Of several people with one name, the one without an organisation is meant; that is noted.
        """
        if signature.printed:
            return signature
        person = self._named_with_brackets(signature) or self._find(signature, notes)
        if person is None:
            return signature
        return replace(signature, name=person.name, organisation=person.organisation, person=person)

    def make(self, signatures: Iterable[Signature]) -> None:
        """Make those who are missing, in one order by all imports."""
        missing = {
            (name_key(s.name), s.organisation): s.name
            for s in signatures
            if not s.printed and self.settle(s).person is None
        }
        fresh = [
            Correspondent.named(name, organisation) for (_, organisation), name in sorted(missing.items())
        ]
        Correspondent.objects.bulk_create(fresh, ignore_conflicts=True)
        for person in self._of(missing) if missing else ():
            self.made[person.pk] = untouched.of_person(person)
            self._by_key[person.name_key].append(person)

    def _look_up(self, keys: set[str]) -> None:
        for person in Correspondent.objects.with_keys(keys).prefetch_related("aliases") if keys else ():
            for key in {person.name_key, *(alias.name_key for alias in person.aliases.all())} & keys:
                self._by_key[key].append(person)

    def _of(self, named: Iterable[tuple[str, str]]) -> Iterable[Correspondent]:
        wanted = set(named)
        found = Correspondent.objects.filter(name_key__in={key for key, _ in wanted})
        return [person for person in found if (person.name_key, person.organisation) in wanted]

    def _named_with_brackets(self, signature: Signature) -> Correspondent | None:
        """Somebody whose very name is `张三（女）`."""
        if not signature.organisation:
            return None
        found = self._by_key.get(_bracketed(signature), [])
        return found[0] if len(found) == 1 else None

    def _find(self, signature: Signature, notes: list[str] | None) -> Correspondent | None:
        candidates = self._by_key.get(name_key(signature.name), [])
        if not signature.organisation and len(candidates) == 1:
            return candidates[0]
        wanted = signature.organisation
        if len(candidates) > 1 and not wanted and notes is not None:
            known = "、".join(map(str, candidates))
            notes.append(f"同名人员不止一位（{known}），请确认“{signature.name}”是哪一位")
        return next((person for person in candidates if person.organisation == wanted), None)


class SignaturesWidget(Widget):  # type: ignore[misc]
    """The signatures of an article or a photo. `people` is set for each chunk of rows."""

    people = People()

    def clean(
        self, value: str, row: Any = None, notes: list[str] | None = None, **kwargs: Any
    ) -> list[Signature]:
        return [self.people.settle(signature, notes) for signature in parse(value)]

    def render(self, value: list[Signature], obj: Any = None, **kwargs: Any) -> str:
        return "、".join(map(str, value))


def parse(text: str) -> list[Signature]:
    """Return the signatures in a cell. Raises ValueError for what is none, or may be several."""
    return [_signature(part.strip()) for part in _PARTS.findall(text) if part.strip()]


def _signature(text: str) -> Signature:
    if printed := _PRINTED.fullmatch(text):
        line = LineWidget(PRINTED_LENGTH, may_be_blank=False).clean(printed["text"])
        return Signature(_role(printed["role"] or ""), printed=line)
    role, name = _parted(text)
    if _SEVERAL.fullmatch(name):
        raise ValueError(
            f"“{brief(name)}”像是几个人。请用顿号分开，每人前面写身份，如：通讯员 张三、通讯员 李四"
        )
    found = _WITH_ORGANISATION.fullmatch(name)
    organisation = LineWidget(ORGANISATION_LENGTH).clean(found["organisation"] if found else "")
    return Signature(_role(role), checked_name(found["name"] if found else name), organisation)


def _parted(text: str) -> tuple[str, str]:
    """The role and the name."""
    if solid := _SOLID_ROLES.fullmatch(text):
        return solid["role"], solid["name"]
    role, _, name = text.partition(" ")
    name = name.strip()
    if name in _ROLES_BEHIND:
        return name, role
    is_role = bool(name) and (len(role) > 1 or role in _SHORT_ROLES)
    return (role, name) if is_role else ("", text)


def _role(text: str) -> str:
    return LineWidget(ROLE_LENGTH).clean(text)


def checked_name(text: str) -> str:
    """Return a person's name. Raises ValueError for what no person can be called."""
    name = LineWidget(NAME_LENGTH, may_be_blank=False).clean(text)
    if not 0 < len(name_key(name)) <= NAME_LENGTH:
        raise ValueError(f"“{brief(name)}”不是姓名。请填写 1 到 {NAME_LENGTH} 个字")
    return name


def _keys(signature: Signature) -> set[str]:
    if signature.printed:
        return set()
    return {name_key(signature.name), _bracketed(signature)}


def _bracketed(signature: Signature) -> str:
    return name_key(
        f"{signature.name}（{signature.organisation}）" if signature.organisation else signature.name
    )
