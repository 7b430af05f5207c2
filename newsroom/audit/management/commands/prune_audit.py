"""`manage.py prune_audit`: delete audit events that have been kept long enough."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from newsroom.audit.guards import LEAST_DAYS
from newsroom.audit.models import Event
from newsroom.audit.recording import Kind, record

CHUNK = 5000  # Rows a transaction: who writes meanwhile does not wait for more.


class Command(BaseCommand):
    help = f"删除超过 AUDIT_DAYS 天的审计记录（至少保留 {LEAST_DAYS} 天）。可以每天运行一次。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="只看有多少，不删除")

    def handle(self, *args: Any, **options: Any) -> None:
        days = max(settings.AUDIT_DAYS, LEAST_DAYS)
        old = Event.objects.filter(at__lt=timezone.now() - datetime.timedelta(days=days)).order_by("at", "pk")
        if options["dry_run"]:
            self.stdout.write(f"试运行，没有删除：{days} 天以前的审计记录有 {old.count()} 条。")
            return
        number = 0
        while keys := list(old.values_list("pk", flat=True)[:CHUNK]):
            with transaction.atomic():
                Event.objects.filter(pk__in=keys).delete()
                number += len(keys)
        if number:
            record(Kind.PRUNE, f"{days} 天以前的 {number} 条")
        self.stdout.write(f"已删除 {days} 天以前的审计记录 {number} 条。")
