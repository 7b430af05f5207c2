"""The admin site under its Chinese name: 采编系统."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest

# What an editor opens most stands first; what is not named here follows as Django sorts it.
APPS = ("articles", "people", "taggit", "auth")
MODELS = ("Article", "Photo", "Topic", "Column", "Issue", "ImportBatch", "BatchFile", "Dump")


def is_desk(request: HttpRequest) -> bool:
    """Whether a request is for the desk."""
    return request.path.startswith("/admin/")


class Desk(AdminSite):
    """The editors' desk."""

    site_header = "采编系统"
    site_title = "采编系统"
    index_title = "工作台"

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Everything the user may open, in the order of use."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: _rank(MODELS, model["object_name"]))
        return sorted(apps, key=lambda app: _rank(APPS, app["app_label"]))


def _rank(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


class DeskConfig(AdminConfig):
    """Django's admin app with our site as the default one."""

    default_site = "newsroom.desk.Desk"
