"""Furniture by its height, and places to hide by what their names say they are."""

import math
from collections.abc import Iterator
from itertools import pairwise

from muster.render.geometry.material import Material
from muster.render.geometry.solids import Triangles, bar, joined, prism, rectangle
from muster.render.geometry.walls import Part
from muster.scenario.building import Building, HidingSpot, Point
from muster.scenario.geometry import along, distance, edges

_WORDS = (
    (("curtain", "screen", "rail", "flats"), "curtain"),
    (("under", "below", "desk", "table", "bench", "counter"), "table"),
    (("inside", "closet", "cupboard", "cubicle", "fridge", "booth", "alcove", "locker"), "closet"),
)
"""The first line with a word of a hiding spot's kind tells its shape; anything else is a low screen."""
_BOARD = 0.05  # metres


def furniture(building: Building) -> Iterator[Part]:
    """Yield what people walk around."""
    index = {storey.id: i for i, storey in enumerate(building.storeys)}
    for piece in building.furniture:
        floor = building.storeys[index[piece.storey]].elevation
        yield index[piece.storey], Material.FURNITURE, prism(piece.polygon, floor, floor + piece.height)


def hiding_spots(building: Building) -> Iterator[Part]:
    """Yield places to hide, open to the side away from the nearest wall so that whoever hides can be seen."""
    index = {storey.id: i for i, storey in enumerate(building.storeys)}
    for spot in building.hiding_spots:
        storey = index[building.region(spot.region).storey]
        floor = building.storeys[storey].elevation
        yield storey, Material.HIDING, _SHAPES[spot_shape(spot.kind)](spot, _yaw_of_wall(building, spot), floor)


def spot_shape(kind: str) -> str:
    """Return "curtain", "table", "closet" or "screen" for the words of a hiding spot's ``kind``."""
    return next((shape for words, shape in _WORDS if any(word in kind for word in words)), "screen")


def _width(spot: HidingSpot) -> float:
    return min(0.7 + 0.3 * spot.capacity, 2.0)  # room for those who fit, but no more than a piece of furniture


def _table(spot: HidingSpot, yaw: float, floor: float) -> Triangles:
    """Return a board on two sides."""
    width, depth, high = _width(spot), 0.7, 0.74
    lid = prism(rectangle(spot.at, yaw, width, depth), floor + high - _BOARD, floor + high)
    sides = (_shifted(spot.at, yaw, side * (width - _BOARD) / 2, 0.0) for side in (-1, 1))
    return joined([lid, *(prism(rectangle(at, yaw, _BOARD, depth), floor, floor + high) for at in sides)])


def _closet(spot: HidingSpot, yaw: float, floor: float) -> Triangles:
    """Return two sides and a back, open in front and on top: one looks in from above."""
    width, depth, high = _width(spot), 0.8, 1.9
    back = _shifted(spot.at, yaw, 0.0, -depth / 2)
    ends = (_shifted(spot.at, yaw, side * width / 2, 0.0) for side in (-1, 1))
    feet = [rectangle(back, yaw, width, _BOARD), *(rectangle(at, yaw, _BOARD, depth) for at in ends)]
    return joined(prism(foot, floor, floor + high) for foot in feet)


def _curtain(spot: HidingSpot, yaw: float, floor: float) -> Triangles:
    """Return cloth in folds, in front of whoever hides."""
    width, folds, high = _width(spot), 8, 1.9
    knots = [
        _shifted(spot.at, yaw, width * (k / folds - 0.5), 0.4 + (0.09 if k % 2 else 0.0)) for k in range(folds + 1)
    ]
    return joined(prism(bar(a, b, _BOARD), floor + 0.05, floor + high) for a, b in pairwise(knots))


def _screen(spot: HidingSpot, yaw: float, floor: float) -> Triangles:
    """Return something low to crouch behind."""
    at = _shifted(spot.at, yaw, 0.0, 0.45)
    return prism(rectangle(at, yaw, _width(spot), 0.3), floor, floor + 1.1)


_SHAPES = {"table": _table, "closet": _closet, "curtain": _curtain, "screen": _screen}


def _shifted(at: Point, yaw: float, along_wall: float, off_wall: float) -> Point:
    x, y = math.cos(yaw), math.sin(yaw)
    return at[0] + along_wall * x - off_wall * y, at[1] + along_wall * y + off_wall * x


def _yaw_of_wall(building: Building, spot: HidingSpot) -> float:
    """Return the direction of the nearest wall, radians, so that the room lies to its left."""
    sides = edges(building.region(spot.region).polygon)
    (ax, ay), (bx, by) = nearest = min(sides, key=lambda side: distance(spot.at, side))
    yaw = math.atan2(by - ay, bx - ax)
    x, y = along(nearest, 0.5)
    is_left = (bx - ax) * (spot.at[1] - y) - (by - ay) * (spot.at[0] - x) >= 0
    return yaw if is_left else yaw + math.pi
