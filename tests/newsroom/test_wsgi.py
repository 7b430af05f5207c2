"""What servers load."""

import os
import subprocess
import sys

ASKED = """
import {module}
import django; django.setup()
from django.db import connection
print(connection.cursor().execute("PRAGMA cache_size").fetchone()[0])
"""


def test_each_of_a_servers_connections_keeps_less_than_an_import_does(tmp_path):
    server, command = (_kilobytes(tmp_path, module) for module in ("newsroom.wsgi", "newsroom.settings"))
    assert 0 < 4 * server <= command


def test_the_program_itself_is_left_out_of_the_search_for_garbage(tmp_path):
    asked = "import newsroom.wsgi, gc, sys; print(gc.get_freeze_count(), 'newsroom.urls' in sys.modules)"
    frozen, has_urls = _told(tmp_path, asked).split()
    assert int(frozen) > 100_000
    assert has_urls == "True"


def _kilobytes(folder, module):
    """What a new process that has loaded a module keeps for its connection to SQLite."""
    return -int(_told(folder, ASKED.format(module=module)))


def _told(folder, program):
    env = {**os.environ, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", program]
    return subprocess.run(command, env=env, check=True, capture_output=True, text=True).stdout
