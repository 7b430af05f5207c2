"""Three title lines (kicker, headline, subhead; empty where there is none), then an indented body."""

from __future__ import annotations

from dataclasses import replace

from tests.pagedump.practice.sample import Sample
from tests.pagedump.rehearsal.corpus import Kind, Piece, Unit
from tests.pagedump.rehearsal.credits import author_line, lede, reporter_line, tail
from tests.pagedump.rehearsal.house import TITLED
from tests.pagedump.rehearsal.press import Press, closed, opened


def titled(press: Press, piece: Piece, picture: bool = False) -> list[Unit]:
    """One article with its title lines; a picture stands last."""
    rng, staff = press.rng, press.staff
    lines = [piece.kicker, piece.headline, piece.subhead]
    certain = all(lines) or piece.subhead.startswith("——")
    fits = [piece.headline] if certain else [line for line in lines if line]
    form = rng.randrange(12)
    parts = list(piece.parts)
    if piece.genre == "news" and rng.random() < 0.7:
        signed = lede(rng, staff, form)
        parts = opened(parts, signed.text)
    elif piece.genre in ("feature", "news") and rng.random() < 0.6:
        signed = reporter_line(rng, staff, form)
        parts = [Unit(Kind.TEXT, signed.text), *parts]
    elif piece.genre == "poem":
        signed = author_line(rng, staff, form)
        parts = [Unit(Kind.TEXT, signed.text), *parts]
    else:
        newsman = piece.genre in ("feature", "news")
        signed = tail(rng, staff, rng.choice((0, 1, 2, 4) if newsman else (3, 6, 6)))
        own_line = parts[-1].kind is Kind.ROW or press.one_in(3)
        parts = closed(parts, signed.text, own_line)
    press.article(piece, signed, headline_any_of=fits)
    for _ in range(rng.randint(1, 2) if picture else 0):
        parts += press.picture(own_line=1, shown=True)
    return [Unit(Kind.TITLES, "\n".join(lines)), *parts]


def three_lines(seed: int) -> Sample:
    press = Press("three lines", seed, TITLED)
    piece = press.draw(1, press.rng.choice(("feature", "feature", "news", "essay", "opinion")))[0]
    if piece.subhead and press.one_in(3):
        piece = replace(piece, subhead="")
    return press.sample(titled(press, piece, picture=press.rng.random() < 0.6))


def _several(press: Press) -> list[list[Unit]]:
    pieces = press.draw(2, "feature") + press.draw(2, "news", "essay") + press.draw(1, "opinion", "poem")
    press.rng.shuffle(pieces)
    return [titled(press, piece, picture=press.one_in(4)) for piece in pieces]


def _ruled(press: Press, rule: str) -> Sample:
    units: list[Unit] = []
    for number, article in enumerate(_several(press)):
        units += [Unit(Kind.RULE, rule), *article] if number else article
    return press.sample(units)


def ruled_lines(seed: int) -> Sample:
    press = Press("ruled lines", seed, TITLED)
    return _ruled(press, press.rng.choice(("-----", "=====", "--------------------", "==========")))


def fed_lines(seed: int) -> Sample:
    return _ruled(Press("fed lines", seed, TITLED), "\f")


def run_on_lines(seed: int) -> Sample:
    press = Press("run-on lines", seed, TITLED)
    if press.one_in(2):
        press.house = replace(TITLED, run_on=True)
    return press.sample([unit for article in _several(press) for unit in article])
