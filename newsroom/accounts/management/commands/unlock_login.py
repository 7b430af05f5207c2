"""`manage.py unlock_login [ADDRESS…]`: list the addresses with failed logins, or let some log in again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import addresses
from newsroom.accounts import locks


class Command(BaseCommand):
    help = "列出登录失败的地址；给出地址则解除它们的锁定。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("addresses", nargs="*", metavar="ADDRESS", help="要解除锁定的地址")

    def handle(self, *args: Any, **options: Any) -> None:
        known = locks.failures()
        wanted = [addresses.network(address) for address in options["addresses"]]
        if unknown := set(wanted) - set(known):
            raise CommandError(
                f"这些地址没有登录失败的记录：{'、'.join(sorted(unknown))}。不带参数运行可以列出全部。"
            )
        locks.unlock(set(wanted))
        for address, number in known.items():
            if address in wanted:
                self.stdout.write(f"{address} 可以登录了。")
            elif not wanted:
                state = "已锁定" if locks.is_full(number) else "未锁定"
                self.stdout.write(f"{address}　{number} 次失败，{state}")
        if not known:
            self.stdout.write("近来没有登录失败。")
