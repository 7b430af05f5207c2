"""Who sends the pages: how each is started, and under which addresses it has them."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.served.load import Answer, fetched
from tests.bench.served.servers import free_port, running

ROOT = Path(__file__).parents[3]
GRANIAN = [
    "--interface",
    "wsgi",
    "--no-ws",
    "--blocking-threads",
    "2",
    "--respawn-failed-workers",
]  # `make serve`

NEWSROOM, NEWSROOM_2 = "Newsroom behind its cache", "Newsroom behind its cache, 2 processes"
NGINX = "nginx, a file"
PLAIN = "a plain Django view"
MIDDLEWARE = "Newsroom behind Django's cache middleware"
UNCACHED = "Newsroom without a cache"
WAGTAIL, WAGTAIL_KEPT = "Wagtail", "Wagtail behind Django's cache middleware"

Addresses = Mapping[str, str]  # Of each page, its path.


@dataclass(frozen=True)
class Contender:
    """A server that runs: its process, and the URL of each page that it has."""

    name: str
    process: int
    urls: dict[str, str] = field(default_factory=dict)


def granian(application: str, workers: int = 1, program: Path | None = None) -> list[str]:
    """The command that serves an application as `make serve` does, without its address."""
    program = program or Path(sys.executable).with_name("granian")
    return [str(program), *GRANIAN, "--workers", str(workers), application]


class Field:
    """Starts contenders, and holds them until the end."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self.stack, self.folder = stack, folder

    def newsroom(self, name: str, pages: Addresses, *, workers: int = 1, **env: str) -> Contender:
        """Newsroom as it is run, save for what `env` sets."""
        return self.start(name, granian("newsroom.wsgi:application", workers), pages, env, ROOT)

    def with_files(self, files: Path) -> Iterator[Contender]:
        """Those who send pages that are compressed already."""
        pages = {path.name: f"/{path.name}" for path in files.iterdir()}
        port = free_port()
        configuration = self.folder / "nginx.conf"
        configuration.write_text(_nginx(port, files, self.folder))
        yield self.start(NGINX, ["nginx", "-c", str(configuration)], pages, {}, self.folder, port)
        plain = granian("tests.bench.served.plain:application")
        yield self.start(PLAIN, plain, pages, {"PAGES": str(files)}, ROOT)

    def start(
        self, name: str, command: list[str], pages: Addresses, env: Mapping[str, str], folder: Path,
        port: int = 0,
    ) -> Contender:  # fmt: skip
        """Start a server in `folder`; without a port it is granian, which is told one."""
        if not port:
            port = free_port()
            command = [*command, "--host", "127.0.0.1", "--port", str(port)]
        log = self.folder / f"{port}.log"
        process = self.stack.enter_context(running(command, port, log, env, folder))
        return Contender(
            name, process, {page: f"http://127.0.0.1:{port}{path}" for page, path in pages.items()}
        )


def saved(contender: Contender, folder: Path) -> Path:
    """Write what a contender sends for each page into `folder`, as it goes over the wire."""
    folder.mkdir()
    for page, url in contender.urls.items():
        answer = compressed(url)
        (folder / page).write_bytes(answer.body)
    return folder


def compressed(url: str) -> Answer:
    """A page that must come compressed. Raises RuntimeError where it does not."""
    answer = fetched(url)
    if answer.encoding != "gzip":
        raise RuntimeError(f"{url} came as {answer.encoding or 'it is'}")
    return answer


def _nginx(port: int, files: Path, folder: Path) -> str:
    """One worker process, and what Debian sets; connections last as long as wrk asks on them."""
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/nginx-{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if os.geteuid() == 0 else ""  # The folder is nobody else's to read.
    return f"""{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log stderr;
events {{ worker_connections 768; }}
http {{
  {temporary}
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  default_type "text/html; charset=utf-8";
  server {{
    listen 127.0.0.1:{port};
    root {files};
    add_header Content-Encoding gzip;
  }}
}}
"""
