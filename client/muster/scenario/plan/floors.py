"""Floors, walls and furniture of one storey."""

from collections.abc import Iterator

from muster.scenario.building import Building, Point, Region, RegionKind
from muster.scenario.overlap import cut_to
from muster.scenario.plan import ink
from muster.scenario.plan.labels import heart, label
from muster.scenario.plan.svg import View, element, title


def floors(regions: list[Region], view: View) -> Iterator[str]:
    """Yield the floors, the outside first; stairs are hatched."""
    for region in sorted(regions, key=lambda region: region.kind is not RegionKind.OUTSIDE):
        tip = title(f"{region.name} ({region.id})")
        yield element("path", tip, d=view.path(region.polygon), fill=ink.FLOOR[region.kind])
        if region.kind is RegionKind.STAIR:
            yield element("path", d=view.path(region.polygon), fill="url(#stair)")


def walls(building: Building, storey: str, regions: list[Region], view: View) -> Iterator[str]:
    """Yield the outlines of the regions, then the free-standing walls."""
    for region in regions:
        if region.kind is RegionKind.OUTSIDE:
            style = {"stroke": ink.FENCE, "stroke_width": 1.0, "stroke_dasharray": "5 3"}
            yield element("path", d=view.path(region.polygon), fill="none", **style)
    solid = {"fill": "none", "stroke": ink.WALL, "stroke_width": ink.WALL_WIDTH, "stroke_linejoin": "round"}
    for region in regions:
        if region.kind is not RegionKind.OUTSIDE:
            yield element("path", d=view.path(region.polygon), **solid)
    for wall in building.walls:
        if wall.storey == storey:
            yield element("path", d=view.path(wall.points, closed=False), stroke_linecap="round", **solid)


def furniture(building: Building, storey: str, view: View) -> Iterator[str]:
    """Yield what people walk around."""
    style = {"fill": ink.FURNITURE, "stroke": ink.FURNITURE_EDGE, "stroke_width": 0.5}
    for piece in building.furniture:
        if piece.storey == storey:
            yield element("path", title(piece.kind), d=view.path(piece.polygon), **style)


def names(regions: list[Region], view: View, window: tuple[Point, ...], marks: dict[str, list[Point]]) -> Iterator[str]:
    """Yield the name of every region, inside the part of it that ``window`` shows and off the ``marks`` in it."""
    for region in regions:
        colour = ink.TEXT if region.kind is RegionKind.ROOM else ink.FAINT
        halo = {"stroke": ink.FLOOR[region.kind], "stroke_width": 2, "paint_order": "stroke"}
        visible = cut_to(region.polygon, window)
        if len(visible) > 2:
            at = heart(visible, marks.get(region.id, ()))
            yield label(region.name, visible, at, view, fill=colour, **halo)
