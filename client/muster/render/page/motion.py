"""Who was where, squeezed: sampled, rounded, and written as differences, so that what hardly changes takes no room.

Every series is a table of whole numbers, frames by bodies. It is turned so that a body's numbers follow each other;
each becomes its difference from the one before, modulo 65,536; and all low bytes go before all high ones. Deflated, a
position of 1,000 people leaving a tower, x and y, takes 0.9 bytes: those who wait take nearly nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.recording.errors import RecordingTooLarge
from muster.recording.exporters.audience import Audience
from muster.render.frame import Frame, is_there, statuses
from muster.render.source import Source

RATES = (5.0, 2.0, 1.0, 0.5, 0.2, 0.1)
"""Frames a simulated second, from smooth to coarse."""
MOST_POSITIONS = 4_000_000
"""An hour of 1,000 people once a second; a browser holds them in 40 MB."""
_FINEST = 0.01  # metres
_STEPS = 65535  # of a coordinate, over the whole of what is shown


@dataclass(frozen=True)
class Film:
    """What a page plays; ``f`` frames of ``n`` people, ``k`` threats and ``d`` doors.

    Attributes:
        every: simulated seconds between two frames; the last comes at ``end``, wherever that is.
        origin: ``(x, y)`` metres that whole coordinates count from. unit: metres that they count.
        series: whole numbers by name; ``(f, n)``, ``(f, k)`` or ``(f, d)``; of a fire ``smoke`` ``(f, r)`` in
            thousandths of 1/m and ``fire_kw`` ``(f, 1)``.
        reached: ``(storeys, 4)`` metres: lowest x and y and highest x and y of anybody on each storey; NaN for nobody.
    """

    every: float
    end: float
    origin: tuple[float, float]
    unit: float
    series: Mapping[str, NDArray[np.uint16]]
    reached: NDArray[np.float64]

    @property
    def frames(self) -> int:
        """How many there are."""
        return len(self.series["status"])


def rate_for(people: int, seconds: float) -> float:
    """Return the best rate at which a page can hold so many; ``RecordingTooLarge`` when none is coarse enough."""
    for rate in RATES:
        if people * seconds * rate <= MOST_POSITIONS:
            return rate
    raise RecordingTooLarge(
        f"{people} people over {seconds:.0f} s are more than a page can hold "
        f"({MOST_POSITIONS:,} positions at {RATES[-1]:g} a second); export parquet instead"
    )


def film(source: Source, audience: Audience) -> Film:
    """Return ``source`` at the best rate a page can hold."""
    every = 1.0 / rate_for(len(source.scene.people), source.end)
    scene = source.scene
    regions = len(scene.building.regions) if scene.fire >= 0 else 0
    frames = [_kept(source.frame(time), time, audience, regions) for time in _times(source.end, every)]
    everybody = np.concatenate([np.concatenate((each["at"], each["threat_at"])) for each in frames])
    low, high = everybody.min(axis=0), everybody.max(axis=0)
    unit = max(_FINEST, float((high - low).max()) / _STEPS)
    series: dict[str, NDArray[np.uint16]] = {}
    for name in frames[0]:
        table = np.stack([each[name] for each in frames])
        if name.endswith("at"):
            whole = np.rint((table - low) / unit).astype(np.uint16)
            series[f"{name[:-2]}x"], series[f"{name[:-2]}y"] = whole[..., 0], whole[..., 1]
        else:
            series[name] = table.astype(np.uint16)
    reached = _reached(frames, len(source.scene.building.storeys))
    return Film(every, source.end, (float(low[0]), float(low[1])), unit, series, reached)


NOWHERE = 65_535
"""The storey of those who are not there: no plan shows it."""


def squeezed(series: NDArray[np.uint16]) -> bytes:
    """Return ``(f, n)`` whole numbers as ``2 * f * n`` bytes that deflate well."""
    turned = np.ascontiguousarray(series.T)
    turned[:, 1:] -= series.T[:, :-1]
    numbers = turned.astype("<u2").view(np.uint8).reshape(-1, 2)
    return numbers[:, 0].tobytes() + numbers[:, 1].tobytes()


def _times(end: float, every: float) -> Sequence[float]:
    whole = [number * every for number in range(int(end / every + 1e-6) + 1)]
    return whole if end - whole[-1] < 1e-6 else [*whole, end]


def _kept(frame: Frame, time: float, audience: Audience, regions: int) -> dict[str, NDArray[np.generic]]:
    audience.second(time)
    them = frame.intruders
    return {
        **_smoke(frame, regions),
        "at": frame.position[:, :2],
        "storey": np.where(is_there(frame), frame.storey, np.uint16(NOWHERE)),
        "status": statuses(frame),
        "door": frame.doors,
        "threat_at": them.position[:, :2],
        "threat_storey": them.storey,
        "threat_present": them.present,
    }


def _smoke(frame: Frame, regions: int) -> dict[str, NDArray[np.generic]]:
    """Return thousandths of 1/m of each of ``regions``, and kW; nothing where there can be no fire."""
    if not regions:
        return {}
    smoke = frame.smoke
    thousandths = np.zeros(regions) if smoke is None else np.rint(1000.0 * smoke.extinction)
    heat = 0.0 if smoke is None else smoke.heat
    return {"smoke": np.minimum(thousandths, 65_535.0), "fire_kw": np.array([min(round(heat), 65_535)])}


def _reached(frames: Sequence[Mapping[str, NDArray[np.generic]]], storeys: int) -> NDArray[np.float64]:
    at = np.concatenate([frame["at"] for frame in frames]).astype(np.float64)
    storey = np.concatenate([frame["storey"] for frame in frames])
    reached = np.full((storeys, 4), np.nan)
    for number in range(storeys):
        there = at[storey == number]
        if len(there):
            reached[number] = *there.min(axis=0), *there.max(axis=0)
    return reached
