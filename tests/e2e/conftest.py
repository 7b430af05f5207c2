"""A real browser, and the watch kept on what it complains of."""

import os
import shutil
from importlib import import_module

import pytest
from django.apps import apps

# Playwright's loop runs in this thread; the tests themselves still call the database one by one.
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


def _without_browser(reason: str) -> None:
    message = f"browser tests: no browser started ({reason})"
    if "CI" in os.environ:
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def browser():
    """Return a Chromium: the system's, or Playwright's own. Without one, CI fails and others skip."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        _without_browser(str(error))
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        except Error as error:
            _without_browser(error.message.splitlines()[0])
        yield browser
        browser.close()


def _ship_topics() -> None:
    import_module("articles.migrations.0002_topics").add_topics(apps, None)


@pytest.fixture
def shipped_topics(transactional_db):
    """Put back the topics that a migration brings: each test here ends with an emptied database."""
    _ship_topics()


@pytest.fixture(scope="module", autouse=True)
def _topics_for_the_tests_that_follow(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock():
        _ship_topics()


@pytest.fixture
def open_page(browser):
    """Return a function that opens a window; whatever a page complains of there fails the test."""
    contexts, complaints = [], []

    def open_page(width=360, **options):
        context = browser.new_context(viewport={"width": width, "height": 740}, locale="zh-CN", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda line: complaints.append(line.text))
        page.on("requestfailed", lambda request: complaints.append(f"not loaded: {request.url}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []
