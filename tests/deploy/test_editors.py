"""Editors who save while many read and an archive comes in: on the server as it is run."""

import random
import time
import urllib.parse
from functools import partial
from itertools import count

import pytest

from tests.e2e.newsroom import running
from tests.visitors import Editor, Met, Visitor, at_once

EDITORS, READERS = 4, 64
SAVES = 4  # Of each editor at least, half of them of an article that citizens read meanwhile.
PASSWORD = "secret-pass"
LISTS = {"/": "新闻编辑部", "/topics/yanglao/": "养老", "/topics/zhengwu/": "政务", "/people/": "通讯员"}
FILL = """
from pathlib import Path
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, User
from tests.factories import make_article
from tests.faults import archive, works
groups = Group.objects.filter(name__in=["总编", "档案管理员"])
rights = {{"password": make_password({password!r}), "is_staff": True}}
for number in range({editors} + 1):
    user = User.objects.create(username=f"editor-{{number}}", **rights)
    user.groups.set(groups)
for number in range({editors}):
    make_article(f"石桥晨市第{{number}}篇", status="draft")
for number in range(4 * {editors}):
    make_article(f"社区食堂第{{number}}篇", topics=["yanglao"])
works.send(archive.write(Path({folder!r}), {dumps}))
"""
DUMPS = 40
PATIENCE = 300  # Seconds, on a machine that does much else.


@pytest.fixture
def newsroom(tmp_path):
    """A newsroom with articles and editors, and an archive that waits for the worker."""
    with running(tmp_path, workers=2, PAGE_CACHE_MB="8") as newsroom:
        folder = str(tmp_path / "archive")
        fill = FILL.format(editors=EDITORS, password=PASSWORD, folder=folder, dumps=DUMPS)
        newsroom.manage("shell", "--no-imports", "-c", fill)
        yield newsroom


@pytest.fixture
def met():
    return Met()


@pytest.fixture
def editors(newsroom, met):
    """Editors who have logged in, and one more to look after them."""
    editors = [Editor(newsroom.port, met) for _ in range(EDITORS + 1)]
    for number, editor in enumerate(editors):
        editor.log_in(f"editor-{number}", PASSWORD)
    yield editors
    for editor in editors:
        editor.connection.close()


def works_on(editor, status):
    """The forms of articles with a status, by their addresses."""
    paths = editor.listed(f"/admin/articles/article/?status__exact={status}")
    return {path: editor.form(path) for path in paths}


def public(path):
    """Where citizens read the article whose form is at `path`."""
    return path.removeprefix("/admin/articles").removesuffix("change/").replace("article", "articles")


def edit(own, editor, number, leaving):
    """Add a line to one article after the other; return the lines that each has been given."""
    lines = {path: [] for path in own[number]}
    turns = count()
    while (turn := next(turns)) < SAVES or not leaving.is_set():
        path = own[number][turn % len(lines)]
        form = editor.form(path)
        line = f"编辑{number}号改了第{turn}次。"
        if form and editor.post(path, {**form, "body": f"{form['body']}<p>{line}</p>"}):
            lines[path].append(line)
    return lines


def read(pages, reader, number, leaving):
    """Read what is kept and what nobody has asked for yet; return the pages that were others than asked."""
    rng, wrong = random.Random(number), []
    while not leaving.wait(rng.random() / 2):
        path, title = rng.choice(list(pages.items()))
        if rng.random() < 0.2:
            title = f"食堂 {rng.random()}"
            path = "/search/?" + urllib.parse.urlencode({"q": title})
        page = reader.get(path)
        if page and title not in page.partition("<title>")[2].partition("</title>")[0]:
            wrong.append((path, page[:1000]))
    return wrong


def comes_to_show(visitor, path, words):
    """Whether a page comes to show all these words."""
    latest = time.monotonic() + PATIENCE
    while not all(word in visitor.get(path) for word in words):
        if time.monotonic() > latest:
            return False
        time.sleep(0.2)
    return True


def test_four_editors_save_while_64_readers_read_and_an_archive_comes_in(newsroom, editors, met):
    *editors, chief = editors
    drafts, articles = (works_on(chief, status) for status in ("draft", "published"))
    own = list(zip(drafts, articles, strict=False))
    pages = {**LISTS, **{public(path): form["headline"] for path, form in articles.items()}}
    citizens = [Visitor(newsroom.port, met) for _ in range(READERS)]

    newsroom.start_worker()
    with at_once(citizens, partial(read, pages)) as readers, at_once(editors, partial(edit, own)) as edited:
        is_imported = comes_to_show(chief, "/admin/articles/importbatch/", ["导入已完成"])

    assert met.errors == []
    assert is_imported
    assert [wrong for reader in readers for wrong in reader.result()] == []
    saved = {path: lines for one in edited for path, lines in one.result().items()}
    assert len(saved) == 2 * EDITORS
    assert all(len(lines) >= SAVES // 2 for lines in saved.values())
    for path, lines in saved.items():
        body = chief.form(path)["body"]
        assert [line for line in lines if line not in body] == []
        assert path in drafts or comes_to_show(chief, public(path), lines)
