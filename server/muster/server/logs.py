"""Logs of a server that runs alone: lines for people, or one JSON object a line for programs."""

import json
import logging
import sys
import time
from typing import TextIO

# What a record has when nobody adds anything; the rest was given as `extra`.
_USUAL = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def log_to(stream: TextIO | None = None, *, as_json: bool = False, level: int = logging.INFO) -> logging.Handler:
    """Write what muster logs to ``stream``, standard error if None; returns the handler, to be removed again."""
    handler = logging.StreamHandler(stream) if stream else _ToStandardError()
    handler.setFormatter(JsonLines() if as_json else PlainLines())
    logger = logging.getLogger("muster")
    logger.addHandler(handler)
    logger.setLevel(level)
    return handler


class _ToStandardError(logging.Handler):
    """Writes to what standard error is by then, not to what it was when logging began."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line."""
        print(self.format(record), file=sys.stderr, flush=True)


class PlainLines(logging.Formatter):
    """``2026-11-21T05:24:13Z INFO session begun people=80``: time in UTC."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and a traceback below it when there is one."""
        added = "".join(f" {name}={value}" for name, value in _added(record).items())
        line = f"{_utc(record)} {record.levelname} {_one_line(record.getMessage())}{_one_line(added)}"
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """An object a line: ``time`` (UTC), ``level``, ``logger``, ``message``, and whatever was added."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields = {
            "time": _utc(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **_added(record),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)


def _added(record: logging.LogRecord) -> dict[str, object]:
    # Libraries in the same process, Ray for one, mark every record with names of their own that begin so.
    return {name: value for name, value in vars(record).items() if name not in _USUAL and not name.startswith("_")}


def _utc(record: logging.LogRecord) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z"


def _one_line(text: str) -> str:
    """What clients send, such as a scenario's name, must not look like a line of ours."""
    return "".join(character if character.isprintable() else "?" for character in text)
