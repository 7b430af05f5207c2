"""An import while PostgreSQL is restarted: it goes on, and brings what it would have brought."""

import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.deploy.batches import BATCH, LOOK, MAKE_IT_LONG_AGO, SEND, SENT, held_up_after_a_chunk
from tests.e2e.newsroom import Newsroom
from tests.faults import archive, works
from tests.faults.newsrooms import new_newsroom
from tests.newsroom.replicas import primary_alone
from tests.waiting import until

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="a database that is restarted is tried in the run on PostgreSQL",
)

WORKER = "worker"  # As it calls itself in the database.


@pytest.fixture(scope="module")
def dumps(tmp_path_factory):
    return archive.write(tmp_path_factory.mktemp("dumps") / "sent", SENT)


@pytest.fixture(scope="module")
def undisturbed(dumps):
    """What an import is to bring, and what does not fit together in it."""
    with new_newsroom() as newsroom:
        newsroom.call(works.import_as_usual, dumps)
        return newsroom.call(works.look)


@pytest.fixture
def server():
    with primary_alone() as server:
        yield server


@pytest.fixture
def newsroom(server, tmp_path):
    """A worker with a database that may be restarted; what it logs is in a file."""
    said = {"DATABASE_URL": server.url, "VAR_DIR": str(tmp_path), "PGAPPNAME": WORKER}
    newsroom = Newsroom("", {**os.environ, **said})
    newsroom.manage("migrate", "--verbosity", "0")
    newsroom.start_worker()
    yield newsroom
    newsroom.stop_worker()


def send(newsroom, dumps):
    return lambda: newsroom.shell(SEND.format(folder=str(dumps)))


def ended(server):
    """How the batch has ended: its state, how far it is, how often a worker of it died."""
    until(lambda: server.ask(BATCH.format("state")) in ("finished", "stopped"))
    return tuple(
        server.ask(BATCH.format(what))
        for what in ("state", "done", "coalesce(jsonb_array_length(report -> 'deaths'), 0)")
    )


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_restart_in_the_middle_of_a_batch_is_waited_for(
    newsroom, server, dumps, undisturbed, mode, tmp_path
):
    with held_up_after_a_chunk(server, send(newsroom, dumps)):
        server.restart(mode)
    assert ended(server) == ("finished", SENT, 0)
    assert tuple(json.loads(newsroom.shell(LOOK))) == undisturbed
    log = (tmp_path / "processes.log").read_text()
    assert "the database is away, trying again in 0.5 s" in log


def test_the_command_line_waits_as_well_and_tells_of_all(newsroom, server, dumps, undisturbed):
    with ThreadPoolExecutor(1) as aside:
        said = []

        def start():
            said.append(aside.submit(newsroom.manage, "import_dumps", "--json", str(dumps)))

        with held_up_after_a_chunk(server, start):
            server.restart("fast")
        summary = json.loads(said[0].result())
    assert ended(server) == ("finished", SENT, 0)
    assert tuple(json.loads(newsroom.shell(LOOK))) == undisturbed
    for count in ("imported", "already", "refused", "articles"):
        assert summary[count] == server.ask(BATCH.format(count))


def test_a_worker_that_leaves_while_the_database_is_away_loses_nothing(newsroom, server, dumps, undisturbed):
    """It can tell nobody. Whoever looks for batches when the database is back goes on with this one."""
    with held_up_after_a_chunk(server, send(newsroom, dumps)):
        server.stop()
        try:
            newsroom.stop_worker()
        finally:
            server.start()
    assert server.ask(BATCH.format("state")) == "running"
    assert server.ask(BATCH.format("done")) < SENT
    server.ask(MAKE_IT_LONG_AGO)
    newsroom.start_worker()
    assert ended(server) == ("finished", SENT, 1)
    assert tuple(json.loads(newsroom.shell(LOOK))) == undisturbed
