"""An import, held up in its middle, so that something can happen to it there."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import psycopg

from tests.newsroom.replicas import Server
from tests.waiting import until

SENT = 110  # Dumps: a chunk of a hundred and the rest.
SEND = """
from pathlib import Path
from tests.faults import works
works.send(Path({folder!r}))
"""
LOOK = """
import json
from tests.faults import works
print(json.dumps(works.look()))
"""
MAKE_IT_LONG_AGO = (
    "UPDATE articles_importbatch SET heartbeat_at = heartbeat_at - interval '1 hour' RETURNING 1"
)
BATCH = "SELECT {} FROM articles_importbatch ORDER BY id DESC LIMIT 1"
HOLD = "LOCK TABLE articles_batchfile IN SHARE ROW EXCLUSIVE MODE"
WAITING = """
SELECT count(*) FROM pg_stat_activity JOIN pg_locks USING (pid)
WHERE NOT granted AND relation = 'articles_batchfile'::regclass
"""
HELD_UP = WAITING.replace("count(*)", "max(application_name)")  # Ours have no name.


@contextmanager
def held_up_after_a_chunk(server: Server, send: Callable[[], object]) -> Iterator[str]:
    """Have an import begin, by `send` or by a worker that `send` gives work; yield who is at it.

    It is at the end of its second chunk, which is not yet written.

    Locks are given in the order in which they are asked for: so the first chunk comes between two of ours.
    """
    with (
        psycopg.connect(server.url) as one,
        psycopg.connect(server.url) as other,
        ThreadPoolExecutor(1) as aside,
    ):
        one.execute(HOLD)
        send()
        until(lambda: server.ask(HELD_UP))
        held = aside.submit(other.execute, HOLD)
        until(lambda: server.ask(WAITING) >= 2)
        one.rollback()
        held.result()
        until(lambda: server.ask(HELD_UP))
        yield server.ask(HELD_UP)
        with suppress(psycopg.OperationalError):  # The server may have been restarted.
            other.rollback()
