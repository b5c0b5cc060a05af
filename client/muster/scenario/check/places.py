"""Whether hiding spots and muster points are where a person can stand."""

from collections.abc import Iterator

from muster.scenario.building import Building, HidingSpot, RegionKind
from muster.scenario.check.obstacles import segments
from muster.scenario.finding import Finding, error, warning
from muster.scenario.geometry import contains, distance, to_boundary

_CLEAR = 0.1  # metres from a wall: nearer, the body would be in it


def place_findings(building: Building) -> Iterator[Finding]:
    """Yield what is wrong with hiding spots and muster points."""
    for spot in building.hiding_spots:
        yield from _spot(spot, building)
    for point in building.muster_points:
        where, region = f"muster point {point.id!r}", building.region(point.region)
        if not contains(region.polygon, point.at):
            yield error(where, f"lies outside its region {region.id!r}; move it or name the region it is in")
        if region.kind is not RegionKind.OUTSIDE:
            yield warning(where, f"is inside, in {region.id!r}; an evacuated crowd assembles outside")


def _spot(spot: HidingSpot, building: Building) -> Iterator[Finding]:
    where, region = f"hiding spot {spot.id!r}", building.region(spot.region)
    if not contains(region.polygon, spot.at):
        yield error(where, f"lies outside its region {region.id!r}; move it or name the region it is in")
    elif to_boundary(spot.at, region.polygon) < _CLEAR:
        yield error(where, f"is in the wall of {region.id!r}; move it at least {_CLEAR} m inside")
    for number, wall in enumerate(building.walls):
        if wall.storey == region.storey and min(distance(spot.at, piece) for piece in segments(wall)) < _CLEAR:
            yield error(where, f"is in wall {number}; move it at least {_CLEAR} m away")
    for number, piece in enumerate(building.furniture):
        if piece.storey == region.storey and contains(piece.polygon, spot.at):
            message = f"is inside furniture {number} ({piece.kind}), where no body fits; move it beside the piece"
            yield error(where, message)
