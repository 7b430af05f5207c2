"""The group 系统管理员 sees the audit log and the locks, and ends these."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

CODES = ("view_event", "view_failedlogin", "unlock_failedlogin")


def allow(apps, schema_editor):
    using = schema_editor.connection.alias
    for label in ("audit", "accounts"):  # Made otherwise after all migrations.
        create_permissions(installed.get_app_config(label), apps=apps, using=using, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for group in apps.get_model("auth", "Group").objects.using(using).filter(name="系统管理员"):
        group.permissions.add(*permissions.filter(codename__in=CODES))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("audit", "0001_initial"),
        ("articles", "0008_groups"),
    ]

    operations = [migrations.RunPython(allow, migrations.RunPython.noop, elidable=False)]
