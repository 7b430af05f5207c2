"""An archive of small dumps in which everything is shared: people, columns, issues, and articles twice."""

import random
from collections import defaultdict
from pathlib import Path

from tests.pagedump.invented import article, paragraph, person

COLUMNS = ("民生实事进行时", "养老服务面对面", "营商环境一线")
DAYS = 6


def write(folder: Path, files: int = 120, *, gap: str = "\n\n", order: int | None = None) -> Path:
    """Write `files` dumps into `folder`, the same ones for the same number, and return it.

    Another `gap` between their parts makes other files of the same articles, an `order` puts them into
    folders that sort otherwise.
    """
    rng = random.Random(files)
    days: dict[int, list[list[str]]] = defaultdict(list)
    ranks = list(range(files))
    random.Random(order).shuffle(ranks)
    for number, rank in enumerate(ranks):
        day = 1 + number * DAYS // files
        days[day].append(_page(rng, days[day]))
        into = folder if order is None else folder / f"{rank:03}"
        into.mkdir(parents=True, exist_ok=True)
        (into / f"2025-04-{day:02}_{number:03}.txt").write_text(gap.join(days[day][-1]))
    return folder


def _page(rng: random.Random, earlier: list[list[str]]) -> list[str]:
    """Mostly a new page; else one that was there before that day, whole, in part, or with another text."""
    chance = rng.random()
    if chance < 0.15 and earlier:
        return rng.choice(earlier)
    if chance < 0.3 and earlier:
        return [*rng.choice(earlier), *_story(rng)]
    if chance < 0.45 and earlier:
        return [*rng.choice(earlier), paragraph(rng)]
    return ["第2版", *_story(rng), *_story(rng), f"图为{paragraph(rng)}", f"{person(rng)} 摄"]


def _story(rng: random.Random) -> list[str]:
    made = article(rng)
    column = [f"## {rng.choice(COLUMNS)}"] if rng.random() < 0.2 else []
    return [*column, f"## {made.headline}", f"■ 通讯员 {person(rng)}", *made.body[:2]]
