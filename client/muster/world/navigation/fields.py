"""All fields built so far, in one atlas that a kernel reads for every body at once."""

from typing import NamedTuple

import numpy as np

from muster.scenario.building import Point
from muster.world.arrays import Floats, Ints, Singles
from muster.world.compile import kernel
from muster.world.navigation.flood import flood
from muster.world.navigation.goals import PAST, crossing, door_goal, point_goal
from muster.world.navigation.grid import PlanArrays, nearest_cell, side_of

REACH = 3  # cells round a body in which its region is looked for
KEPT = 8  # fields through one region before those that nobody uses are written over


class Atlas(NamedTuple):
    """Fields for kernels; F of them.

    Attributes:
        distance: metres to the goal, all fields one behind the other; inf where no way leads.
        aim: metres, the point to walk to; nan where no way leads.
        offset: ``(F,)`` where each field begins.
        region: ``(F,)`` the region each field covers.
        beyond: ``(F, 2)`` the goal, for bodies that have left the region.
        used: ``(F,)`` the last call of ``aim`` that read the field.
    """

    distance: Singles
    aim: Singles
    offset: Ints
    region: Ints
    beyond: Floats
    used: Ints


class Fields:
    """Fields by door or point, built when first asked for and kept.

    Attributes:
        of_door: ``(D, 2)`` the field to a door from its first and its second region; -1 before it is built.
    """

    def __init__(self, plan: PlanArrays) -> None:
        self._plan = plan
        self.of_door: Ints = np.full((len(plan.door_middle), 2), -1, dtype=np.int64)
        self._of_point: dict[tuple[int, Point], int] = {}
        self._through: dict[int, dict[int, Point | tuple[int, int]]] = {}  # by region and field: what it leads to
        self._filled, self._count, self._calls = 0, 0, 1
        self.atlas = Atlas(
            distance=np.empty(0, dtype=np.float32),
            aim=np.empty((0, 2), dtype=np.float32),
            offset=np.zeros(64, dtype=np.int64),
            region=np.full(64, -1, dtype=np.int64),
            beyond=np.zeros((64, 2)),
            used=np.zeros(64, dtype=np.int64),
        )

    @property
    def memory(self) -> int:
        """Bytes that the fields take up."""
        return self._filled * (4 + 8)

    def to_door(self, door: int, region: int) -> int:
        """Return the field that leads through ``region`` to one of its doors; see ``to_point``."""
        side = side_of(self._plan, door, region)
        field = int(self.of_door[door, side])
        if field < 0:
            field = self._build(region, door_goal(self._plan, door, region), (door, side))
            self.of_door[door, side] = field
        self.atlas.used[field] = self._calls
        return field

    def to_point(self, region: int, point: Point) -> int:
        """Return the field that leads to a point of ``region``.

        Fields are not kept for ever: once a region has several, one that no body has read since the last call but one
        of ``aim`` gives way.
        """
        key = region, (float(point[0]), float(point[1]))
        field = self._of_point.get(key)
        if field is None:
            field = self._build(region, point_goal(*key[1]), key[1])
            self._of_point[key] = field
        self.atlas.used[field] = self._calls
        return field

    def aim(self, position: Floats, region: Ints, field: Ints, door: Ints) -> Floats:
        """Return ``(n, 2)`` where to walk: along the field, else straight through ``door``, else one's own position."""
        self._calls += 1
        return aim(position, region, field, door, self._plan, self.atlas, self._calls)

    def _build(self, region: int, goal: Floats, key: "Point | tuple[int, int]") -> int:
        field = self._replaceable(region)
        self._add(region, goal, field)
        self._through.setdefault(region, {})[field] = key
        return field

    def _replaceable(self, region: int) -> int:
        """Return a field of the region that may be written over, or a new one."""
        fields = self._through.get(region, {})
        if len(fields) >= KEPT:
            for field in fields:
                if self.atlas.used[field] < self._calls - 1:
                    self._forget(region, field)
                    return field
        return self._new(region)

    def _forget(self, region: int, field: int) -> None:
        key = self._through[region].pop(field)
        if self._of_point.get((region, key)) == field:
            del self._of_point[region, key]
        else:
            door, side = key
            self.of_door[int(door), int(side)] = -1

    def _new(self, region: int) -> int:
        """Return the number of a new field with room for the region's cells."""
        field = self._count
        if field == len(self.atlas.offset):
            self.atlas = self.atlas._replace(
                offset=np.resize(self.atlas.offset, 2 * field),
                region=np.resize(self.atlas.region, 2 * field),
                beyond=np.resize(self.atlas.beyond, (2 * field, 2)),
                used=np.resize(self.atlas.used, 2 * field),
            )
        self.atlas.offset[field], self.atlas.region[field] = self._filled, region
        self._filled += int(self._plan.region_cells[region])
        if self._filled > len(self.atlas.distance):
            self._grow(max(self._filled, len(self.atlas.distance) * 5 // 4))
        self._count += 1
        return field

    def _grow(self, room: int) -> None:
        """Make room in place: the old and the new atlas together would be most of a large run's memory."""
        self.atlas.distance.resize(room, refcheck=False)
        self.atlas.aim.resize((room, 2), refcheck=False)

    def _add(self, region: int, goal: Floats, field: int) -> int:
        distance, aim_at = flood(self._plan, region, goal)
        start = int(self.atlas.offset[field])
        self.atlas.distance[start : start + len(distance)] = distance
        self.atlas.aim[start : start + len(distance)] = aim_at
        self.atlas.beyond[field] = (goal[0:2] + goal[2:4]) / 2 + PAST * goal[4:6]
        return field


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
        slot = atlas.offset[field[i]] + plan.slot_at[cell]
        if np.isfinite(atlas.distance[slot]):
            target[i, 0], target[i, 1] = atlas.aim[slot, 0], atlas.aim[slot, 1]
    return target


@kernel
def field_distance(x: float, y: float, field: int, plan: PlanArrays, atlas: Atlas) -> float:
    """Return metres from a point along a field; inf where no way leads."""
    cell = nearest_cell(plan, atlas.region[field], x, y, REACH)
    if cell < 0:
        return np.inf
    return float(atlas.distance[atlas.offset[field] + plan.slot_at[cell]])
