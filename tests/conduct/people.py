"""People in a hall with two rooms, placed by hand: what closed cases of conduct are made of."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from muster.conduct.observed import Observed
from muster.conduct.regions import RegionFinder
from muster.recording.codes import Health
from muster.scenario.building import Building, Door, Exit, Region, RegionKind, Storey

STEP = 0.2
SECONDS = 40.0
TIMES: NDArray[np.float64] = np.arange(0.0, SECONDS, STEP)
FRAMES = len(TIMES)
FREE_AT = 2.0

# West exit at x = 0, a hall of 60 by 4 metres, two rooms above it, an exit in the east.
HALL = Building(
    name="hall",
    description="A hall with two rooms.",
    storeys=(Storey("ground", 0.0),),
    regions=(
        Region("hall", "Hall", RegionKind.CORRIDOR, "ground", ((0, 0), (60, 0), (60, 4), (0, 4))),
        Region("room-a", "Room A", RegionKind.ROOM, "ground", ((0, 4), (20, 4), (20, 14), (0, 14))),
        Region("room-b", "Room B", RegionKind.ROOM, "ground", ((20, 4), (40, 4), (40, 14), (20, 14))),
        Region("west", "West lawn", RegionKind.OUTSIDE, "ground", ((-20, 0), (0, 0), (0, 4), (-20, 4))),
        Region("east", "East lawn", RegionKind.OUTSIDE, "ground", ((60, 0), (80, 0), (80, 4), (60, 4))),
    ),
    doors=(
        Door("a", ((9.5, 4), (10.5, 4)), ("room-a", "hall")),
        Door("b", ((29.5, 4), (30.5, 4)), ("room-b", "hall")),
        Door("west-door", ((0, 1), (0, 3)), ("hall", "west")),
        Door("east-door", ((60, 1), (60, 3)), ("hall", "east")),
    ),
    exits=(Exit("west-exit", "West exit", "west-door"), Exit("east-exit", "East exit", "east-door")),
)
ROOM_A, WEST, EAST = 1, 0, 1


def walk(*stops: tuple[float, float, float]) -> NDArray[np.float64]:
    """Return ``(f, 2)`` positions that go straight from stop to stop, each ``(time, x, y)``."""
    times, x, y = np.array(stops).T
    return np.stack([np.interp(TIMES, times, x), np.interp(TIMES, times, y)], axis=1)


def observed(*paths: NDArray[np.float64], **changed: object) -> Observed:
    """Return what is seen of people on these paths, all free to act at ``FREE_AT``, with no intruder about."""
    n = len(paths)
    position = np.stack(paths, axis=1)
    storey = np.zeros((FRAMES, n), np.uint16)
    regions = RegionFinder(HALL).regions(position, storey)
    outside = np.isin(regions, [3, 4])
    plain = Observed(
        building=HALL,
        names=tuple(f"P{k}" for k in range(n)),
        times=TIMES,
        position=position,
        storey=storey,
        region=regions,
        hidden=np.zeros((FRAMES, n), np.bool_),
        outside=outside,
        health=np.full((FRAMES, n), int(Health.UNHARMED), np.uint8),
        threat=np.full((FRAMES, 1, 2), 500.0),
        threat_storey=np.zeros((FRAMES, 1), np.uint16),
        threat_present=np.zeros((FRAMES, 1), np.bool_),
        aware_at=np.full(n, FREE_AT - 1.0),
        free_at=np.full(n, FREE_AT),
        secluded=np.zeros((FRAMES, len(HALL.regions)), np.bool_),
        fought_at=np.full(n, np.nan),
        busy=np.zeros((FRAMES, n), np.bool_),
        exit_used=np.where(outside.any(axis=0), np.where(position[-1, :, 0] < 0, WEST, EAST), -1).astype(np.int64),
    )
    return replace(plain, **changed)  # pyright: ignore[reportArgumentType]


def when(since: float, until: float = SECONDS, people: int = 1) -> NDArray[np.bool_]:
    """Return ``(f, people)`` what holds of the first person from ``since`` until ``until``, and of nobody else."""
    held = np.zeros((FRAMES, people), np.bool_)
    held[(since <= TIMES) & (until > TIMES), 0] = True
    return held
