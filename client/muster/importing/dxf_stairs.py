"""Flights of stairs out of treads drawn as parallel lines."""

import re
from collections.abc import Iterator, Sequence
from math import hypot

from shapely import LineString, Point

from muster.importing.drawing import Flight, Level
from muster.importing.dxf_model import Label, Stroke
from muster.scenario.building import Point as Spot
from muster.scenario.plan.notes import Note

_GOING = (0.2, 0.45)  # metres from one tread to the next
_FEWEST = 4  # treads of a flight
_ALIKE = 0.15  # metres by which their ends may differ
_UP = re.compile(r"\b(up|auf|hoch|haut|subir|sube)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(down|dn|ab|bas|baja|bajar)\b", re.IGNORECASE)

Line = tuple[Spot, Spot]


def flights_of(
    strokes: Sequence[Stroke], labels: Sequence[Label], low: Level, high: Level
) -> tuple[list[Flight], list[Note]]:
    """Return the flights that rise from one storey to the next, and notes on what was guessed.

    Which end is the foot is read from the nearest text like up or down; without one, the southern or western end is.
    """
    found: list[Flight] = []
    notes: list[Note] = []
    for number, run in enumerate(_runs([_line(stroke) for stroke in strokes if len(stroke.points) == 2]), start=1):
        foot, head = _middle(run[0]), _middle(run[-1])
        told = _told(foot, head, labels)
        if told is None:
            notes.append(Note(low.id, foot, "nothing says which way this stair rises; taken to rise from here"))
        elif told:
            foot, head = head, foot
        width = min(hypot(b[0] - a[0], b[1] - a[1]) for a, b in run)
        found.append(Flight(f"stair-{low.id}-{number}", foot, head, low.elevation, high.elevation, round(width, 2)))
    return found, notes


def _line(stroke: Stroke) -> Line:
    a, b = sorted(stroke.points)
    return a, b


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the treads of each flight from its southern or western end on."""
    left = sorted({*lines})
    while left:
        run = [left.pop(0)]
        while following := next((line for line in left if _follows(run, line)), None):
            left.remove(following)
            run.append(following)
        if len(run) >= _FEWEST:
            yield sorted(run)


def _follows(run: Sequence[Line], line: Line) -> bool:
    """Return whether ``line`` is a tread beside one of ``run``: parallel, as long, a step away."""
    return any(_is_step(tread, line) for tread in run)


def _is_step(tread: Line, line: Line) -> bool:
    step = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(tread, line, strict=True)]
    if hypot(step[0][0] - step[1][0], step[0][1] - step[1][1]) > _ALIKE:
        return False
    along = tread[1][0] - tread[0][0], tread[1][1] - tread[0][1]
    length, going = hypot(*along), hypot(*step[0])
    square = abs(along[0] * step[0][0] + along[1] * step[0][1]) < 0.1 * length * going
    return square and _GOING[0] <= going <= _GOING[1]


def _told(foot: Spot, head: Spot, labels: Sequence[Label]) -> bool | None:
    """Return whether texts say that the stair rises the other way, from head to foot; None where they say nothing."""
    line = LineString([foot, head]) if foot != head else Point(foot)
    near = sorted((line.distance(Point(label.at)), label) for label in labels if line.distance(Point(label.at)) < 2.0)
    for _, label in near:
        is_nearer_head = Point(head).distance(Point(label.at)) < Point(foot).distance(Point(label.at))
        if _UP.search(label.text):
            return is_nearer_head
        if _DOWN.search(label.text):
            return not is_nearer_head
    return None


def _middle(line: Line) -> Spot:
    (ax, ay), (bx, by) = line
    return round((ax + bx) / 2, 3), round((ay + by) / 2, 3)
