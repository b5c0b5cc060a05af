"""Writing an imported run down: moment by moment, and at the end what became of everybody."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from muster.importing.sampling import DT
from muster.recording.codes import Flag, Health
from muster.recording.frames import Frame
from muster.recording.header import Header
from muster.recording.recorder import Recorder
from muster.recording.rows import DecisionRow, EventRow, PerceptRow, WordRow

Row = PerceptRow | DecisionRow | WordRow | EventRow
Moment = tuple[Frame, Sequence[Row]]
"""Where everybody is, and what else happened since the moment before."""

_COMMIT = round(1.0 / DT)  # frames in a second
_OUTSIDE, _ASSEMBLED, _HIDDEN, _ABSENT = (
    np.uint8(flag) for flag in (Flag.OUTSIDE, Flag.ASSEMBLED, Flag.HIDDEN, Flag.ABSENT)
)


def moments(frames: Iterable[Frame], *rows: Sequence[Row]) -> Iterator[Moment]:
    """Yield each frame with those of ``rows`` that are of its tick; of one tick, in the order given."""
    by_tick: dict[int, list[Row]] = defaultdict(list)
    for row in chain(*rows):
        by_tick[row.tick].append(row)
    return ((frame, by_tick.get(frame.tick, ())) for frame in frames)


def write(path: Path, header: Header, run: Iterable[Moment]) -> None:
    """Write a recording that is finished; raises RecordingError.

    Whatever goes wrong, also in ``run``, no file is left behind.
    """
    recorder, last = Recorder(path, header), None
    try:
        for frame, rows in run:
            for row in rows:
                _keep(recorder, row)
            recorder.frame(frame)
            if frame.tick % _COMMIT == 0:
                recorder.commit()
            last = frame
        recorder.finish({"outcomes": {} if last is None else outcomes(last)})
    except BaseException:
        recorder.discard()
        raise


def outcomes(last: Frame) -> dict[str, int]:
    """Return how many ended how; each counts once, as the first that is true (as the outcomes of runs do)."""
    flags = last.flags
    assembled = (flags & _ASSEMBLED) != 0
    outside = ((flags & _OUTSIDE) != 0) | assembled
    injured = last.health == int(Health.INJURED)
    tests = {
        "incapacitated": last.health == int(Health.INCAPACITATED),
        "injured_out": injured & outside,
        "injured_inside": injured,
        "assembled": assembled,
        "out": outside,
        "hiding": (flags & _HIDDEN) != 0,
        "inside": (flags & _ABSENT) == 0,
    }
    held = np.stack([*tests.values()])
    first = np.where(held.any(axis=0), np.argmax(held, axis=0), -1)
    return {name: int(np.sum(first == number)) for number, name in enumerate(tests)}


def _keep(recorder: Recorder, row: Row) -> None:
    match row:
        case PerceptRow():
            recorder.percept(row)
        case DecisionRow():
            recorder.decision(row)
        case WordRow():
            recorder.word(row)
        case EventRow():
            recorder.event(row)
