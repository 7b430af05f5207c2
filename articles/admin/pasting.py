"""Lists pasted whole: an entry a line, its values parted by an equals sign."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

MOST_LINES = 5_000

_SEPARATOR = re.compile(r"\s*(?:=+|＝+|→|\t)\s*")


@dataclass(slots=True)
class Pasted:
    """What was pasted: new rows, not saved yet; how many are on the list already; what is wrong, by line."""

    rows: list[Any] = field(default_factory=list)
    known: int = 0
    problems: list[str] = field(default_factory=list)


def read_pasted(model: type[Any], names: Sequence[str], text: str) -> Pasted:
    """Read lines such as 的却=的确 into rows of `model`, their values being those of the fields `names`.

    The first of them tells entries apart: one that is on the list with the same values is passed over,
    one with others is a problem. In one query, however many lines there are.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        return Pasted(problems=[f"一次最多添加 {MOST_LINES:,} 行，现在有 {len(lines):,} 行。请分几次添加。"])
    pasted, seen = Pasted(), dict[str, int]()
    known = {values[0]: values for values in model.objects.values_list(*names)}
    for number, line in lines:
        row, problem = _read(model, names, line)
        key = getattr(row, names[0])
        if not problem and key in seen:
            problem = f"与第 {seen[key]} 行重复，请留一行"
        elif not problem and key in known and known[key] != _values(row, names):
            problem = f"列表里已经有“{key}”，请在那一条里修改"
        if problem:
            pasted.problems.append(f"第 {number} 行“{line[:40]}”：{problem}。")
        elif key in known:
            pasted.known += 1
        else:
            pasted.rows.append(row)
        seen.setdefault(key, number)
    return pasted


def _read(model: type[Any], names: Sequence[str], line: str) -> tuple[Any, str]:
    """The row that a line stands for, and what is wrong with it."""
    values = _SEPARATOR.split(line)
    row = model(**dict(zip(names, values, strict=False)))
    if len(values) > len(names):
        return row, f"等号多了，一行最多 {len(names)} 项"
    for name in names:
        described = model._meta.get_field(name)
        if not described.blank and not getattr(row, name):
            return row, f"缺少{described.verbose_name}"
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        return row, "；".join(error.messages).rstrip("。")
    return row, ""


def _values(row: Any, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(getattr(row, name) for name in names)
