"""`manage.py backup FILE`: one file that holds the whole newsroom, made while everybody goes on working."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import backups, signs
from articles.management.passphrases import passphrase
from articles.management.progress import bar

NAME = "newsroom-{:%Y%m%d-%H%M%S}.tar.zst"
NAMED = "newsroom-????????-??????.tar.zst*"  # So is a backup that was named by its time, whole or not.
SHOWN = 20  # Names of missing files.


class Command(BaseCommand):
    help = "把整个编辑部（数据库、图片、上传的文件）备份成一个文件。采编和网站可以照常使用。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="备份文件；是文件夹时，按时间取名")
        parser.add_argument("--passphrase-file", type=Path, help="用这个文件的第一行作口令加密")
        parser.add_argument("--keep", type=int, metavar="N", help="文件夹里只留最新的 N 份备份，其余删除")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        folder = path if os.path.isdir(path) else None  # `is_dir()` fails where nobody may look.
        keep = options["keep"]
        if keep is not None and (folder is None or keep < 1):
            raise CommandError("--keep 至少是 1，而且 FILE 要是一个文件夹。")
        secret = passphrase(options["passphrase_file"])
        if folder:
            path = folder / (NAME.format(timezone.localtime()) + (".age" if secret else ""))
            self._clear_up(folder, path.name)
        try:
            with bar("备份", "行", self.stderr) as shown:
                content = backups.write(path, secret, told=lambda what, number: shown.advance(number))
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("已中断，没有留下备份文件。", returncode=130) from None
        signs.leave(signs.BACKUP)
        if folder and keep:
            _prune(folder, keep)
        self._report(path, content)

    def _clear_up(self, folder: Path, name: str) -> None:
        """Remove what backups have left that were killed: it may be what fills the disk."""
        older = (path for path in folder.glob(NAMED) if path.name < name)
        for left in backups.remove_left(older):
            self.stderr.write(f"清除了中断的备份留下的 {left.name}。")

    def _report(self, path: Path, content: Any) -> None:
        number = sum(of["files"] for of in content.files.values())
        self.stdout.write(
            f"已备份到 {path}（{path.stat().st_size} 字节）：{content.rows} 行，{number} 个文件。"
        )
        if content.missing:
            names = "、".join(content.missing[:SHOWN])
            self.stderr.write(f"有 {len(content.missing)} 个文件在数据库里有记录，但找不到：{names}")


def _prune(folder: Path, keep: int) -> None:
    """Delete all backups in a folder but the newest, by the time in their names."""
    found = [path for path in folder.glob("newsroom-*") if path.name.endswith((".tar.zst", ".tar.zst.age"))]
    for old in sorted(found)[:-keep]:
        old.unlink()
