"""The app of the audit log."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "newsroom.audit"
    verbose_name = "安全审计"

    def ready(self) -> None:
        """Hear of what happens, and let the database keep what is written of it."""
        from newsroom.audit import guards, listening

        listening.connect()
        pre_migrate.connect(guards.remove_before_migrating, sender=self)
        post_migrate.connect(guards.install_after_migrating, sender=self)
        register(guards.are_there, Tags.database)
