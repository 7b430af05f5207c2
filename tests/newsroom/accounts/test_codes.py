"""The second step of the login: switched on, asked for, demanded, lost."""

import datetime
import re
import time
from base64 import b32decode

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.accounts import codes
from newsroom.audit.models import Event
from tests.desk import administrator, editor

pytestmark = pytest.mark.django_db

PAGE = "/admin/account/two-step/"


def shown_by_phone(key, halfminutes=0):
    """What a phone shows that has this key."""
    clock = TOTP(key)
    clock.time = time.time() + 30 * halfminutes
    return f"{clock.token():06}"


@pytest.fixture
def chief(client):
    user = administrator()
    client.force_login(user)
    return user


def switch_on(client):
    """Switch it on as somebody would, and return the key and the backup codes."""
    page = client.get(PAGE).content.decode()
    key = b32decode(re.search("<code>([A-Z2-7]{32})</code>", page)[1])
    page = client.post(PAGE, {"code": shown_by_phone(key)}).content.decode()
    return key, re.findall("<code>([a-z2-7]{8})</code>", page)


def log_in(code="", *, guess="", **where):
    told = {"username": "chief", "password": guess or "secret-pass", "code": code}
    return Client().post("/admin/login/", told, **where)


def test_nobody_is_asked_who_has_not_switched_it_on(client):
    administrator()
    assert "动态码" not in client.get("/admin/login/").content.decode()
    assert log_in().status_code == 302


def test_it_is_switched_on_at_the_desk_without_scripts(client, chief):
    page = client.get(PAGE)
    assert "<svg" in page.content.decode()
    assert not re.search(r"<script(?! src)| style=|<style", page.content.decode())
    _, backup = switch_on(client)
    assert len(set(backup)) == codes.BACKUP_CODES
    assert [event.detail for event in Event.objects.filter(kind="two_step")] == ["启用"]
    assert "登录时除了密码，还要动态码" in client.get("/admin/account/").content.decode()


def test_a_wrong_code_switches_nothing_on(client, chief):
    client.get(PAGE)
    assert "动态码不对" in client.post(PAGE, {"code": "000000"}).content.decode()
    assert not codes.is_on(chief)
    assert log_in().status_code == 302


def test_login_then_takes_password_and_code(client, chief):
    key, _ = switch_on(client)
    assert "动态码或备用码" in Client().get("/admin/login/").content.decode()
    assert "请同时填写密码和动态码" in log_in().content.decode()
    code = shown_by_phone(key, 1)  # That of this half minute was used to switch it on.
    assert log_in(code, guess="wrong-password").status_code == 200
    assert log_in(code).status_code == 302
    again = log_in(code)
    assert again.status_code == 200
    assert "已经用过" in again.content.decode()


def test_wrong_codes_are_counted_as_wrong_passwords_are(client, chief):
    key, _ = switch_on(client)
    answers = [log_in(f"00000{number}", REMOTE_ADDR="203.0.113.7").status_code for number in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert log_in(shown_by_phone(key, 1), REMOTE_ADDR="203.0.113.7").status_code == 429
    assert Event.objects.filter(kind="login", result="failed", subject="动态码不对").count() == 5


def test_codes_guessed_from_everywhere_have_to_wait(client, chief):
    key, _ = switch_on(client)
    for number in range(3):
        log_in("000000", REMOTE_ADDR=f"203.0.113.{number}")
    assert log_in(shown_by_phone(key, 1), REMOTE_ADDR="198.51.100.1").status_code == 200
    past = timezone.now() - datetime.timedelta(minutes=1)
    TOTPDevice.objects.update(throttling_failure_timestamp=past)
    assert log_in(shown_by_phone(key, 1), REMOTE_ADDR="198.51.100.1").status_code == 302


def test_a_backup_code_is_good_once(client, chief):
    _, backup = switch_on(client)
    assert log_in(backup[0].upper()).status_code == 302
    assert log_in(backup[0]).status_code == 200


def test_backup_codes_are_renewed_with_a_code(client, chief):
    _, backup = switch_on(client)
    page = client.post(PAGE, {"code": backup[0], "renew": "on"}).content.decode()
    fresh = re.findall("<code>([a-z2-7]{8})</code>", page)
    assert len(fresh) == codes.BACKUP_CODES
    assert not set(fresh) & set(backup)


def test_it_is_switched_off_with_a_code_alone(client, chief):
    _, backup = switch_on(client)
    client.post(PAGE, {"code": "aaaaaaaa", "end": "on"})
    assert codes.is_on(chief)
    TOTPDevice.objects.update(throttling_failure_count=0)
    StaticDevice.objects.update(throttling_failure_count=0)
    client.post(PAGE, {"code": backup[0], "end": "on"})
    assert log_in().status_code == 302


@pytest.mark.parametrize(
    ("asked_of", "led"), [("admins", [True, False]), ("staff", [True, True]), ("", [False] * 2)]
)
def test_it_can_be_demanded(settings, asked_of, led):
    settings.TWO_STEP = asked_of
    for user, is_led in zip((administrator(), editor()), led, strict=True):
        browser = Client()
        browser.force_login(user)
        for path in ("/admin/", "/admin/articles/article/"):
            assert (browser.get(path).headers.get("Location") == PAGE) is is_led
        if is_led:
            switch_on(browser)
            assert browser.get("/admin/").status_code == 200
            assert "停用两步验证" not in browser.get(PAGE).content.decode()


def test_what_is_demanded_is_not_switched_off_by_hand(client, chief, settings):
    _, backup = switch_on(client)
    settings.TWO_STEP = "admins"
    client.post(PAGE, {"code": backup[0], "end": "on"})
    assert codes.is_on(chief)


def test_an_administrator_helps_who_has_lost_the_phone(client, chief, capsys):
    switch_on(client)
    with pytest.raises(CommandError, match="nobody"):
        call_command("end_two_step", "chief", "nobody")
    assert codes.is_on(chief)
    call_command("end_two_step", "chief")
    assert "已停用 1 个账号" in capsys.readouterr().out
    assert log_in().status_code == 302
    switch_on(client)
    client.post("/admin/auth/user/", {"action": "end_two_step", "_selected_action": [chief.pk]})
    assert not codes.is_on(User.objects.get())


def test_the_keys_are_on_no_page_of_the_desk(client, chief):
    key, backup = switch_on(client)
    for path in ("/admin/otp_totp/totpdevice/", "/admin/otp_static/staticdevice/"):
        assert client.get(path).status_code == 404
    shown = client.get(PAGE).content.decode() + client.get("/admin/audit/event/").content.decode()
    assert TOTPDevice.objects.get().key not in shown
    assert backup[0] not in shown
