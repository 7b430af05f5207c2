"""The admin site under its Chinese name: 采编系统."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class Desk(AdminSite):
    """The editors' desk."""

    site_header = "采编系统"
    site_title = "采编系统"
    index_title = "工作台"
    enable_nav_sidebar = True


class DeskConfig(AdminConfig):
    """Django's admin app with our site as the default one."""

    default_site = "newsroom.desk.Desk"
