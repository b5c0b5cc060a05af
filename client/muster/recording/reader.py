"""Reads recordings: finished, unfinished, killed, still being written, and what is left of damaged ones."""

import sqlite3
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from muster.recording.errors import RecordingDamaged, RecordingUnreadable
from muster.recording.frames import Frame, Motion
from muster.recording.messages import Messages
from muster.recording.meta import parse_meta
from muster.recording.motions import Motions
from muster.recording.opening import broken_means_damaged, broken_means_unreadable, connect
from muster.recording.rows import (
    DecisionRow,
    EventRow,
    HashRow,
    InputRow,
    PerceptRow,
    PersonRow,
    ReflectionRow,
    WordRow,
    checked,
)
from muster.recording.schema import PLACE
from muster.recording.smoke import Smokes, SmokeState
from muster.scenario.codec import exercise_from_json, from_json
from muster.scenario.errors import ScenarioError
from muster.scenario.exercise import Exercise
from muster.scenario.persona import Persona
from muster.scenario.population import people as everybody
from muster.scenario.scenario import Scenario

_Row = TypeVar("_Row", PersonRow, PerceptRow, DecisionRow, ReflectionRow, WordRow, EventRow, InputRow, HashRow)

_LATEST_FIRST = "tick DESC, number DESC"  # as the indexes have them, read backwards


