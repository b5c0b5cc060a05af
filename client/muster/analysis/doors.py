"""Who passed which door when, and how long they had stood in its queue."""

from dataclasses import dataclass

import numpy as np

from muster.analysis.tracks import Bools, Floats, Tracks
from muster.scenario.building import Building, Door

NEAR = 3.0
"""Metres from a door's middle within which one may stand in its queue."""
SLOW = 0.3
"""m/s below which one queues: a quarter of free walking; crowds of 3 /m² still walk at 0.33 m/s (Weidmann 1993)."""
SMOOTHED = 1.0
"""Seconds over which speed is measured, so that shuffling forward in a queue stays queuing."""
PEAK_S = 10.0
"""Seconds over which the greatest flow is taken."""


@dataclass(frozen=True)
class Passage:
    """Somebody went through a door at ``at``, having queued for ``waited`` of the seconds before."""

    person: int
    door: int
    at: float
    waited: float


@dataclass(frozen=True)
class Use:
    """How a door was used in one run.

    Attributes:
        passed: passages, either way. first, last: seconds from the start, NaN for none.
        peak_flow: people per second in the busiest ten seconds.
        queue: the most people who queued at once. waited: seconds, of all together. longest: of one person.
    """

    door: str
    passed: int
    first: float
    last: float
    peak_flow: float
    queue: int
    waited: float
    longest: float


def uses(tracks: Tracks) -> tuple[Use, ...]:
    """Return the use of every door, in the building's order. Queues are of those who passed in the end."""
    slow = _slow(tracks)
    queued = np.zeros((len(tracks.building.doors), len(tracks.times)), np.int64)
    found = _passages(tracks, slow, queued)
    return tuple(
        _use(door, [each for each in found if each.door == number], int(queued[number].max(initial=0)))
        for number, door in enumerate(tracks.building.doors)
    )


def _use(door: Door, passages: list[Passage], queue: int) -> Use:
    at = np.sort([each.at for each in passages])
    if not len(at):
        return Use(door.id, 0, float("nan"), float("nan"), 0.0, 0, 0.0, 0.0)
    busiest = int((np.searchsorted(at, at + PEAK_S, side="left") - np.arange(len(at))).max())
    waits = [each.waited for each in passages]
    return Use(door.id, len(at), float(at[0]), float(at[-1]), busiest / PEAK_S, queue, sum(waits), max(waits))


def _slow(tracks: Tracks) -> Bools:
    """Return ``(f, n)`` who hardly moves, over the second around each moment."""
    half = max(round(SMOOTHED / tracks.step / 2), 1)
    last = len(tracks.times) - 1
    after = np.minimum(np.arange(last + 1) + half, last)
    before = np.maximum(np.arange(last + 1) - half, 0)
    seconds = np.maximum(tracks.times[after] - tracks.times[before], tracks.step)
    way = np.linalg.norm(tracks.position[after] - tracks.position[before], axis=2)
    return np.asarray(way / seconds[:, None] < SLOW)


def _passages(tracks: Tracks, slow: Bools, queued: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]") -> list[Passage]:
    """Return all passages in the order of time, and count who queued when into ``queued`` ``(d, f)``."""
    found: list[Passage] = []
    since = np.zeros(tracks.people, np.int64)  # the moment of each person's passage before
    middles = np.array([np.mean(door.segment, axis=0) for door in tracks.building.doors]).reshape(-1, 2)
    for moment, person, door in sorted(_crossings(tracks)):
        span = slice(int(since[person]), moment)
        near = np.linalg.norm(tracks.position[span, person] - middles[door], axis=1) <= NEAR
        waits = near & slow[span, person] & tracks.aware[span, person]
        queued[door, span] += waits
        since[person] = moment
        found.append(Passage(person, door, float(tracks.times[moment]), float(waits.sum()) * tracks.step))
    return found


def _crossings(tracks: Tracks) -> list[tuple[int, int, int]]:
    """Return moment, person and door of every step that leads across a door's line."""
    levels = _levels(tracks.building)
    start, end = tracks.position[:-1], tracks.position[1:]
    moved = np.any(start != end, axis=2)
    found: list[tuple[int, int, int]] = []
    for number, door in enumerate(tracks.building.doors):
        near = moved & _beside(start, door) & np.isin(tracks.storey[:-1], levels[number])
        moments, people = np.nonzero(near)
        across = _crosses(start[moments, people], end[moments, people], door)
        found += [
            (moment + 1, person, number)
            for moment, person in zip(moments[across].tolist(), people[across].tolist(), strict=True)
        ]
    return found


def _beside(points: Floats, door: Door) -> Bools:
    corners = np.array(door.segment)
    low, high = corners.min(axis=0) - 1.0, corners.max(axis=0) + 1.0
    return np.asarray(((points >= low) & (points <= high)).all(axis=2))


def _crosses(start: Floats, end: Floats, door: Door) -> Bools:
    """Return ``(m,)`` whether the ways from ``start`` to ``end`` cut the door's line; touching its far side counts."""
    a, b = np.array(door.segment)
    side = _side(a, b, start), _side(a, b, end)
    ends = _side(start, end, a), _side(start, end, b)
    return np.asarray(((side[0] > 0) != (side[1] > 0)) & (ends[0] * ends[1] <= 0))


def _side(a: Floats, b: Floats, point: Floats) -> Floats:
    """Return twice the signed area of a, b, point: positive where the point lies left."""
    return (b - a)[..., 0] * (point - a)[..., 1] - (b - a)[..., 1] * (point - a)[..., 0]


def _levels(building: Building) -> list[list[int]]:
    """Return the storeys that each door may be passed on."""
    index = {storey.id: number for number, storey in enumerate(building.storeys)}
    return [sorted({index[name] for id in door.between for name in _storeys(building, id)}) for door in building.doors]


def _storeys(building: Building, id: str) -> tuple[str, ...]:
    region = building.region(id)
    return (region.storey,) if region.rises_to is None else (region.storey, region.rises_to)
