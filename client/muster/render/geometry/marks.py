"""What shows the way out: green mats and lit signs at exits, rings on the ground at muster points."""

import math
from collections.abc import Iterator

from muster.render.geometry.material import Material
from muster.render.geometry.solids import Triangles, bar, disc, joined, plate, prism, rectangle, ring
from muster.render.geometry.walls import HEADROOM, Part
from muster.scenario.building import Building, MusterPoint, Point

_OFF = 0.02  # metres above the floor, so that a mat does not flicker with it
_MAT = 1.8  # metres across the threshold
_SIGN = (0.9, 0.16, 0.3)  # metres: length, depth, height


def exits(building: Building) -> Iterator[Part]:
    """Yield a mat across every exit and, where it is signed, a lit sign above its door."""
    doors = {door.id: door for door in building.doors}
    for way_out in building.exits:
        door = doors[way_out.door]
        storey = _storey(building, door.between[0])
        floor = building.storeys[storey].elevation
        yield storey, Material.EXIT, plate(bar(*door.segment, _MAT), floor + _OFF)
        if way_out.signed:
            yield storey, Material.SIGN, _sign(door.segment, floor)


def muster_points(building: Building) -> Iterator[Part]:
    """Yield a ring as wide as the muster point reaches, and a post in the middle of it."""
    for point in building.muster_points:
        storey = _storey(building, point.region)
        floor = building.storeys[storey].elevation
        yield storey, Material.MUSTER, _muster(point, floor)
        head = _turned_squares(point.at)
        yield storey, Material.SIGN, joined(prism(square, floor + 2.6, floor + 3.5) for square in head)


def _sign(segment: tuple[Point, Point], floor: float) -> Triangles:
    (ax, ay), (bx, by) = segment
    middle, yaw = ((ax + bx) / 2, (ay + by) / 2), math.atan2(by - ay, bx - ax)
    length, depth, height = _SIGN
    low = floor + HEADROOM + 0.05
    return prism(rectangle(middle, yaw, length, depth), low, low + height)


def _muster(point: MusterPoint, floor: float) -> Triangles:
    z = floor + _OFF
    post = prism(disc(point.at, 0.06, 8), floor, floor + 2.6)
    return joined([ring(point.at, point.radius, point.radius - 0.35, z), plate(disc(point.at, 0.8), z), post])


def _turned_squares(at: Point) -> list[list[Point]]:
    """Return a sign that shows its face to all sides."""
    return [rectangle(at, yaw, 0.9, 0.06) for yaw in (0.0, math.pi / 2)]


def _storey(building: Building, region: str) -> int:
    ids = [storey.id for storey in building.storeys]
    return ids.index(building.region(region).storey)
