"""People at the desk, for tests."""

from django.contrib.auth.models import Permission, User


def administrator() -> User:
    """Return a superuser."""
    return User.objects.create_superuser("chief", password="secret-pass")


def editor(*permissions: str) -> User:
    """Return a member of staff with just these permissions of the apps, e.g. `change_article`."""
    user = User.objects.create_user("editor", password="secret-pass", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user
