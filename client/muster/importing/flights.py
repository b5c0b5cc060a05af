"""Flights of stairs as regions: each joins two levels, and a landing between two flights is a level of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import hypot

from shapely import MultiPoint, Polygon, union_all

from muster.importing import shapes
from muster.importing.drawing import Doorway, Drawing, Flight, Level, Space
from muster.scenario.building import Point as Spot
from muster.scenario.building import RegionKind
from muster.scenario.plan.notes import Note

_LEVEL = 0.45  # metres between a flight's end and the floor it leads to: two risers and the floor's finish
_LANDING = 0.3  # metres between the ends of two flights that share a landing
_NEAR = 6.0  # metres between them on plan
_STEEPEST = 1.2  # rise over run; a ladder is steeper


@dataclass(frozen=True)
class Stair:
    """A flight between two levels: its outline, metres walked along the slope, and the openings at its ends."""

    id: str
    lower: str
    upper: str
    outline: Polygon
    walked: float
    foot: Doorway
    head: Doorway


@dataclass(frozen=True)
class _End:
    flight: Flight
    at: Spot
    away: Spot  # unit vector, from the flight onto the floor
    height: float

    @property
    def along(self) -> Spot:
        return -self.away[1], self.away[0]


def stairs(drawing: Drawing) -> tuple[list[Stair], list[Level], list[Space], list[Note]]:
    """Return the flights that join two levels, the landings as levels and spaces, and notes on the rest."""
    notes: list[Note] = []
    flights = [flight for flight in drawing.flights if _is_walked(flight, drawing, notes)]
    landings = list(_landings(drawing.levels, flights))
    levels = [*drawing.levels, *(level for level, _ in landings)]
    found: list[Stair] = []
    for flight in flights:
        stair = _stair(flight, levels, landings)
        if stair:
            found.append(stair)
        else:
            text = f"stair {flight.id} from {flight.low:.2f} to {flight.high:.2f} m ends on no storey; left out"
            notes.append(Note(_storey_near(drawing.levels, flight.low), _rounded(flight.foot), text))
    used = {id for stair in found for id in (stair.lower, stair.upper)}
    kept = [(level, space) for level, space in landings if level.id in used]
    return found, [level for level, _ in kept], [space for _, space in kept], notes


def _is_walked(flight: Flight, drawing: Drawing, notes: list[Note]) -> bool:
    run = _length(flight.foot, flight.head)
    if run > 0.3 and flight.high - flight.low < _STEEPEST * run and flight.width >= 0.5:
        return True
    text = f"{flight.id} is no stair that people walk ({flight.high - flight.low:.1f} m up in {run:.1f} m); left out"
    notes.append(Note(_storey_near(drawing.levels, flight.low), _rounded(flight.foot), text))
    return False


def _landings(levels: Sequence[Level], flights: Sequence[Flight]) -> Iterator[tuple[Level, Space]]:
    """Yield a level and its floor for each group of flight ends that meet at a height where no level is."""
    loose = [end for flight in flights for end in _ends(flight) if _level_at(levels, end.height) is None]
    while loose:
        group = [loose.pop(0)]
        for end in [*loose]:
            if any(_share_landing(end, other) for other in group):
                group.append(end)
                loose.remove(end)
        if len(group) < 2:
            continue
        number = group[0].flight.id
        outline = _floor_between(group).difference(union_all([_outline(flight) for flight in flights_of(group)]))
        floor = max(shapes.tidy(outline), key=lambda part: part.area, default=None)
        if floor is not None:
            id = f"landing-{number}"
            height = sum(end.height for end in group) / len(group)
            yield Level(id, f"Landing of {number}", round(height, 3)), Space(id, "Landing", id, floor, _CORRIDOR)


def flights_of(group: Sequence["_End"]) -> list[Flight]:
    """Return the flights whose ends are given."""
    return [end.flight for end in group]


def _share_landing(a: "_End", b: "_End") -> bool:
    return a.flight is not b.flight and abs(a.height - b.height) < _LANDING and _length(a.at, b.at) < _NEAR


def _floor_between(group: Sequence["_End"]) -> Polygon:
    """Return the floor that lies before all the ends: as deep as the widest flight is wide."""
    depth = max(end.flight.width for end in group)
    points: list[Spot] = []
    for end in group:
        for side in (-0.5, 0.5):
            edge = shapes.moved(end.at, end.along, side * end.flight.width)
            points += [edge, shapes.moved(edge, end.away, depth)]
    return shapes.hull(MultiPoint(points))


def _ends(flight: Flight) -> tuple["_End", "_End"]:
    up = _direction(flight)
    return _End(flight, flight.foot, (-up[0], -up[1]), flight.low), _End(flight, flight.head, up, flight.high)


def _stair(flight: Flight, levels: Sequence[Level], landings: Sequence[tuple[Level, Space]]) -> Stair | None:
    foot, head = _ends(flight)
    lower, upper = _floor_at(foot, levels, landings), _floor_at(head, levels, landings)
    if not lower or not upper or lower == upper:
        return None
    walked = hypot(_length(flight.foot, flight.head), flight.high - flight.low)
    at_foot = Doorway(f"{flight.id}-foot", lower, foot.at, foot.along, flight.width, has_leaf=False)
    at_head = replace(at_foot, id=f"{flight.id}-head", storey=upper, middle=head.at)
    return Stair(flight.id, lower, upper, _outline(flight), round(walked, 2), at_foot, at_head)


def _floor_at(end: "_End", levels: Sequence[Level], landings: Sequence[tuple[Level, Space]]) -> str | None:
    for level, space in landings:
        before = shapes.moved(end.at, end.away, 0.1)
        if abs(level.elevation - end.height) < _LANDING and space.shape.distance(MultiPoint([before])) < 0.1:
            return level.id
    own = {level.id for level, _ in landings}
    return _level_at([level for level in levels if level.id not in own], end.height)


def _level_at(levels: Sequence[Level], height: float) -> str | None:
    near = min(levels, key=lambda level: abs(level.elevation - height))
    return near.id if abs(near.elevation - height) < _LEVEL else None


def _storey_near(levels: Sequence[Level], height: float) -> str:
    return min(levels, key=lambda level: abs(level.elevation - height)).id


def _outline(flight: Flight) -> Polygon:
    return shapes.set_rounded(shapes.strip(flight.foot, flight.head, flight.width))


def _direction(flight: Flight) -> Spot:
    run = _length(flight.foot, flight.head)
    return (flight.head[0] - flight.foot[0]) / run, (flight.head[1] - flight.foot[1]) / run


def _length(a: Spot, b: Spot) -> float:
    return hypot(b[0] - a[0], b[1] - a[1])


def _rounded(at: Spot) -> Spot:
    return round(at[0], 1), round(at[1], 1)


_CORRIDOR = RegionKind.CORRIDOR