class Recording:
    """The reading end; use ``open``. Rows come in the order they were written, which is their number from 0.

    Attributes:
        path: the file.
        meta: what the recording says of itself.
        people: one row an agent, in agent order.
        seconds: the whole seconds that ``motion`` has, ascending; of a killed or cut run, up to the last good one.
        damage: what was found broken so far, when opened to salvage.
    """

    def __init__(self, path: Path, database: sqlite3.Connection, *, salvage: bool) -> None:
        self.path = path
        self.damage: list[str] = []
        self._salvages = salvage
        self._database = database
        self._messages = Messages(path, database)
        with broken_means_unreadable(path):
            self.meta = parse_meta(_texts(database), path)
            self.people = tuple(self._rows("people", PersonRow, order="agent"))
        agents = [person.agent for person in self.people]
        if len(agents) != self.meta.agents or agents != list(range(len(agents))):
            raise RecordingUnreadable(f"{path}: its list of people is damaged; take another copy")
        self._motions = Motions(path, database, people=self.meta.agents, dt=self.meta.dt)
        self.seconds = self._motions.seconds
        self._smokes = Smokes(path, database, dt=self.meta.dt)

    @classmethod
    def open(cls, path: Path, *, salvage: bool = False) -> Self:
        """Return the recording at ``path``; ``RecordingUnreadable`` says what is wrong and what to do.

        With ``salvage``, rows of a damaged file end where the damage begins and ``damage`` tells of it; without, they
        raise ``RecordingDamaged`` there, because a rerun of half an input log is no rerun.
        """
        database = connect(path)
        try:
            return cls(path, database, salvage=salvage)
        except RecordingDamaged as error:
            database.close()
            raise RecordingUnreadable(str(error)) from None
        except BaseException:
            database.close()
            raise

    @cached_property
    def scenario(self) -> Scenario:
        """The very scenario that was run, building and people included."""
        try:
            return from_json(self._source("scenario"))
        except ScenarioError as error:
            raise RecordingDamaged(
                f"{self.path}: its scenario is damaged, or was written by another version than this: {error}\n"
                f"Take another copy, or read it with the muster that wrote it ({self.meta.muster_version})"
            ) from None

    @cached_property
    def exercise(self) -> Exercise | None:
        """The very exercise that was played; None for other runs."""
        if not self.meta.exercise:
            return None
        try:
            return exercise_from_json(self._source("exercise"), self.scenario)
        except ScenarioError as error:
            raise RecordingDamaged(f"{self.path}: its exercise is damaged or of another version: {error}") from None

    def source(self, kind: str) -> str | None:
        """Return another text that this was made from; None where there is none of that kind."""
        with broken_means_damaged(self.path, "sources"):
            held = self._database.execute("SELECT 1 FROM sources WHERE kind = ?", (kind,)).fetchone()
        return self._source(kind) if held else None

    def refresh(self) -> None:
        """Notice the ``seconds`` that have been written since; rows are always read as they are by then."""
        self._motions.refresh()
        self.seconds = self._motions.seconds

    @contextmanager
    def as_of_now(self) -> Generator[None]:
        """Read within as if nothing were written meanwhile, so that tables agree with each other."""
        with broken_means_damaged(self.path, "tables"):
            self._database.execute("BEGIN")
        try:
            yield
        finally:
            self._database.rollback()

    @cached_property
    def personas(self) -> tuple[Persona, ...]:
        """Everybody on paper, in agent order."""
        return everybody(self.scenario)

    def end_before_damage(self) -> None:
        """Let ``seconds`` end before the first that cannot be read, and have ``damage`` tell of it; looks at all."""
        problem = self._motions.end_before_damage()
        self.seconds = self._motions.seconds
        if problem:
            self.damage.append(problem)

    def motion(self, second: int) -> Motion:
        """Return the frames of one of ``seconds``. Any order costs the same."""
        return self._motions.motion(second)

    def frame_at(self, time: float) -> Frame:
        """Return the latest frame at or before ``time`` seconds; before the first frame, the first."""
        return self._motions.frame_at(time)

    def smoke_at(self, time: float) -> SmokeState | None:
        """Return fire and smoke at ``time`` seconds; None where there are none. Any order costs the same."""
        return self._smokes.at(time, len(self.scenario.building.regions))

    def hashes(self) -> Iterator[HashRow]:
        """Yield the state's hash at each whole second."""
        return self._rows("hashes", HashRow, order="tick")

    def inputs(self) -> Iterator[InputRow]:
        """Yield the input log: rerunning needs it, the scenario and the seed, nothing else."""
        return self._rows("inputs", InputRow)

    def events(self, first: int = 0) -> Iterator[EventRow]:
        """Yield what happened, from row ``first`` on."""
        return self._rows("events", EventRow, first=first)

    def words(self, first: int = 0) -> Iterator[WordRow]:
        """Yield what was said aloud, from row ``first`` on."""
        return self._rows("words", WordRow, first=first)

    def percepts(self, agent: int | None = None) -> Iterator[PerceptRow]:
        """Yield what everybody, or one agent, noticed."""
        return self._rows("percepts", PerceptRow, agent=agent)

    def decisions(self, agent: int | None = None) -> Iterator[DecisionRow]:
        """Yield what everybody, or one agent, decided."""
        return self._rows("decisions", DecisionRow, agent=agent)

    def reflections(self, agent: int | None = None) -> Iterator[ReflectionRow]:
        """Yield what everybody, or one agent, said or thought after deciding."""
        return self._rows("reflections", ReflectionRow, agent=agent)

    def percepts_back(self, agent: int, tick: int) -> Iterator[PerceptRow]:
        """Yield what one agent had noticed by ``tick``, latest first; the first rows cost the same in any recording."""
        return self._rows("percepts", PerceptRow, order=_LATEST_FIRST, agent=agent, until=tick)

    def decisions_back(self, agent: int, tick: int) -> Iterator[DecisionRow]:
        """Yield what one agent had decided by ``tick``, latest first."""
        return self._rows("decisions", DecisionRow, order=_LATEST_FIRST, agent=agent, until=tick)

    def reflections_back(self, agent: int, tick: int) -> Iterator[ReflectionRow]:
        """Yield what one agent had said or thought by ``tick`` after deciding, latest first."""
        return self._rows("reflections", ReflectionRow, order=_LATEST_FIRST, agent=agent, until=tick)

    def asked(self) -> Iterator[tuple[int, int, int]]:
        """Yield agent, ordinal and tick of every percept, without its message: a hundred times as fast."""
        return self._ordinals("percepts")

    def acted(self) -> Iterator[tuple[int, int, int]]:
        """Yield agent, ordinal and tick of every decision, without its message."""
        return self._ordinals("decisions")

    def _ordinals(self, table: str) -> Iterator[tuple[int, int, int]]:
        with broken_means_damaged(self.path, table):
            yield from self._database.execute(f"SELECT agent, ordinal, tick FROM {table} ORDER BY number")

    def counts(self, table: str, column: str) -> Mapping[object, int]:
        """Return how many rows of ``table`` hold each value of ``column``."""
        with broken_means_damaged(self.path, table):
            return dict(self._database.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1 ORDER BY 1"))

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _source(self, kind: str) -> str:
        """Return what this was made from; the bytes are decoded here, for SQLite quotes all of what it cannot."""
        query = "SELECT CAST(text AS BLOB) FROM sources WHERE kind = ?"
        with broken_means_damaged(self.path, "sources"):
            row = self._database.execute(query, (kind,)).fetchone()
        if row is None:
            raise RecordingDamaged(f"{self.path} holds no {kind}; take another copy")
        try:
            return row[0].decode()
        except UnicodeDecodeError as error:
            raise RecordingDamaged(
                f"{self.path}: its {kind} is damaged (byte {error.start} of {len(row[0])} belongs to no letter), and "
                "without it nothing can be drawn, exported or run again; take another copy"
            ) from None

    def _rows(
        self,
        table: str,
        kind: type[_Row],
        *,
        order: str = "number",
        agent: int | None = None,
        first: int | None = None,
        until: int | None = None,
    ) -> Iterator[_Row]:
        where, bound = _condition({"agent = ?": agent, "number >= ?": first, "tick <= ?": until})
        query = f"SELECT {', '.join(_columns(kind))} FROM {table} {where} ORDER BY {order}"
        try:
            with broken_means_damaged(self.path, table):
                for values in self._database.execute(query, bound):
                    yield checked(self._row(kind, values), self.path, table)
        except RecordingDamaged as error:
            if not self._salvages:
                raise
            self.damage.append(str(error))

    def _row(self, kind: type[_Row], values: tuple[object, ...]) -> _Row:
        if kind._fields[-1] == "message":
            values = (*values[: -len(PLACE)], self._messages.message(*values[-len(PLACE) :]))
        return kind._make(values)


def _condition(bounds: Mapping[str, int | None]) -> tuple[str, tuple[int, ...]]:
    given = {term: bound for term, bound in bounds.items() if bound is not None}
    return f"WHERE {' AND '.join(given)}" if given else "", tuple(given.values())


def _columns(kind: type[_Row]) -> tuple[str, ...]:
    return (*kind._fields[:-1], *PLACE) if kind._fields[-1] == "message" else kind._fields


def _texts(database: sqlite3.Connection) -> dict[str, str]:
    return {str(name): str(text) for name, text in database.execute("SELECT key, value FROM meta")}
