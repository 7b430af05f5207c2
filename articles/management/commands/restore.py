"""`manage.py restore FILE`: brings a backup into an empty newsroom, on SQLite or PostgreSQL."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles import backups
from articles.management.passphrases import passphrase
from articles.management.progress import bar


class Command(BaseCommand):
    help = "把备份恢复到空的数据库（SQLite 或 PostgreSQL 均可）。要么全部恢复，要么什么也不写入。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="manage.py backup 制作的文件")
        parser.add_argument("--passphrase-file", type=Path, help="备份加密时所用的口令文件")
        parser.add_argument("--verify", action="store_true", help="只检查备份是否完整，不恢复")

    def handle(self, *args: Any, **options: Any) -> None:
        path, secret = options["file"], passphrase(options["passphrase_file"])
        try:
            if options["verify"]:
                content = backups.verify(path, secret)
            else:
                with bar("恢复", "行", self.stderr) as shown:
                    content = backups.restore(path, secret, told=lambda what, number: shown.advance(number))
        except backups.BackupError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("已中断，没有写入任何内容。", returncode=130) from None
        self._report(content, options["verify"])

    def _report(self, content: Any, is_verified: bool) -> None:
        number = sum(of["files"] for of in content.files.values())
        said = "备份完整" if is_verified else "已恢复，行数和摘要都与备份相同"
        self.stdout.write(f"{said}：{content.rows} 行，{number} 个文件。")
        if not is_verified:
            self.stdout.write("搜索索引由后台 worker 补齐，也可以现在运行 manage.py rebuild_search_index。")
