"""Stairs: steps where a flight is straight, else a slope; both where the world says that feet are."""

import math
from collections.abc import Iterator

import numpy as np

from muster.render.geometry.material import Material
from muster.render.geometry.solids import Triangles, joined, plate, prism, rectangle
from muster.render.geometry.walls import Part
from muster.scenario.building import Building, Point, Region, RegionKind
from muster.scenario.overlap import cut_to
from muster.world.navigation.stairs import Slopes, elevation, slopes

_STEP = 0.17  # metres, about the rise of one step
_FINE = 0.3  # metres: longest side of a triangle of a slope
_THICK = 0.35  # metres from a step's top to its underside
_STRAIGHT = 0.15  # of the rise: how far from a plane a flight may be to be given steps


def flights(building: Building) -> Iterator[Part]:
    """Yield every stair, as part of the storey at its foot."""
    rise = slopes(building)
    storeys = {storey.id: index for index, storey in enumerate(building.storeys)}
    for index, region in enumerate(building.regions):
        if region.kind is RegionKind.STAIR:
            yield storeys[region.storey], Material.STAIR, _flight(building, rise, index)


def _flight(building: Building, rise: Slopes, index: int) -> Triangles:
    region = building.regions[index]
    if rise.high[index] == rise.low[index]:
        return plate(region.polygon, float(rise.low[index]))
    foot, head = (_middle(building, int(doors[index])) for doors in (rise.foot_door, rise.head_door))
    slope = _slope(building, rise, index)
    return _steps(region, foot, head, rise, index) if _is_plane(slope, foot, head, rise, index) else slope


def _steps(region: Region, foot: Point, head: Point, rise: Slopes, index: int) -> Triangles:
    """Return a step for each equal part of the way from foot to head."""
    low, height = float(rise.low[index]), float(rise.high[index] - rise.low[index])
    count = max(round(height / _STEP), 1)
    way, yaw = math.dist(foot, head), math.atan2(head[1] - foot[1], head[0] - foot[0])
    steps: list[Triangles] = []
    for k in range(count):
        share = (k + 0.5) / count
        middle = foot[0] + share * (head[0] - foot[0]), foot[1] + share * (head[1] - foot[1])
        tread = cut_to(region.polygon, rectangle(middle, yaw, way / count, 1e3))
        top = low + share * height
        if len(tread) > 2:
            steps.append(prism(tread, max(top - _THICK, low), top))
    return joined(steps)


def _slope(building: Building, rise: Slopes, index: int) -> Triangles:
    """Return the floor of a stair in small triangles, each corner as high as the world has it."""
    flat = plate(building.regions[index].polygon, 0.0)
    while np.linalg.norm(np.roll(flat, 1, axis=1) - flat, axis=2).max() > _FINE:
        flat = _halved(flat)
    feet = np.ascontiguousarray(flat.reshape(-1, 3)[:, :2])
    segments = np.array([(*door.segment[0], *door.segment[1]) for door in building.doors], np.float64)
    flat[..., 2] = elevation(rise, segments, np.full(len(feet), index, np.int32), feet).reshape(-1, 3)
    return flat


def _halved(triangles: Triangles) -> Triangles:
    """Return every triangle cut in two through the middle of its longest side."""
    sides = np.linalg.norm(np.roll(triangles, -1, axis=1) - triangles, axis=2)
    first = sides.argmax(axis=1)[:, None]
    turned = np.take_along_axis(triangles, ((first + np.arange(3)) % 3)[..., None], axis=1)
    a, b, c = turned[:, 0], turned[:, 1], turned[:, 2]
    middle = (a + b) / 2
    return np.concatenate([np.stack([a, middle, c], axis=1), np.stack([middle, b, c], axis=1)])


def _is_plane(slope: Triangles, foot: Point, head: Point, rise: Slopes, index: int) -> bool:
    way = np.subtract(head, foot)
    share = (slope[..., :2] - np.array(foot)) @ way / max(float(way @ way), 1e-9)
    height = float(rise.high[index] - rise.low[index])
    off = np.abs((slope[..., 2] - rise.low[index]) / height - np.clip(share, 0.0, 1.0))
    return bool(np.quantile(off, 0.9) < _STRAIGHT)


def _middle(building: Building, door: int) -> Point:
    (ax, ay), (bx, by) = building.doors[door].segment
    return (ax + bx) / 2, (ay + by) / 2
