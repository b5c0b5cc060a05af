"""How loud a sound is elsewhere, and by which door it comes in: along open paths, weakened by closed doors.

Sound spreads as from a point, 6 dB less for each doubling of the way it takes through rooms and doors, and 22 dB less
for each closed door. What passes straight through walls is left out: it would matter for shots in the room next door.
So are echoes, which in real corridors carry sound further. A listener knows the door by which a sound comes, not its
source.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.world.arrays import Bools, Floats, Ints
from muster.world.compile import kernel
from muster.world.navigation.graph import Graph, legs, row_of
from muster.world.navigation.grid import PlanArrays, side_of
from muster.world.navigation.heap import drop_least, grown, push
from muster.world.navigation.routes import Router

CLOSED_DOOR = 22.0  # dB; leaves without seals are rated at 20 (hollow) to 27 (solid)
AS_FAR_AS = 10.0 ** (CLOSED_DOOR / 20.0)  # a closed door weakens sound as much as making the way so many times longer
MOST_DOORS = 6  # closed ones on the way; 132 dB less, which leaves nothing of a shot
FAINTEST = 140.0  # dB below the source at 1 m that sounds are followed to


@dataclass(frozen=True)
class Field:
    """Where one sound gets to: k places, each one side of a door.

    Attributes:
        region: that of the source.
        position: ``(2,)`` metres, of the source.
        places: ``(k,)`` twice a door's number, plus 0 or 1 for going into its first or second region.
        metres: ``(k, 7)`` shortest way to that door's middle, by how many doors on it are closed; inf where a way with
            fewer is at least as loud.
    """

    region: int
    position: Floats
    places: Ints
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
    """Spreads sounds over the doors of a plan; one sound at a time, for it keeps its tables from one to the next."""

    def __init__(self, router: Router) -> None:
        self._plan, self._graph = router.arrays, router.graph
        doors = len(router.arrays.door_middle)
        self._metres: Floats = np.full((doors, 2, MOST_DOORS + 1), np.inf)
        self._fewest: Ints = np.full((doors, 2), MOST_DOORS + 1)
        self._row: Ints = np.full(2 * doors, -1)

    def spread(self, region: int, position: Floats, closed: Bools, faintest: float = FAINTEST) -> Field:
        """Return where a sound from ``position`` in ``region`` gets to, with doors ``closed`` ``(D,)``.

        Ways on which it loses more than ``faintest`` dB are not followed: give less for a whisper, it is quicker.
        """
        x, y = float(position[0]), float(position[1])
        limit = 10.0 ** (faintest / 20.0)
        tables = self._metres, self._fewest
        places, metres = _spread(self._plan, self._graph, region, x, y, closed, limit, *tables)
        return Field(region, np.array([x, y]), places, metres)

    def reaches(self, field: Field) -> Bools:
        """Return ``(R,)`` which regions a sound gets to."""
        reached = np.zeros(len(self._plan.region_layer), np.bool_)
        reached[self._plan.door_regions[field.places // 2, field.places % 2]] = True
        reached[field.region] = True
        return reached

    def levels(self, field: Field, source_db: float, region: Ints, position: Floats) -> Heard:
        """Return what listeners in regions ``(n,)`` at ``(n, 2)`` hear of a source of ``source_db`` at 1 m."""
        self._row[field.places] = np.arange(len(field.places))
        weaker, door = _listen(self._plan, field.region, field.position, self._row, field.metres, region, position)
        self._row[field.places] = -1
        with np.errstate(divide="ignore"):
            return Heard(source_db - 20.0 * np.log10(weaker), door)


@kernel
def _spread(
    plan: PlanArrays,
    graph: Graph,
    region: int,
    x: float,
    y: float,
    closed: Bools,
    limit: float,
    metres: Floats,
    fewest: Ints,
) -> tuple[Ints, Floats]:
    """Return ``Field.places`` and ``Field.metres``; ``metres`` and ``fewest`` come and go as blank tables.

    Dijkstra by loudness over labels (door, side, closed doors passed). At one place, a way with more closed doors that
    is not louder never becomes so later; hence labels of a place are kept only while their count of doors falls.
    """
    places, count = np.empty(64, np.int64), 0
    keys, items = np.empty(256), np.empty(256, np.int32)
    away, _ = legs(plan, graph, region, x, y)
    keys, items, size = _enter(plan, region, -1, 0, away, 0.0, closed, limit, metres, keys, items, 0)
    while size > 0:
        item = items[0]
        size = drop_least(keys, items, size)
        place, passed = item // (MOST_DOORS + 1), item % (MOST_DOORS + 1)
        door, side = place // 2, place % 2
        if passed >= fewest[door, side]:
            if passed > fewest[door, side]:
                metres[door, side, passed] = np.inf
            continue
        if fewest[door, side] > MOST_DOORS:
            if count == len(places):
                places = np.concatenate((places, np.empty(count, np.int64)))
            places[count] = place
            count += 1
        fewest[door, side] = passed
        here, so_far = int(plan.door_regions[door, side]), float(metres[door, side, passed])
        row = row_of(plan, graph, here, door).astype(np.float64)
        keys, items, size = _enter(plan, here, door, passed, row, so_far, closed, limit, metres, keys, items, size)
    return _taken(places[:count], metres, fewest)


@kernel
def _taken(places: Ints, metres: Floats, fewest: Ints) -> tuple[Ints, Floats]:
    """Copy what was written to the tables and leave them blank."""
    taken = np.empty((len(places), MOST_DOORS + 1))
    for k in range(len(places)):
        door, side = places[k] // 2, places[k] % 2
        for passed in range(MOST_DOORS + 1):
            taken[k, passed] = metres[door, side, passed]
            metres[door, side, passed] = np.inf
        fewest[door, side] = MOST_DOORS + 1
    return places.copy(), taken


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
    plan: PlanArrays, source: int, at: Floats, row: Ints, metres: Floats, region: Ints, position: Floats
) -> tuple[Floats, Ints]:
    """Return how many times weaker in pressure than at 1 m, and the door, for each listener.

    ``row`` is where in ``metres`` each place of the plan stands; -1 for those that the sound does not get to.
    """
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
            found = row[2 * door + side_of(plan, door, here)]
            if found < 0:
                continue
            x, y = plan.door_middle[door]
            rest = np.hypot(position[i, 0] - x, position[i, 1] - y)
            factor = 1.0
            for count in range(MOST_DOORS + 1):
                loss = max(metres[found, count] + rest, 1.0) * factor
                if loss < weaker[i]:
                    weaker[i], through[i] = loss, door
                factor *= AS_FAR_AS
    return weaker, through
