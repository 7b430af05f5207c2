"""The app of accounts."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "newsroom.accounts"
    verbose_name = "登录安全"

    def ready(self) -> None:
        """Look at each login what there is to do first."""
        from newsroom.accounts import duties

        user_logged_in.connect(duties.take_up)
