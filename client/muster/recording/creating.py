"""Making the file of a new recording, and writing to it safely."""

import os
import sqlite3
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from muster.recording.errors import RecordingExists, RecordingUnwritable
from muster.recording.header import Header
from muster.recording.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES
from muster.scenario.codec import exercise_json, to_json


def claim(path: Path) -> bool:
    """Create the empty file, and its folder where only that is missing; return whether the folder is new."""
    is_new = not path.parent.exists()
    try:
        path.parent.mkdir(exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    except (OSError, ValueError) as error:
        if isinstance(error, FileExistsError) and path.exists():
            raise RecordingExists(f"{path} is there already and is not overwritten; name another file") from None
        reason = getattr(error, "strerror", None) or str(error)
        raise RecordingUnwritable(f"{path} cannot be made ({reason}); name a file in a folder you can write") from None
    return is_new


def create(path: Path, header: Header) -> sqlite3.Connection:
    """Fill the empty file with tables and head, and return the connection to write with."""
    database = sqlite3.connect(path, isolation_level=None)
    database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    database.executescript(f"BEGIN;{TABLES}COMMIT;")
    with transaction(database):
        database.executemany("INSERT INTO meta VALUES (?, ?)", header.meta().items())
        database.execute("INSERT INTO sources VALUES ('scenario', ?)", (to_json(header.scenario),))
        if header.exercise is not None:
            database.execute("INSERT INTO sources VALUES ('exercise', ?)", (exercise_json(header.exercise),))
        database.executemany("INSERT INTO sources VALUES (?, ?)", header.sources.items())
        database.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?)", header.rows())
    # Only now: so the main file alone says what it is even when its write-ahead log gets lost.
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")  # a kill loses nothing; a power cut what is not checkpointed yet
    return database


def fold(path: Path) -> None:
    """Fold what lies beside a recording into the one file; does nothing while somebody reads it."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as database:
        fold_into_one(database)


def fold_into_one(database: sqlite3.Connection) -> None:
    """Fold the journal into the file; ``sqlite3.Error`` when somebody is reading it, and the journal stays valid."""
    database.execute("PRAGMA busy_timeout = 100")
    database.execute("PRAGMA journal_mode = DELETE")


@contextmanager
def transaction(database: sqlite3.Connection) -> Generator[sqlite3.Connection]:
    """Commit what happens within, or nothing of it."""
    database.execute("BEGIN")
    try:
        yield database
        database.execute("COMMIT")
    except BaseException:
        if database.in_transaction:  # SQLite may have rolled back itself
            database.execute("ROLLBACK")
        raise


@contextmanager
def told(path: Path) -> Generator[None]:
    """Turn what SQLite says while writing into ``RecordingUnwritable``."""
    try:
        yield
    except sqlite3.Error as error:
        raise RecordingUnwritable(
            f"{path} cannot be written further ({error}); make room on that disk or record elsewhere. "
            "What was committed before stays readable"
        ) from error
