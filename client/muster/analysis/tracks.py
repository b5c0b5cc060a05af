"""What a recording shows of everybody's way, as arrays over time: all that egress figures are made of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Flag, Health
from muster.recording.reader import Recording
from muster.recording.rows import EventRow
from muster.scenario.building import Building

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

SAMPLES_PER_SECOND = 5
"""Half of a recording's frames: at 1.3 m/s a person moves 0.26 m between two, less than a door is deep."""

_RESPONDER = "responder"


@dataclass(frozen=True)
class Tracks:
    """Ways of one run: ``f`` moments of ``n`` people, responders left out; metres, seconds from the start.

    Attributes:
        names: ids of the people, in agent order.
        times: ``(f,)`` evenly spaced.
        position: ``(f, n, 2)``. storey: ``(f, n)`` index into the building's storeys.
        outside: ``(f, n)`` has left the building. aware: knows that something is wrong. hidden: in a hiding spot.
        down: ``(f, n)`` incapacitated.
        events: of these people and of nobody, in order. dt: seconds in one of their ticks.
    """

    building: Building
    names: tuple[str, ...]
    times: Floats
    position: Floats
    storey: Ints
    outside: Bools
    aware: Bools
    hidden: Bools
    down: Bools
    events: tuple[EventRow, ...] = ()
    dt: float = 0.05

    @property
    def people(self) -> int:
        """How many there are."""
        return len(self.names)

    @property
    def step(self) -> float:
        """Seconds between two moments."""
        return float(self.times[1] - self.times[0]) if len(self.times) > 1 else 1.0 / SAMPLES_PER_SECOND


def tracks_of(recording: Recording) -> Tracks:
    """Return what ``recording`` shows; ``RecordingDamaged`` when part of it cannot be read."""
    people = sum(person.duty != _RESPONDER for person in recording.people)
    columns = _columns(recording, people)
    flags = columns["flags"].astype(np.int64)
    return Tracks(
        building=recording.scenario.building,
        names=tuple(person.id for person in recording.people[:people]),
        times=columns["time"].astype(np.float64),
        position=columns["position"].astype(np.float64),
        storey=columns["storey"].astype(np.int64),
        outside=flags & Flag.OUTSIDE.value != 0,
        aware=flags & Flag.AWARE.value != 0,
        hidden=flags & Flag.HIDDEN.value != 0,
        down=columns["health"] == int(Health.INCAPACITATED),
        events=tuple(event for event in recording.events() if event.agent is None or event.agent < people),
        dt=recording.meta.dt,
    )


def _columns(recording: Recording, people: int) -> dict[str, NDArray[np.generic]]:
    gathered: dict[str, list[NDArray[np.generic]]] = {}
    every = max(round(1.0 / (SAMPLES_PER_SECOND * _frame_step(recording))), 1)
    for second in recording.seconds:
        motion = recording.motion(second)
        gathered.setdefault("time", []).append((motion.ticks * recording.meta.dt)[::every])
        for name in ("position", "storey", "flags", "health"):
            gathered.setdefault(name, []).append(np.asarray(getattr(motion, name))[::every, :people])
    return {name: np.concatenate(parts) for name, parts in gathered.items()}


def _frame_step(recording: Recording) -> float:
    """Return the seconds between two recorded frames."""
    ticks: Sequence[int] = recording.motion(recording.seconds[0]).ticks.tolist()
    return (ticks[1] - ticks[0]) * recording.meta.dt if len(ticks) > 1 else 1.0
