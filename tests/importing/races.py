"""What others do while a batch is undone. Use it in a process of `tests.faults.newsrooms`."""

import time
from pathlib import Path

from tests.importing.archive import DUCKWEED, WINDOW, bring_in, do, page

PAGE = page(DUCKWEED, WINDOW, photo="午间的办事大厅里坐满了人。")


def import_page(folder: Path, name: str = "2025-03-07_02.txt", before: str = "") -> int:
    """Import a page and return the key of its batch."""
    return bring_in(folder, {name: before + PAGE}).pk


def import_table(folder: Path) -> list[str]:
    """Import a table of the page's articles and return what became of its rows."""
    import csv

    from django.core.management import call_command

    from articles.models import BatchRow

    path = folder / "articles.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = [(headline, "2025-03-07", text) for headline, _, text in (DUCKWEED, WINDOW)]
        csv.writer(file).writerows([("标题", "出版日期", "正文"), *rows])
    call_command("import_table", str(path), "--json")
    return list(BatchRow.objects.values_list("outcome", flat=True))


def undo_batch(key: int, folder: Path | None = None) -> None:
    """Undo a batch; with a folder wait there for others between judging and removing."""
    from articles.importing import undo
    from articles.models import ImportBatch

    remove = undo.remove

    def remove_later(rows: object) -> None:
        if folder:
            (folder / "judged").touch()
            wait_for(folder / "go")
        remove(rows)  # type: ignore[arg-type]

    undo.remove = remove_later
    do(ImportBatch.objects.get(pk=key), ImportBatch.Job.UNDO)


def undo_again(key: int) -> None:
    """Go on where an undo was killed, as a worker does that finds it stale, or begin it."""
    from articles.importing import jobs
    from articles.models import ImportBatch
    from tests.faults.works import pass_time

    pass_time()
    jobs.work(key)
    if ImportBatch.objects.get(pk=key).undone_at is None:
        undo_batch(key)


def save_slowly(folder: Path) -> None:
    """Save an article as an editor does whose request takes a while."""
    from django.db import transaction

    from articles.models import Article

    with transaction.atomic():
        article = Article.objects.get(headline=WINDOW[0])
        article.headline = "编辑改过的标题"
        article.save()
        (folder / "saved").touch()
        wait_for(folder / "go")


def save_late(folder: Path) -> None:
    """Save an article that was read before the undo has removed it."""
    from articles.models import Article

    article = Article.objects.get(headline=WINDOW[0])
    (folder / "read").touch()
    wait_for(folder / "judged")
    article.headline = "编辑改过的标题"
    article.save()


def sign_late(folder: Path) -> None:
    """Sign such an article."""
    from articles.models import Article, Byline

    article = Article.objects.get(headline=WINDOW[0])
    (folder / "read").touch()
    wait_for(folder / "judged")
    Byline.objects.create(article=article, credit_line="本报编辑")


def headlines() -> list[str]:
    """Return those of all articles."""
    from articles.models import Article

    return sorted(Article.objects.values_list("headline", flat=True))


def rest() -> dict[str, int]:
    """Return how many rows of what an import makes there are, where there are any."""
    from tests.importing.archive import contents

    found = contents()
    return {name: len(rows) for name, rows in found.items() if rows and name not in ("topic", "topicrule")}


def wait_for(path: Path) -> None:
    """Wait until somebody has made a file."""
    for _ in range(1000):
        if path.exists():
            return
        time.sleep(0.01)
    raise TimeoutError(path)
