"""The whole page: title, storeys side by side, legend."""

from collections.abc import Sequence
from math import ceil, log

from muster.scenario.building import Building, Point
from muster.scenario.plan import ink
from muster.scenario.plan.legend import legend, north_arrow, scale_bar
from muster.scenario.plan.notes import Note
from muster.scenario.plan.panel import Spot, extent, footprint, panel
from muster.scenario.plan.svg import FONT, element, group, text
from muster.scenario.scenario import Scenario

_MARGIN, _GAP, _TITLE = 36.0, 34.0, 62.0
_RULER = 300.0  # page units that north arrow and scale bar take
_SMALL = 700.0  # page units that the longer side of a storey takes at least, as far as the scale allows
_SHAPE = 1.4  # width over height of the page, when there are storeys to arrange


def plan_svg(building: Building, scenario: Scenario | None = None, notes: Sequence[Note] = ()) -> str:
    """Return ``building`` as SVG, one panel a storey, with the threat's way when ``scenario`` has one.

    Each of the ``notes`` that has a place is a number there: its place in the list, from 1.
    """
    scale = _scale(building)
    corners, width, height = _arrangement(building, scale)
    spots = zip(building.storeys, corners, strict=True)
    storeys = [panel(building, storey, Spot(at, scale), scenario, notes) for storey, at in spots]
    foot = height + 30
    threat = scenario is not None and scenario.threat is not None
    key, key_height = legend(building, (_MARGIN + _RULER, foot), width - _RULER, threat=threat)
    furniture = [scale_bar((_MARGIN + 60, foot + 8), scale), north_arrow((_MARGIN + 16, foot + 6))]
    content = [hatching(), *_title(building, scenario), *storeys, *furniture, key]
    size = width + 2 * _MARGIN, foot + max(key_height, 40) + _MARGIN - 10
    return _svg("\n".join(content), size)


def _scale(building: Building) -> float:
    """Return page units a metre: 10, and more for a building so small that its signs would cover it."""
    drawn = [extent(building, storey) for storey in building.storeys]
    widest = max(max(each.east - each.west, each.north - each.south) for each in drawn)
    return min(40.0, max(10.0, _SMALL / widest))


def _arrangement(building: Building, scale: float) -> tuple[list[Point], float, float]:
    """Return the top left corner of each storey's panel, and the width and height they take."""
    sizes = [footprint(building, storey, scale) for storey in building.storeys]
    tried = [_rows(sizes, columns) for columns in range(1, len(sizes) + 1)]
    return min(tried, key=lambda rows: abs(log(rows[1] / rows[2] / _SHAPE)))


def _rows(sizes: list[tuple[float, float]], columns: int) -> tuple[list[Point], float, float]:
    corners: list[Point] = []
    right, top = 640.0, _MARGIN + _TITLE
    for first in range(0, len(sizes), columns):
        left = _MARGIN
        for width, _ in sizes[first : first + columns]:
            corners.append((left, top))
            left += width + _GAP
        right = max(right, left - _GAP - _MARGIN)
        top += max(height for _, height in sizes[first : first + columns]) + _GAP
    return corners, right, top - _GAP


def _title(building: Building, scenario: Scenario | None) -> tuple[str, str]:
    name = building.name if scenario is None else f"{building.name} · {scenario.name}"
    about = building.description if scenario is None else scenario.description
    start = {"text_anchor": "start", "fill": ink.TEXT}
    return (
        text(name.capitalize(), (_MARGIN, _MARGIN + 10), 26, font_weight="bold", **start),
        text(about, (_MARGIN, _MARGIN + 36), 12, text_anchor="start", fill=ink.FAINT),
    )


def hatching() -> str:
    """Return the pattern of stairs, once a page."""
    line = element("path", d="M0,0 V6", stroke=ink.STAIR_HATCH, stroke_width=1.6)
    floor = element("rect", width=4, height=6, fill="#eef1f4")
    pattern = element("pattern", floor + line, id="stair", width=4, height=6, patternUnits="userSpaceOnUse")
    return element("defs", pattern)


def _svg(content: str, size: tuple[float, float]) -> str:
    width, height = (ceil(side) for side in size)
    paper = element("rect", width=width, height=height, fill=ink.PAPER)
    return element(
        "svg",
        "\n" + group([paper, content], font_family=FONT) + "\n",
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
    )
