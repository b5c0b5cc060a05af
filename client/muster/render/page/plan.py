"""The building as plain numbers for a page: what is drawn on each storey, in metres to the centimetre."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from muster.scenario.building import Building, Door, Point, RegionKind

_MARGIN = 2.5  # metres around whatever must be seen

Plain = dict[str, object]


def storeys(building: Building, reached: NDArray[np.float64]) -> list[Plain]:
    """Return what there is on each storey and the rectangle that shows it; a stair is on both storeys it joins."""
    return [
        {
            "name": storey.id,
            "elevation": storey.elevation,
            "regions": _regions(building, storey.id),
            "furniture": [_flat(piece.polygon) for piece in building.furniture if piece.storey == storey.id],
            "walls": [_flat(wall.points) for wall in building.walls if wall.storey == storey.id],
            "spots": [
                _flat([spot.at]) for spot in building.hiding_spots if _storey(building, spot.region) == storey.id
            ],
            "musters": [
                {"name": point.name, "at": _flat([point.at]), "radius": point.radius}
                for point in building.muster_points
                if _storey(building, point.region) == storey.id
            ],
            "box": _box(building, storey.id, reached[number]),
        }
        for number, storey in enumerate(building.storeys)
    ]


def doors(building: Building) -> list[Plain]:
    """Return the doors in the building's order; ``storeys`` are those on which a door is drawn, if any."""
    exits = {way.door: way.name for way in building.exits}
    index = {storey.id: number for number, storey in enumerate(building.storeys)}
    return [
        {
            "line": _flat(door.segment),
            "leaf": door.kind.value == "door",
            "exit": exits.get(door.id, ""),
            "storeys": [index[storey] for storey in _storeys(building, door)],
        }
        for door in building.doors
    ]


def _regions(building: Building, storey: str) -> list[Plain]:
    regions = enumerate(building.regions)
    here = [(number, region) for number, region in regions if storey in (region.storey, region.rises_to)]
    here.sort(key=lambda each: each[1].kind is not RegionKind.OUTSIDE)  # what lies outside is drawn first
    return [
        {"name": region.name, "kind": region.kind.value, "ring": _flat(region.polygon), "number": number}
        for number, region in here
    ]


def _storey(building: Building, region: str) -> str:
    return building.region(region).storey


def _storeys(building: Building, door: Door) -> list[str]:
    """Return where a door is: on the storey both its regions have in common, else on that of the first.

    What joins two outside regions stands in no wall, and is nowhere.
    """
    first, second = (building.region(id) for id in door.between)
    if first.kind is second.kind is RegionKind.OUTSIDE:
        return []
    on = [{region.storey, region.rises_to or region.storey} for region in (first, second)]
    return sorted(on[0] & on[1]) or [first.storey]


def _box(building: Building, storey: str, reached: NDArray[np.float64]) -> list[float]:
    """Return the rectangle of floors and of wherever anybody went outside, with a margin; in metres."""
    inside = [
        point
        for region in building.regions
        if storey in (region.storey, region.rises_to) and region.kind is not RegionKind.OUTSIDE
        for point in region.polygon
    ]
    people = [(float(x), float(y)) for x, y in reached.reshape(2, 2) if not np.isnan(x)]
    corners = np.array([*inside, *people] or [(0.0, 0.0), (1.0, 1.0)])
    low, high = corners.min(axis=0) - _MARGIN, corners.max(axis=0) + _MARGIN
    return [round(float(value), 2) for value in (*low, *high)]


def _flat(points: Sequence[Point]) -> list[float]:
    return [round(value, 2) for point in points for value in point]
