"""A real browser, and the watch kept on what it complains of."""

import json
import os
import re
import shutil

import pytest
from django.db import connections

from tests.absent import absent
from tests.desk import administrator
from tests.e2e.newsroom import running

# Playwright's event loop runs in this thread; the tests themselves call the database one by one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


FILL = """
import json
from tests.e2e import citizens, filling
filling.fill({folder!r})
citizens.fill()
with open({found!r}, "w") as file:
    json.dump([filling.addresses(), citizens.addresses()], file)
"""


def _without_browser(reason: str) -> None:
    absent(f"browser tests: no browser started ({reason})")


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """Return a Chromium: the system's, or Playwright's own. Without one, CI fails and others skip.

    Django opens a second set of connections in a thread whose event loop runs, as Playwright's does
    from here on; the tests go on with the connection that their database was set up by.
    """
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        _without_browser(str(error))
    connection = connections["default"]
    with sync_playwright() as playwright:
        connections["default"] = connection
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        except Error as error:
            _without_browser(error.message.splitlines()[0])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _full_newsroom(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    with running(folder) as newsroom:
        found = folder / "addresses.json"
        newsroom.manage("shell", "-c", FILL.format(folder=str(folder), found=str(found)))
        yield newsroom.url, *json.loads(found.read_text())


@pytest.fixture
def filled(_full_newsroom):
    """The address of a newsroom with something on every page of its desk, and the addresses of these."""
    return _full_newsroom[0], _full_newsroom[1]


@pytest.fixture
def public(_full_newsroom):
    """The full addresses of a newsroom's public pages, by what each is; some hold the longest of all."""
    url, _, pages = _full_newsroom
    return {name: url + address for name, address in pages.items()}


@pytest.fixture
def desk_url(live_server, settings):
    """The address of a site in this test's own database, with an administrator called chief."""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False  # The test server speaks HTTP.
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sessionid", "csrftoken"
    administrator()
    return live_server.url


def _failure(request) -> list[str]:
    """What to complain of; a page left while its icons still load is no fault."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"not loaded: {request.url}"]


def _complaint(line) -> list[str]:
    """What a page has said; that it is not there, or refuses a form, is for the test to judge.

    A note, such as that a field was filled in before the cursor was put into it, is none of a fault.
    """
    is_itself = line.location["url"] == line.page.url
    is_judged = is_itself and re.search("status of 4(04|10|22)", line.text)
    return [] if is_judged or line.type == "info" else [line.text]


def _settle(page, under_way) -> None:
    """Let what a page has asked for be answered, and nothing more be asked: the database is emptied next."""
    page.context.route("**/*", lambda route: route.abort("aborted"))
    page.goto("about:blank")  # A page at the desk tells that it is left.
    for _ in range(100):
        if not under_way:
            return
        page.wait_for_timeout(20)


def _read_when_loaded(page):
    """Let a test's scripts wait for the page they are for: after a click it may be there without content."""
    evaluate = page.evaluate

    def patient(*script):
        page.wait_for_load_state()
        return evaluate(*script)

    page.evaluate = patient
    return page


@pytest.fixture
def open_page(browser):
    """Return a function that opens a window; whatever a page complains of there fails the test."""
    contexts, complaints, under_way = [], [], set()

    def open_page(width=360, **options):
        context = browser.new_context(viewport={"width": width, "height": 740}, locale="zh-CN", **options)
        contexts.append(context)
        page = _read_when_loaded(context.new_page())
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.extend(_complaint(line)))
        page.on("requestfailed", lambda request: complaints.extend(_failure(request)))
        page.on("request", lambda request: under_way.add(request))
        for end in ("requestfinished", "requestfailed"):
            page.on(end, lambda request: under_way.discard(request))
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            _settle(page, under_way)
        context.close()
    assert complaints == []
