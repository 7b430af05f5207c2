"""What parsing, hostile texts, suggesting and listing cost, in CPU time or ratios: `python -m tests.bench`.

The machine may be shared, so CPU time is measured, not the clock's, and each figure is the median
of several rounds. Everything is invented and lives in a folder that is removed at the end.
"""

import io
import os
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

from tests.bench.hostile import BODIES, LINES, MARKS, PAGES, ROWS, Pattern, of_size
from tests.bench.pages import ordinary_parts
from tests.bench.report import Figure, say
from tests.linear import growth

ROUNDS = 5
ORDINARY = 2_500_000  # bytes of ordinary pages
HOSTILE = 50_000  # bytes of a hostile text, then ten times as many
HOSTILE_PAGE = 8_000  # the same of a page: ten times as many are no more lines than are read
SAMPLES = Path(__file__).parents[1] / "dumps" / "archive"


def main() -> None:
    """Measure and print a table."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        os.environ |= {"VAR_DIR": folder, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        publish_some(Path(folder))
        say("parsing", parsing())
        say("hostile", reading_hostile())
        say("topics", [*suggesting(), *listing()])


def cpu_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median CPU time of `work` in seconds."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return statistics.median(once() for _ in range(rounds))


def parsing() -> Iterator[Figure]:
    from articles.pagedump import parse

    texts = [path.read_text() for path in sorted(SAMPLES.glob("*.txt"))]
    once = cpu_seconds(lambda: [parse(text) for text in texts])
    longer = cpu_seconds(lambda: parse("\n\n".join(texts * 10)))
    parts = ordinary_parts(ROUNDS, ORDINARY // ROUNDS)
    speeds = [megabytes(part) / cpu_seconds(partial(list, map(parse, part)), rounds=1) for part in parts]
    yield Figure("parse, ordinary pages", statistics.median(speeds), "MB of text a CPU-second")
    yield Figure("parse, the sample dumps", megabytes(texts) / once, "MB of text a CPU-second")
    yield Figure("parse, 10 times the text in one dump", longer / once, "times the CPU")
    yield from hostile()


def hostile() -> Iterator[Figure]:
    """How what text costs grows that is made to be slow; the worst pattern is named."""
    ratios = {}
    for name, pattern in {**PAGES, **LINES}.items():
        size = HOSTILE_PAGE if name in PAGES else HOSTILE
        ratios[name] = growth(parse_anew, of_size(pattern, size), of_size(pattern, size * 10))
    steepest = max(ratios, key=ratios.__getitem__)
    yield Figure(
        "hostile: 10 times the text, the worst pattern", ratios[steepest], "times the CPU", note=steepest
    )


def reading_hostile() -> Iterator[Figure]:
    """What half a megabyte of text made to be slow costs whoever reads it; the worst pattern is named."""
    from articles.body import from_source
    from articles.importing.tables.opening import Table
    from articles.pagedump import DumpError
    from articles.proofreading import check

    def read_table(rows: str) -> None:
        with suppress(DumpError):  # Some are refused, which has to cost little too.
            deque(Table(io.BytesIO(f"标题,正文\n{rows}".encode()), "table.csv").chunks(), maxlen=0)

    readers: dict[str, tuple[Callable[[str], object], dict[str, Pattern]]] = {
        "a page": (parse_anew, PAGES | LINES),
        "proofreading": (check, MARKS),
        "a body": (from_source, BODIES),
        "a table": (read_table, ROWS),
    }
    for what, (read, patterns) in readers.items():
        costs = {}
        for name, pattern in patterns.items():
            text = of_size(pattern, HOSTILE * 10)
            costs[name] = cpu_seconds(partial(read, text), rounds=3) / megabytes([text])
        slowest = max(costs, key=costs.__getitem__)
        yield Figure(f"{what}, the worst", costs[slowest], "CPU s a MB", at_most=1, note=repr(slowest))


def parse_anew(text: str) -> None:
    """Parse as for the first time: whom the parser remembers, it knows more of in a short text."""
    from articles.pagedump import parse

    forget_names()
    parse(text)


def forget_names() -> None:
    """Empty the parser's caches."""
    for name, module in list(sys.modules.items()):
        if name.startswith("articles.pagedump"):
            for thing in vars(module).values():
                getattr(thing, "cache_clear", lambda: None)()


def megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def publish_some(folder: Path) -> None:
    """Import and publish what the next measurements are made on."""
    from articles.importing import Options, run

    texts = [path.read_text() for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(200):
        text = texts[number % len(texts)].replace("云港", f"云港{number}")
        (folder / f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}_{number}.txt").write_text(text)
    run(sorted(folder.glob("*.txt")), Options(publish=True))


def suggesting() -> Iterator[Figure]:
    from articles.models import Article, ArticleTopic
    from articles.rulebook import Rulebook
    from articles.suggestions import rerun

    articles = Article.objects.count()
    again = cpu_seconds(lambda: list(rerun(Rulebook())))
    ArticleTopic.objects.all().delete()
    anew = cpu_seconds(lambda: list(rerun(Rulebook())), rounds=1)
    yield Figure("topic rules once more, nothing new", articles / again, "articles a CPU-second")
    yield Figure("topic rules, every suggestion new", articles / anew, "articles a CPU-second")


def listing() -> Iterator[Figure]:
    from django.test import Client

    from articles.models import ArticleTopic

    client = Client(headers={"host": "localhost"})
    client.get("/topics/yanglao/")  # Loads templates and middleware.

    def page(depth: int) -> Callable[[], object]:
        links = ArticleTopic.objects.filter(topic__slug="yanglao", listed_on__isnull=False)
        before = links.order_by("-listed_on", "-article_id")[depth]
        cursor = f"{before.listed_on.isoformat()}.{before.article_id}"
        return lambda: client.get("/topics/yanglao/", {"before": cursor})

    total = ArticleTopic.objects.filter(topic__slug="yanglao").count()
    near, far = cpu_seconds(page(0)), cpu_seconds(page(total - 25))
    yield Figure("topic page", near * 1000, "CPU ms")
    yield Figure(f"topic page behind {total - 25} rows", far / near, "times the CPU of the first")


if __name__ == "__main__":
    main()
