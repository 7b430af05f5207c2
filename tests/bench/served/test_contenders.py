import subprocess
import sys

import pytest

from tests.bench.served import contenders
from tests.bench.served.servers import cpu_seconds, free_port, running


def test_newsroom_is_served_as_it_is_run():
    lines = (contenders.ROOT / "Makefile").read_text().replace("\\\n", "")
    serve = lines.split("\nserve:")[1].split("\n\n")[0].split()

    assert set(contenders.GRANIAN) <= set(serve)
    assert [serve[serve.index("--blocking-threads") + 1]] == [
        contenders.GRANIAN[contenders.GRANIAN.index("--blocking-threads") + 1]
    ]


CHILD = """
import time
while time.process_time() < 0.4:
    pass
print("used", flush=True)
input()
"""
PARENT = "import subprocess, sys; subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)"


def test_what_descends_from_a_process_counts_as_its_work():
    # A process of its own: what else descends from the one that runs the tests ends when it likes.
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout.readline() == "used\n"

        assert cpu_seconds(parent.pid) >= 0.3  # It is told in hundredths, cut off for each process.
        parent.communicate("\n")
    assert cpu_seconds() == 0


def test_a_server_that_ends_at_once_is_told_with_what_it_said(tmp_path):
    command = [sys.executable, "-c", "raise SystemExit('no such port')"]
    with (
        pytest.raises(RuntimeError, match="no such port"),
        running(command, free_port(), tmp_path / "log", {}, tmp_path),
    ):
        pass
