"""Every address × role × method, read from the resolver: an address that the table does not list fails."""

import logging

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from newsroom.desk import Desk
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.newsroom.allowed import DESK
from tests.newsroom.trying import ROLES, addresses, filled, is_open, signed_in, things

pytestmark = pytest.mark.django_db

METHODS = ("GET", "POST", "PUT", "DELETE")
TABLE = {
    name: (get.strip("-"), post.strip("-")) for name, get, post in map(str.split, DESK.strip().splitlines())
}

# The citizens' site and what stands beside it, with what makes a path of each route.
PUBLIC = {
    "display": (),
    "articles:front": (),
    "articles:topic": ("yanglao",),
    "articles:column": ("shequ",),
    "articles:issues": (),
    "articles:issue": ("issue",),
    "articles:page": ("issue", 2),
    "articles:article": ("article",),
    "articles:qr_code": ("article",),
    "articles:photos": (),
    "articles:photo": ("photo",),
    "articles:rendition": None,  # A file that is not there in tests.
    "articles:people": (),
    "articles:person": ("person",),
    "articles:person_photos": ("person",),
    "articles:about": (),
    "articles:accessibility": (),
    "articles:site_map": (),
    "articles:report": (),
    "articles:report_thanks": (),
    "articles:search": (),
    "articles:suggestions": (),
    "articles:feeds": (),
    **{f"articles:feed_latest{form}": () for form in ("", "_atom", "_json")},
    **{f"articles:feed_topic{form}": ("yanglao",) for form in ("", "_atom", "_json")},
    **{f"articles:feed_column{form}": ("shequ",) for form in ("", "_atom", "_json")},
    **{f"articles:feed_person{form}": ("person",) for form in ("", "_atom", "_json")},
    "articles:sitemap_index": (),
    "articles:sitemap_news": (),
    "articles:sitemap": None,
    "articles:robots": (),
}
FORMS = {"display", "articles:report"}
WITHOUT_NAME = {"^media/(?P<path>.+)$", "admin:admin/(?P<url>.*)$"}


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    """Leave thousands of refusals out of the log, and the menu out of thousands of pages."""
    monkeypatch.setattr(Desk, "get_app_list", lambda *args: [])
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def desk_addresses():
    """Each address of the desk by its name; the old form of a change page leads to the new one."""
    for name, route in addresses():
        if route.startswith("admin/") and not route.endswith("/<path:object_id>/") and "(?P" not in route:
            yield name, route


def test_every_address_is_listed():
    found = {name for name, _ in addresses() if not name.endswith("<path:object_id>/")}
    listed = {f"admin:{name}" if name != "proof" else name for name in TABLE}
    assert found == listed | set(PUBLIC) | WITHOUT_NAME | {"admin:app_list"}


@pytest.fixture
def paths(admin_client):
    """A path of each address of the desk, about something that is there."""
    keys = things(admin_client)
    return {name.removeprefix("admin:"): filled(name, route, keys) for name, route in desk_addresses()}


def test_each_role_opens_what_the_table_says(paths):
    wrong = []
    browsers = {letter: signed_in(letter) for letter in ROLES}
    for name, path in paths.items():
        for method, allowed in zip(("GET", "POST"), TABLE[name], strict=True):
            let_in = "".join(letter for letter in ROLES if is_open(browsers[letter], method, path))
            if let_in != allowed:
                wrong.append(f"{method} {path} ({name}): {let_in or '-'} instead of {allowed or '-'}")
    assert not wrong, "\n".join(wrong)


def test_no_other_method_opens_more(paths):
    browser = signed_in("p")
    for name, path in paths.items():
        if "p" not in "".join(TABLE[name]):
            assert not any(is_open(browser, method, path) for method in METHODS), path


def test_visitors_and_accounts_without_the_desk_are_sent_to_the_login(paths):
    nobody, somebody = Client(), Client()
    somebody.force_login(User.objects.create_user("citizen"))
    paths |= {"old": "/admin/articles/article/1/", "app": "/admin/articles/", "none": "/admin/no/such/page/"}
    for name, path in paths.items():
        for browser in (nobody, somebody):
            for method in METHODS:
                if name not in ("login", "logout"):
                    assert not is_open(browser, method, path), (method, path)


def test_nothing_at_the_desk_is_done_without_a_token_of_its_own_form(paths):
    forger = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forger.force_login(User.objects.get(username="admin"))
    for path in paths.values():
        assert not is_open(forger, "POST", path), path


def test_the_citizens_site_is_open_to_all_and_takes_its_two_forms_alone(client):
    from articles.models import Column

    issue, person = make_issue(), make_person()
    column = Column.objects.create(name="社区", slug="shequ")
    article = make_article(issue=issue, page_number=2, people=[person], topics=["yanglao"], column=column)
    known = {"issue": issue.date, "article": article.pk, "person": person.pk}
    known["photo"] = make_photo(people=[person], issue=issue).pk
    for name, named in PUBLIC.items():
        if named is None:
            continue
        path = reverse(name, args=[known.get(value, value) for value in named])
        assert client.get(path).status_code == 200, path
        for method in METHODS[1:]:
            is_form = method == "POST" and name in FORMS
            assert is_form or client.generic(method, path).status_code == 405, (method, path)
