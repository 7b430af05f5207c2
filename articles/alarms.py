"""What whoever keeps the machine must hear of before it stops: room, certificate, worker, backups.

Each is looked at where this process runs. On several machines the signs that processes leave
(`articles.signs`) may be on another one: a worker that was never seen here is missed only when something
waits for it.
"""

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import signs
from articles.models import Article, Photo, Status

LEAST_ROOM = 0.1  # Of a disk,
ENOUGH_ROOM = 20 * 2**30  # unless so many bytes are free.
CERTIFICATE = datetime.timedelta(days=21)  # Before its end: it is renewed by itself at thirty.
SILENCE = datetime.timedelta(minutes=5)  # Of a worker, which gives a sign twice a minute.


def alarms(now: datetime.datetime | None = None) -> list[str]:
    """Return what is wrong, a sentence each with what to do."""
    now = now or timezone.now()
    return [*_room(), *_certificate(now), *_worker(now), *_backup(now)]


def _room() -> Iterator[str]:
    """One alarm a disk, though database and files may be on the same."""
    seen = set()
    for what, path in _places():
        device = path.stat().st_dev
        usage = shutil.disk_usage(path)
        if device in seen or usage.free >= min(ENOUGH_ROOM, usage.total * LEAST_ROOM):
            continue
        seen.add(device)
        free = f"{usage.free / 2**30:.1f} GB（{usage.free * 100 // usage.total}%）"
        yield f"{what}所在的磁盘只剩 {free}。请清理旧备份和日志，或扩大磁盘。"


def _places() -> Iterator[tuple[str, Path]]:
    places = [("上传文件", settings.VAR_DIR), ("图片", settings.MEDIA_ROOT)]
    if connection.vendor == "sqlite":
        places.insert(0, ("数据库", Path(str(connection.settings_dict["NAME"])).parent))
    yield from ((what, Path(path)) for what, path in places if Path(path).is_dir())


def _certificate(now: datetime.datetime) -> Iterator[str]:
    if not settings.CERTIFICATE_FILE:
        return
    try:
        end = x509.load_pem_x509_certificate(Path(settings.CERTIFICATE_FILE).read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        yield f"读不了网站证书 {settings.CERTIFICATE_FILE}。请检查 CERTIFICATE_FILE 和文件权限。"
        return
    if end <= now:
        yield f"网站证书已于 {_day(end)}到期，读者打不开网站。请立即更换。"
    elif end - now < CERTIFICATE:
        yield f"网站证书将于 {_day(end)}到期，还有 {(end - now).days} 天。请更换，或检查自动续期。"


def _worker(now: datetime.datetime) -> Iterator[str]:
    last = signs.last(signs.WORKER)
    if last and now - last < SILENCE:
        return
    before = now - SILENCE
    waits = DBTaskResult.objects.ready().filter(enqueued_at__lt=before).exists() or any(
        model.objects.filter(status=Status.SCHEDULED, publish_at__lt=before).exists()
        for model in (Article, Photo)
    )
    if waits or last:
        seen = f"最后一次见到是 {_time(last)}" if last else "在这台机器上没有见过"
        yield f"后台 worker 没有运行（{seen}）：导入和定时发布不会进行。请检查 newsroom-worker 服务。"


def _backup(now: datetime.datetime) -> Iterator[str]:
    hours, last = settings.BACKUP_ALARM_HOURS, signs.last(signs.BACKUP)
    if not hours:
        return
    if last is None:
        yield "这台机器还没有做过备份。请马上备份一次，并设置定时备份（见运维手册）。"
    elif now - last > datetime.timedelta(hours=hours):
        yield f"最近一次备份是 {_time(last)}。请检查 newsroom-backup 定时器。"


def _day(at: datetime.datetime) -> str:
    return f"{timezone.localtime(at):%Y 年 %-m 月 %-d 日}"


def _time(at: datetime.datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
