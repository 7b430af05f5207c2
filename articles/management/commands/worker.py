"""`manage.py worker`: does what waits in the background, and goes on with what dead workers have left."""

import logging
import os
import time
import uuid
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from articles import clock
from articles.importing import jobs
from articles.importing.lease import LEAVING
from articles.search import upkeep

logger = logging.getLogger(__name__)

INTERVAL = 1  # Seconds between two looks into an empty queue.
SWEEP_INTERVAL = 10  # Seconds between two looks for batches whose worker is gone.


class Command(BaseCommand):
    help = (
        "执行后台任务：导入、撤销、重新解析、整批发布、定时发布、编入搜索索引。"
        "可以同时运行几个。按 Ctrl-C 退出。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="做完现有的任务就退出")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = GracefulWorker()
        worker.configure_signals()
        if options["once"]:
            clock.tick()
            worker.turn()
            return
        beside = clock.Clock()
        beside.start()
        self.stdout.write("等待后台任务。按 Ctrl-C 退出。")
        self.stdout.flush()  # Whoever reads it through a pipe is not kept waiting for more.
        try:
            while worker.running:
                worker.turn()
                if worker.running:
                    time.sleep(INTERVAL)
        finally:
            beside.stop()


class GracefulWorker(Worker):
    """The library's worker, which leaves at the end of a chunk, and sweeps between its tasks."""

    def __init__(self) -> None:
        super().__init__(
            queue_names=["default"],
            excluded_queue_names=[],
            interval=INTERVAL,
            batch=True,  # Until the queue is empty; `turn` looks again.
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
        )
        self._next_sweep = time.monotonic()

    def turn(self) -> None:
        """Do all that waits. A database that is away, or has no room, is waited for."""
        try:
            close_old_connections()
            if time.monotonic() >= self._next_sweep:
                jobs.sweep()
                self._next_sweep = time.monotonic() + SWEEP_INTERVAL
            if DBTaskResult.objects.ready().exists():  # A look without a lock, so that nobody waits.
                self.run()
            self._index()
        except (InterfaceError, OperationalError) as error:
            logger.warning("waiting for the database: %s", error)

    def _index(self) -> None:
        """Bring into the search index what was written in bulk, as long as no task waits."""
        upkeep.bring_in_all(go_on=lambda: self.running and not DBTaskResult.objects.ready().exists())

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Leave: at once where nothing is at work, else after its chunk; asked again, in the middle."""
        if not self.running:
            self.reset_signals()
            os.kill(os.getpid(), signum)  # Its batch is found later, as after any other death.
        self.running = False  # First: what is raised in a handler may be lost, in a destructor for one.
        LEAVING.set()
        if not self.running_task:
            raise SystemExit
