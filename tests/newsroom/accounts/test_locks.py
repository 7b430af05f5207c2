"""Who guesses passwords is told to wait; nobody can lock out somebody elsewhere."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from newsroom.audit.models import Event
from tests.desk import administrator

LOGIN = "/admin/login/"
RIGHT, WRONG = "secret-pass", "a-wrong-guess"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _accounts(db):
    administrator()
    User.objects.create_user("editor", password=RIGHT, is_staff=True)


def tried(password, name="chief", address="203.0.113.7", **headers):
    told = {"username": name, "password": password}
    return Client().post(LOGIN, told, REMOTE_ADDR=address, headers=headers)


def guess(times=5, **where):
    return [tried(WRONG, **where).status_code for _ in range(times)]


def test_after_five_failures_the_right_password_is_refused_too():
    assert guess(4) == [200] * 4
    assert guess(1) == [429]
    refused = tried(RIGHT)
    assert refused.status_code == 429
    assert "sessionid" not in "".join(refused.cookies)
    assert "暂时不能登录" in refused.content.decode()
    assert "Django" not in refused.content.decode()
    assert int(refused.headers["Retry-After"]) == 30 * 60
    assert "'self'" in refused.headers["Content-Security-Policy"]
    assert refused.headers["Cache-Control"] == "no-store"


def test_four_failures_are_forgiven():
    guess(4)
    assert tried(RIGHT).status_code == 302


def test_the_address_is_locked_for_everybody_there_and_nobody_elsewhere():
    guess(5)
    assert tried(RIGHT, name="editor").status_code == 429
    assert tried(RIGHT, address="203.0.113.8").status_code == 302


def test_guesses_at_several_accounts_and_by_several_browsers_count_together():
    for number in range(5):
        tried(WRONG, name=f"nobody-{number}", **{"User-Agent": f"browser {number}"})
    assert tried(RIGHT).status_code == 429


def test_a_household_is_one_address_of_ipv6_and_ipv4_is_never_one():
    for number in range(5):
        tried(WRONG, address=f"2001:db8:1:2::{number + 1}")
    assert tried(RIGHT, address="2001:db8:1:2:ffff::1").status_code == 429
    assert tried(RIGHT, address="2001:db8:1:3::1").status_code == 302
    guess(5, address="::ffff:203.0.113.7")
    assert tried(RIGHT, address="::ffff:203.0.113.8").status_code == 302


def test_what_a_stranger_forges_locks_nobody_out(settings):
    forged = {"X-Forwarded-For": "203.0.113.99"}
    assert guess(5, **forged)[-1] == 429
    assert tried(RIGHT, address="203.0.113.99").status_code == 302
    settings.BEHIND_PROXY = True
    behind = {"address": "10.0.0.1", "X-Forwarded-For": "203.0.113.99, 198.51.100.1"}
    assert guess(5, **behind)[-1] == 429
    assert tried(RIGHT, address="10.0.0.1", **{"X-Forwarded-For": "198.51.100.2"}).status_code == 302


def test_a_lock_ends_and_guesses_under_it_do_not_lengthen_it(settings):
    from axes.models import AccessAttempt

    guess(5)
    guess(3)
    assert AccessAttempt.objects.get().failures_since_start == 5
    AccessAttempt.objects.update(attempt_time="2020-01-01T00:00:00Z")
    assert tried(RIGHT).status_code == 302


@pytest.mark.parametrize("name", ["a\r\nb", "\x1b[31m", "\u202echief", "名" * 150, "'; --", "a" * 5000, ""])
def test_odd_names_are_only_wrong(name):
    assert tried(WRONG, name=name).status_code == 200


def test_the_library_keeps_no_password_and_no_code():
    from axes.models import AccessAttempt

    Client().post(LOGIN, {"username": "chief", "password": WRONG, "code": "123456"})
    kept = AccessAttempt.objects.values().get()
    assert WRONG not in str(kept)
    assert "123456" not in str(kept)


def test_an_administrator_sees_the_lock_and_ends_it(client, django_assert_num_queries):
    client.force_login(User.objects.get(username="chief"))
    guess(5)
    guess(1, address="203.0.113.8")
    with django_assert_num_queries(7):
        page = client.get("/admin/accounts/failedlogin/").content.decode()
    assert page.count("icon-yes") == 1
    assert page.count("icon-no") == 1
    row = Event.objects.filter(kind="lock").get()
    assert (row.address, row.username) == ("203.0.113.7", "chief")
    from axes.models import AccessAttempt

    chosen = AccessAttempt.objects.get(ip_address="203.0.113.7").pk
    told = {"action": "unlock", "_selected_action": [chosen]}
    assert client.post("/admin/accounts/failedlogin/", told).status_code == 302
    assert tried(RIGHT).status_code == 302
    assert Event.objects.get(kind="unlock").username == "chief"


def test_who_may_only_look_ends_no_lock(client):
    from tests.desk import editor

    User.objects.filter(username="editor").delete()
    client.force_login(editor("view_failedlogin"))
    guess(5)
    told = {"action": "unlock", "_selected_action": ["1"]}
    client.post("/admin/accounts/failedlogin/", told)
    assert tried(RIGHT).status_code == 429


def test_a_command_lists_and_ends_locks(capsys):
    guess(5)
    call_command("unlock_login")
    assert "203.0.113.7　5 次失败，已锁定" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"198\.51\.100\.9"):
        call_command("unlock_login", "203.0.113.7", "198.51.100.9")
    call_command("unlock_login", "203.0.113.7")
    assert tried(RIGHT).status_code == 302


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_guesses_at_the_same_moment_are_all_counted():
    def one(number):
        try:
            return tried(WRONG, name=f"nobody-{number % 2}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(one, range(12)))
    assert answers.count(429) >= 12 - (4 + 4)  # Those that were on their way when the fifth had failed.
    assert tried(RIGHT).status_code == 429
