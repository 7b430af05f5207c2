"""`manage.py end_two_step USERNAME…`: for those who have lost their phone and their backup codes."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from newsroom.accounts import codes


class Command(BaseCommand):
    help = "停用账号的两步验证，以便只用密码登录，再重新启用。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("usernames", nargs="+", metavar="USERNAME", help="用户名")

    def handle(self, *args: Any, **options: Any) -> None:
        users = list(get_user_model()._default_manager.filter(username__in=options["usernames"]))
        unknown = set(options["usernames"]) - {user.get_username() for user in users}
        if unknown:
            raise CommandError(f"没有账号 {'、'.join(sorted(unknown))}，一个也没有停用。请核对用户名。")
        codes.switch_off(users)
        self.stdout.write(f"已停用 {len(users)} 个账号的两步验证。")
