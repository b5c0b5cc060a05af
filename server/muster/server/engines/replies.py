"""A file of replies by request key: SQLite, one table, added to as replies come."""

import logging
import sqlite3
from pathlib import Path

from muster.server.engine import Reply, Request
from muster.server.errors import BackendError

APPLICATION_ID = 0x4D525053  # "MRPS": file(1) and we know the file by it
_TABLE = (
    "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, model TEXT NOT NULL, reply TEXT) STRICT, WITHOUT ROWID"
)
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

    def find(self, key: str) -> tuple[bool, Reply | None]:
        """Return whether the request was made, and its reply; None when it got none of use."""
        row: tuple[str | None] | None = None
        try:
            if self._file:
                row = self._file.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
            return row is not None, Reply.read(row[0]) if row and row[0] else None
        except (sqlite3.Error, ValueError, TypeError) as error:
            self._tell("read", error)
            return False, None

    def add(self, request: Request, reply: Reply | None) -> None:
        """Remember what came of a request; a reply takes the place of none, and of no other."""
        if self._file is None or self._read_only:
            return
        row = (request.key, request.model, reply.canonical if reply else None)
        try:
            self._file.execute(
                "INSERT INTO replies VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET reply = excluded.reply "
                "WHERE reply IS NULL",
                row,
            )
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
