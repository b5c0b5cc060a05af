"""Tables for spreadsheets and data frames: one row a person and frame, and beside it events, decisions and words."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from muster.recording.codes import Act, Flag, Gait, Health, Pose, Source, Volume, word_for
from muster.recording.exporters.audience import Audience, motions
from muster.recording.frames import Codes, Floats, Frame
from muster.recording.reader import Recording

PARTS = ("", "-events", "-decisions", "-words")

_MOTION = "time_s,agent,id,x_m,y_m,z_m,heading_rad,storey,pose,health,act,outside,assembled,hidden,aware"
_EVENTS = "time_s,kind,agent,id,other,place,text"
_DECISIONS = "time_s,agent,id,ordinal,option,act,gait,source,latency_us"
_WORDS = "time_s,agent,id,volume,heard,text"
_FLAGS = (Flag.OUTSIDE, Flag.ASSEMBLED, Flag.HIDDEN, Flag.AWARE)
_POSES, _HEALTHS, _ACTS = ([word_for(kind, code) for code in range(256)] for kind in (Pose, Health, Act))

Cells = Sequence[object]


def write(recording: Recording, paths: Mapping[str, Path], audience: Audience) -> None:
    """Write the four tables."""
    _write(paths[""], _MOTION, _motion(recording, audience))
    _write(paths["-events"], _EVENTS, _events(recording))
    _write(paths["-decisions"], _DECISIONS, _decisions(recording))
    _write(paths["-words"], _WORDS, _words(recording))


def _write(path: Path, header: str, rows: Iterable[Cells]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        file.write(f"{header}\n")
        csv.writer(file, lineterminator="\n").writerows(rows)


def _motion(recording: Recording, audience: Audience) -> Iterator[Cells]:
    storeys = tuple(storey.id for storey in recording.scenario.building.storeys)
    ids = tuple(person.id for person in recording.people)
    for motion in motions(recording, audience):
        for index in range(len(motion)):
            yield from _bodies(motion.frame(index), _time(recording, int(motion.ticks[index])), ids, storeys)


def _bodies(frame: Frame, time: str, ids: Sequence[str], storeys: Sequence[str]) -> Iterator[Cells]:
    columns: list[Iterable[object]] = [
        range(len(ids)),
        ids,
        *(_decimals(values) for values in (*frame.position.T, frame.z, frame.heading)),
        _named(storeys, frame.storey),
        _named(_POSES, frame.pose),
        _named(_HEALTHS, frame.health),
        _named(_ACTS, frame.act),
        *((frame.flags & flag.value != 0).astype(int).tolist() for flag in _FLAGS),
    ]
    return ((time, *cells) for cells in zip(*columns, strict=True))


def _named(names: Sequence[str], codes: Codes) -> list[str]:
    return [names[code] if code < len(names) else str(code) for code in map(int, codes)]


def _decimals(values: Floats) -> list[str]:
    return [f"{value:.4f}" for value in values.tolist()]


def _events(recording: Recording) -> Iterator[Cells]:
    for row in recording.events():
        agent, other = ("" if who is None else who for who in (row.agent, row.other))
        yield _time(recording, row.tick), row.kind, agent, _id(recording, row.agent), other, row.place, row.text


def _decisions(recording: Recording) -> Iterator[Cells]:
    for row in recording.decisions():
        who = (_time(recording, row.tick), row.agent, _id(recording, row.agent), row.ordinal, row.option_id)
        words = (word_for(Act, row.act), word_for(Gait, row.gait), word_for(Source, row.source))
        yield *who, *words, row.latency_us


def _words(recording: Recording) -> Iterator[Cells]:
    for row in recording.words():
        who = (_time(recording, row.tick), row.agent, _id(recording, row.agent))
        yield *who, word_for(Volume, row.volume), row.heard, row.text


def _time(recording: Recording, tick: int) -> str:
    return f"{tick * recording.meta.dt:.3f}"


def _id(recording: Recording, agent: int | None) -> str:
    return recording.people[agent].id if agent is not None and 0 <= agent < len(recording.people) else ""
