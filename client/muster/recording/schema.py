"""The tables of a recording. Documented in docs/recordings.md; change both, and the version, together."""

SCHEMA_VERSION = 2
APPLICATION_ID = 0x4D555354  # "MUST": file(1) and we know the file by it
SUFFIX = ".muster"

# ``smoke`` came without a new version: who does not know it reads all the rest, and who finds none shows none.
# Rows stand in the order of time, so that a commit touches only the end of each table. The indexes that readers want
# are made by ``Recorder.finish``; an unfinished recording is scanned instead.
TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE sources (kind TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;
CREATE TABLE people (
    agent INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL, duty TEXT NOT NULL,
    age INTEGER NOT NULL, mobility TEXT NOT NULL) STRICT;
CREATE TABLE motion (
    second INTEGER PRIMARY KEY, first_tick INTEGER NOT NULL, frames INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE hashes (tick INTEGER PRIMARY KEY, hash TEXT NOT NULL) STRICT;
CREATE TABLE smoke (tick INTEGER PRIMARY KEY, heat_kw REAL NOT NULL, extinction BLOB NOT NULL) STRICT;
CREATE TABLE percepts (
    number INTEGER PRIMARY KEY, agent INTEGER NOT NULL, ordinal INTEGER NOT NULL, tick INTEGER NOT NULL,
    trigger INTEGER NOT NULL, block INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL) STRICT;
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY, agent INTEGER NOT NULL, ordinal INTEGER NOT NULL, tick INTEGER NOT NULL,
    option_id TEXT NOT NULL, act INTEGER NOT NULL, gait INTEGER NOT NULL, source INTEGER NOT NULL,
    latency_us INTEGER NOT NULL, block INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL) STRICT;
CREATE TABLE reflections (
    number INTEGER PRIMARY KEY, agent INTEGER NOT NULL, ordinal INTEGER NOT NULL, tick INTEGER NOT NULL,
    block INTEGER NOT NULL, start INTEGER NOT NULL, size INTEGER NOT NULL) STRICT;
CREATE TABLE messages (block INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE words (
    number INTEGER PRIMARY KEY, tick INTEGER NOT NULL, agent INTEGER NOT NULL, volume INTEGER NOT NULL,
    text TEXT NOT NULL, heard INTEGER NOT NULL) STRICT;
CREATE TABLE events (
    number INTEGER PRIMARY KEY, tick INTEGER NOT NULL, kind TEXT NOT NULL, agent INTEGER, other INTEGER,
    place TEXT NOT NULL, text TEXT NOT NULL) STRICT;
CREATE TABLE inputs (
    number INTEGER PRIMARY KEY, tick INTEGER NOT NULL, kind TEXT NOT NULL, agent INTEGER,
    payload TEXT NOT NULL) STRICT;
"""

INDEXES = """
CREATE INDEX percepts_of_agent ON percepts (agent, tick);
CREATE INDEX decisions_of_agent ON decisions (agent, tick);
CREATE INDEX reflections_of_agent ON reflections (agent, tick);
"""

WIDTHS = {"percepts": 8, "decisions": 12, "reflections": 7, "words": 6, "events": 7, "inputs": 5}
"""Columns of the numbered tables, the number included."""

WITH_MESSAGES = frozenset({"percepts", "decisions", "reflections"})
"""Tables each row of which has a message."""

PLACE = ("block", "start", "size")
"""Columns that stand for a row's message: ``size`` bytes of the unpacked ``messages.data`` from ``start``."""


def insertion(table: str) -> str:
    """Return the statement that adds a row to a numbered table; adding it twice changes nothing."""
    return f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * WIDTHS[table])})"
