"""Service pages, notices, briefs and pages of pictures."""

from __future__ import annotations

from dataclasses import replace

from tests.pagedump.practice.sample import Sample
from tests.pagedump.rehearsal.corpus import Kind, Piece, Unit
from tests.pagedump.rehearsal.credits import Signed, lede, reporter_line, tail
from tests.pagedump.rehearsal.furniture import folio, imprint
from tests.pagedump.rehearsal.house import BOLD, DEEP, LEVELS, MARKDOWN, PLAIN, House
from tests.pagedump.rehearsal.press import RINGS, Press

ISSUERS = {
    "关于调整部分公交线路的公告": ("青槐区公交客运公司", "2025年4月24日"),
    "青槐区图书馆招聘启事": ("青槐区图书馆", "2025年4月29日"),
    "停水通知": ("青槐水务有限公司", "2025年4月20日"),
    "青槐区“银发人才”招募公告": ("青槐区人才服务中心", "2025年4月15日"),
    "征集老照片启事": ("《石磨巷百年》编辑部", "2025年6月3日"),
}
GROUPS = ["一周简讯", "民生简讯", "街镇简讯", "简讯集锦", "短讯速览"]


def _asked(piece: Piece) -> Piece:
    """The questions in bold."""
    parts = [
        Unit(Kind.CROSSHEAD, part.text) if part.text.startswith("问：") else part for part in piece.parts
    ]
    return replace(piece, parts=tuple(parts))


def questions(seed: int) -> Sample:
    """Questions and answers, with a plain report beside them."""
    press = Press("questions", seed, House())
    press.house = press.rng.choice((MARKDOWN, LEVELS, replace(DEEP, cross="**{}**"), PLAIN))
    bold = press.house is not PLAIN and press.one_in(2)
    if bold:
        press.house = replace(press.house, cross="**{}**")
    pieces = press.draw(press.rng.randint(2, 3), "qa")
    articles = [press.set(_asked(piece) if bold else piece) for piece in pieces]
    news = press.draw(1, "news")[0]
    articles.append(press.set(news, reporter_line(press.rng, press.staff, press.rng.randrange(5))))
    return press.sample(press.broken([unit for article in articles for unit in article], 8))


def _issued(piece: Piece) -> Piece:
    lines = [Unit(Kind.ROW, text) for text in ISSUERS.get(piece.headline, ())]
    return replace(piece, parts=(*piece.parts, *lines))


def notice_board(seed: int) -> Sample:
    """Notices with lists and tables, some with the issuer and the day beneath."""
    press = Press("notice board", seed, House())
    house = press.rng.choice((MARKDOWN, DEEP, BOLD, PLAIN))
    press.house = replace(house, tight_rows=press.rng.random() < 0.7)
    units: list[Unit] = []
    for piece in press.draw(press.rng.randint(3, 5), "notice"):
        units += press.set(_issued(piece) if press.one_in(2) else piece)
    units.append(Unit(Kind.FURNITURE, imprint(press.rng, press.staff)))
    return press.sample(units)


def picture_page(seed: int) -> Sample:
    """Pictures alone, some of them numbered, credits in all forms."""
    press = Press("picture page", seed, PLAIN)
    marks = press.one_in(2)
    units: list[Unit] = [Unit(Kind.FURNITURE, folio(press.rng, 6)), Unit(Kind.FURNITURE, "图片报道")]
    own_line = press.rng.randint(1, 3)
    for _ in range(press.rng.randint(2, 4)):
        units += [Unit(Kind.FURNITURE, "<!-- image -->")] if marks else []
        units += press.picture(own_line=own_line)
    for ring in RINGS[: press.rng.randint(2, 4)] if press.one_in(2) else "":
        units += press.picture(own_line=1, ring=ring)
    return press.sample(units)


def ringed_pictures(seed: int) -> Sample:
    """A report that closes with several numbered captions."""
    press = Press("ringed pictures", seed, House())
    press.house = press.rng.choice((MARKDOWN, BOLD, PLAIN))
    units: list[Unit] = []
    form = press.rng.randrange(12)
    for number, piece in enumerate(press.draw(3, "news", "feature", fits=lambda piece: not piece.kicker)):
        units += press.set(piece, reporter_line(press.rng, press.staff, form))
        for ring in RINGS[: press.rng.randint(2, 4)] if number == 0 else "":
            units += press.picture(own_line=press.rng.choice((1, 1, 2)), ring=ring)
    return press.sample(press.broken(units, 6))


def _brief_sign(press: Press, form: int) -> tuple[Signed | None, bool]:
    """A byline for a brief and whether it opens the text."""
    if form < 4:
        return lede(press.rng, press.staff, form), True
    if form < 7:
        return tail(press.rng, press.staff, (0, 5, 6)[form - 4]), False
    return None, False


def briefs_headed(seed: int) -> Sample:
    """One column over many briefs with headlines of their own, after a longer report."""
    press = Press("briefs headed", seed, House())
    press.house = press.rng.choice((MARKDOWN, LEVELS, BOLD))
    first = press.draw(1, "news")[0]
    units = press.set(first, reporter_line(press.rng, press.staff, press.rng.randrange(12)))
    group, form = press.rng.choice(GROUPS), press.rng.randrange(9)
    units.append(Unit(Kind.COLUMN, group))
    small = House(head=press.rng.choice(("{}", "**{}**")) if press.house is BOLD else "### {}")
    for piece in press.draw(press.rng.randint(4, 7), "brief"):
        signed, opens = _brief_sign(press, form)
        if signed is None:
            article = press.set(piece, column=group)
        elif opens:
            article = press.set_lede(piece, signed, column=group)
        else:
            article = press.set_tail(piece, signed, False, column=group)
        units += [Unit(Kind.ROW, small.head.format(article[0].text)), *article[1:]]
    return press.sample(units)


def briefs_signed(seed: int) -> Sample:
    """Signed briefs that open with a sign and a title, bold or in brackets, under one column."""
    press = Press("briefs signed", seed, House())
    press.house = press.rng.choice((MARKDOWN, LEVELS, BOLD, PLAIN))
    group, form = press.rng.choice(GROUPS), press.rng.randrange(7)
    sign = press.rng.choice(("● **{}** ", "●**{}**　", "▲【{}】", "●【{}】", "▲ **{}**\n"))
    units: list[Unit] = [Unit(Kind.COLUMN, group)]
    for piece in press.draw(press.rng.randint(5, 8), "brief"):
        signed, opens = _brief_sign(press, form)
        press.article(piece, signed, column=group)
        text = piece.parts[0].text
        if signed is not None:
            text = signed.text + text if opens else text + signed.text
        units.append(Unit(Kind.TEXT, sign.format(piece.headline) + text))
    return press.sample(units)
