"""What is logged, and how: lines for people, or one JSON object a line for programs.

Either way an event is one line: what somebody has sent, a path or a name, can neither begin a line of its
own nor colour or turn round what stands in one.
"""

import datetime
import json
import logging
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from newsroom.lines import escaped

FORMATS = ("text", "json")


def configuration(form: str, level: str, file: str = "") -> dict[str, Any]:
    """Return what LOGGING is for a LOG_FORMAT, a LOG_LEVEL and a LOG_FILE, blank for the console."""
    if form not in FORMATS:
        raise ImproperlyConfigured("LOG_FORMAT（日志格式）只能是 text 或 json，请改正环境变量或 .env。")
    handler: dict[str, Any] = {"class": "logging.StreamHandler", "stream": "ext://sys.stdout"}
    if file:
        handler = {"class": "logging.handlers.WatchedFileHandler", "filename": file, "encoding": "utf-8"}
    elif form == "text":
        handler["stream"] = "ext://sys.stderr"
    formatters = {
        "text": {"()": "newsroom.logs.Lines"},
        "json": {"()": "newsroom.logs.Objects"},
        "made": {"format": "%(message)s"},
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": formatters,
        "handlers": {"ours": {**handler, "formatter": form}, "audit": {**handler, "formatter": "made"}},
        "root": {"handlers": ["ours"], "level": level},
        # Django's own handlers would say things twice, and in another form.
        "loggers": {
            "django": {"handlers": [], "level": level},
            "django.server": {"handlers": [], "level": "INFO", "propagate": True},
            # It makes one JSON object a line itself: who, when, what, from where.
            "newsroom.audit": {"handlers": ["audit"], "level": "INFO", "propagate": False},
            # It writes names as they were typed; the audit log has the same.
            "axes": {"level": "ERROR"},
        },
    }


class Lines(logging.Formatter):
    """A line for people: when, how grave, who says it, and what. A traceback follows below it."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  The library's name.
        return escaped(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802
        lines = super().formatException(ei).split("\n")
        return "\n".join(f"    {escaped(line)}" for line in lines)  # None of them looks like an event.


class Objects(logging.Formatter):
    """An object for programs; what is not known of an event is left out."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, Any] = {
            "time": datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "path": getattr(getattr(record, "request", None), "path", None),
            "method": getattr(getattr(record, "request", None), "method", None),
            "status": getattr(record, "status_code", None),
            "process": record.process,
            "exception": self.formatException(record.exc_info) if record.exc_info else None,
        }
        known = {name: value for name, value in said.items() if value is not None}
        return escaped(json.dumps(known, ensure_ascii=False, default=str))
