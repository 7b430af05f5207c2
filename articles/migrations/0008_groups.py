"""The groups of a newsroom, each with what it may do. Whoever runs one changes them as they like."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

_ALL = ("add", "change", "view")
_WRITTEN = ("view_article", "view_photo", "view_column", "view_issue", "view_topic", "view_correspondent")
_EDITED = (
    *(f"{deed}_{thing}" for thing in ("article", "photo", "column", "issue") for deed in _ALL),
    *(f"{deed}_correspondent" for deed in _ALL),
    *(f"{deed}_correspondentalias" for deed in (*_ALL, "delete")),
    *(f"{deed}_{thing}" for thing in ("byline", "photocredit", "articletopic") for deed in (*_ALL, "delete")),
    *("view_topic", "view_dump", "view_notice", "view_review", "view_version", "view_correction"),
    "write_article",
)
_LISTS = tuple(
    f"{deed}_{thing}"
    for thing in ("wrongword", "forbiddenword", "officeholder", "printablenumber", "proofsetting")
    for deed in (*_ALL, "delete")
)
_EDITOR = (*_EDITED, "review_first_article")
_HEAD = (*_EDITED, *_LISTS, "review_second_article", "merge_correspondent", "add_topic", "change_topic",
         *(f"{deed}_topicrule" for deed in (*_ALL, "delete")))  # fmt: skip
_CHIEF = (*_HEAD, "review_final_article", "publish_article", "correct_article", "release_importbatch",
          "view_importbatch")  # fmt: skip

GROUPS = {
    "通讯员": (
        "write_article",
        *("view_column", "view_issue", "view_correspondent"),
        *(f"{deed}_{thing}" for thing in ("byline", "photocredit") for deed in (*_ALL, "delete")),
    ),
    "编辑": _EDITOR,
    "主任": _HEAD,
    "总编": _CHIEF,
    "档案管理员": (
        *_WRITTEN,
        *("add_importbatch", "change_importbatch", "view_importbatch", "delete_importbatch"),
        *("view_batchfile", "view_dump", "view_notice", "add_article", "change_article", "add_photo"),
        *("change_photo", "add_correspondent", "change_correspondent", "add_topic", "change_topic"),
        *("add_issue", "change_issue", "add_column", "change_column"),
    ),
    "系统管理员": (
        *(f"{deed}_{thing}" for thing in ("user", "group") for deed in (*_ALL, "delete")),
        *_WRITTEN,
        *("view_importbatch", "view_review", "view_permission", "view_logentry"),
    ),
}


def add_groups(apps, schema_editor):
    using = schema_editor.connection.alias
    for label in ("articles", "people", "auth", "admin"):  # Made otherwise after all migrations.
        create_permissions(installed.get_app_config(label), apps=apps, using=using, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    for name, codes in GROUPS.items():
        group, is_new = apps.get_model("auth", "Group").objects.using(using).get_or_create(name=name)
        if is_new:
            found = permissions.filter(codename__in=codes)
            assert {permission.codename for permission in found} == set(codes), name  # nosec B101
            group.permissions.set(found)


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_reviews"),
        ("people", "0002_accounts_and_regrouping"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("admin", "0003_logentry_add_action_flag_choices"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(add_groups, migrations.RunPython.noop, elidable=False)]
