"""Where everybody was in a recording, from the first moment to the last: what an evaluator of an exercise looks at.

``muster.conduct`` looks at less: it leaves out responders, and ends with the danger. An exercise goes on until people
have been released and counted.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.conduct.regions import RegionFinder
from muster.recording.codes import Flag
from muster.recording.errors import RecordingDamaged
from muster.recording.reader import Recording
from muster.scenario.building import Building

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

SAMPLES_PER_SECOND = 5
"""Half of a recording's frames; how finely evidence is timed."""


@dataclass(frozen=True)
class Whereabouts:
    """``f`` moments of all ``n`` bodies, responders included, and of ``k`` intruders, in metres and seconds.

    Attributes:
        times: ``(f,)`` simulated seconds, ascending. step: seconds between two of them.
        position: ``(f, n, 2)``; storey ``(f, n)``; region ``(f, n)`` index into the building's regions, -1 for none.
        outside: ``(f, n)`` whether somebody is out of the building.
        aware_at: ``(n,)`` when each noticed that something was wrong; NaN for those who never did.
        threat_region: ``(f, k)`` region of each intruder, -1 for none and while it is not there.
    """

    building: Building
    times: Floats
    step: float
    position: Floats
    storey: NDArray[np.uint16]
    region: Ints
    outside: Bools
    aware_at: Floats
    threat_region: Ints


def whereabouts(recording: Recording) -> Whereabouts:
    """Return where everybody was; raises RecordingDamaged when no moment of it is left."""
    if not recording.seconds:
        raise RecordingDamaged(f"{recording.path} holds no moment of what happened; take another copy")
    motions = [recording.motion(second) for second in recording.seconds]
    every = max(round(len(motions[0]) / SAMPLES_PER_SECOND), 1)
    ticks = np.concatenate([motion.ticks[::every] for motion in motions]).astype(np.float64)
    times = ticks * recording.meta.dt
    position = np.concatenate([motion.position[::every] for motion in motions]).astype(np.float64)
    storey = np.concatenate([motion.storey[::every] for motion in motions]).astype(np.uint16)
    flags = np.concatenate([motion.flags[::every] for motion in motions])
    threat = np.concatenate([motion.threats.position[::every] for motion in motions]).astype(np.float64)
    threat_storey = np.concatenate([motion.threats.storey[::every] for motion in motions]).astype(np.uint16)
    is_there = np.concatenate([motion.threats.present[::every] for motion in motions]).astype(np.bool_)
    regions = RegionFinder(recording.scenario.building)
    aware = (flags & Flag.AWARE) > 0
    return Whereabouts(
        building=recording.scenario.building,
        times=times,
        step=float(np.median(np.diff(times))) if len(times) > 1 else 1.0 / SAMPLES_PER_SECOND,
        position=position,
        storey=storey,
        region=regions.regions(position, storey),
        outside=(flags & Flag.OUTSIDE) > 0,
        aware_at=np.where(aware.any(axis=0), times[aware.argmax(axis=0)], np.nan),
        threat_region=np.where(is_there, regions.regions(threat, threat_storey), -1),
    )
