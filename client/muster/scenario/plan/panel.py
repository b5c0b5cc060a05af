"""One storey of a plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from muster.scenario.building import Building, Point, RegionKind, Storey
from muster.scenario.plan import ink
from muster.scenario.plan.doors import doors
from muster.scenario.plan.floors import floors, furniture, names, walls
from muster.scenario.plan.notes import Note, note_marks
from muster.scenario.plan.route import route, start
from muster.scenario.plan.signs import exit_sign, hiding, muster_sign
from muster.scenario.plan.svg import View, element, group, text
from muster.scenario.scenario import Scenario

HEADING = 26.0
_LETTERS, _LETTER = 14.0, 0.62  # page units that the heading's letters are high, and how wide as a share of that
_AROUND = 8.0  # metres of the outside shown around the building


@dataclass(frozen=True)
class Extent:
    """The part of a storey that is drawn, in metres."""

    west: float
    south: float
    east: float
    north: float

    @property
    def corners(self) -> tuple[Point, ...]:
        """The four corners in metres, anticlockwise."""
        return (self.west, self.south), (self.east, self.south), (self.east, self.north), (self.west, self.north)

    def size(self, scale: float) -> tuple[float, float]:
        """Return width and height in page units, heading included, at ``scale`` page units a metre."""
        return (self.east - self.west) * scale, (self.north - self.south) * scale + HEADING


def extent(building: Building, storey: Storey) -> Extent:
    """Return the inside of ``storey`` with some of the outside and all of its muster points."""
    inside, outside = list[Point](), list[Point]()
    for region in building.regions:
        if storey.id in (region.storey, region.rises_to):
            (outside if region.kind is RegionKind.OUTSIDE else inside).extend(region.polygon)
    everything = [*inside, *outside] or [(0.0, 0.0), (1.0, 1.0)]
    wanted = [(x + dx, y + dy) for x, y in inside for dx in (-_AROUND, _AROUND) for dy in (-_AROUND, _AROUND)]
    for point in building.muster_points:
        if building.region(point.region).storey == storey.id:
            reach = point.radius + 1
            wanted += [(point.at[0] - reach, point.at[1] - reach), (point.at[0] + reach, point.at[1] + reach)]
    (west, east), (south, north) = (_clipped(wanted, everything, axis) for axis in (0, 1))
    return Extent(west - 0.3, south - 0.3, east + 0.3, north + 0.3)


def footprint(building: Building, storey: Storey, scale: float) -> tuple[float, float]:
    """Return width and height in page units that a panel takes: a narrow storey takes as much as its heading."""
    width, height = extent(building, storey).size(scale)
    return max(width, len(_heading(storey)) * _LETTER * _LETTERS), height


def _clipped(wanted: list[Point], limit: list[Point], axis: int) -> tuple[float, float]:
    lowest, highest = min(p[axis] for p in limit), max(p[axis] for p in limit)
    if not wanted:
        return lowest, highest
    return max(lowest, min(p[axis] for p in wanted)), min(highest, max(p[axis] for p in wanted))


@dataclass(frozen=True)
class Spot:
    """Where on the page a panel goes: its top left corner, and page units a metre."""

    at: Point
    scale: float


def panel(building: Building, storey: Storey, spot: Spot, scenario: Scenario | None, notes: Sequence[Note] = ()) -> str:
    """Return the drawing of ``storey`` under its heading; signs may reach beyond its edge."""
    drawn, at = extent(building, storey), spot.at
    view = View(drawn.west, drawn.north, at[0], at[1] + HEADING, spot.scale)
    width, height = drawn.size(spot.scale)
    clip = f"storey-{building.storeys.index(storey)}"
    window = element("rect", x=at[0], y=at[1] + HEADING, width=width, height=height - HEADING)
    heading = text(
        _heading(storey), (at[0], at[1] + 10), _LETTERS, fill=ink.TEXT, font_weight="bold", text_anchor="start"
    )
    inside = group(_layers(building, storey, view, drawn, scenario), clip_path=f"url(#{clip})")
    signs = [*_signs(building, storey, view), *note_marks(notes, storey.id, view)]
    return group([element("clipPath", window, id=clip), heading, inside, *signs])


def _heading(storey: Storey) -> str:
    return f"Storey {storey.id}   ({storey.elevation:+.1f} m)" if storey.elevation else f"Storey {storey.id}"


def _layers(building: Building, storey: Storey, view: View, drawn: Extent, scenario: Scenario | None) -> Iterator[str]:
    regions = [region for region in building.regions if storey.id in (region.storey, region.rises_to)]
    here = {region.id for region in regions}
    present = [door for door in building.doors if here.issuperset(door.between)]
    yield from floors(regions, view)
    yield from furniture(building, storey.id, view)
    yield from walls(building, storey.id, regions, view)
    yield from doors(building, present, view)
    yield from hiding([spot for spot in building.hiding_spots if spot.region in here], view)
    stops = scenario.threat.route if scenario is not None and scenario.threat is not None else ()
    yield from route(building, stops, storey.id, view)
    yield from names(regions, view, drawn.corners, _marks(building))
    yield from start(building, stops[:1], storey.id, view)


def _signs(building: Building, storey: Storey, view: View) -> Iterator[str]:
    here = {region.id for region in building.regions if storey.id in (region.storey, region.rises_to)}
    through = {door.id for door in building.doors if here.issuperset(door.between)}
    yield from (exit_sign(exit, building, view) for exit in building.exits if exit.door in through)
    yield from (muster_sign(point, view) for point in building.muster_points if point.region in here)


def _marks(building: Building) -> dict[str, list[Point]]:
    """Return the points of each region that its name had better leave free."""
    marks: dict[str, list[Point]] = {}
    for spot in building.hiding_spots:
        marks.setdefault(spot.region, []).append(spot.at)
    for point in building.muster_points:
        x, y = point.at
        marks.setdefault(point.region, []).extend(((x, y - point.radius), (x, y), (x, y + point.radius)))
    return marks
