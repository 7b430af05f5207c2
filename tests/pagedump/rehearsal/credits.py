"""Bylines and picture credits in the forms papers use."""

from __future__ import annotations

import random
from dataclasses import dataclass

from tests.pagedump.practice.sample import Credit
from tests.pagedump.rehearsal.names import Staff

SPACES = (" ", " ", " ", "　", "\u00a0")


@dataclass(frozen=True, slots=True)
class Signed:
    """A printed credit and whom it names."""

    text: str
    people: tuple[Credit, ...]


def _signed(text: str, *people: tuple[str, str]) -> Signed:
    return Signed(text, tuple(Credit(name, role) for name, role in people))


def spaced(name: str) -> str:
    """A name of two characters as it is set beside names of three."""
    return f"{name[0]} {name[1]}" if len(name) == 2 else name


def reporter_line(rng: random.Random, staff: Staff, form: int) -> Signed:
    """A byline on a line of its own; a paper keeps to one or two forms."""
    gap = rng.choice(SPACES)
    a, b, c = staff.person(), staff.person(), staff.person()
    long = staff.long_person(), staff.long_person()
    forms = (
        _signed(f"■ 通讯员 {a}", (a, "通讯员")),
        _signed(f"■本报记者 {a}", (a, "记者")),
        _signed(f"□本报记者{gap}{spaced(a)}", (a, "记者")),
        _signed(f"◎本报记者 {a}{gap}通讯员 {spaced(b)}", (a, "记者"), (b, "通讯员")),
        _signed(f"本报记者 {a} {b} {c}", (a, "记者"), (b, "记者"), (c, "记者")),
        _signed(f"□本报记者{long[0]}本报通讯员{long[1]}", (long[0], "记者"), (long[1], "通讯员")),
        _signed(f"◆特约记者{gap}{a}", (a, "特约记者")),
        _signed(f"本报见习记者 {a} 实习生 {b}", (a, "见习记者"), (b, "实习生")),
        _signed(f"●融媒体记者 {a}", (a, "融媒体记者")),
        _signed(f"本报记者 {a} 文/图", (a, "记者")),
        _signed(f"▲ 本报记者 {a}、{b}", (a, "记者"), (b, "记者")),
        _signed(f"□ 记者 {a} 通讯员 {b} {c}", (a, "记者"), (b, "通讯员"), (c, "通讯员")),
    )
    return forms[form % len(forms)]


def author_line(rng: random.Random, staff: Staff, form: int) -> Signed:
    """The author of an essay, a poem or a comment, on a line of its own."""
    a = staff.pen_name() if rng.random() < 0.35 else staff.person()
    plain = staff.person()
    forms = (
        _signed(f"□ {a}", (a, "")),
        _signed(f"■{a}", (a, "")),
        _signed(f"◎ {spaced(plain)}", (plain, "")),
        _signed(f"作者：{a}", (a, "作者")),
        _signed(f"文/{plain}", (plain, "文")),
        _signed(f"□{spaced(plain)}", (plain, "")),
    )
    return forms[form % len(forms)]


def bare_author(staff: Staff) -> Signed:
    name = staff.long_person()
    return _signed(name, (name, ""))


def lede(rng: random.Random, staff: Staff, form: int) -> Signed:
    """The words that open a first paragraph."""
    a, b = staff.person(), staff.person()
    gap = rng.choice(("", " ", "　"))
    forms = (
        _signed(f"本报讯（记者 {a}）{gap}", (a, "记者")),
        _signed(f"本报讯（记者{a} 通讯员{b}）{gap}", (a, "记者"), (b, "通讯员")),
        _signed(f"本报讯（通讯员 {a} 记者 {b}）{gap}", (a, "通讯员"), (b, "记者")),
        _signed(f"本站讯（通讯员：{a}）{gap}", (a, "通讯员")),
        _signed(f"青槐日报讯 （记者 {a}）{gap}", (a, "记者")),
        _signed(f"本报讯（记者 {a} 实习生 {b}）{gap}", (a, "记者"), (b, "实习生")),
        _signed(f"本报青槐4月18日电  （记者{a}）{gap}", (a, "记者")),
        _signed(f"新华社北京4月16日电（记者{a}、{b}）{gap}", (a, "记者"), (b, "记者")),
        _signed(f"【本报特约记者 {a}】{gap}", (a, "特约记者")),
    )
    return forms[form % len(forms)]


def tail(rng: random.Random, staff: Staff, form: int) -> Signed:
    """The words in brackets that close a last paragraph."""
    a, b, c = staff.person(), staff.person(), staff.person()
    forms = (
        _signed(f"（通讯员 {a}）", (a, "通讯员")),
        _signed(f"（通讯员 {a} {b} 记者{c}）", (a, "通讯员"), (b, "通讯员"), (c, "记者")),
        _signed(f"（记者 {a} 通讯员 {b}）", (a, "记者"), (b, "通讯员")),
        _signed(f"（作者：{a}）", (a, "作者")),
        _signed(f"（本报记者 {a}）", (a, "记者")),
        _signed(f"（{a}　{b}）", (a, ""), (b, "")),
        _signed(f"（{rng.choice((a, spaced(a)))}）", (a, "")),
    )
    return forms[form % len(forms)]


def photo_credit(rng: random.Random, staff: Staff) -> Signed:
    a, b = staff.person(), staff.person()
    forms = (
        _signed(f"{a} 摄", (a, "摄")),
        _signed(f"{a}摄", (a, "摄")),
        _signed(f"（{a} 摄）", (a, "摄")),
        _signed(f"（{a}摄）", (a, "摄")),
        _signed(f"{spaced(a)} 摄", (a, "摄")),
        _signed(f"本报记者 {a} 摄", (a, "摄")),
        _signed(f"本报记者{a}摄", (a, "摄")),
        _signed(f"通讯员 {a} 摄", (a, "摄")),
        _signed(f"新华社记者 {a} 摄", (a, "摄")),
        _signed(f"新华社发（{a} 摄）", (a, "摄")),
        _signed(f"摄影：{a}", (a, "摄影")),
        _signed(f"摄影/{a}", (a, "摄影")),
        _signed(f"图/{a}", (a, "图")),
        _signed(f"{a} {b} 摄影报道", (a, "摄影报道"), (b, "摄影报道")),
        _signed(f"{a} 摄影报道", (a, "摄影报道")),
        _signed(f"{a} 供图", (a, "供图")),
        _signed(f"{a}、{b} 摄", (a, "摄"), (b, "摄")),
        _signed("通讯员供图", ("", "供图")),
        _signed("资料图片", ("", "资料图片")),
        _signed("（资料图片）", ("", "资料图片")),
    )
    return rng.choice(forms)
