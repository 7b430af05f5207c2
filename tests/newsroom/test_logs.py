"""One event, one line, whatever somebody has sent."""

import json
import logging
import logging.config
import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

from articles import pagedump
from articles.importing import files
from articles.importing.reading import text_of, understood
from articles.importing.results import Options
from articles.pagedump import DumpError
from newsroom import logs
from tests.e2e.newsroom import ROOT

HOSTILE = "/a\r\nERROR root: all is lost\x1b[31m\u202egnp.exe\u2066\u2028\x85\ud800/"
SENT = HOSTILE.replace("\ud800", "")  # As far as it can be sent.


def event(form, message="%s", *said, **more):
    formatter = logs.Objects() if form == "json" else logs.Lines()
    record = logging.LogRecord(
        "articles.clock", logging.WARNING, __file__, 1, message, said, more.pop("exc_info", None)
    )
    vars(record).update(more)
    return formatter.format(record)


@pytest.mark.parametrize("form", logs.FORMATS)
def test_an_event_is_one_line_that_nothing_colours_or_turns_round(form):
    line = event(form, "not found: %s", HOSTILE)
    assert line.isprintable()
    assert len(line.splitlines()) == 1
    assert line.encode()  # No half of a pair, which no file takes.


def test_an_object_tells_when_how_grave_who_what_and_of_which_request():
    request = RequestFactory().get("/topics/养老/\r\n")
    said = json.loads(event("json", "Not Found: %s", HOSTILE, request=request, status_code=404))
    assert said["message"] == f"Not Found: {HOSTILE}"
    assert said["time"].endswith("+00:00")
    assert (said["level"], said["logger"]) == ("WARNING", "articles.clock")
    assert (said["method"], said["path"], said["status"]) == ("GET", request.path, 404)


def test_a_traceback_is_in_the_object_and_below_the_line():
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        found = sys.exc_info()
    line = event("json", "failed", exc_info=found)
    assert "ValueError" in json.loads(line)["exception"]
    assert line.isprintable()
    first, *below = event("text", "failed", exc_info=found).split("\n")
    assert first.endswith("articles.clock: failed")
    assert any("ValueError" in one for one in below)
    assert all(one.isprintable() and one.startswith("    ") for one in below)


def test_another_format_is_refused_in_words():
    with pytest.raises(ImproperlyConfigured, match="LOG_FORMAT"):
        logs.configuration("xml", "WARNING")


def test_a_file_may_be_moved_away_while_it_is_written(tmp_path):
    """As logrotate does."""
    file = tmp_path / "newsroom.log"
    say = f"""
import logging.config, os
from newsroom import logs
logging.config.dictConfig(logs.configuration("json", "INFO", {str(file)!r}))
logging.getLogger("a").info("before")
os.rename({str(file)!r}, {str(file)!r} + ".1")
logging.getLogger("a").info("之后")
"""
    subprocess.run([sys.executable, "-c", say], cwd=ROOT, check=True)
    assert json.loads((tmp_path / "newsroom.log.1").read_text())["message"] == "before"
    assert json.loads(file.read_text())["message"] == "之后"


@pytest.fixture
def log(tmp_path):
    """A file of JSON lines, which all that is logged goes into."""
    file = tmp_path / "newsroom.log"
    logging.config.dictConfig(logs.configuration("json", "INFO", str(file)))
    yield file
    logging.config.dictConfig(settings.LOGGING)


@pytest.mark.django_db
def test_a_path_a_user_and_a_file_of_hostile_names_are_a_line_each(
    client, log, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    def fail(text):
        raise ValueError(text)

    client.get(quote(SENT))
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/login/", {"username": SENT, "password": "x"})
    monkeypatch.setattr(pagedump, "parse", fail)
    dump = tmp_path / f"2025-03-07_02{SENT.replace('/', '')}.txt"
    dump.write_text("晨市\u202e\x1b[31m\n")
    (source,) = files.find([dump])
    with pytest.raises(DumpError, match="解析时程序出错"):
        understood(text_of(source, Options()), Options())
    lines = log.read_text().split("\n")
    assert lines.pop() == ""
    assert all(line.isprintable() for line in lines)
    path, login, parser = map(json.loads, lines)
    assert path["message"].startswith("Not Found: /a")
    assert (path["path"], path["status"]) == (SENT, 404)
    assert (login["kind"], login["username"]) == ("login", SENT)
    assert "gnp.exe" in parser["message"]
    assert "ValueError" in parser["exception"]


def test_a_command_logs_objects_to_the_console_and_django_says_nothing_twice(tmp_path):
    say = """
from django.test import Client
Client().get("/nowhere-at-all/")
"""
    settings = {
        "LOG_FORMAT": "json",
        "MAINTENANCE": "on",
        "VAR_DIR": str(tmp_path),
        "DATABASE_URL": "sqlite://:memory:",
    }
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", say],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
    )
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["status"] == 503
    assert json.loads(line)["path"] == "/nowhere-at-all/"
