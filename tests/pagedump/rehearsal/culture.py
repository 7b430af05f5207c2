"""Supplements, poems and comment pages."""

from __future__ import annotations

from tests.pagedump.practice.sample import Sample
from tests.pagedump.rehearsal.corpus import Kind, Unit
from tests.pagedump.rehearsal.credits import author_line, bare_author, tail
from tests.pagedump.rehearsal.furniture import day, folio, imprint, stray
from tests.pagedump.rehearsal.house import BOLD, BOLD_ALL, DEEP, LEVELS, MARKDOWN, PLAIN, House
from tests.pagedump.rehearsal.press import Press, noted

COLUMNS = ["今日谈", "街谈巷议", "百姓话题", "青槐时评", "有一说一", "围炉夜话", "凡人微言"]


def _foot(press: Press) -> list[Unit]:
    lines = [folio(press.rng, press.rng.randint(2, 8)), imprint(press.rng, press.staff)]
    return [Unit(Kind.FURNITURE, line) for line in lines] if press.one_in(2) else []


def _supplement(press: Press, essays: int, poems: int) -> list[list[Unit]]:
    """Pieces under their authors' lines."""
    pieces = press.draw(essays, "essay") + press.draw(poems, "poem")
    press.rng.shuffle(pieces)
    form = press.rng.randrange(6)
    articles = []
    for piece in pieces:
        signed = author_line(press.rng, press.staff, press.rng.randrange(6) if press.one_in(5) else form)
        articles.append(press.set(noted(piece) if press.rng.random() < 0.7 else piece, signed))
    return articles


def _with_pictures(press: Press, articles: list[list[Unit]], count: int) -> list[Unit]:
    """Pictures after whole articles."""
    places = press.rng.sample(range(len(articles)), min(count, len(articles)))
    units: list[Unit] = []
    for number, article in enumerate(articles):
        units += article
        if number in places:
            units += press.picture(own_line=press.rng.randint(1, 3), shown=press.one_in(2))
    return units


def supplement_headings(seed: int) -> Sample:
    press = Press("supplement headings", seed, House())
    press.house = press.rng.choice((MARKDOWN, LEVELS, DEEP))
    articles = _supplement(press, 3, 2)
    units = _with_pictures(press, articles, press.rng.randint(0, 2))
    return press.sample([*press.broken(units, 8), *_foot(press)])


def supplement_plain(seed: int) -> Sample:
    press = Press("supplement plain", seed, PLAIN)
    units = _with_pictures(press, _supplement(press, 3, 2), press.rng.randint(0, 1))
    return press.sample([*press.broken(units, 6), *_foot(press)])


def supplement_bold_tails(seed: int) -> Sample:
    """Bold titles; the author signs at the end in brackets."""
    press = Press("supplement bold", seed, BOLD)
    pieces = press.draw(3, "essay") + press.draw(2, "poem")
    press.rng.shuffle(pieces)
    form = press.rng.choice((3, 6, 6))
    units: list[Unit] = []
    for piece in pieces:
        own_line = piece.genre == "poem" or press.one_in(2)
        units += press.set_tail(piece, tail(press.rng, press.staff, form), own_line)
    return press.sample([*press.broken(units, 6), *_foot(press)])


def poetry_page(seed: int) -> Sample:
    """Poems alone, the poet's bare name under the title; some tools part every line from the next."""
    house = House(head="## {}", tight_rows=seed % 3 != 0)
    press = Press("poetry page", seed, house)
    units: list[Unit] = [Unit(Kind.FURNITURE, folio(press.rng, 4))]
    for piece in press.draw(press.rng.randint(4, 7), "poem"):
        signed = (
            bare_author(press.staff) if press.rng.random() < 0.7 else author_line(press.rng, press.staff, 0)
        )
        units += press.set(piece, signed)
    return press.sample(units)


def _columns(press: Press, count: int) -> list[str]:
    """Column names, each at least twice on the page."""
    names = press.rng.sample(COLUMNS, 2)
    columns = [names[number % 2] for number in range(count)]
    press.rng.shuffle(columns)
    return columns


def opinion_headings(seed: int) -> Sample:
    """A recurring column above every headline, of its own level or of the headline's."""
    press = Press("opinion headings", seed, House())
    press.house = press.rng.choice((MARKDOWN, LEVELS, DEEP, BOLD_ALL))
    count = press.rng.randint(4, 6)
    form = press.rng.randrange(6)
    units: list[Unit] = []
    for column, piece in zip(_columns(press, count), press.draw(count, "opinion"), strict=True):
        signed = author_line(press.rng, press.staff, form)
        units += [Unit(Kind.COLUMN, column), *press.set(piece, signed, column=column)]
    return press.sample([*press.broken(units, 6), *_foot(press)])


def opinion_plain(seed: int) -> Sample:
    """Plain lines alone; the column recurs, the authors sign at the head or in brackets at the end."""
    press = Press("opinion plain", seed, PLAIN)
    count = press.rng.randint(4, 5)
    tails = press.one_in(2)
    form = press.rng.randrange(6)
    units: list[Unit] = [Unit(Kind.FURNITURE, day(press.rng)), Unit(Kind.FURNITURE, folio(press.rng, 5))]
    for column, piece in zip(_columns(press, count), press.draw(count, "opinion"), strict=True):
        units.append(Unit(Kind.COLUMN, column))
        if tails:
            units += press.set_tail(
                piece, tail(press.rng, press.staff, 6), own_line=press.one_in(3), column=column
            )
        else:
            units += press.set(piece, author_line(press.rng, press.staff, form), column=column)
    return press.sample(press.broken(units, 6, lambda: stray(press.rng, press.staff)))
