"""A newsroom on several machines, one of which is killed at a time: who reads does not notice.

Five readers go on all the time, through nginx: two open pages that are kept in memory, two such as nobody has
asked for before, and an editor works at the desk, which is kept nowhere.
"""

import json
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection

import pytest
from django.db import connection

from tests.deploy.batches import BATCH, LOOK, MAKE_IT_LONG_AGO, SEND, SENT, held_up_after_a_chunk
from tests.deploy.crowds import Readers, Seen
from tests.deploy.machines import children_of, kill, kill_child, machines
from tests.faults import archive, works
from tests.faults.newsrooms import new_newsroom
from tests.waiting import until

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql",
    reason="several machines are tried once, in the run on PostgreSQL",
)

WITHIN = 5.0  # Seconds that readers are watched without a replica.
RECOVERED = 30.0  # Seconds until a primary that is back is used by all; at rest it takes one.
READERS, PAUSE = 5, 0.02  # So many, who read a page for so many seconds.
KEPT = ("/", "/topics/yanglao/", "/articles/1/", "/issues/", "/people/")
NEW = ("/search/?q=%E5%85%BB%E8%80%81{}", "/search/suggestions/?q=%E5%85%BB{}")
DESK = ("/admin/articles/column/", "/admin/articles/article/", "/articles/1/")

# Something to read, and an editor who is signed in, whose session this prints.
PREPARE = """
from pathlib import Path
from django.contrib.auth.models import User
from django.test import Client
from tests.faults import works
works.import_published(Path({folder!r}))
browser = Client()
browser.force_login(User.objects.create_superuser("chief"))
print(browser.cookies["sessionid"].value)
"""
PUBLISHED = 4  # Dumps that are read.


@pytest.fixture(scope="module")
def dumps(tmp_path_factory):
    """The folders of what citizens read and of what the workers import."""
    folder = tmp_path_factory.mktemp("dumps")
    return archive.write(folder / "published", PUBLISHED), archive.write(folder / "sent", SENT)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with machines(tmp_path_factory.mktemp("machines")) as site:
        yield site


@pytest.fixture(scope="module")
def session(site, dumps):
    """An editor's, in a newsroom with something to read."""
    return site.newsrooms["first"].shell(PREPARE.format(folder=str(dumps[0])))


@dataclass
class Crowd:
    """Who reads: `kept` pages, `new` ones, and those of the `desk`."""

    kept: Readers
    new: Readers
    desk: Readers

    @property
    def seen(self) -> list[Seen]:
        return [*self.kept.seen, *self.new.seen, *self.desk.seen]

    def wait_for_answers(self, since: float) -> float:
        """Wait until each kind has been answered who asked after a time; return how long after it."""
        for readers in (self.kept, self.new, self.desk):
            until(
                lambda readers=readers: any(
                    one.asked_at > since and one.answer == 200 for one in readers.seen
                )
            )
        return time.monotonic() - since


@pytest.fixture
def crowd(site, session):
    """They have begun, and all is well."""
    editor = partial(site.get, Cookie=f"sessionid={session}")
    with (
        Readers(site.get, KEPT, 2, PAUSE) as kept,
        Readers(site.get, NEW, 2, PAUSE) as new,
        Readers(editor, DESK, 1, PAUSE) as desk,
    ):
        crowd = Crowd(kept, new, desk)
        until(lambda: all(len(readers.seen) > 2 * len(readers.paths) for readers in (kept, new, desk)))
        assert {seen.answer for seen in crowd.seen} == {200}
        yield crowd


def failed(seen):
    return [one for one in seen if one.answer != 200]


def test_a_replica_that_is_killed_is_missed_by_nobody(site, crowd):
    until(lambda: site.is_read_from(site.replica))
    site.replica.stop()
    try:
        crowd.wait_for_answers(since=time.monotonic() + WITHIN)
    finally:
        site.replica.start()
    until(lambda: site.is_read_from(site.replica))
    assert failed(crowd.seen) == []


def test_a_server_that_is_killed_takes_no_more_than_the_requests_that_it_was_at(site, crowd):
    """The whole of one, then of the other the process that answers, which the server itself starts again."""
    first, second = site.newsrooms.values()
    with dying(crowd):
        kill(first.server)
    first.start_server()
    until(lambda: answers(first))
    (process,) = children_of(second.server)
    with dying(crowd):
        kill_child(process)
    until(lambda: children_of(second.server) not in ([], [process]) and answers(second))
    crowd.wait_for_answers(since=time.monotonic())


@contextmanager
def dying(crowd):
    """Whatever fails is a request that the one was at who dies."""
    begun_at, before = time.monotonic(), len(failed(crowd.seen))
    yield
    dead_at = time.monotonic()
    crowd.wait_for_answers(since=dead_at)
    lost = failed(crowd.seen)[before:]
    assert [one for one in lost if one.asked_at > dead_at or one.answered_at < begun_at] == []
    assert len(lost) <= READERS


def answers(newsroom):
    """Whether the server of a newsroom answers, asked past nginx."""
    connection = HTTPConnection(newsroom.url.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def test_a_primary_that_is_restarted_five_times_is_waited_for(site, crowd):
    for mode in ("fast", "fast", "immediate", "fast", "fast"):
        site.primary.restart(mode)
        assert crowd.wait_for_answers(since=time.monotonic()) < RECOVERED
    assert failed(crowd.kept.seen) == []
    assert failed(crowd.new.seen) == []  # The replica has it all.
    assert {seen.answer for seen in failed(crowd.desk.seen)} <= {504}  # Where it takes longer than they wait.


def test_without_any_database_what_is_kept_is_read_on(site, crowd):
    """A restart and then a longer absence, of the primary and of the replica."""
    site.replica.stop()
    try:
        site.primary.restart("immediate")
        crowd.wait_for_answers(since=time.monotonic())
        site.primary.stop()
        before = len(failed(crowd.seen))
        until(lambda: len(failed(crowd.seen)) > before + READERS)
        away_at = time.monotonic()
        until(lambda: any(seen.asked_at > away_at for seen in crowd.kept.seen))
    finally:
        site.primary.start()
        back_at = time.monotonic()
        site.replica.start()
    assert crowd.wait_for_answers(since=back_at) < RECOVERED
    all_is_well_at = time.monotonic()
    crowd.wait_for_answers(since=all_is_well_at + 1)
    assert failed(crowd.kept.seen) == []
    assert {seen.answer for seen in failed(crowd.seen)} == {504}
    assert [seen for seen in failed(crowd.seen) if seen.asked_at > all_is_well_at] == []


def test_a_worker_that_is_killed_leaves_its_batch_to_the_other_one(site, crowd, dumps):
    first = site.newsrooms["first"]
    with held_up_after_a_chunk(site.primary, lambda: first.shell(SEND.format(folder=str(dumps[1])))) as name:
        kill(site.newsrooms[name].worker)
        assert site.primary.ask(BATCH.format("done")) == 100
    site.primary.ask(MAKE_IT_LONG_AGO)
    until(lambda: site.primary.ask(BATCH.format("state")) == "finished")
    assert site.primary.ask(BATCH.format("done")) == SENT
    with new_newsroom() as undisturbed:
        undisturbed.call(works.import_published, dumps[0])
        undisturbed.call(works.import_as_usual, dumps[1])
        assert tuple(json.loads(first.shell(LOOK))) == undisturbed.call(works.look)
    assert failed(crowd.seen) == []
