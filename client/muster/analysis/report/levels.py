"""Level-of-service maps: a storey's plan with Fruin's levels on its floor."""

from collections.abc import Iterator, Sequence

import numpy as np

from muster.analysis.density import CELL, CRITICAL, LEVELS, STAIRWAY, WALKWAY, Grid
from muster.analysis.summary import Map
from muster.pages.markup import Html, joined, tag
from muster.scenario.building import Building, Point, RegionKind, Storey
from muster.scenario.plan.doors import doors
from muster.scenario.plan.floors import floors, furniture, names, walls
from muster.scenario.plan.notes import Note, note_marks
from muster.scenario.plan.signs import exit_sign
from muster.scenario.plan.svg import View, element, group

SCALE = 10.0  # page units a metre: what the plan's letters are made for
AROUND = 8.0  # metres shown about the building, where the signs of its exits stand
WIDEST, HIGHEST = 1080.0, 820.0  # pixels of a map: the page's width, and what one can see at once
COLOURS = {"A": "#d6e8f5", "B": "#9ecae1", "C": "#fee391", "D": "#fdae61", "E": "#e6550d", "F": "#a50f15"}
"""Blue to red by way of yellow, told apart by those who do not see red or green."""


def level_map(building: Building, storey: Storey, found: Map, notes: Sequence[Note], name: str) -> Html:
    """Return the plan of a storey with levels and ``notes``, as numbers; ``name`` is this map's alone."""
    west, south = (at - AROUND for at in found.grid.origin)
    width, height = (count * CELL + 2 * AROUND for count in found.grid.shape)
    view = View(west, south + height, 0.0, 0.0, SCALE)
    window = ((west, south), (west + width, south), (west + width, south + height), (west, south + height))
    layers = [*_layers(building, storey, found, view, window, name), *note_marks(notes, storey.id, view)]
    return tag(
        "svg",
        Html(group(layers)),
        viewBox=f"0 0 {width * SCALE:g} {height * SCALE:g}",
        role="img",
        aria_label=f"Levels of service on storey {storey.id}",
        class_="plan",
        style=f"width: {min(WIDEST, HIGHEST * width / height):.0f}px",
    )


def _layers(
    building: Building, storey: Storey, found: Map, view: View, window: tuple[Point, ...], name: str
) -> Iterator[str]:
    """Yield what lies on what, the floors first; cells end at the walls of whatever is indoors."""
    regions = [region for region in building.regions if storey.id in (region.storey, region.rises_to)]
    indoors = [region for region in regions if region.kind is not RegionKind.OUTSIDE]
    here = {region.id for region in regions}
    present = [door for door in building.doors if here.issuperset(door.between)]
    yield from floors(regions, view)
    yield from furniture(building, storey.id, view)
    yield element("clipPath", "".join(element("path", d=view.path(each.polygon)) for each in indoors), id=name)
    yield group(_cells(found, view), clip_path=f"url(#{name})")
    yield from walls(building, storey.id, regions, view)
    yield from doors(building, present, view)
    yield from names(indoors, view, window, {})
    yield from _critical(found, view)
    passed = {door.id for door in present}
    yield from (exit_sign(exit, building, view) for exit in building.exits if exit.door in passed)


def legend() -> Html:
    """Return the key: of each level its colour, and people per m² on the level and on stairs."""
    spans = (tag("span", _swatch(COLOURS[name]), _range(number)) for number, name in enumerate(LEVELS))
    over = tag("span", _swatch("none", "over"), f"over {CRITICAL:g} /m² in some run")
    return tag("p", *spans, over, class_="legend")


def _range(number: int) -> Html:
    """Return a level's name and bounds; the upper one is the next level's lower."""
    low = 0.0 if number == 0 else WALKWAY[number - 1]
    said = f"over {low:.2f}" if number == len(WALKWAY) else f"{low:.2f}–{WALKWAY[number]:.2f}"
    stair = [tag("small", f" stairs from {STAIRWAY[number - 1]:.2f}")] if number else []
    return joined([tag("b", LEVELS[number]), f" {said} /m²", *stair])


def _swatch(fill: str, class_: str = "key") -> Html:
    return tag("svg", tag("rect", x=1, y=1, width=14, height=14, fill=fill), viewBox="0 0 16 16", class_=class_)


def _cells(found: Map, view: View) -> Iterator[str]:
    """Yield one path a level, of the rectangles that neighbours in a column make together."""
    limits = np.where(found.grid.stair[..., None], np.array(STAIRWAY), np.array(WALKWAY))
    levels = np.where(found.peak > 0, (found.around[..., None] >= limits).sum(axis=2), -1)
    for number, name in enumerate(LEVELS):
        if (levels == number).any():
            yield element("path", d=_rectangles(levels == number, found.grid, view), fill=COLOURS[name])


def _critical(found: Map, view: View) -> Iterator[str]:
    if (found.critical_s > 0).any():
        outline = {"fill": "none", "stroke": "#000000", "stroke_width": 1.6}
        yield element("path", d=_rectangles(found.critical_s > 0, found.grid, view), **outline)


def _rectangles(where: "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]", grid: Grid, view: View) -> str:
    """Return path data of all cells of ``where``, those above each other as one."""
    parts: list[str] = []
    for column in np.flatnonzero(where.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.concatenate([[0], where[column].astype(np.int8), [0]])))
        for low, high in edges.reshape(-1, 2).tolist():
            x, y = view.at((grid.origin[0] + column * CELL, grid.origin[1] + high * CELL))
            parts.append(f"M{x:g},{y:g}h{CELL * view.scale:g}v{(high - low) * CELL * view.scale:g}h{-view.scale:g}z")
    return "".join(parts)
