"""Wagtail, which is no dependency: run in an environment of its own, with the articles that Newsroom has."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench import archives
from tests.bench.report import Figure
from tests.bench.served.contenders import WAGTAIL, WAGTAIL_KEPT, Contender, Field, granian

PROJECT = Path(__file__).parents[1] / "wagtail"
ROUNDS, A_ROUND = 5, 100  # Articles that are added with `add_child` in each round.


class Wagtail:
    """A stock project on SQLite; `python` is that of an environment that has Wagtail."""

    def __init__(self, python: Path, folder: Path) -> None:
        self.python = python.absolute()
        self.folder = folder
        self.env = {"WAGTAIL_DATABASE": str(folder / "wagtail.sqlite3"), "DJANGO_SETTINGS_MODULE": "settings"}
        self.path = ""
        self._manage("migrate", "--verbosity", "0")

    def importing(self) -> Iterator[Figure]:
        """What `add_child` and an import of Newsroom's do in a CPU-second, by turns."""
        pages, imports, ratios = [], [], []
        for turn in range(ROUNDS):
            pages.append(self._add(turn))
            archive = archives.write_archive(
                self.folder / f"{turn}.zip", turn * archives.PORTION, archives.PORTION
            )
            imports.append(archives._speed(partial(archives._import, archive)))
            ratios.append(imports[-1] / pages[-1])
        yield Figure("Wagtail, `add_child`", statistics.median(pages), "articles a CPU-second")
        yield Figure("Newsroom, import of dumps", statistics.median(imports), "articles a CPU-second")
        yield Figure("import to `add_child`", statistics.median(ratios), "times", at_least=12)

    def start(self, field: Field) -> Iterator[Contender]:
        """Serve the last article that was added, without a cache and behind Django's."""
        program = self.python.with_name("granian")
        for name, kept in ((WAGTAIL, ""), (WAGTAIL_KEPT, "yes")):
            env = {**self.env, "WAGTAIL_KEPT": kept}
            yield field.start(
                name, granian("manage:application", program=program), {"article": self.path}, env, PROJECT
            )

    def _add(self, turn: int) -> float:
        """Add some of Newsroom's articles; return how many a CPU-second."""
        from articles.models import Article

        newest = Article.objects.published().order_by("-listed_on", "-pk")
        lines = [_as_json(article) for article in newest[turn * A_ROUND :][:A_ROUND]]
        path = self.folder / "articles.jsonl"
        path.write_text("\n".join(lines))
        found = json.loads(self._manage("add_articles", str(path)))
        self.path = self.path or found["path"]
        return float(found["articles"] / found["seconds"])

    def _manage(self, *command: str) -> str:
        env = {**os.environ, **self.env}
        return subprocess.run(
            [self.python, "manage.py", *command],
            check=True,
            env=env,
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout


def _as_json(article: Any) -> str:
    return json.dumps({
        "id": article.pk, "title": article.headline, "body": article.body, "date": str(article.listed_on),
        "topic": f"topic-{article.pk % 3}",
    })  # fmt: skip
