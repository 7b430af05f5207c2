"""Articles and everything that they are made of."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "采编"

    def ready(self) -> None:
        """Let the database keep the rules of the reviews, and look whether it does."""
        from articles import checks, guards

        pre_migrate.connect(guards.remove_before_migrating, sender=self)
        post_migrate.connect(guards.install_after_migrating, sender=self)
        register(checks.guards_are_there, Tags.database)
