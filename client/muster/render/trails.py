"""Where everybody has just been: looked up at fixed moments, so that seeking and playing give the same trails."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.recording.errors import RecordingError
from muster.render.frame import Frame, Intruders, Singles
from muster.render.source import Source

SPAN_S = 15.0  # seconds of a trail
STEP_S = 0.5  # seconds between two points of it
_SAME_S = 1e-3  # a source gives its first or last moment for one that it does not have


@dataclass(frozen=True)
class Trails:
    """The last seconds of everybody, the oldest first and what is shown now last.

    Attributes:
        time: ``(k,)`` simulated seconds; moments that cannot be read are missing.
        position: ``(k, n, 2)`` metres.
        storey: ``(k, n)`` index into the building's storeys.
        threat_position, threat_storey: the same of the intruders; NaN where they are not in the building.
    """

    time: NDArray[np.float64]
    position: Singles
    storey: NDArray[np.uint16]
    threat_position: Singles
    threat_storey: NDArray[np.uint16]


class Wake:
    """The trails behind one source: keeps the moments it has looked up as long as they are within a trail."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kept: dict[int, Frame | None] = {}

    def behind(self, frame: Frame) -> Trails:
        """Return the trails that end in ``frame``."""
        last = math.ceil(frame.time / STEP_S - _SAME_S) - 1
        steps = range(max(last + 1 - round(SPAN_S / STEP_S), 0), last + 1)
        self._kept = {step: self._moment(step) for step in steps}
        moments = [*(moment for moment in self._kept.values() if moment is not None), frame]
        return Trails(
            np.array([moment.time for moment in moments]),
            np.stack([moment.position[:, :2] for moment in moments]),
            np.stack([moment.storey for moment in moments]),
            np.stack([_present(moment.intruders) for moment in moments]),
            np.stack([moment.intruders.storey for moment in moments]),
        )

    def _moment(self, step: int) -> Frame | None:
        if step in self._kept:
            return self._kept[step]
        time = step * STEP_S
        try:
            frame = self._source.frame(time)
        except RecordingError:  # whoever plays the recording tells the viewer
            return None
        return frame if abs(frame.time - time) < _SAME_S else None


def _present(threat: Intruders) -> Singles:
    """Return ``(t, 2)`` metres, NaN for those who are not there."""
    return np.where(threat.present[:, None], threat.position[:, :2], np.float32(np.nan))
