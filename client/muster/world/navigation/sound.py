"""How loud a sound is elsewhere, and by which door it comes in: along open paths, weakened by closed doors.

Sound spreads as from a point, 6 dB less for each doubling of the way it takes through rooms and doors, and 22 dB less
for each closed door. What passes straight through walls is left out: it would matter for shots in the room next door.
So are echoes, which in real corridors carry sound further. A listener knows the door by which a sound comes, not its
source.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.world.compile import kernel
from muster.world.navigation.graph import Graph, legs, row_of
from muster.world.navigation.grid import PlanArrays, side_of
from muster.world.navigation.heap import drop_least, grown, push
from muster.world.navigation.routes import Router
from muster.world.types import Bools, Floats, Ints

CLOSED_DOOR = 22.0  # dB; leaves without seals are rated at 20 (hollow) to 27 (solid)
AS_FAR_AS = 10.0 ** (CLOSED_DOOR / 20.0)  # a closed door weakens sound as much as making the way so many times longer
MOST_DOORS = 6  # closed ones on the way; 132 dB less, which leaves nothing of a shot
FAINTEST = 140.0  # dB below the source at 1 m that sounds are followed to


@dataclass(frozen=True)
class Field:
    """Where one sound gets to.

    Attributes:
        region: that of the source.
        position: ``(2,)`` metres, of the source.
        metres: ``(D, 2, 7)`` shortest way to each door's middle, into its first and second region, by how many doors on
            it are closed; inf where a way with fewer is at least as loud.
    """

    region: int
    position: Floats
    metres: Floats


@dataclass(frozen=True)
class Heard:
    """What each of n listeners hears of a sound.

    Attributes:
        level: ``(n,)`` dB; minus infinity where nothing arrives.
        came_through: ``(n,)`` the door of the listener's region by which it is loudest; -1 in the source's region.
    """

    level: Floats
    came_through: Ints


class Sound:
    """Spreads sounds over the doors of a plan."""

    def __init__(self, router: Router) -> None:
        self._plan, self._graph = router.arrays, router.graph

    def spread(self, region: int, position: Floats, closed: Bools, faintest: float = FAINTEST) -> Field:
        """Return where a sound from ``position`` in ``region`` gets to, with doors ``closed`` ``(D,)``.

        Ways on which it loses more than ``faintest`` dB are not followed: give less for a whisper, it is quicker.
        """
        x, y = float(position[0]), float(position[1])
        limit = 10.0 ** (faintest / 20.0)
        return Field(region, np.array([x, y]), _spread(self._plan, self._graph, region, x, y, closed, limit))

    def levels(self, field: Field, source_db: float, region: Ints, position: Floats) -> Heard:
        """Return what listeners in regions ``(n,)`` at ``(n, 2)`` hear of a source of ``source_db`` at 1 m."""
        weaker, door = _listen(self._plan, field.region, field.position, field.metres, region, position)
        with np.errstate(divide="ignore"):
            return Heard(source_db - 20.0 * np.log10(weaker), door)


@kernel
def _spread(plan: PlanArrays, graph: Graph, region: int, x: float, y: float, closed: Bools, limit: float) -> Floats:
    """Return ``Field.metres``.

    Dijkstra by loudness over labels (door, side, closed doors passed). At one place, a way with more closed doors that
    is not louder never becomes so later; hence labels of a place are kept only while their count of doors falls.
    """
    metres = np.full((len(closed), 2, MOST_DOORS + 1), np.inf)
    fewest = np.full((len(closed), 2), MOST_DOORS + 1)
    keys, items = np.empty(256), np.empty(256, np.int32)
    away, _ = legs(plan, graph, region, x, y)
    keys, items, size = _enter(plan, region, -1, 0, away, 0.0, closed, limit, metres, keys, items, 0)
    while size > 0:
        item = int(items[0])
        size = drop_least(keys, items, size)
        place, passed = item // (MOST_DOORS + 1), item % (MOST_DOORS + 1)
        door, side = place // 2, place % 2
        if passed >= fewest[door, side]:
            if passed > fewest[door, side]:
                metres[door, side, passed] = np.inf
            continue
        fewest[door, side] = passed
        here, so_far = int(plan.door_regions[door, side]), float(metres[door, side, passed])
        row = row_of(plan, graph, here, door).astype(np.float64)
        keys, items, size = _enter(plan, here, door, passed, row, so_far, closed, limit, metres, keys, items, size)
    return metres


@kernel
def _enter(
    plan: PlanArrays,
    region: int,
    by: int,
    passed: int,
    away: Floats,
    so_far: float,
    closed: Bools,
    limit: float,
    metres: Floats,
    keys: Floats,
    items: NDArray[np.int32],
    size: int,
) -> tuple[Floats, NDArray[np.int32], int]:
    """Carry sound through a region, ``away`` ``(k,)`` metres to each door, and out by all but the one it came in."""
    first = plan.doors_start[region]
    while size + len(away) >= len(keys):
        keys, items = grown(keys, items)
    for k in range(len(away)):
        door = int(plan.doors[first + k])
        count = passed + (1 if closed[door] else 0)
        if door == by or count > MOST_DOORS:
            continue
        far, there = so_far + away[k], 1 - side_of(plan, door, region)
        weaker = max(far, 1.0) * AS_FAR_AS**count
        if weaker <= limit and far < metres[door, there, count]:
            metres[door, there, count] = far
            size = push(keys, items, size, weaker, (2 * door + there) * (MOST_DOORS + 1) + count)
    return keys, items, size


@kernel
def _listen(
    plan: PlanArrays, source: int, at: Floats, metres: Floats, region: Ints, position: Floats
) -> tuple[Floats, Ints]:
    """Return how many times weaker in pressure than at 1 m, and the door, for each listener."""
    weaker, through = np.full(len(region), np.inf), np.full(len(region), -1, np.int64)
    for i in range(len(region)):
        here = region[i]
        if here == source:
            weaker[i] = max(np.hypot(position[i, 0] - at[0], position[i, 1] - at[1]), 1.0)
            continue
        if here < 0:
            continue
        for k in range(plan.doors_start[here], plan.doors_start[here + 1]):
            door = plan.doors[k]
            x, y = plan.door_middle[door]
            rest = np.hypot(position[i, 0] - x, position[i, 1] - y)
            factor, side = 1.0, side_of(plan, door, here)
            for count in range(MOST_DOORS + 1):
                loss = max(metres[door, side, count] + rest, 1.0) * factor
                if loss < weaker[i]:
                    weaker[i], through[i] = loss, door
                factor *= AS_FAR_AS
    return weaker, through
