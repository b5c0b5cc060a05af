"""How high each point of a building lies, and where its stairs begin and end."""

from dataclasses import dataclass

import numpy as np

from muster.scenario.building import Building, Door, Region, RegionKind
from muster.world.arrays import Floats, Ints
from muster.world.compile import kernel
from muster.world.navigation.grid import segment_distance


@dataclass(frozen=True)
class Slopes:
    """Elevation of regions; R of them.

    Attributes:
        low: ``(R,)`` metres above ground, of a stair its foot.
        high: ``(R,)`` likewise its head; equal to ``low`` on the level.
        foot_door: ``(R,)`` the door at a stair's foot, or -1.
        head_door: ``(R,)`` the door at a stair's head, or -1.
        stretch: ``(R,)`` metres walked for each metre in plan.
    """

    low: Floats
    high: Floats
    foot_door: Ints
    head_door: Ints
    stretch: Floats


def slopes(building: Building) -> Slopes:
    """Return the elevations; a stair that lacks an end is level."""
    elevations = {storey.id: storey.elevation for storey in building.storeys}
    low = np.array([elevations[r.storey] for r in building.regions], dtype=np.float64)
    high, stretch = low.copy(), np.ones_like(low)
    foot, head = np.full(len(low), -1, dtype=np.int32), np.full(len(low), -1, dtype=np.int32)
    doors = _doors_by_region(building)
    for index, region in enumerate(building.regions):
        if region.kind is not RegionKind.STAIR or region.rises_to is None:
            continue
        foot[index], head[index] = _ends(building, region, doors[region.id])
        if foot[index] >= 0 and head[index] >= 0:
            high[index] = elevations[region.rises_to]
            stretch[index] = _stretch(building, region, int(foot[index]), int(head[index]))
    return Slopes(low, high, foot, head, stretch)


def _doors_by_region(building: Building) -> dict[str, list[int]]:
    doors: dict[str, list[int]] = {region.id: [] for region in building.regions}
    for index, door in enumerate(building.doors):
        for id in set(door.between):
            doors[id].append(index)
    return doors


def _ends(building: Building, stair: Region, doors: list[int]) -> tuple[int, int]:
    """Return foot and head: the head is the door to what lies on the storey that the stair rises to."""
    foot, head = -1, -1
    for index in doors:
        first, second = building.doors[index].between
        other = building.region(second if first == stair.id else first)
        if other.storey == stair.rises_to:
            head = index
        else:
            foot = index
    return foot, head


def _stretch(building: Building, stair: Region, foot: int, head: int) -> float:
    (ax, ay), (bx, by) = _middle(building.doors[foot]), _middle(building.doors[head])
    plan = float(np.hypot(bx - ax, by - ay))
    return max(1.0, (stair.walking_length or plan) / max(plan, 0.1))


def _middle(door: Door) -> tuple[float, float]:
    (ax, ay), (bx, by) = door.segment
    return (ax + bx) / 2, (ay + by) / 2


def elevation(rise: Slopes, door_segment: Floats, region: Ints, position: Floats) -> Floats:
    """Return ``(n,)`` metres above ground of points ``(n, 2)`` in regions ``(n,)``."""
    return _elevation(rise.low, rise.high, rise.foot_door, rise.head_door, door_segment, region, position)


@kernel
def _elevation(
    low: Floats, high: Floats, foot: Ints, head: Ints, door_segment: Floats, region: Ints, position: Floats
) -> Floats:
    z = np.empty(len(region))
    for i in range(len(region)):
        r = region[i]
        z[i] = low[r]
        if high[r] == low[r]:
            continue
        # By the share of the way from foot to head: exact on a straight flight, and monotone round a bend.
        from_foot = _to_door(door_segment, int(foot[r]), position[i, 0], position[i, 1])
        to_head = _to_door(door_segment, int(head[r]), position[i, 0], position[i, 1])
        if from_foot + to_head > 0.0:
            z[i] += (high[r] - low[r]) * from_foot / (from_foot + to_head)
    return z


@kernel
def _to_door(door_segment: Floats, door: int, x: float, y: float) -> float:
    ax, ay, bx, by = door_segment[door]
    return segment_distance(x, y, ax, ay, bx, by)
