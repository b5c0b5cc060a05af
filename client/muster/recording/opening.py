"""Opening a file that may be a recording, part of one, or anything else."""

import sqlite3
import struct
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from muster.recording.errors import RecordingDamaged, RecordingUnreadable
from muster.recording.schema import APPLICATION_ID, SCHEMA_VERSION

_MAGIC = b"SQLite format 3\x00"
_PAGES = struct.Struct(">16sH10xI")  # page size and number of pages: https://www.sqlite.org/fileformat.html
_APPLICATION = slice(68, 72)  # bytes of the head: https://www.sqlite.org/fileformat.html
_NOT_OURS = "is not a muster recording; name a file that `muster run` wrote"


def connect(path: Path) -> sqlite3.Connection:
    """Return a read-only connection to the recording at ``path``, or raise ``RecordingUnreadable``."""
    _check_file(path)
    with broken_means_unreadable(path):
        database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        try:
            _guard(database)
            _check_kind(database, path)
        except BaseException:
            database.close()
            raise
    return database


def is_recording(path: Path) -> bool:
    """Return whether a file calls itself a recording, of whatever version and state."""
    try:
        with path.open("rb") as file:
            head = file.read(_APPLICATION.stop)
    except OSError:
        return False
    return head.startswith(_MAGIC) and int.from_bytes(head[_APPLICATION], "big") == APPLICATION_ID


@contextmanager
def broken_means_unreadable(path: Path) -> Generator[None]:
    """Turn what SQLite says of the head of a file into ``RecordingUnreadable``."""
    try:
        yield
    except sqlite3.Error as error:
        raise RecordingUnreadable(
            f"{path} cannot be read ({error}); take another copy, together with its -wal file if there is one"
        ) from None


@contextmanager
def broken_means_damaged(path: Path, what: str) -> Generator[None]:
    """Turn what SQLite says of one part of a file into ``RecordingDamaged``."""
    try:
        yield
    except sqlite3.Error as error:
        reason, _, _ = str(error).partition(" with text ")  # which goes on with a page of it
        raise RecordingDamaged(f"{path}: its {what} are damaged ({reason}); the rest may still be readable") from None


def is_cut_short(path: Path) -> bool:
    """Return whether the file is smaller than its own head says; SQLite reads what is missing as zeros."""
    with path.open("rb") as file:
        head = file.read(_PAGES.size)
    _, page_size, pages = _PAGES.unpack(head)
    return pages * (65536 if page_size == 1 else page_size) > path.stat().st_size


def _check_file(path: Path) -> None:
    try:
        if not path.exists():
            raise RecordingUnreadable(f"{path}: no such file; check the name")
        if not path.is_file():
            raise RecordingUnreadable(f"{path} is not a regular file; name a recording")
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RecordingUnreadable(f"{path} cannot be read ({reason}); check its permissions") from None
    if not start:
        raise RecordingUnreadable(f"{path} is empty: its run was stopped before it began; run the scenario again")
    if start != _MAGIC:
        raise RecordingUnreadable(f"{path} {_NOT_OURS}")


def _guard(database: sqlite3.Connection) -> None:
    database.execute("PRAGMA query_only = ON")
    database.execute("PRAGMA trusted_schema = OFF")
    database.execute("PRAGMA cell_size_check = ON")
    # Lets SQLite open a file that was cut short, so that what is left of it can be read; nothing is ever written.
    database.execute("PRAGMA writable_schema = ON")


def _check_kind(database: sqlite3.Connection, path: Path) -> None:
    application, version = (
        database.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application != APPLICATION_ID:
        raise RecordingUnreadable(f"{path} {_NOT_OURS}")
    if version != SCHEMA_VERSION:
        remedy = "upgrade muster" if version > SCHEMA_VERSION else "read it with the muster that wrote it"
        raise RecordingUnreadable(f"{path} has schema version {version}, this muster reads {SCHEMA_VERSION}; {remedy}")
