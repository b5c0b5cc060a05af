"""Writing an imported run down: frames and rows in order of time, then the outcome of everybody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from muster.importing.sampling import DT
from muster.recording.codes import Flag, Health
from muster.recording.frames import Frame
from muster.recording.header import Header
from muster.recording.recorder import Recorder
from muster.recording.rows import DecisionRow, EventRow, PerceptRow, WordRow

_COMMIT = round(1.0 / DT)  # frames in a second
_Row = PerceptRow | DecisionRow | WordRow | EventRow

_OUTSIDE, _ASSEMBLED, _HIDDEN = (np.uint8(flag) for flag in (Flag.OUTSIDE, Flag.ASSEMBLED, Flag.HIDDEN))


@dataclass(frozen=True)
class Rows:
    """What happened beside motion, each kind in order of time."""

    percepts: Sequence[PerceptRow] = ()
    decisions: Sequence[DecisionRow] = ()
    words: Sequence[WordRow] = ()
    events: Sequence[EventRow] = ()

    def by_tick(self) -> Mapping[int, list[_Row]]:
        """Return the rows of each tick."""
        found: dict[int, list[_Row]] = defaultdict(list)
        for rows in (self.percepts, self.decisions, self.words, self.events):
            for row in rows:
                found[row.tick].append(row)
        return found


def write(path: Path, header: Header, frames: Iterable[Frame], rows: Rows, outcome: Mapping[str, int]) -> None:
    """Write a recording that is finished; raises RecordingError, and leaves nothing behind when anything goes wrong."""
    recorder = Recorder(path, header)
    try:
        by_tick = rows.by_tick()
        for frame in frames:
            for row in by_tick.get(frame.tick, ()):
                _keep(recorder, row)
            recorder.frame(frame)
            if frame.tick % _COMMIT == 0:
                recorder.commit()
        recorder.finish({"outcomes": outcome})
    except BaseException:
        recorder.discard()
        raise


def outcomes(health: NDArray[np.uint8], flags: NDArray[np.uint8]) -> dict[str, int]:
    """Return how many ended how, from ``(f, n)`` codes; each counts once, as the first that is true (as a run's do)."""
    last, flag = health[-1], flags[-1]
    outside = (flag & (_OUTSIDE | _ASSEMBLED)) != 0
    injured = last == int(Health.INJURED)
    tests = {
        "incapacitated": last == int(Health.INCAPACITATED),
        "injured_out": injured & outside,
        "injured_inside": injured,
        "assembled": (flag & _ASSEMBLED) != 0,
        "out": outside,
        "hiding": (flag & _HIDDEN) != 0,
        "inside": np.ones(len(last), np.bool_),
    }
    first = np.argmax(np.stack([*tests.values()]), axis=0)
    return {name: int(np.sum(first == number)) for number, name in enumerate(tests)}


def _keep(recorder: Recorder, row: _Row) -> None:
    match row:
        case PerceptRow():
            recorder.percept(row)
        case DecisionRow():
            recorder.decision(row)
        case WordRow():
            recorder.word(row)
        case EventRow():
            recorder.event(row)
