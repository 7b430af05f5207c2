"""`manage.py createdemo PATH`: a newsroom to look round in, made of the dumps at PATH."""

import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles import workflow
from articles.importing import Options, Outcome, run
from articles.models import Article, Notice, Photo, Release, Status
from articles.search import upkeep

ADMIN = "admin"
MINOR = ("joined-lines", "furniture")  # Doubts that do not keep a sample article from being published.


class Command(BaseCommand):
    help = "导入样例版面，发布没有疑问的稿件，其余留在采编系统，并建立管理员账号。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--address", default="http://127.0.0.1:8000", help="提示中显示的网址")

    def handle(self, *args: Any, **options: Any) -> None:
        summary = run(options["paths"], Options())
        for result in summary.of(Outcome.REFUSED):
            self.stderr.write(f"{result.name}：{result.message}")
        if summary.batch:
            _release(Release.objects.create(batch=summary.batch))
        upkeep.bring_in_all()
        self._report(options["address"], _new_password())

    def _report(self, address: str, password: str) -> None:
        articles, photos = Article.objects.published().count(), Photo.objects.published().count()
        drafts = Article.objects.filter(status=Status.DRAFT).count()
        self.stdout.write(
            f"\n  已发布 {articles} 篇稿件、{photos} 张图片，{drafts} 篇草稿等待核对。\n"
            f"  网站：    {address}/\n"
            f"  采编系统：{address}/admin/\n"
            f"  用户名：  {ADMIN}\n"
            f"  密码：    {password}\n"
        )


def _release(record: Release) -> None:
    """Publish what is free of doubts, on the word that the paper has printed it."""
    articles = workflow.release(_without_doubts(Article.objects.all(), "article"), record)
    with_them = Q(article=None) | Q(article__status=Status.PUBLISHED)
    photos = workflow.release(_without_doubts(Photo.objects.filter(with_them), "photo"), record)
    Release.objects.filter(pk=record.pk).update(articles=articles, photos=photos, finished_at=timezone.now())


def _without_doubts(rows: QuerySet[Any], link: str) -> QuerySet[Any]:
    doubts = Notice.objects.filter(**{link: OuterRef("pk")}, resolved=False).exclude(code__in=MINOR)
    return rows.filter(~Exists(doubts), status=Status.DRAFT)


def _new_password() -> str:
    """Give the demo's administrator a new random password and return it."""
    password = secrets.token_urlsafe(12)
    user, _ = get_user_model().objects.get_or_create(username=ADMIN)
    user.is_staff = user.is_superuser = user.is_active = True
    user.set_password(password)
    user.save()
    return password
