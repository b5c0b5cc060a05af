"""Typed tables for data frames and databases: the tables of ``csv.py``, as Parquet."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Act, Flag, Gait, Health, Pose, Source, Volume, word_for
from muster.recording.exporters.arrow import Cells, Coded, Column, table_file
from muster.recording.exporters.audience import Audience, motions
from muster.recording.frames import Motion
from muster.recording.reader import Recording
from muster.recording.rows import DecisionRow, EventRow, WordRow

PARTS = ("", "-events", "-decisions", "-words")

GROUP_ROWS = 1 << 17
"""A row group has at least so many, but the last: what is kept in memory, and what readers skip by."""

_TIME = Column("time_s", "float64", "simulated time", "s")
_WHO = (Column("agent", "int32", "number of the person, from 0"), Column("id", "word", "id of the person"))
_FLAGS = {
    "outside": (Flag.OUTSIDE, "out of the building"),
    "assembled": (Flag.ASSEMBLED, "at a muster point"),
    "hidden": (Flag.HIDDEN, "in a hiding spot"),
    "aware": (Flag.AWARE, "knows that something is wrong"),
}
_MOTION = (
    _TIME,
    *_WHO,
    Column("x_m", "float32", "east", "m"),
    Column("y_m", "float32", "north", "m"),
    Column("z_m", "float32", "up, of the feet", "m"),
    Column("heading_rad", "float32", "counter-clockwise from east", "rad"),
    Column("storey", "word", "id of the storey"),
    Column("pose", "word", "how the body holds itself"),
    Column("health", "word", "what has become of the body"),
    Column("act", "word", "what the person is doing"),
    *(Column(name, "bool_", text) for name, (_, text) in _FLAGS.items()),
)
_EVENTS = (
    _TIME,
    Column("kind", "word", "what happened"),
    *_WHO,
    Column("other", "int32", "another person that it concerns"),
    Column("place", "word", "id of the region it happened in"),
    Column("text", "string", "id of a door, exit or hiding spot, or what an announcement says"),
)
_DECISIONS = (
    Column("time_s", "float64", "simulated time at which it took effect", "s"),
    *_WHO,
    Column("ordinal", "int32", "number of the person's percept that was decided on, from 0"),
    Column("option", "word", "id of the option chosen"),
    Column("act", "word", "what to do"),
    Column("gait", "word", "how to move"),
    Column("source", "word", "who decided"),
    Column("latency_us", "int64", "time it took in the server", "us"),
)
_WORDS = (
    _TIME,
    *_WHO,
    Column("volume", "word", "how loudly"),
    Column("heard", "int32", "by how many it was heard"),
    Column("text", "string", "what was said"),
)
_POSES, _HEALTHS, _ACTS = ([word_for(kind, code) for code in range(256)] for kind in (Pose, Health, Act))

_Row = TypeVar("_Row", EventRow, DecisionRow, WordRow)
_Item = TypeVar("_Item")
_Scalar = TypeVar("_Scalar", bound=np.generic)


def write(recording: Recording, paths: Mapping[str, Path], audience: Audience) -> None:
    """Write the four tables."""
    about = {"scenario": recording.meta.scenario, "seed": recording.meta.seed, "dt_s": recording.meta.dt}
    with table_file(paths[""], _MOTION, about) as table:
        for group in _groups(motions(recording, audience)):
            table.write(_motion(group, recording))
    _write(paths["-events"], (_EVENTS, recording.events(), _event), recording)
    _write(paths["-decisions"], (_DECISIONS, recording.decisions(), _decision), recording)
    _write(paths["-words"], (_WORDS, recording.words(), _word), recording)


_Rows = tuple[Sequence[Column], Iterator[_Row], Callable[[_Row], dict[str, object]]]


def _write(path: Path, what: _Rows[_Row], recording: Recording) -> None:
    """Write rows as they are read; ``what`` has the columns, the rows, and the cells of one that are its own."""
    columns, rows, cells_of = what
    ids = [person.id for person in recording.people]
    with table_file(path, columns, {"scenario": recording.meta.scenario, "seed": recording.meta.seed}) as table:
        for group in _chunks(rows, GROUP_ROWS):
            every = [_shared(row, ids, recording.meta.dt) | cells_of(row) for row in group]
            table.write({column.name: _column(column, [row[column.name] for row in every]) for column in columns})


def _shared(row: EventRow | DecisionRow | WordRow, ids: Sequence[str], dt: float) -> dict[str, object]:
    known = row.agent is not None and 0 <= row.agent < len(ids)
    return {"time_s": round(row.tick * dt, 6), "agent": row.agent, "id": ids[row.agent or 0] if known else None}


def _event(row: EventRow) -> dict[str, object]:
    return {"kind": row.kind, "other": row.other, "place": row.place or None, "text": row.text}


def _decision(row: DecisionRow) -> dict[str, object]:
    named = {"act": word_for(Act, row.act), "gait": word_for(Gait, row.gait), "source": word_for(Source, row.source)}
    return {"ordinal": row.ordinal, "option": row.option_id, **named, "latency_us": row.latency_us}


def _word(row: WordRow) -> dict[str, object]:
    return {"volume": word_for(Volume, row.volume), "heard": row.heard, "text": row.text}


def _column(column: Column, cells: list[object]) -> Cells:
    if column.kind != "word":
        return cells
    words = {cell: code for code, cell in enumerate(dict.fromkeys(each for each in cells if each is not None))}
    codes = np.array([words.get(cell, -1) for cell in cells], np.int32)
    return Coded(codes, [str(word) for word in words])


def _motion(group: Sequence[Motion], recording: Recording) -> Mapping[str, Cells]:
    """Return the columns of some seconds: a row for every frame and person."""
    people = recording.people
    agents = np.tile(np.arange(len(people), dtype=np.int32), sum(len(motion) for motion in group))
    ticks = np.concatenate([motion.ticks for motion in group])
    x, y = np.concatenate([motion.position.reshape(-1, 2) for motion in group]).T
    flags = _joined(motion.flags for motion in group).astype(np.uint8)
    storeys = [each.id for each in recording.scenario.building.storeys]
    return {
        "time_s": np.repeat(ticks * recording.meta.dt, len(people)).round(6),
        "agent": agents,
        "id": Coded(agents, [person.id for person in people]),
        "x_m": np.ascontiguousarray(x),
        "y_m": np.ascontiguousarray(y),
        "z_m": _joined(motion.z for motion in group),
        "heading_rad": _joined(motion.heading for motion in group),
        "storey": _coded(_joined(motion.storey for motion in group), storeys),
        "pose": _coded(_joined(motion.pose for motion in group), _POSES),
        "health": _coded(_joined(motion.health for motion in group), _HEALTHS),
        "act": _coded(_joined(motion.act for motion in group), _ACTS),
        **{name: flags & flag.value != 0 for name, (flag, _) in _FLAGS.items()},
    }


def _joined(columns: Iterable[NDArray[_Scalar]]) -> NDArray[_Scalar]:
    return np.concatenate([column.ravel() for column in columns])


def _coded(codes: NDArray[np.generic], words: Sequence[str]) -> Coded:
    """Return ``codes`` as words, the number itself where there is no word for it; only words that are used."""
    used, place = np.unique(codes, return_inverse=True)
    return Coded(place, [words[code] if code < len(words) else str(code) for code in map(int, used)])


def _groups(every: Iterator[Motion]) -> Iterator[list[Motion]]:
    group: list[Motion] = []
    rows = 0
    for motion in every:
        group.append(motion)
        rows += motion.z.size
        if rows >= GROUP_ROWS:
            yield group
            group, rows = [], 0
    if group:
        yield group


def _chunks(rows: Iterator[_Item], size: int) -> Iterator[Iterator[_Item]]:
    for first in rows:
        yield chain([first], islice(rows, size - 1))
