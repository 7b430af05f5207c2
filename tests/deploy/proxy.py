"""nginx with the file of the docs, as a process of this machine."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.absent import absent
from tests.e2e.newsroom import ROOT, free_port, stop, wait_for

FILE = ROOT / "docs" / "deploy" / "nginx.conf"
HOST = "news.example.cn"
PLAIN_HOST = "plain.example.cn"  # Sends all on to HTTPS.

# What Debian's nginx.conf says round such a file, in a folder of its own.
AROUND = """
daemon off;
user root;
worker_processes 1;
error_log {folder}/nginx.log;
pid {folder}/nginx.pid;
events {{ worker_connections 768; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


def nginx_program() -> str:
    """Where nginx is; without one the test is skipped, and fails in CI."""
    found = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if found:
        return found
    return absent("nginx: docs/deploy/nginx.conf was not tried (nginx is not installed)")


def _with_redirect(text: str) -> str:
    """The file with its server that sends all on to HTTPS, here under a name of its own."""
    text = re.sub(r"^#(server \{|\}|    [a-z])", r"\1", text, flags=re.MULTILINE)
    return text.replace(f"server_name {HOST};", f"server_name {PLAIN_HOST};", 1)


@contextmanager
def nginx(program: str, folder: Path, *servers: str) -> Iterator[int]:
    """Run nginx with the file of the docs, its places put for those of a test; yield its port.

    `servers` are the addresses of the newsroom's servers, none of which counts as failed: see `install.sh`.
    """
    port = free_port()
    listen = f"listen 127.0.0.1:{port}"
    behind = "\n".join(f"server {url.removeprefix('http://')} max_fails=0;" for url in servers)
    text = _with_redirect(FILE.read_text())
    for place, ours in (
        ("    listen [::]:80;\n", ""),
        ("listen 80;", f"{listen};"),
        (f"{listen};\n    #listen", f"{listen} default_server;\n    #listen"),
        ("server 127.0.0.1:8000;", behind),
        ("/srv/newsroom/var/", f"{folder}/"),
        ("/var/cache/nginx/newsroom", f"{folder}/cache"),
    ):
        assert place in text
        text = text.replace(place, ours)
    (folder / "site.conf").write_text(text)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    process = subprocess.Popen([program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "nginx.log")])
    try:
        wait_for(port, process)
        yield port
    finally:
        stop(process)
