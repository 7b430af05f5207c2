"""The files of docs/deploy that install and run a newsroom: what can be told of them without a machine."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

from tests.absent import absent
from tests.deploy.proxy import AROUND, nginx_program
from tests.e2e.newsroom import ROOT

pytestmark = pytest.mark.looks  # No database changes any of this.

DEPLOY = ROOT / "docs" / "deploy"
INSTALL = DEPLOY / "install.sh"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def run(*words, **options):
    done = subprocess.run(words, capture_output=True, text=True, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def in_script(command, **variables):
    """Return what one of the functions of the script prints."""
    said = "".join(f"{name}='{value}'\n" for name, value in variables.items())
    return run("bash", "-c", f"source {INSTALL}\n{said}{command}")


def option(unit, section, name):
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",))
    parser.optionxform = str
    parser.read(unit)
    return parser.get(section, name)


def test_the_script_is_free_of_what_shellcheck_knows():
    run(str(Path(sys.executable).parent / "shellcheck"), str(INSTALL))
    assert os.access(INSTALL, os.X_OK)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--domain", "a b", "--self-signed"], "host name alone"),
        (["--domain"], "needs a value"),
        (["--name", "a|b"], "cannot be in it"),
        (["--database", "mysql"], "postgresql or sqlite"),
        (["--everything"], "unknown option"),
    ],
)
def test_the_script_refuses_options_before_it_does_anything(options, said):
    done = subprocess.run([INSTALL, *options], capture_output=True, text=True)
    assert done.returncode == 1
    assert said in done.stderr
    assert not done.stdout


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_knows_every_line_of_a_unit(tmp_path, unit):
    if not shutil.which("systemd-analyze"):
        absent("systemd-analyze: the units of docs/deploy were not verified (systemd is not installed)")
    for other in UNITS:
        text = re.sub(r"/srv/newsroom/current/\.venv/bin/\w+", "/bin/true", other.read_text())
        (tmp_path / other.name).write_text(text)
    name = unit.name.replace("@.", "@8000.")
    done = subprocess.run(["systemd-analyze", "verify", tmp_path / name], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_what_there_is_as_nobody_who_may_do_harm(unit):
    if unit.suffix == ".timer":
        assert unit.with_suffix(".service") in UNITS
        return
    assert option(unit, "Service", "User") == "newsroom"
    assert option(unit, "Service", "NoNewPrivileges") == "yes"
    assert option(unit, "Service", "ProtectSystem") == "strict"
    commands = re.findall(r"manage\.py (\w+)", unit.read_text())
    assert set(commands) <= set(get_commands())
    assert commands or "newsroom.wsgi:application" in unit.read_text()


def test_the_script_enables_units_that_there_are():
    named = set(re.findall(r"newsroom-[a-z]+(?:\.timer)?", in_script("declare -f units")))
    there = {unit.name.removesuffix(".service").removesuffix("@") for unit in UNITS}
    assert (
        {"newsroom-worker", "newsroom-web", "newsroom-backup.timer", "newsroom-tidy.timer"} <= named <= there
    )


def test_settings_of_the_installed_are_settings(tmp_path):
    known = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    written = set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "newsroom.env").read_text(), re.MULTILINE))
    assert written <= known
    filled = in_script(
        f"chown() {{ :; }}; settings; cat {tmp_path}/newsroom.env",
        ETC=tmp_path,
        DOMAIN="news.example.cn",
        NAME="云港新闻",
        CERTIFICATE="/etc/newsroom/site.pem",
    )
    assert "@" not in filled
    assert "SITE_NAME=云港新闻\n" in filled
    assert "DATABASE_URL=postgresql:///newsroom\n" in filled


def test_nginx_takes_the_file_that_the_script_makes(tmp_path):
    program = nginx_program()
    where = {"ETC": tmp_path, "HOME_DIR": tmp_path, "DOMAIN": "site.example.cn", "SELF_SIGNED": "yes"}
    text = in_script("certificate; nginx_site", **where)
    assert text.count("server_name site.example.cn;") == 2
    assert "news.example.cn" not in re.sub("#.*", "", text)
    assert re.findall(r"server 127.*", text) == [
        "server 127.0.0.1:8000 max_fails=0;",
        "server 127.0.0.1:8001 max_fails=0;",
    ]
    assert "return 308 https://$host$request_uri;" in text
    for place, ours in (("443", "40443"), (":80;", ":40080;"), ("listen 80;", "listen 40080;")):
        assert place in text
        text = text.replace(place, ours)
    text = text.replace("/var/cache/nginx/newsroom", f"{tmp_path}/cache")
    (tmp_path / "site.conf").write_text(text)
    (tmp_path / "nginx.conf").write_text(AROUND.format(folder=tmp_path))
    run(program, "-t", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "nginx.log"))


def test_containers_run_what_there_is():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    assert set(services) == {"database", "prepare", "web", "worker"}
    for service in services.values():
        commands = re.findall(r"manage\.py (\w+)", service.get("command", ""))
        assert set(commands) <= set(get_commands())
    assert services["web"]["ports"] == ["127.0.0.1:8000:8000"]  # Nobody gets past nginx.
    image = services["web"]["build"]
    assert (DEPLOY / image["context"] / image["dockerfile"]).is_file()


def test_logrotate_looks_where_logs_are():
    said = (DEPLOY / "newsroom.logrotate").read_text()
    assert said.count("{") == said.count("}") == 1
    assert "LOG_FILE=/var/log/newsroom/newsroom.log" in said
    for unit in DEPLOY.glob("*.service"):
        assert option(unit, "Service", "LogsDirectory") == "newsroom"
