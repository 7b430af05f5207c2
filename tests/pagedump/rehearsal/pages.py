"""Pages of reports: boxes, pictures in the text, strayed headlines, web copies, several pages, wear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.pagedump.practice.sample import Sample
from tests.pagedump.rehearsal.corpus import Kind, Piece, Unit
from tests.pagedump.rehearsal.credits import Signed, author_line, lede, reporter_line, tail
from tests.pagedump.rehearsal.furniture import NUMERALS, day, folio, imprint, stray
from tests.pagedump.rehearsal.house import (
    BOLD,
    DEEP,
    INDENTED,
    LEVELS,
    MARKDOWN,
    PLAIN,
    House,
    half_width,
    wide_digits,
)
from tests.pagedump.rehearsal.press import Press, unfinished

BANNERS = (
    ("上一篇 下一篇", "字号 大 中 小"),
    ("上一篇    下一篇", "字号：大 中 小"),
    ("字号 大 中 小", "上一篇 下一篇", "返回目录"),
)


def reporters(press: Press) -> Callable[[], Signed]:
    """Byline lines in the one or two forms of the house."""
    forms = press.rng.sample(range(12), 2)
    return lambda: reporter_line(press.rng, press.staff, press.rng.choice(forms))


def _under_note(press: Press, piece: Piece, signed: Signed) -> list[Unit]:
    """The editor's note stands between the headlines and the byline."""
    units = press.set(piece, signed)
    at = next(number for number, unit in enumerate(units) if unit.kind is Kind.BYLINE)
    return [*units[:at], *units[at + 1 : at + 3], units[at], *units[at + 3 :]]


def feature_boxes(seed: int) -> Sample:
    """Long reports with kickers, subheads, crossheads and boxes under Markdown headings."""
    press = Press("feature boxes", seed, House())
    press.house = press.rng.choice((LEVELS, replace(LEVELS, cross="**{}**"), DEEP, MARKDOWN))
    pieces = press.draw(2, "feature") + press.draw(2, "news")
    press.rng.shuffle(pieces)
    signed = reporters(press)
    units: list[Unit] = []
    for piece in pieces:
        noted = piece.parts[0].kind is Kind.BOX and press.one_in(2)
        units += _under_note(press, piece, signed()) if noted else press.set(piece, signed())
        units += press.picture(own_line=2) if press.one_in(3) else []
    return press.sample(press.broken(units, 9))


def feature_plain(seed: int) -> Sample:
    """The same without any sign of rank; every report has its byline line."""
    press = Press("feature plain", seed, INDENTED if seed % 2 else PLAIN)
    pieces = press.draw(2, "feature") + press.draw(1, "news")
    press.rng.shuffle(pieces)
    signed = reporters(press)
    units: list[Unit] = []
    for piece in pieces:
        units += press.set(piece, signed())
    return press.sample(press.broken(units, 9))


def broken_by_pictures(seed: int) -> Sample:
    """Pictures in the middle of an article and of a sentence, furniture too."""
    press = Press("broken by pictures", seed, House())
    press.house = press.rng.choice((MARKDOWN, BOLD, PLAIN, INDENTED))
    signed = reporters(press)

    def between() -> list[Unit]:
        units = press.picture(own_line=press.rng.randint(1, 3), shown=press.one_in(2))
        return units + (stray(press.rng, press.staff) if press.one_in(3) else [])

    units: list[Unit] = []
    for piece in press.draw(4, "news", "feature", fits=lambda piece: not piece.kicker):
        article = press.set(piece, signed())
        if press.one_in(3):
            article = [*article[:-1], *press.picture(own_line=2), article[-1]]
        units += press.broken(article, 1, between, most=1)
    return press.sample(units)


def broken_by_furniture(seed: int) -> Sample:
    """Columns break anywhere, and furniture falls into the break."""
    press = Press("broken by furniture", seed, House())
    press.house = press.rng.choice((MARKDOWN, DEEP, BOLD, PLAIN))
    signed = reporters(press)

    def between() -> list[Unit]:
        return stray(press.rng, press.staff) if press.one_in(2) else []

    pieces = press.draw(3, "news") + press.draw(2, "opinion")
    press.rng.shuffle(pieces)
    units: list[Unit] = []
    for piece in pieces:
        units += press.set(
            piece, signed() if piece.genre == "news" else author_line(press.rng, press.staff, 0)
        )
    return press.sample(press.broken(units, 2, between))


def web_copy(seed: int) -> Sample:
    """Articles copied from a paper's web edition one after the other."""
    press = Press("web copy", seed, PLAIN)
    banner, date = press.rng.choice(BANNERS), day(press.rng)
    page = folio(press.rng, press.rng.randint(2, 8))
    form = press.rng.randrange(6)
    units: list[Unit] = []
    for piece in press.draw(3, "news", "essay", "opinion") + press.draw(1, "news"):
        units += [Unit(Kind.FURNITURE, text) for text in (page, date, *banner)]
        if piece.genre != "news":
            units += press.set(piece, author_line(press.rng, press.staff, form))
        elif press.one_in(2):
            units += press.set_lede(piece, lede(press.rng, press.staff, form))
        else:
            units += press.set(piece, reporter_line(press.rng, press.staff, form))
        units.append(Unit(Kind.FURNITURE, "返回目录"))
    return press.sample(units)


