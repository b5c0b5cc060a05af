"""All fields built so far, in one atlas that a kernel reads for every body at once."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from muster.scenario.building import Point
from muster.world.arrays import Floats, Ints
from muster.world.compile import kernel
from muster.world.navigation.flood import NO_WAY, flood
from muster.world.navigation.goals import PAST, crossing, door_goal, point_goal
from muster.world.navigation.grid import PlanArrays, nearest_cell, side_of, slot_of, slots

REACH = 3  # cells round a body in which its region is looked for
ROOM = 24_000_000 // 6  # cells that fields may have before those that nobody reads are forgotten


class Atlas(NamedTuple):
    """Fields for kernels; F of them.

    Attributes:
        cells: ``(cells, 3)`` all fields one behind the other: how far to the goal, and x and y of the point to walk to,
            in the field's unit; ``NO_WAY`` where no way leads.
        offset: ``(F,)`` where each field begins.
        region: ``(F,)`` the region each field covers.
        frame: ``(F, 3)`` metres, the point from which x and y count, and the unit.
        beyond: ``(F, 2)`` the goal, for bodies that have left the region.
        used: ``(F,)`` the last call of ``aim`` that read the field.
    """

    cells: NDArray[np.uint16]
    offset: Ints
    region: Ints
    frame: Floats
    beyond: Floats
    used: Ints


class Fields:
    """Fields by door or point, built when first asked for.

    They are not kept for ever: once there is no more room, those give way that bodies have gone without for longest.
    One that was read by the last call of ``aim`` but one, or asked for since, always stays.

    Attributes:
        of_door: ``(D, 2)`` the field to a door from its first and its second region; -1 before it is built.
        atlas: what kernels read.
    """

    def __init__(self, plan: PlanArrays, room: int = ROOM) -> None:
        self._plan = plan
        self.of_door: Ints = np.full((len(plan.door_middle), 2), -1, dtype=np.int64)
        self._of_point: dict[tuple[int, Point], int] = {}
        self._leads_to: dict[int, tuple[int, int | Point]] = {}  # by field: door and side, or region and point
        self._spare: list[int] = []  # numbers of forgotten fields, to be given anew
        self._filled, self._calls = 0, 1
        self.atlas = Atlas(
            cells=np.empty((room, 3), dtype=np.uint16),
            offset=np.zeros(64, dtype=np.int64),
            region=np.zeros(64, dtype=np.int64),
            frame=np.zeros((64, 3)),
            beyond=np.zeros((64, 2)),
            used=np.zeros(64, dtype=np.int64),
        )

    @property
    def memory(self) -> int:
        """Bytes that the fields take up."""
        return self.atlas.cells[: self._filled].nbytes

    def to_door(self, door: int, region: int) -> int:
        """Return the field that leads through ``region`` to one of its doors."""
        side = side_of(self._plan, door, region)
        field = int(self.of_door[door, side])
        if field < 0:
            field = self._build(region, door_goal(self._plan, door, region))
            self.of_door[door, side], self._leads_to[field] = field, (door, side)
        self.atlas.used[field] = self._calls
        return field

    def to_point(self, region: int, point: Point) -> int:
        """Return the field that leads to a point of ``region``."""
        key = region, (float(point[0]), float(point[1]))
        field = self._of_point.get(key)
        if field is None:
            field = self._build(region, point_goal(*key[1]))
            self._of_point[key], self._leads_to[field] = field, key
        self.atlas.used[field] = self._calls
        return field

    def aim(self, position: Floats, region: Ints, field: Ints, door: Ints) -> Floats:
        """Return ``(n, 2)`` where to walk: along the field, else straight through ``door``, else one's own position."""
        self._calls += 1
        return aim(position, region, field, door, self._plan, self.atlas, self._calls)

    def _build(self, region: int, goal: Floats) -> int:
        size = slots(self._plan, region)
        self._make_room(size)
        field = self._spare.pop() if self._spare else self._new()
        atlas, start = self.atlas, self._filled
        atlas.frame[field] = flood(self._plan, region, goal, atlas.cells[start : start + size])
        atlas.offset[field], atlas.region[field] = start, region
        atlas.beyond[field] = (goal[0:2] + goal[2:4]) / 2 + PAST * goal[4:6]
        self._filled += size
        return field

    def _new(self) -> int:
        """Return a field number that was never used."""
        field, atlas = len(self._leads_to), self.atlas
        if field == len(atlas.offset):
            self.atlas = atlas._replace(
                offset=np.resize(atlas.offset, 2 * field),
                region=np.resize(atlas.region, 2 * field),
                frame=np.resize(atlas.frame, (2 * field, 3)),
                beyond=np.resize(atlas.beyond, (2 * field, 2)),
                used=np.resize(atlas.used, 2 * field),
            )
        return field

    def _make_room(self, size: int) -> None:
        """See to it that a field of so many cells can be added."""
        cells = self.atlas.cells
        if self._filled + size <= len(cells):
            return
        self._forget(len(cells) * 3 // 4)
        if self._filled + size > len(cells) * 7 // 8:
            # In place: the old and the new cells together would be much of a large run's memory.
            cells.resize((len(cells) * 5 // 4 + size, 3), refcheck=False)

    def _forget(self, kept: int) -> None:
        """Keep the fields read last, of ``kept`` cells in all, and those in use; close the gaps that others leave."""
        atlas, total, filled = self.atlas, 0, 0
        for field in sorted(self._leads_to, key=lambda field: -int(atlas.used[field])):
            total += self._size(field)
            if total > kept and atlas.used[field] < self._calls - 1:
                self._drop(field)
        for field in sorted(self._leads_to, key=lambda field: int(atlas.offset[field])):
            start, size = int(atlas.offset[field]), self._size(field)
            atlas.cells[filled : filled + size] = atlas.cells[start : start + size]
            atlas.offset[field] = filled
            filled += size
        self._filled = filled

    def _size(self, field: int) -> int:
        return slots(self._plan, int(self.atlas.region[field]))

    def _drop(self, field: int) -> None:
        first, second = self._leads_to.pop(field)
        if isinstance(second, tuple):
            del self._of_point[first, second]
        else:
            self.of_door[first, second] = -1
        self._spare.append(field)


@kernel
def aim(position: Floats, region: Ints, field: Ints, door: Ints, plan: PlanArrays, atlas: Atlas, call: int) -> Floats:
    """Return the point each body should walk to, by its field or else by its door; its own position for neither.

    A body that has left the field's region is led to the field's goal: it has just come through a door.
    """
    target = position.copy()
    for i in range(len(field)):
        if field[i] < 0:
            if door[i] >= 0:
                target[i] = crossing(plan, int(door[i]), int(region[i]), position[i, 0], position[i, 1])
            continue
        atlas.used[field[i]] = call
        home = int(atlas.region[field[i]])
        cell = nearest_cell(plan, home, position[i, 0], position[i, 1], REACH)
        if cell < 0 or region[i] != home:
            target[i] = atlas.beyond[field[i]]
            continue
        far, x, y = atlas.cells[atlas.offset[field[i]] + slot_of(plan, home, cell)]
        if far != NO_WAY:
            left, low, unit = atlas.frame[field[i]]
            target[i, 0], target[i, 1] = left + x * unit, low + y * unit
    return target


@kernel
def field_distance(x: float, y: float, field: int, plan: PlanArrays, atlas: Atlas) -> float:
    """Return metres from a point along a field; inf where no way leads."""
    region = int(atlas.region[field])
    cell = nearest_cell(plan, region, x, y, REACH)
    if cell < 0:
        return np.inf
    far = atlas.cells[atlas.offset[field] + slot_of(plan, region, cell), 0]
    return np.inf if far == NO_WAY else far * atlas.frame[field, 2]
