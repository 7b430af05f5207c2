"""A newsroom on a disk of 20 MB that is full: readers read on, editors are told, nothing is lost."""

import sqlite3
import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import quote, urlencode

import pytest
from django.db import OperationalError, connection

from articles.full_disk import is_full
from tests.e2e.newsroom import PASSWORD, running
from tests.faults.disks import fill_up, make_room, small_disk

FILL = """
from tests.factories import make_article
for _ in range(20):
    make_article("养老服务", body="<p>" + "三家社区食堂同时开门。" * 300 + "</p>", topics=["yanglao"])
"""


class Browser:
    """Keeps cookies, and sends forms with the token that they need."""

    def __init__(self, newsroom):
        self.address, self.cookies = newsroom.url.removeprefix("http://"), SimpleCookie()

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, **fields):
        self.get(path)
        fields["csrfmiddlewaretoken"] = self.cookies["csrftoken"].value
        return self._ask("POST", path, urlencode(fields))

    def _ask(self, method, path, body=None):
        asked = HTTPConnection(self.address, timeout=60)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        asked.request(method, quote(path, safe="/?=&"), body, {"Cookie": cookie, **kind})
        answer = asked.getresponse()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        said = answer.status, answer.read().decode()
        asked.close()
        return said


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only with SQLite is the disk ours")
def test_reading_goes_on_and_who_saves_is_told(tmp_path):
    with small_disk(tmp_path / "disk") as disk, running(disk) as newsroom:
        newsroom.manage("shell", "--no-imports", "-c", FILL)
        reader, editor = Browser(newsroom), Browser(newsroom)
        assert editor.post("/admin/login/", username="chief", password=PASSWORD)[0] == 302
        column = {"name": "民生", "slug": "minsheng", "description": "民" * 300}
        fill_up(disk)
        status, html = _post_until_full(editor, column)
        assert status == 507
        assert "磁盘已满，没有保存" in html
        for browser, path in (
            (reader, "/"),
            (reader, "/topics/yanglao/"),
            (editor, "/admin/articles/column/"),
        ):
            assert browser.get(path)[0] == 200, path
        make_room(disk)
        assert _integrity(disk) == "ok"
        names = _names(disk)
        assert editor.post("/admin/articles/column/add/", **column, _save="保存")[0] == 302
        assert _names(disk) == [*names, "民生"]


def _post_until_full(editor, column):
    """Save until there is no room: what is free within the log of the database is used up first."""
    deadline = time.monotonic() + 120
    for number in range(10_000):
        fields = {**column, "name": f"第{number}", "slug": f"column-{number}", "_save": "保存"}
        answer = editor.post("/admin/articles/column/add/", **fields)
        if answer[0] != 302 or time.monotonic() > deadline:
            return answer
    return None


def _integrity(disk):
    with sqlite3.connect(disk / "newsroom.sqlite3") as database:
        return database.execute("PRAGMA integrity_check").fetchone()[0]


def _names(disk):
    with sqlite3.connect(disk / "newsroom.sqlite3") as database:
        return [name for (name,) in database.execute("SELECT name FROM articles_column ORDER BY id")]


def test_what_else_goes_wrong_is_no_full_disk():
    assert is_full(OSError(28, "No space left on device"))
    assert is_full(OperationalError("database or disk is full"))
    assert not is_full(OSError(5, "Input/output error"))
    assert not is_full(OperationalError("database is locked"))
    assert not is_full(ValueError("disk"))