def headlines_first(seed: int) -> Sample:
    """All headlines at the top in another order, then the articles with their bylines or ledes."""
    press = Press("headlines first", seed, House())
    press.house = press.rng.choice((MARKDOWN, LEVELS, BOLD))
    pieces = press.draw(press.rng.randint(3, 5), "news")
    order = pieces[:]
    while order[-1] is pieces[0]:
        press.rng.shuffle(order)
    signed = reporters(press)
    ledes, form = press.one_in(3), press.rng.randrange(9)
    bodies: list[Unit] = []
    for piece in pieces:
        if ledes:
            words = lede(press.rng, press.staff, form)
            bodies += press.set_lede(piece, words, notices=["displaced-headline"])[1:]
        else:
            bodies += press.set(piece, signed(), notices=["displaced-headline"])[1:]
    return press.sample([*(Unit(Kind.HEAD, piece.headline) for piece in order), *bodies])


def headline_astray(seed: int) -> Sample:
    """One headline below its body, above the neighbour's headline, or inside the neighbour's text."""
    press = Press("headline astray", seed, House())
    press.house = press.rng.choice((MARKDOWN, LEVELS, BOLD, PLAIN))
    before, stray_one, after = press.draw(3, "news")
    signed = reporters(press)
    first = press.set(before, signed())
    head, *rest = press.set(stray_one, signed(), notices=["displaced-headline"])
    last = press.set(after, signed())
    way = press.rng.randrange(3)
    if way == 0:
        return press.sample([*first, *rest, head, *last])
    if way == 1:
        return press.sample([head, *first, *rest, *last])
    cut = press.broken(first, 1, lambda: [head], most=1)
    return press.sample([*cut, *rest, *last] if head in cut else [head, *first, *rest, *last])


def several_pages(seed: int) -> Sample:
    """Two or three pages in one dump; one report jumps from the first to the last."""
    press = Press("several pages", seed, House())
    press.house = press.rng.choice((MARKDOWN, BOLD, LEVELS))
    signed, date = reporters(press), day(press.rng)
    rule = press.rng.choice(("\f", "-----", ""))
    count = press.rng.randint(2, 3)
    pages: list[list[Unit]] = []
    for number in range(1, count + 1):
        units = [Unit(Kind.FURNITURE, folio(press.rng, number)), Unit(Kind.FURNITURE, date)]
        for piece in press.draw(2, "news") + press.draw(1, "essay", "opinion"):
            news = piece.genre == "news"
            units += press.set(piece, signed() if news else author_line(press.rng, press.staff, 1))
        pages.append([*units, Unit(Kind.FURNITURE, imprint(press.rng, press.staff))])
    cut = press.broken(pages[0], 1, lambda: [Unit(Kind.RULE)], most=1)
    jump = next((number for number, unit in enumerate(cut) if unit.kind is Kind.RULE), 0)
    end = next((number for number, unit in enumerate(cut) if number > jump and unit.kind is Kind.HEAD), 0)
    if jump and end:
        there, here = f"（下转第{NUMERALS[count]}版）", "（上接第一版）"
        words = Unit(Kind.TEXT, cut[jump - 1].text + there)
        went = [Unit(Kind.ROW, here), *cut[jump + 1 : end]]
        pages[0] = [*cut[: jump - 1], words, *cut[end:]]
        pages[-1] = [*pages[-1][:-1], *went, pages[-1][-1]]
    units = []
    for number, page in enumerate(pages):
        units += [Unit(Kind.RULE, rule), *page] if number and rule else page
    return press.sample(units)


def wrapped_columns(seed: int) -> Sample:
    """Lines as long as a column is wide; the indent alone opens a paragraph."""
    house = House(indent="　　", dense=True, wrap=16 + seed % 12)
    press = Press("wrapped columns", seed, house)
    signed = reporters(press)
    units: list[Unit] = []
    for piece in press.draw(2, "news") + press.draw(1, "essay") + press.draw(1, "opinion"):
        if piece.genre == "news":
            units += press.set(piece, signed())
        elif press.one_in(2):
            units += press.set(piece, author_line(press.rng, press.staff, 0))
        else:
            units += press.set_tail(piece, tail(press.rng, press.staff, 6), False)
    return press.sample(units)


def worn_scan(seed: int) -> Sample:
    """Half-width marks, full-width numbers, a byline and a last sign lost, 和 misread."""
    press = Press("worn scan", seed, House())
    press.house = press.rng.choice((MARKDOWN, LEVELS, BOLD))
    signed = reporters(press)
    units: list[Unit] = []
    pieces = press.draw(5, "news")
    lost, bare = press.rng.sample(range(5), 2)
    for number, piece in enumerate(pieces):
        notices = []
        worn = press.odd_latin(piece) if press.one_in(3) else None
        if worn:
            piece, notices = worn, ["odd-latin"]
        if number == bare and press.one_in(2):
            notices.append("missing-byline")
            units += press.set(piece, notices=notices)
            continue
        if number == lost and piece.parts[-1].text.endswith("。"):
            notices.append("unfinished-ending")
            piece = unfinished(piece)
        units += press.set(piece, signed(), notices=notices)
    share, wide = press.rng.choice((0.3, 1.0)), press.rng.choice((0.0, 0.5, 1.0))
    units = press.broken(units, 5)
    return press.sample(units, lambda text: wide_digits(half_width(text, press.rng, share), press.rng, wide))
