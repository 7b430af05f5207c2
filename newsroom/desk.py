"""The admin site under its Chinese name: 采编系统."""

from functools import partial
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin, site
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from articles.crossings import once_more

# What an editor opens most stands first; what is not named here follows as Django sorts it.
APPS = ("articles", "people", "taggit", "auth", "accounts", "audit")
MODELS = (
    "Article", "Photo", "Report", "Issue", "Topic", "Column",
    "WrongWord", "ForbiddenWord", "OfficeHolder", "PrintableNumber", "ProofSetting",
    "Page", "ImportBatch", "BatchFile", "Dump",
)  # fmt: skip


def is_desk(request: HttpRequest) -> bool:
    """Whether a request is for the desk."""
    return request.path.startswith("/admin/")


class PatientAdmin(ModelAdmin):
    """A form that is read again where somebody else has saved the same at the same moment.

    What must be there once, such as a name, is then found to be there, and the form says so.
    """

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return once_more(partial(super().changeform_view, request, *args, **kwargs))


class Desk(AdminSite):
    """The editors' desk."""

    site_header = "采编系统"
    site_title = "采编系统"
    index_title = "工作台"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The home page: what waits for the user, then all that they may open."""
        from articles.admin import home  # It needs the models, which are not there when this is read.

        return super().index(request, {**home.context(request), **(extra_context or {})})

    def get_urls(self) -> list[Any]:
        """The addresses of the desk, with those of one's own account."""
        from newsroom.accounts import pages

        return [
            path("account/", self.admin_view(pages.account_page), name="account"),
            path("account/two-step/", self.admin_view(pages.two_step_page), name="two_step"),
            *super().get_urls(),
        ]

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Register a page that minds others who save at the same moment, and whose additions, changes and
        deletions are on record in the audit log.
        """
        from newsroom.audit.desk import AuditedAdmin

        bases = (AuditedAdmin, PatientAdmin, admin_class or ModelAdmin)
        super().register(model_or_iterable, type(bases[-1].__name__, bases, {}), **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Everything the user may open, in the order of use."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "articles" and request.user.has_perm("articles.add_importbatch"):
                app["models"].append(_entry("导入", reverse("admin:articles_importbatch_add")))
            app["models"].sort(key=lambda model: _rank(MODELS, model["object_name"]))
        return sorted(apps, key=lambda app: _rank(APPS, app["app_label"]))


def _entry(name: str, address: str) -> dict[str, Any]:
    """A page among the models: what one does there is not done to a row of a list."""
    return {"name": name, "object_name": "Page", "admin_url": address, "add_url": None, "view_only": True}


def _rank(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


class DeskConfig(AdminConfig):
    """Django's admin app with our site as the default one."""

    default_site = "newsroom.desk.Desk"

    def ready(self) -> None:
        """Register all pages, and leave out those of libraries: the queue's, as a batch tells of itself
        what it waits for, and those that would show the keys of the second step.
        """
        super().ready()
        from django_otp.plugins.otp_static.models import StaticDevice
        from django_otp.plugins.otp_totp.models import TOTPDevice
        from django_tasks_db.models import DBTaskResult

        from newsroom.accounts.forms import LoginForm

        site.unregister((DBTaskResult, TOTPDevice, StaticDevice))
        site.login_form = LoginForm
