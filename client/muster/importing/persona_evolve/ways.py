"""Where one walks between two boxes that the map links: it says that one can, never where.

People of the log have walked through most of these ways, so openings are where they did; the others are put in the
middle of what two boxes have in common.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from shapely import Polygon, box

from muster.importing.persona_evolve.log import Floats
from muster.scenario.building import Point

REACH = 1.7
"""Metres between two boxes that are taken for a wall with a way through; ``passages.THICKEST`` allows 0.9 each side."""
FURTHEST = 6.0
"""Metres between two boxes that are bridged by a passage of its own: the map has floor that no box covers."""
WIDTH = 1.2  # metres of an opening where nobody walked
PASSAGE = 2.4  # metres: a passage is never narrower, for few tracks say little of so much floor
_SLACK = 0.8  # metres added to the width that people's tracks take up: their bodies
_NARROWEST, _WIDEST = 1.0, 6.0  # metres of an opening
_APART = 1.5  # metres along a wall between tracks of two openings
_NEAR = 3.0  # metres of a wall within which a step across it begins or ends
_BLOCKED = 0.2  # m²: other floor in between that still lets a way through


@dataclass(frozen=True)
class Wall:
    """A stretch that two floors have in common.

    Attributes:
        axis: 0 where it is crossed along x, 1 along y. near, far: where the two floors end on that axis, ascending.
        low, high: the stretch, on the other axis.
    """

    axis: int
    near: float
    far: float
    low: float
    high: float

    @property
    def thickness(self) -> float:
        """Metres between the two floors."""
        return self.far - self.near

    @property
    def middle(self) -> float:
        """Half-way between the floors, on ``axis``."""
        return (self.near + self.far) / 2

    def point(self, along: float, across: float) -> Point:
        """Return the point so far along the wall and across it."""
        return (across, along) if self.axis == 0 else (along, across)

    def strip(self, along: float, width: float) -> Polygon:
        """Return the floor between the two floors, ``width`` metres around ``along``."""
        (ax, ay), (bx, by) = self.point(along - width / 2, self.near), self.point(along + width / 2, self.far)
        return box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


@dataclass(frozen=True)
class Opening:
    """A way through a wall: where along it, and how wide, in metres; ``walked``: somebody of the log went there."""

    wall: Wall
    along: float
    width: float
    walked: bool


def openings(a: Polygon, b: Polygon, others: Sequence[Polygon], steps: Floats) -> list[Opening]:
    """Return the ways between two floors; none where they are too far apart or other floors lie in between.

    ``steps`` ``(s, 2, 2)`` are from where to where people walked from one log point to the next.
    """
    for wall in sorted(_walls(a, b), key=lambda wall: (wall.thickness, wall.low - wall.high)):
        found = [*_walked(wall, steps)] or [Opening(wall, (wall.low + wall.high) / 2, WIDTH, walked=False)]
        fitted = [_fitted(opening) for opening in found]
        free = [opening for opening in fitted if _is_free(opening, others)]
        if free:
            return free
    return []


def _walls(a: Polygon, b: Polygon) -> Iterator[Wall]:
    """Yield the stretches on which sides of two right-angled floors face each other, near enough."""
    for one, other in ((a, b), (b, a)):
        for side in _sides(one, rising=True):
            for facing in _sides(other, rising=False):
                wall = Wall(side.axis, side.near, facing.near, max(side.low, facing.low), min(side.high, facing.high))
                is_facing = facing.axis == side.axis and -0.01 <= wall.thickness <= FURTHEST
                if is_facing and wall.high - wall.low >= _NARROWEST:
                    yield wall


def _sides(floor: Polygon, *, rising: bool) -> Iterator[Wall]:
    """Yield the sides of a right-angled floor that end it toward greater coordinates (``rising``) or lesser ones."""
    ring = np.array(floor.exterior.coords)[:, :2]
    turned = 1.0 if floor.exterior.is_ccw else -1.0
    for (ax, ay), (bx, by) in pairwise(ring):
        upright = abs(ax - bx) < abs(ay - by)
        outward = turned * (by - ay if upright else ax - bx)  # to the right of an anticlockwise side
        if bool(outward > 0) == rising:
            axis, at = (0, (ax + bx) / 2) if upright else (1, (ay + by) / 2)
            low, high = sorted((ay, by) if upright else (ax, bx))
            yield Wall(axis, float(at), float(at), float(low), float(high))


def _walked(wall: Wall, steps: Floats) -> Iterator[Opening]:
    """Yield an opening wherever people of the log went from one side of a wall to the other."""
    before, after = steps[:, 0, wall.axis] - wall.middle, steps[:, 1, wall.axis] - wall.middle
    across = ((before < 0) != (after < 0)) & (np.abs(before) < _NEAR) & (np.abs(after) < _NEAR)
    share = before[across] / (before[across] - after[across])
    along = steps[across, 0, 1 - wall.axis] * (1 - share) + steps[across, 1, 1 - wall.axis] * share
    along = np.sort(along[(along > wall.low) & (along < wall.high)])
    for places in np.split(along, np.flatnonzero(np.diff(along) > _APART) + 1):
        if len(places):
            low, high = float(places[0]), float(places[-1])
            yield Opening(wall, (low + high) / 2, high - low + _SLACK, walked=True)


def _fitted(opening: Opening) -> Opening:
    """Return the opening no wider than its wall, and within it."""
    wall = opening.wall
    narrowest = PASSAGE if wall.thickness > REACH else _NARROWEST
    width = min(max(opening.width, narrowest), _WIDEST, wall.high - wall.low - 0.02)
    along = min(max(opening.along, wall.low + width / 2 + 0.01), wall.high - width / 2 - 0.01)
    return Opening(wall, along, width, opening.walked)


def _is_free(opening: Opening, others: Sequence[Polygon]) -> bool:
    strip = opening.wall.strip(opening.along, opening.width)
    return all(other.intersection(strip).area < _BLOCKED for other in others)


def named(floors: Mapping[str, Polygon], but: Sequence[str]) -> list[Polygon]:
    """Return all floors but those of some ids."""
    return [floor for id, floor in floors.items() if id not in but]
