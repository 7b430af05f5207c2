"""The forms in which papers print who wrote an article.

A form is a function of a cast; it gives the printed text and the people. Roles are as printed, without 本报.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.pagedump.practice.people import Cast
from tests.pagedump.practice.sample import Credit

MARKS = ("■", "□", "◎", "◆", "●", "▲")
TOWNS = ("青岛", "太原", "苏州", "赣州", "宜昌", "柳州", "云州")


@dataclass(frozen=True, slots=True)
class Byline:
    """`place` is own (a line under the headline), lede, tail (in the last paragraph) or foot."""

    place: str
    text: str
    credits: tuple[Credit, ...]


Form = Callable[[Cast], Byline]

NOBODY = Byline("none", "", ())


def padded(name: str, cast: Cast) -> str:
    """A name of two characters is often set with a space inside."""
    if len(name) == 2 and cast.rng.random() < 0.6:
        return cast.rng.choice((" ", "　")).join(name)
    return name


def one(cast: Cast, label: str, gap: str = " ", *, pad: bool = True) -> tuple[str, list[Credit]]:
    """One person under one role word, as `通讯员 余 辉`."""
    name = cast.draw()
    shown = padded(name, cast) if pad and gap else name
    return f"{label}{gap}{shown}", [Credit(name, label.removeprefix("本报"))]


def some(
    cast: Cast, label: str, count: int, gap: str = " ", between: str | None = None
) -> tuple[str, list[Credit]]:
    """Several people under one role word."""
    names = [cast.draw() for _ in range(count)]
    joint = between if between is not None else cast.rng.choice((" ", "　", "、", " "))
    role = label.removeprefix("本报")
    return f"{label}{gap}{joint.join(names)}", [Credit(name, role) for name in names]


def mark(cast: Cast) -> str:
    return cast.rng.choice(MARKS) + cast.rng.choice(("", " "))


def own_one(*labels: str, marked: bool = True) -> Form:
    """`■ 通讯员 A`"""

    def form(cast: Cast) -> Byline:
        text, credits = one(cast, cast.rng.choice(labels))
        return Byline("own", (mark(cast) if marked else "") + text, tuple(credits))

    return form


def own_two(first: str, second: str, *, marked: bool = True, space: str = " ") -> Form:
    """`□ 通讯员　A　记者　B`"""

    def form(cast: Cast) -> Byline:
        left, lefts = one(cast, first, space, pad=space == " ")
        right, rights = one(cast, second, space, pad=space == " ")
        return Byline("own", f"{mark(cast) if marked else ''}{left}{space}{right}", (*lefts, *rights))

    return form


def own_some(*labels: str, marked: bool = False) -> Form:
    """`本报记者 A B C`"""

    def form(cast: Cast) -> Byline:
        text, credits = some(cast, cast.rng.choice(labels), cast.rng.choice((2, 2, 3)))
        return Byline("own", (mark(cast) if marked else "") + text, tuple(credits))

    return form


def own_glued(cast: Cast) -> Byline:
    """`□本报记者张靖本报通讯员郜敏`"""
    left, lefts = one(cast, "本报记者", "")
    right, rights = one(cast, "本报通讯员", "")
    return Byline("own", cast.rng.choice("□■") + left + right, (*lefts, *rights))


def own_from_town(cast: Cast) -> Byline:
    """`本报记者 A 青岛报道`"""
    text, credits = one(cast, "本报记者", pad=False)
    return Byline("own", f"{text} {cast.rng.choice(TOWNS)}报道", tuple(credits))


def own_bracketed(cast: Cast) -> Byline:
    """`（本报记者 A 通讯员 B）` on its line under the headline."""
    left, lefts = one(cast, "本报记者")
    right, rights = one(cast, "通讯员")
    return Byline("own", f"（{left} {right}）", (*lefts, *rights))


def own_text_and_picture(cast: Cast) -> Byline:
    """`文/A 图/B`"""
    writer, painter = cast.draw(), cast.draw()
    return Byline("own", f"文/{writer} 图/{painter}", (Credit(writer, "文"), Credit(painter, "图")))


def own_all_by_one(cast: Cast) -> Byline:
    """`■文并摄/本报记者 A`"""
    name = cast.draw()
    return Byline("own", f"■文并摄/本报记者 {name}", (Credit(name, "记者"),))


def own_reporter_slash(cast: Cast) -> Byline:
    """`本报记者 A 文/图`"""
    text, credits = one(cast, "本报记者", pad=False)
    return Byline("own", f"{text} {cast.rng.choice(('文/图', '文/摄'))}", tuple(credits))


def own_photo_report(cast: Cast) -> Byline:
    """`A B 摄影报道`"""
    names = [cast.draw(length=3), cast.draw(length=3)]
    return Byline("own", " ".join(names) + " 摄影报道", tuple(Credit(n, "摄影报道") for n in names))


def author(place: str = "own") -> Form:
    """`□ A`, `作者：A`, `（A）`: how a literary page signs."""

    def form(cast: Cast) -> Byline:
        name = cast.draw()
        if place == "tail":
            return Byline("tail", f"（作者：{name}）", (Credit(name, "作者"),))
        kind = cast.rng.choice(("mark", "mark", "label", "slash"))
        if kind == "mark":
            shown = padded(name, cast)
            return Byline(
                "own", f"{cast.rng.choice('□◎■●')}{cast.rng.choice(('', ' '))}{shown}", (Credit(name, ""),)
            )
        if kind == "label":
            return Byline("own", f"作者：{name}", (Credit(name, "作者"),))
        return Byline("own", f"文/{name}", (Credit(name, "文"),))

    return form


def bare_author(cast: Cast) -> Byline:
    """The name alone under the headline."""
    name = cast.draw()
    return Byline("own", padded(name, cast), (Credit(name, ""),))


def lede(head: str, *labels: tuple[str, int], gap: str = "") -> Form:
    """`本报讯（记者A 通讯员B）`: labels with the number of people under each."""

    def form(cast: Cast) -> Byline:
        texts: list[str] = []
        credits: list[Credit] = []
        space = cast.rng.choice(("", " ", " ", "　"))
        for label, count in labels:
            joint = cast.rng.choice(("、", "、", " ")) if space == " " else "、"
            text, people = (
                one(cast, label, space, pad=space == " ")
                if count == 1
                else some(cast, label, count, space, joint)
            )
            texts.append(text)
            credits += people
        after = cast.rng.choice(("", " ", "　"))
        return Byline("lede", f"{head}{gap}（{' '.join(texts)}）{after}", tuple(credits))

    return form


def lede_station(cast: Cast) -> Byline:
    """`本站讯（通讯员：A）`"""
    name = cast.draw()
    return Byline("lede", f"本站讯（通讯员：{name}）", (Credit(name, "通讯员"),))


def lede_special(cast: Cast) -> Byline:
    """`【本报特约记者 A】`"""
    name = cast.draw()
    return Byline("lede", f"【本报特约记者 {name}】", (Credit(name, "特约记者"),))


def lede_nobody(cast: Cast) -> Byline:
    """`本报讯` with nobody named."""
    return Byline("lede", "本报讯" + cast.rng.choice((" ", "　", "  ")), ())


def wire(head: str) -> Form:
    """`新华社北京1月25日电（记者A、B）`"""

    def form(cast: Cast) -> Byline:
        town = cast.rng.choice(TOWNS) if head == "本报" else cast.rng.choice(("北京", "云州", "上海"))
        text, credits = some(cast, "记者", cast.rng.choice((1, 2)), cast.rng.choice(("", " ")), "、")
        gap = cast.rng.choice(("", "", " ", "  "))
        when = f"{cast.rng.randint(1, 12)}月{cast.rng.randint(1, 28)}日"
        return Byline("lede", f"{head}{town}{when}电{gap}（{text}）", tuple(credits))

    return form


def tail(*labels: tuple[str, int], place: str = "tail") -> Form:
    """`（通讯员 A B 记者C）` at the end of the text, or on a line of its own after it."""

    def form(cast: Cast) -> Byline:
        texts: list[str] = []
        credits: list[Credit] = []
        for label, count in labels:
            gap = cast.rng.choice((" ", " ", "")) if count == 1 else " "
            text, people = one(cast, label, gap) if count == 1 else some(cast, label, count, gap, " ")
            texts.append(text)
            credits += people
        return Byline(place, f"（{' '.join(texts)}）", tuple(credits))

    return form


def tail_names(cast: Cast) -> Byline:
    """`（A B）`"""
    names = [cast.draw(length=3) for _ in range(cast.rng.choice((1, 2)))]
    return Byline("tail", f"（{' '.join(names)}）", tuple(Credit(name, "") for name in names))


def foot_slash(cast: Cast) -> Byline:
    """`本报记者 A/文` as the last line."""
    name = cast.draw(length=3)
    return Byline("foot", f"本报记者 {name}/文", (Credit(name, "记者"),))


OWN: Sequence[Form] = (
    own_one("通讯员"),
    own_one("通讯员"),
    own_one("本报记者", "记者"),
    own_two("本报记者", "通讯员"),
    own_two("通讯员", "记者", space="　"),
    own_some("本报记者", "通讯员", marked=True),
)
OWN_PLAIN: Sequence[Form] = (
    own_one("本报记者", marked=False),
    own_one("通讯员", marked=False),
    own_two("本报记者", "通讯员", marked=False),
    own_some("本报记者"),
)
OWN_RARE: Sequence[Form] = (
    own_glued,
    own_from_town,
    own_bracketed,
    own_text_and_picture,
    own_all_by_one,
    own_reporter_slash,
    own_photo_report,
    own_one("本报见习记者", "实习记者", "融媒体记者", "本报特约记者", "全媒体记者"),
    own_two("记者", "实习生"),
    own_two("本报记者", "本报通讯员", space="　"),
    lede_station,
    lede_special,
    foot_slash,
    tail_names,
)
LEDES: Sequence[Form] = (
    lede("本报讯", ("记者", 1)),
    lede("本报讯", ("记者", 1), ("通讯员", 1)),
    lede("本报讯", ("通讯员", 1), ("记者", 1), gap=" "),
    lede("本报讯", ("记者", 2), ("通讯员", 1)),
    lede("本报讯", ("记者", 1), ("通讯员", 2)),
    lede("本报讯", ("记者", 1), ("实习生", 1)),
    lede("安澜日报讯", ("记者", 1), gap=" "),
    lede("本报讯", ("融媒体记者", 1)),
    lede("本报讯", ("通讯员", 1)),
)
WIRES: Sequence[Form] = (wire("新华社"), wire("本报"), wire("新华社"))
TAILS: Sequence[Form] = (
    tail(("通讯员", 1)),
    tail(("通讯员", 2)),
    tail(("记者", 1)),
    tail(("通讯员", 2), ("记者", 1)),
    tail(("本报记者", 1), ("通讯员", 1)),
)
FEET: Sequence[Form] = (
    tail(("本报记者", 1), place="foot"),
    tail(("通讯员", 1), place="foot"),
    tail(("记者", 1), ("通讯员", 1), place="foot"),
)
AUTHORS: Sequence[Form] = (author(), author(), author("tail"))
BARE_AUTHORS: Sequence[Form] = (bare_author, author())
