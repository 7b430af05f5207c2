"""Whoever looks after accounts makes nobody a superuser."""

import pytest
from django.contrib.auth.models import Group, User

from newsroom.audit.models import Event
from tests.desk import administrator

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    """A browser of somebody who looks after accounts."""
    user = User.objects.create_user("keeper", password="secret-pass", is_staff=True)
    user.groups.add(Group.objects.get(name="系统管理员"))
    client.force_login(user)
    return client


def test_a_keeper_of_accounts_cannot_become_a_superuser(keeper):
    key = User.objects.get(username="keeper").pk
    form = keeper.get(f"/admin/auth/user/{key}/change/").context["adminform"].form
    assert "is_superuser" not in form.fields
    told = {"username": "keeper", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    assert keeper.post(f"/admin/auth/user/{key}/change/", told).status_code == 302
    assert not User.objects.get(pk=key).is_superuser


def test_a_superuser_is_out_of_their_reach(keeper):
    key = administrator().pk
    told = {"password1": "Ganz-neu-am-9", "password2": "Ganz-neu-am-9", "usable_password": "true"}
    assert keeper.post(f"/admin/auth/user/{key}/password/", told).status_code == 403
    assert keeper.post(f"/admin/auth/user/{key}/change/", {"username": "mine"}).status_code == 403
    assert keeper.post(f"/admin/auth/user/{key}/delete/", {"post": "yes"}).status_code == 403
    listed = {"action": "delete_selected", "_selected_action": [key], "post": "yes"}
    keeper.post("/admin/auth/user/", listed)
    assert User.objects.get(pk=key).check_password("secret-pass")
    assert Event.objects.filter(kind="denied", username="keeper").count() >= 3


def test_accounts_and_permissions_given_are_on_record(keeper):
    told = {"password1": "Ganz-neu-am-9", "password2": "Ganz-neu-am-9", "usable_password": "true"}
    keeper.post("/admin/auth/user/add/", {"username": "new", **told})
    key = User.objects.get(username="new").pk
    group = Group.objects.get(name="编辑")
    told = {"username": "new", "is_staff": "on", "groups": [group.pk]}
    keeper.post(f"/admin/auth/user/{key}/change/", told)
    events = Event.objects.filter(kind="account", username="keeper").order_by("pk")
    said = [f"{event.subject}：{event.detail}" for event in events]
    assert said == [
        "新账号 new：用户名：new、有效：是、可登录：否、超级用户：否",
        "账号 new：有效：否、可登录：是",
        "账号 new：增加：组 编辑",
    ]
    keeper.post(f"/admin/auth/user/{key}/delete/", {"post": "yes"})
    assert Event.objects.filter(kind="delete", subject="用户 1 项").exists()
