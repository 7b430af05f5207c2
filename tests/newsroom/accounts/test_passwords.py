"""What a password must be, how old it may grow, and what ends with it."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from newsroom.accounts.models import Password
from newsroom.accounts.passwords import KindsOfCharacters
from newsroom.audit.models import Event
from tests.desk import administrator, editor

pytestmark = pytest.mark.django_db

CHANGE = "/admin/password_change/"


def change(client, old, new):
    return client.post(CHANGE, {"old_password": old, "new_password1": new, "new_password2": new})


@pytest.mark.parametrize(
    "password", ["Kurz-1", "nureinewortfolge", "ohnezahl-und-gross", "12345678901", "ABCDEFGH1"]
)
def test_plain_passwords_are_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", ["Lesbar-und-7", "kanal-und-7-tore", "云港的新闻Kanal7"])
def test_passwords_of_three_kinds_are_good(password):
    validate_password(password)


def test_the_number_of_kinds_is_a_setting():
    KindsOfCharacters(1).validate("einfach")
    with pytest.raises(ValidationError, match="4 种"):
        KindsOfCharacters(4).validate("Lesbar7777")


def test_the_page_says_what_is_asked_in_chinese(client):
    client.force_login(administrator())
    page = client.get(CHANGE).content.decode()
    assert "至少要有大写字母、小写字母、数字、其他字符中的 3 种" in page


def test_a_password_is_not_used_again(client):
    client.force_login(administrator())
    assert change(client, "secret-pass", "Zweites-Wort-2").status_code == 302
    assert change(client, "Zweites-Wort-2", "Drittes-Wort-3").status_code == 302
    for used in ("Drittes-Wort-3", "Zweites-Wort-2"):
        response = change(client, "Drittes-Wort-3", used)
        assert "不能与最近 3 次用过的密码相同" in response.content.decode()


def test_only_the_last_ones_are_kept():
    user = administrator()
    for number in range(5):
        user.set_password(f"Wort-Nummer-{number}")
        user.save()
    assert Password.objects.count() == 3


def test_a_password_grown_too_old_is_changed_before_anything_else(client):
    administrator()
    User.objects.update(date_joined=timezone.now() - datetime.timedelta(days=91))
    client.force_login(User.objects.get())
    for path in ("/admin/", "/admin/articles/article/", "/admin/account/"):
        assert client.get(path).headers["Location"] == CHANGE
    assert client.post("/admin/articles/article/add/", {}).headers["Location"] == CHANGE
    assert "已经用得太久" in client.get(CHANGE).content.decode()
    assert change(client, "secret-pass", "Ganz-neu-am-9").status_code == 302
    assert client.get("/admin/").status_code == 200


def test_an_open_session_meets_the_end_of_its_password(client):
    client.force_login(administrator())
    for age, status in ((10, 200), (91, 302)):
        User.objects.update(date_joined=timezone.now() - datetime.timedelta(days=age))
        session = client.session
        session["password_good_until"] = 0  # The end that the session knew has come.
        session.save()
        assert client.get("/admin/").status_code == status


def test_passwords_may_be_left_to_grow_old(client, settings):
    settings.PASSWORD_DAYS = 0
    User.objects.filter(pk=administrator().pk).update(date_joined="2001-01-01T00:00:00Z")
    client.force_login(User.objects.get())
    assert client.get("/admin/").status_code == 200


def test_asking_for_the_age_costs_an_open_session_nothing(client, django_assert_num_queries):
    client.force_login(editor())
    client.get("/admin/password_change/done/")
    with django_assert_num_queries(5):  # Session and account; the session kept alive, in its transaction.
        client.get("/admin/jsi18n/")


def test_other_sessions_end_with_the_password():
    here, elsewhere = Client(), Client()
    user = administrator()
    for browser in (here, elsewhere):
        browser.force_login(user)
    change(here, "secret-pass", "Ganz-neu-am-9")
    assert here.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_a_change_is_on_record_with_who_made_it(client):
    chief, other = administrator(), editor()
    client.force_login(chief)
    told = {"password1": "Ganz-neu-am-9", "password2": "Ganz-neu-am-9", "usable_password": "true"}
    assert client.post(f"/admin/auth/user/{other.pk}/password/", told).status_code == 302
    event = Event.objects.get(kind="password")
    assert (event.username, event.subject, event.address) == ("chief", "账号 editor", "127.0.0.1")
    assert "neu" not in str(list(Event.objects.values()))


def test_everybody_sees_their_last_logins(client):
    administrator()
    client.post("/admin/login/", {"username": "chief", "password": "wrong"}, REMOTE_ADDR="198.51.100.7")
    client.post("/admin/login/", {"username": "chief", "password": "secret-pass"})
    page = client.get("/admin/account/").content.decode()
    assert "198.51.100.7" in page
    assert "失败：用户名或密码不对" in page
    assert "密码用到" in page
