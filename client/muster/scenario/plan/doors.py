"""Doors in the plan: a gap in the wall, a leaf with its swing, a mark for the lock."""

from collections.abc import Iterator

from muster.scenario.building import Building, Door, DoorKind, DoorState, LockKind, Point
from muster.scenario.geometry import Segment, along, contains, length
from muster.scenario.plan import ink
from muster.scenario.plan.svg import View, element, group, pair, title

_DOUBLE = 1.4  # metres: wider doors have two leaves
_SHUT = (DoorState.LOCKED, DoorState.BARRICADED)


def doors(building: Building, present: list[Door], view: View) -> Iterator[str]:
    """Yield every door of ``present``, drawn over the walls."""
    for door in present:
        a, b = (building.region(id) for id in door.between)
        tip = title(f"{door.id}: {a.name} - {b.name}, {door.width:.1f} m, {door.state}, lock {door.lock}")
        yield group([tip, *_door(door, building, view)])


def side(door: Door, region: str, building: Building) -> Point:
    """Return the unit vector from the middle of ``door`` into ``region``."""
    (ax, ay), (bx, by) = door.segment
    span = max(length(door.segment), 1e-6)
    normal = (ay - by) / span, (bx - ax) / span
    x, y = along(door.segment, 0.5)
    probe = x + normal[0] * 0.2, y + normal[1] * 0.2
    return normal if contains(building.region(region).polygon, probe) else (-normal[0], -normal[1])


def _door(door: Door, building: Building, view: View) -> Iterator[str]:
    gap = view.path(door.segment, closed=False)
    if door.kind is DoorKind.OPENING:
        floor = ink.FLOOR[building.region(door.between[1]).kind]
        yield element("path", d=gap, stroke=floor, stroke_width=ink.WALL_WIDTH + 1)
        yield element("path", d=gap, stroke=ink.FENCE, stroke_width=0.7, stroke_dasharray="2 2")
        return
    colour = ink.LOCKED if door.state in _SHUT else ink.LEAF
    yield element("path", d=gap, stroke=ink.PAPER, stroke_width=ink.WALL_WIDTH + 1)
    if door.swing is None:
        yield element("path", d=gap, stroke=colour, stroke_width=1)
    else:
        into = side(door, door.swing, building)
        for leaf in _leaves(door):
            yield from _leaf(leaf, into, colour, view)
    yield from _lock(door, building, view)


def _leaves(door: Door) -> list[Segment]:
    """Return, for each leaf, the way from its hinge to where it closes."""
    a, b = door.segment
    middle = along(door.segment, 0.5)
    return [(a, middle), (b, middle)] if door.width > _DOUBLE else [(a, b)]


def _leaf(leaf: Segment, into: Point, colour: str, view: View) -> Iterator[str]:
    """Yield an open leaf and the quarter circle it swings through."""
    hinge, closed = leaf
    reach = length(leaf)
    opened = hinge[0] + into[0] * reach, hinge[1] + into[1] * reach
    turns_left = (closed[0] - hinge[0]) * into[1] - (closed[1] - hinge[1]) * into[0] > 0
    radius = length((view.at(hinge), view.at(closed)))
    sweep = f"A{radius:.2f} {radius:.2f} 0 0 {1 if turns_left else 0} {pair(view.at(closed))}"
    arc = f"M{pair(view.at(opened))} {sweep} L{pair(view.at(hinge))} Z"
    yield element("path", d=arc, fill=colour, fill_opacity=0.1, stroke="none")
    yield element("path", d=f"M{pair(view.at(opened))} {sweep}", fill="none", stroke=colour, stroke_width=0.5)
    yield element("path", d=view.path((hinge, opened), closed=False), stroke=colour, stroke_width=1.1)


def _lock(door: Door, building: Building, view: View) -> Iterator[str]:
    """Yield a padlock on a locked door, or a small mark of the lock on the side it is worked from."""
    x, y = view.at(along(door.segment, 0.5))
    if door.state in _SHUT:
        yield padlock((x, y))
    elif door.lock is LockKind.INSIDE:
        into = side(door, door.between[0], building)
        yield element("circle", cx=x + into[0] * 2.6, cy=y - into[1] * 2.6, r=1.2, fill=ink.LEAF)
    elif door.lock is LockKind.KEY:
        yield element("rect", x=x - 1.3, y=y - 1.3, width=2.6, height=2.6, fill=ink.LEAF)


def padlock(at: Point) -> str:
    """Return a closed padlock centred on ``at``, in page units."""
    x, y = at
    shackle = f"M{x - 1.9:.2f},{y - 0.5:.2f} v-1.6 a1.9,1.9 0 0 1 3.8,0 v1.6"
    return group(
        [
            element("circle", cx=x, cy=y, r=5, fill=ink.PAPER, stroke=ink.LOCKED, stroke_width=0.6),
            element("path", d=shackle, fill="none", stroke=ink.LOCKED, stroke_width=1),
            element("rect", x=x - 2.7, y=y - 0.7, width=5.4, height=3.8, rx=0.6, fill=ink.LOCKED),
        ]
    )
