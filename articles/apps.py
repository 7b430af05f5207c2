"""Articles and everything that they are made of."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "采编"

    def ready(self) -> None:
        """Let the database keep rules, search index and generation, and look whether it does."""
        from articles import checks, generation, guards
        from articles.search import upkeep

        for rules in (guards, generation):
            pre_migrate.connect(rules.remove_before_migrating, sender=self)
            post_migrate.connect(rules.install_after_migrating, sender=self)
        post_migrate.connect(upkeep.install_after_migrating, sender=self)
        connection_created.connect(upkeep.prepare)
        register(checks.guards_are_there, Tags.database)
        register(checks.search_is_there, Tags.database)
        register(checks.generation_moves, Tags.database)
