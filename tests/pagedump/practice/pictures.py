"""Blocks of pictures: a caption and who took it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.pagedump.practice.people import Cast
from tests.pagedump.practice.pieces import captions, captions_of_many
from tests.pagedump.practice.sample import Credit

CreditForm = Callable[[Cast], tuple[str, list[Credit]]]


def taken(before: str, after: str, *, role: str = "摄", people: int = 1) -> CreditForm:
    """A credit line: what stands before and after the names, and the role that they have by it."""

    def form(cast: Cast) -> tuple[str, list[Credit]]:
        names = [cast.draw() for _ in range(people)]
        joint = cast.rng.choice((" ", "、"))
        return f"{before}{joint.join(names)}{after}", [Credit(name, role) for name in names]

    return form


def nobody(text: str, role: str) -> CreditForm:
    return lambda cast: (text, [Credit("", role)])


COMMON: Sequence[CreditForm] = (
    taken("", " 摄"),
    taken("", " 摄"),
    taken("", "摄"),
    taken("（", " 摄）"),
    taken("本报记者 ", " 摄"),
    taken("本报记者", "摄"),
    taken("通讯员 ", " 摄"),
    taken("", " 摄", people=2),
)
RARE: Sequence[CreditForm] = (
    taken("新华社发（", " 摄）"),
    taken("新华社记者 ", " 摄"),
    taken("摄影：", "", role="摄影"),
    taken("图/", "", role="图"),
    taken("", " 摄影报道", role="摄影报道"),
    taken("", " 供图", role="供图"),
    nobody("通讯员供图", "供图"),
    nobody("资料图片", "资料图片"),
)
SHARES_LINE = ("摄", "摄）", "供图")


def picture(
    cast: Cast, used: set[str], forms: Sequence[CreditForm] = COMMON
) -> tuple[list[str], dict[str, Any]]:
    """The lines of one picture block, which stand together, and its truth."""
    rng = cast.rng
    texts = _caption(cast, used)
    credit, people = rng.choice(forms)(cast)
    gold = {"caption": texts, "credits": [person.gold() for person in people]}
    lines = list(texts)
    if len(texts) > 1 and rng.random() < 0.6:
        lines = ["".join(texts)]
    if credit.endswith(SHARES_LINE) and rng.random() < 0.45:
        lines[-1] += credit if credit.startswith("（") else rng.choice((" ", "　", "  ")) + credit
    else:
        lines.append(credit)
    return lines, gold


def _caption(cast: Cast, used: set[str]) -> list[str]:
    many = cast.rng.random() < 0.25
    pool: list[Sequence[str]] = list(captions_of_many()) if many else [[text] for text in captions()]
    fresh = [texts for texts in pool if texts[0] not in used] or pool
    texts = cast.rng.choice(fresh)
    used.add(texts[0])
    return list(texts)
