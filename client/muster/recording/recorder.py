"""Writes a recording as the run goes: one commit a simulated second, so that a kill loses at most the last one."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from muster.recording.buffer import FrameBuffer
from muster.recording.creating import claim, create, fold_into_one, told, transaction
from muster.recording.frames import Frame
from muster.recording.header import Header
from muster.recording.messages import pack
from muster.recording.paths import beside
from muster.recording.rows import DecisionRow, EventRow, HashRow, InputRow, PerceptRow, ReflectionRow, WordRow
from muster.recording.schema import INDEXES, WIDTHS, WITH_MESSAGES, insertion
from muster.recording.smoke import SmokeBuffer, SmokeState

_Row = tuple[object, ...]


class Recorder:
    """The writing end; every call is cheap, ``commit`` does the work.

    As a context manager it closes on leaving, so a run that fails leaves a valid, unfinished recording behind. Rows
    are numbered from 0 in the order they come. Call ``commit`` once a simulated second, from the thread that made it.
    """

    def __init__(self, path: Path, header: Header) -> None:
        self.path = path
        self._made_folder = claim(path)
        self._frames = FrameBuffer(len(header.people), header.scenario.dt)
        self._motion: list[tuple[int, int, int, bytes]] = []
        self._hashes: list[HashRow] = []
        self._smoke = SmokeBuffer()
        self._rows: dict[str, list[_Row]] = {table: [] for table in WIDTHS}
        self._counts = dict.fromkeys(WIDTHS, 0)
        self._blocks = 0
        self._database: sqlite3.Connection | None = None
        try:
            with told(path):
                self._database = create(path, header)
        except BaseException:
            self.discard()
            raise

    def frame(self, frame: Frame) -> None:
        """Keep ``frame`` (copied); ticks must ascend. The second before it becomes ready to be committed."""
        if self._frames and not self._frames.holds(frame.tick):
            self._motion.append(self._frames.take())
        self._frames.add(frame)

    def percept(self, row: PerceptRow) -> None:
        """Keep what one body noticed."""
        self._add("percepts", row)

    def decision(self, row: DecisionRow) -> None:
        """Keep what one mind decided; what the world does about it is an ``input``."""
        self._add("decisions", row)

    def reflection(self, row: ReflectionRow) -> None:
        """Keep what a mind said or thought after a decision."""
        self._add("reflections", row)

    def word(self, row: WordRow) -> None:
        """Keep something said aloud."""
        self._add("words", row)

    def event(self, row: EventRow) -> None:
        """Keep something that happened."""
        self._add("events", row)

    def input(self, row: InputRow) -> int:
        """Append to the input log and return the entry's number."""
        return self._add("inputs", row)

    def hash(self, row: HashRow) -> None:
        """Keep the hash of the whole state at a tick."""
        self._hashes.append(row)

    def smoke(self, state: SmokeState) -> None:
        """Keep how a fire burns and how thick its smoke is, where that has changed; ticks must ascend."""
        self._smoke.add(state)

    def commit(self) -> None:
        """Make everything up to here safe from a kill; of frames, every full second."""
        if self._frames.is_full():
            self._motion.append(self._frames.take())
        with told(self.path), transaction(self._open()) as database:
            self._write(database)
        for buffered in (self._motion, self._hashes, self._smoke.rows, *self._rows.values()):
            buffered.clear()

    def finish(self, summary: Mapping[str, object]) -> None:
        """Mark the recording finished, index it, fold the journal into the one file and close it."""
        self._flush()
        with told(self.path):
            database = self._open()
            with transaction(database):
                for statement in INDEXES.strip().splitlines():
                    database.execute(statement)
                values = {"finished": 1, "summary": summary}
                rows = [(key, json.dumps(value, ensure_ascii=False, allow_nan=False)) for key, value in values.items()]
                database.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)
        self._fold()

    def close(self) -> None:
        """Write what is buffered and close; without ``finish`` before it, the recording stays marked unfinished."""
        if self._database is not None:
            try:
                self._flush()
            finally:
                self._fold()

    def discard(self) -> None:
        """Close and remove the file, for a run that never started."""
        if self._database is not None:
            self._database.close()
            self._database = None
        for file in (self.path, *beside(self.path)):
            file.unlink(missing_ok=True)
        if self._made_folder:
            with suppress(OSError):  # others may have put something into it
                self.path.parent.rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _add(self, table: str, row: _Row) -> int:
        number = self._counts[table]
        self._counts[table] = number + 1
        self._rows[table].append((number, *row))
        return number

    def _write(self, database: sqlite3.Connection) -> None:
        # OR REPLACE, because Ctrl-C may fall between a commit and the clearing of what was committed.
        database.executemany("INSERT OR REPLACE INTO motion VALUES (?, ?, ?, ?)", self._motion)
        database.executemany("INSERT OR REPLACE INTO hashes VALUES (?, ?)", self._hashes)
        database.executemany("INSERT OR REPLACE INTO smoke VALUES (?, ?, ?)", self._smoke.rows)
        for table, rows in self._rows.items():
            if rows:
                placed = self._placed(database, rows) if table in WITH_MESSAGES else rows
                database.executemany(insertion(table), placed)

    def _placed(self, database: sqlite3.Connection, rows: Sequence[_Row]) -> Iterator[_Row]:
        """Write the messages of ``rows`` and return the rows with places instead."""
        places, blocks = pack([cast("bytes", row[-1]) for row in rows], self._blocks)
        self._blocks += len(blocks)
        database.executemany("INSERT OR REPLACE INTO messages VALUES (?, ?)", blocks)
        return ((*row[:-1], *place) for row, place in zip(rows, places, strict=True))

    def _flush(self) -> None:
        if self._frames:
            self._motion.append(self._frames.take())
        self.commit()

    def _fold(self) -> None:
        database, self._database = self._open(), None
        with suppress(sqlite3.Error):  # somebody is reading it live; the journal beside it is valid too
            fold_into_one(database)
        database.close()

    def _open(self) -> sqlite3.Connection:
        assert self._database is not None, "the recorder is closed"
        return self._database
