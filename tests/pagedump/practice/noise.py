"""What extraction does to text: sentences cut in two, 和 and 的 turned into Latin, half-width punctuation."""

from __future__ import annotations

import random
import re

HALVES = str.maketrans("，：；！？（）", ",:;!?()")
CJK = "[\u4e00-\u9fff]"
LATIN = {"和": " and ", "的": " of ", "与": " and "}
WORDS = re.compile(f"(?<={CJK})(和|的|与)(?={CJK})")
# A 和 inside these is no conjunction, and a 的 no particle.
NOT_ALONE = re.compile(
    "和(?=谐|平|睦|解|气|风|缓)|(?<=[总共温缓平柔])和|的(?=士|确|话)|(?<=目)的|与(?=会|其)|(?<=[参给])与"
)
CUTS = re.compile(f"(?<={CJK})(?={CJK})|(?<=[，、])(?={CJK})")
SHORTEST = 28


def places(text: str, shortest: int = SHORTEST) -> list[int]:
    """Where the text may be cut: inside a sentence, far from both ends, and never inside a number."""
    return [
        found.start()
        for found in CUTS.finditer(text)
        if shortest <= found.start() <= len(text) - shortest
        and not re.search("[。！？…]”?.{0,4}$", text[: found.start()])
        and not re.match(".{0,4}[。！？…：]", text[found.start() :])
        and _quotes_closed(text[: found.start()])
    ]


def _quotes_closed(text: str) -> bool:
    return text.count("“") == text.count("”") and text.count("《") == text.count("》")


def cut(text: str, rng: random.Random, shortest: int = SHORTEST) -> tuple[str, str] | None:
    """The text in two, as a column break leaves it."""
    spots = places(text, shortest)
    if not spots:
        return None
    spot = rng.choice(spots)
    return text[:spot], text[spot:]


def with_latin(text: str, rng: random.Random) -> str | None:
    """One 和 or 的 as the extraction writes it."""
    spoilt = {found.start() for found in NOT_ALONE.finditer(text)}
    spots = [found for found in WORDS.finditer(text) if found.start() not in spoilt]
    if not spots:
        return None
    found = rng.choice(spots)
    return text[: found.start()] + LATIN[found[0]] + text[found.end() :]


def half_width(text: str) -> str:
    return text.translate(HALVES)


def some_half_width(text: str, rng: random.Random) -> str:
    """A few marks of the text in half width."""
    return "".join(half_width(char) if rng.random() < 0.1 else char for char in text)
