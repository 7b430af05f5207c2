import stat
import subprocess
import sys

from newsroom.secret_key import load_or_make

FILES = 200
LOAD_ALL = f"""
import sys
from pathlib import Path
from newsroom.secret_key import load_or_make
for number in range({FILES}):
    print(load_or_make(Path(sys.argv[1]) / str(number)))
"""


def test_a_key_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret_key"
    key = load_or_make(path)
    assert len(key) >= 50
    assert load_or_make(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_processes_that_start_at_once_have_one_key(tmp_path):
    """None reads a file that another one has made and not written yet: that would be an empty key."""
    command = [sys.executable, "-c", LOAD_ALL, str(tmp_path)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    (told,) = {process.communicate()[0] for process in started}
    assert told.splitlines() == [load_or_make(tmp_path / str(number)) for number in range(FILES)]
    assert all(len(key) >= 50 for key in told.splitlines())
