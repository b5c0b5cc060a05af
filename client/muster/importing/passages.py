"""Doorways bridged: walls are thick in drawings and have no thickness in buildings, so a room reaches through its door.

The floor of the doorway becomes part of the region on one side; the door is where that meets the region on the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from shapely import Polygon

from muster.importing import shapes
from muster.importing.drawing import Doorway
from muster.scenario.building import Point as Spot

THICKEST = 0.9  # metres from the middle of a doorway to the floor on either side
NARROWEST = 0.5  # metres; as muster.scenario.check has it
_SHARES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5)  # of its width that a doorway is tried with, where its walls leave less
_OVER = 0.02  # metres by which a passage reaches into its own region, so that they are one


@dataclass(frozen=True)
class Side:
    """What lies on one side of a doorway: a region, and how far its floor is from the middle."""

    region: str
    away: float


@dataclass(frozen=True)
class Passage:
    """A doorway that joins two regions.

    Attributes:
        outline: of the region ``between[0]``, which now reaches through the wall.
        segment: where it meets ``between[1]``.
    """

    between: tuple[str, str]
    outline: Polygon
    segment: tuple[Spot, Spot]


def sides(doorway: Doorway, floors: Mapping[str, Polygon]) -> tuple[Side | None, Side | None]:
    """Return the nearest floor on either side of a doorway, left of its direction first."""
    ahead = -doorway.along[1], doorway.along[0]
    behind = doorway.along[1], -doorway.along[0]
    left, right = (_nearest(doorway.middle, way, floors) for way in (ahead, behind))
    if left is None or right is None or left.region != right.region:
        return left, right
    # The middle lies on one floor: the other side is whichever way another comes first.
    others = {id: floor for id, floor in floors.items() if id != left.region}
    beyond, back = (_nearest(doorway.middle, way, others) for way in (ahead, behind))
    if beyond and (back is None or beyond.away <= back.away):
        return beyond, right
    return (left, back) if back else (left, right)


def bridge(doorway: Doorway, floors: Mapping[str, Polygon], own: str, other: str) -> Passage | None:
    """Return the passage from ``own`` to ``other``, None where the walls leave too little of it.

    It is narrower than the doorway where the floor on either side is.
    """
    for share in _SHARES:
        if doorway.width * share >= NARROWEST and (
            found := _bridged(replace(doorway, width=doorway.width * share), floors, own, other)
        ):
            return found
    return None


def _nearest(start: Spot, direction: Spot, floors: Mapping[str, Polygon]) -> Side | None:
    found = ((shapes.reach(start, direction, floor, THICKEST), id) for id, floor in floors.items())
    away, id = min(((away, id) for away, id in found if away is not None), default=(0.0, ""))
    return Side(id, away) if id else None


def _bridged(doorway: Doorway, floors: Mapping[str, Polygon], own: str, other: str) -> Passage | None:
    ahead = _toward(doorway, floors[other])
    if ahead is None:
        return None
    ends = [shapes.moved(doorway.middle, doorway.along, doorway.width / 2 * sign) for sign in (1, -1)]
    behind = -ahead[0], -ahead[1]
    front = [shapes.reach(end, ahead, floors[other], THICKEST) for end in ends]
    back = [shapes.reach(end, behind, floors[own], THICKEST) for end in ends]
    if None in front or None in back:
        return None
    far, near = max(away or 0.0 for away in front), max(away or 0.0 for away in back)
    floor = shapes.strip(
        shapes.moved(doorway.middle, behind, near + _OVER), shapes.moved(doorway.middle, ahead, far), doorway.width
    )
    reaching = shapes.joined(floors[own], floor)
    outline = shapes.less(reaching, floors[other]) if reaching else None
    if outline is None or outline.interiors:
        return None
    a, b = (shapes.moved(end, ahead, away or 0.0) for end, away in zip(ends, front, strict=True))
    return Passage((own, other), outline, (_rounded(a), _rounded(b)))


def _toward(doorway: Doorway, floor: Polygon) -> Spot | None:
    """Return the unit vector through the doorway to the nearer piece of ``floor``."""
    ways = [(-doorway.along[1], doorway.along[0]), (doorway.along[1], -doorway.along[0])]
    found = [(shapes.reach(doorway.middle, way, floor, THICKEST), way) for way in ways]
    return min(((away, way) for away, way in found if away is not None), default=(0.0, None))[1]


def _rounded(point: Spot) -> Spot:
    return round(point[0], 3), round(point[1], 3)
