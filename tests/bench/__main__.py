"""`make bench`: what parsing, importing, suggesting and listing cost, per CPU-second or as ratios.

The machine may be shared, so CPU time is measured, not the clock's, and each figure is the median
of several rounds. Everything is invented and lives in a folder that is removed at the end.
`DUMPS=20000 make bench` measures a longer archive than the usual 2,000 dumps.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench.hostile import LINES, PAGES, of_size
from tests.bench.pages import ordinary_parts

ROUNDS = 5
ORDINARY = 2_500_000  # bytes of ordinary pages
HOSTILE = 50_000  # bytes of a hostile text, then ten times as many
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
        rows = [*parsing(), *importing(), *suggesting(), *listing()]
    print("| what | figure |\n| --- | --- |")
    for what, figure in rows:
        print(f"| {what} | {figure} |")


def cpu_seconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median CPU time of `work` in seconds."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return statistics.median(once() for _ in range(rounds))


def parsing() -> list[tuple[str, str]]:
    from articles.pagedump import parse

    texts = [path.read_text() for path in sorted(SAMPLES.glob("*.txt"))]
    once = cpu_seconds(lambda: [parse(text) for text in texts])
    longer = cpu_seconds(lambda: parse("\n\n".join(texts * 10)))
    parts = ordinary_parts(ROUNDS, ORDINARY // ROUNDS)
    speeds = [megabytes(part) / cpu_seconds(partial(list, map(parse, part)), rounds=1) for part in parts]
    return [
        ("parse, MB of text a CPU-second", f"{statistics.median(speeds):.2f}"),
        ("the same, of the sample dumps", f"{megabytes(texts) / once:.2f}"),
        ("parse, 10 times the text in one dump: times the CPU", f"{longer / once:.1f}"),
        *hostile(),
    ]


def hostile() -> list[tuple[str, str]]:
    """What text costs that is made to be slow; the worst pattern is named."""
    ratios, costs = {}, {}
    for name, pattern in {**PAGES, **LINES}.items():
        text, longer = of_size(pattern, HOSTILE), of_size(pattern, HOSTILE * 10)
        short, long = parse_seconds(text), parse_seconds(longer)
        ratios[name] = long / short
        costs[name] = long / megabytes([longer])
    steepest = max(ratios, key=ratios.__getitem__)
    slowest = max(LINES, key=costs.__getitem__)
    return [
        ("hostile: worst ratio for 10 times the text", f"{ratios[steepest]:.1f} ({steepest})"),
        ("hostile: worst s/MB of regex-hostile lines", f"{costs[slowest]:.3f} ({slowest})"),
    ]


def parse_seconds(text: str) -> float:
    """Return the median of what parsing a text for the first time costs: names are forgotten in between."""
    from articles.pagedump import parse

    def first_time() -> float:
        forget()
        return cpu_seconds(lambda: parse(text), rounds=1)

    return statistics.median(first_time() for _ in range(3))


def forget() -> None:
    """Empty the parser's caches, and clear away what the last run left."""
    for name, module in list(sys.modules.items()):
        if name.startswith("articles.pagedump"):
            for thing in vars(module).values():
                getattr(thing, "cache_clear", lambda: None)()
    gc.collect()


def megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def importing() -> list[tuple[str, str]]:
    """An archive of ordinary pages, on each database in a process of its own."""
    rows = []
    for database, name in (("sqlite", "SQLite"), ("postgresql", "PostgreSQL")):
        command = [sys.executable, "-m", "tests.bench.archives", database, os.environ.get("DUMPS", "2000")]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        rows += [
            (f"import, articles a CPU-second ({name})", f"{found['import']:.0f}"),
            ("the same again, all known", f"{found['again']:.0f}"),
            ("each row by `save()`: times the CPU", f"{found['import'] / found['save']:.1f}"),
            ("the library's stock Resource: times the CPU", f"{found['import'] / found['stock']:.1f}"),
            (f"a zip of {found['dumps']} dumps: times the CPU of a tenth of it", f"{found['tenfold']:.1f}"),
            ("most memory that took, MB", f"{found['peak_mb']:.0f}"),
        ]
    return rows


def publish_some(folder: Path) -> None:
    """Import and publish what the next measurements are made on."""
    from articles.importing import Options, run

    texts = [path.read_text() for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(200):
        text = texts[number % len(texts)].replace("云港", f"云港{number}")
        (folder / f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}_{number}.txt").write_text(text)
    run(sorted(folder.glob("*.txt")), Options(publish=True))


def suggesting() -> list[tuple[str, str]]:
    from articles.models import Article, ArticleTopic
    from articles.rulebook import Rulebook
    from articles.suggestions import rerun

    articles = Article.objects.count()
    again = cpu_seconds(lambda: list(rerun(Rulebook())))
    ArticleTopic.objects.all().delete()
    anew = cpu_seconds(lambda: list(rerun(Rulebook())), rounds=1)
    return [
        ("topic rules once more, nothing new, articles a CPU-second (SQLite)", f"{articles / again:.0f}"),
        ("the same, every suggestion new", f"{articles / anew:.0f}"),
    ]


def listing() -> list[tuple[str, str]]:
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
    return [
        ("topic page, CPU ms", f"{near * 1000:.1f}"),
        (f"topic page behind {total - 25} rows: times the CPU of the first", f"{far / near:.2f}"),
    ]


if __name__ == "__main__":
    main()
