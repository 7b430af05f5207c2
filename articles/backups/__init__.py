"""Backups: one file that holds a whole newsroom, whatever its database is, and the way back.

The file is a tar archive, compressed with zstd and, where a passphrase is given, encrypted as `age` does.
Rows stand in it by their columns in plain JSON, so what SQLite has written PostgreSQL can read, and the
other way round. Each table and all files have a count and a digest; without its last part, the manifest, a
file is no backup.
"""

from articles.backups.errors import BackupError
from articles.backups.partial import remove_left
from articles.backups.reading import verify
from articles.backups.restoring import restore
from articles.backups.writing import write

__all__ = ["BackupError", "remove_left", "restore", "verify", "write"]
