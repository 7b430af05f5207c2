"""An archive of invented pages, what people do to it, and what is in the database then."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.apps import apps

from articles.importing import Options, jobs, run
from articles.models import ImportBatch

DUCKWEED = (
    "河道里的浮萍捞干净了",
    "祝青禾",
    "石桥河上的浮萍前天全部捞起，装了四十二车，运到城北的堆肥场。",
)
LANTERN = (
    "灯彩铺子搬进老街",
    "裴文澜",
    "做了三十年灯彩的铺子搬进老街，橱窗里挂着兔子灯，孩子们趴在玻璃上看。",
)
WINDOW = (
    "政务服务窗口延到傍晚",
    "沈若谷",
    "区政务服务中心把窗口开到傍晚六点半，下班的人也能来办事，不用请假。",
)
BRIDGE = ("石桥重新铺了桥面", "祝青禾", "石桥的桥面用旧青石重新铺过，石缝里灌了糯米灰浆，雨天走过不再打滑。")


def page(*articles: tuple[str, str, str], photo: str = "", column: str = "", alone: str = "") -> str:
    """Return the dump of a page with `articles`: headline, author and text.

    `photo` is the caption of one in the last article, `alone` that of photo news, `column` that of the first.
    """
    parts = [[headline, f"■ 通讯员 {author}", text] for headline, author, text in articles]
    if column:
        parts[0][0] = f"【{column}】\n{parts[0][0]}"
    if photo:
        parts[-1].insert(2, f"{photo}\n顾晓岚 摄")
    if alone:
        parts.append([f"{alone}\n顾晓岚 摄"])
    return "\n\n" + "\n\n".join("\n\n".join(part) for part in parts) + "\n"


def many(number: int) -> dict[str, str]:
    """Return so many pages of one author, an article on each, by the names of their files."""
    articles = ((f"第{n}街修路", "祝青禾", f"{n}号{DUCKWEED[2]}") for n in range(number))
    return {f"2025-03-07_{n}.txt": page(article) for n, article in enumerate(articles)}


def bring_in(folder: Path, pages: dict[str, str], **options: Any) -> ImportBatch:
    """Import pages, by the names of their files, and return their batch."""
    paths = []
    for name, text in pages.items():
        paths.append(folder / name)
        paths[-1].write_text(text)
    summary = run(paths, Options(**options))
    assert summary.batch
    assert not [result for result in summary.results if result.outcome == "refused"]
    return summary.batch


def do(batch: ImportBatch, job: str, **report: Any) -> ImportBatch:
    """Do a job on a batch, here and now, and return the batch as it is then."""
    batch.refresh_from_db()
    jobs.do(jobs.start(batch, job, **report))
    batch.refresh_from_db()
    assert batch.state == ImportBatch.State.FINISHED
    return batch


def undo(batch: ImportBatch) -> ImportBatch:
    """Undo a batch."""
    return do(batch, ImportBatch.Job.UNDO)


# The records of runs, and the number that counts changes and never goes back.
RUNS = ("importbatch", "batchfile", "batchrow", "upload", "release", "generation")


def contents(without: Iterable[str] = RUNS) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is in the database but `RUNS`, row by row, as it is stored."""
    models = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("people").get_models()]
    models += apps.get_app_config("taggit").get_models()
    return {
        model._meta.model_name: sorted(model.objects.values_list(), key=str)
        for model in models
        if model._meta.model_name not in without
    }
