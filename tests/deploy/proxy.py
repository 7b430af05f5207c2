"""The file for nginx, as it stands in the docs, in a real nginx in front of a newsroom."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.absent import absent
from tests.e2e.newsroom import ROOT, Newsroom, free_port, stop, wait_for

FILE = ROOT / "docs" / "deploy" / "nginx.conf"
HOST = "news.example.cn"

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
    """Return where nginx is; a test that needs it is skipped where there is none."""
    found = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if found:
        return found
    return absent("nginx: docs/deploy/nginx.conf was not tried (nginx is not installed)")


@contextmanager
def nginx(program: str, folder: Path, newsroom: Newsroom) -> Iterator[int]:
    """Run nginx with the file of the docs, its places put for those of a test; yield its port."""
    port = free_port()
    text = FILE.read_text()
    for place, ours in (
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("server 127.0.0.1:8000;", f"server {newsroom.url.removeprefix('http://')};"),
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
