"""A file of replies by request key: SQLite, one table, added to as replies come."""

import logging
import sqlite3
from pathlib import Path

from muster.server.engine import BadReply, Reply, Request
from muster.server.errors import BackendError

APPLICATION_ID = 0x4D525053  # "MRPS": file(1) and we know the file by it
_TABLE = """
CREATE TABLE IF NOT EXISTS replies (
    key TEXT PRIMARY KEY, model TEXT NOT NULL, is_bad INTEGER NOT NULL, reply TEXT) STRICT, WITHOUT ROWID
"""
_FIND = "SELECT is_bad, reply FROM replies WHERE key = ?"
# A reply takes the place of a bad one, and nothing takes the place of a reply.
_ADD = """
INSERT INTO replies VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE
SET is_bad = excluded.is_bad, reply = excluded.reply WHERE is_bad
"""
_MAGIC = b"SQLite format 3\0"
_BUSY_S = 1.0  # for another process that writes to the same file; everybody waits meanwhile

_log = logging.getLogger(__name__)


class ReplyFile:
    """Replies of models, kept over runs.

    Trouble with the file in the middle of a run is logged once and costs replies, never the run.

    Args:
        path: of the file, made if there is none.
        read_only: whether it must exist, and stays as it is.

    Raises:
        BackendError: it cannot be opened, or is something else.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self._path, self._read_only = path, read_only
        self._has_told = False
        try:
            self._file: sqlite3.Connection | None = self._open()
        except (sqlite3.Error, OSError) as error:
            raise BackendError(f"the file of replies {path} cannot be used ({error}); name another") from error

    def find(self, key: str) -> Reply | BadReply | None:
        """Return what came of a request, None when it was never made."""
        try:
            row = (
                self._file and self._file.execute("SELECT is_bad, reply FROM replies WHERE key = ?", (key,)).fetchone()
            )
            return _outcome(key, *row) if row else None
        except (sqlite3.Error, ValueError, TypeError) as error:
            self._tell("read", error)
            return None

    def add(self, request: Request, outcome: Reply | BadReply) -> None:
        """Remember what came of a request."""
        if self._file is None or self._read_only:
            return
        is_bad = isinstance(outcome, BadReply)
        reply = outcome.reply if isinstance(outcome, BadReply) else outcome
        try:
            self._file.execute(_ADD, (request.key, request.model, is_bad, reply.canonical if reply else None))
        except sqlite3.Error as error:
            self._tell("written to", error)

    def close(self) -> None:
        """Close the file; may be called twice."""
        if self._file:
            self._file.close()
            self._file = None

    def _open(self) -> sqlite3.Connection:
        if self._read_only and not self._path.is_file():
            raise BackendError(f"there is no file of replies {self._path}; name one that exists with --replies FILE")
        if self._path.is_file() and self._is_strange():
            raise self._unlike()
        file = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={'ro' if self._read_only else 'rwc'}",
            uri=True,
            timeout=_BUSY_S,
            isolation_level=None,
            check_same_thread=False,  # made in one thread, used by the server's only
        )
        try:
            self._prepare(file)
        except BaseException:
            file.close()
            raise
        return file

    def _is_strange(self) -> bool:
        """SQLite itself takes a short file of anything for an empty one."""
        with self._path.open("rb") as file:
            start = file.read(len(_MAGIC))
        return start not in (b"", _MAGIC)

    def _prepare(self, file: sqlite3.Connection) -> None:
        is_new = not file.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if not is_new and file.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
            raise self._unlike()
        if not self._read_only:
            file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            file.execute("PRAGMA journal_mode = WAL")
            # Whatever was written survives the death of the process, though not of the machine: it is a cache.
            file.execute("PRAGMA synchronous = OFF")
            file.execute(_TABLE)

    def _unlike(self) -> BackendError:
        return BackendError(f"{self._path} is no file of replies; name another with --replies FILE")

    def _tell(self, what: str, error: Exception) -> None:
        if not self._has_told:
            self._has_told = True
            _log.warning("the file of replies %s could not be %s: %s; going on without", self._path, what, error)


def failed_then(key: str, reply: Reply | None) -> BadReply:
    """Return the error of a request that had no reply of use when it was made."""
    return BadReply(f"request {key} had no reply of use when it was recorded either", reply)


def _outcome(key: str, is_bad: int, canonical: str | None) -> Reply | BadReply | None:
    reply = Reply.read(canonical) if canonical else None
    return failed_then(key, reply) if is_bad else reply
