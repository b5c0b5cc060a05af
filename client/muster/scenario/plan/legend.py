"""Scale bar, north arrow and the key to the signs."""

from collections.abc import Iterator

from muster.scenario.building import Building, DoorKind, DoorState, LockKind, Point, RegionKind
from muster.scenario.plan import ink
from muster.scenario.plan.doors import padlock
from muster.scenario.plan.route import start_mark
from muster.scenario.plan.signs import assembly, exit_board, hiding_mark
from muster.scenario.plan.svg import element, group, text

ROW = 24.0
COLUMN = 190.0
_LONGEST_BAR = 200.0


def scale_bar(at: Point, scale: float) -> str:
    """Return a bar of four fields, its left end at ``at``, for ``scale`` page units a metre."""
    x, y = at
    metres = next(length for length in (20, 10, 4, 2) if length * scale <= _LONGEST_BAR)
    field = metres * scale / 4
    boxes = [
        element("rect", x=x + i * field, y=y, width=field, height=4, fill=(ink.TEXT, ink.PAPER)[i % 2], stroke=ink.TEXT)
        for i in range(4)
    ]
    marks = [text(f"{metres * i // 2}", (x + i * 2 * field, y - 7), 8, fill=ink.TEXT) for i in (0, 1)]
    return group([*boxes, *marks, text(f"{metres} m", (x + 4 * field, y - 7), 8, fill=ink.TEXT)], stroke_width=0.6)


def north_arrow(at: Point) -> str:
    """Return an arrow to the north around ``at``."""
    x, y = at
    left = element("path", d=f"M{x},{y - 16} L{x - 7},{y + 8} L{x},{y + 3} Z", fill=ink.TEXT)
    right = element("path", d=f"M{x},{y - 16} L{x + 7},{y + 8} L{x},{y + 3} Z", fill=ink.PAPER)
    return group([left, right, text("N", (x, y - 23), 10, fill=ink.TEXT)], stroke=ink.TEXT, stroke_width=0.7)


def legend(building: Building, at: Point, width: float, *, threat: bool) -> tuple[str, float]:
    """Return the key to what this building's plan shows, and how high it is."""
    entries = list(_entries(building, threat))
    columns = max(1, int(width // COLUMN))
    parts: list[str] = []
    for index, (sign, words) in enumerate(entries):
        x, y = at[0] + index % columns * COLUMN, at[1] + index // columns * ROW
        moved = element("g", sign, transform=f"translate({x + 18:.1f} {y:.1f})")
        parts += [moved, text(words, (x + 42, y), 10, fill=ink.TEXT, text_anchor="start")]
    return group(parts), -(-len(entries) // columns) * ROW


def _entries(building: Building, threat: bool) -> Iterator[tuple[str, str]]:
    kinds = {region.kind for region in building.regions}
    locks = {door.lock for door in building.doors if door.kind is DoorKind.DOOR}
    for kind, words in _KINDS:
        if kind in kinds:
            fill = "url(#stair)" if kind is RegionKind.STAIR else ink.FLOOR[kind]
            yield _swatch(fill), words
    if any(door.kind is DoorKind.DOOR for door in building.doors):
        yield _DOOR, "Door and its swing"
    if any(door.kind is DoorKind.OPENING for door in building.doors):
        yield _OPENING, "Opening without a door"
    if LockKind.INSIDE in locks:
        yield element("circle", cx=0, cy=0, r=1.8, fill=ink.LEAF), "Locks from this side"
    if LockKind.KEY in locks:
        yield element("rect", x=-2, y=-2, width=4, height=4, fill=ink.LEAF), "Locks with a key"
    if any(door.state in (DoorState.LOCKED, DoorState.BARRICADED) for door in building.doors):
        yield padlock((0, 0)), "Locked at the start"
    if building.exits:
        yield exit_board((0, 0)), "Exit"
    if building.muster_points:
        yield group([assembly((0, 0))], transform="scale(0.8)"), "Muster point"
    if building.hiding_spots:
        yield hiding_mark((0, 0)), "Hiding spot"
    if building.furniture:
        yield _swatch(ink.FURNITURE, ink.FURNITURE_EDGE), "Furniture"
    if threat:
        yield start_mark((0, 0)), "Way of the threat"


_KINDS = (
    (RegionKind.ROOM, "Room"),
    (RegionKind.CORRIDOR, "Corridor"),
    (RegionKind.STAIR, "Stair"),
    (RegionKind.OUTSIDE, "Outside"),
)


def _swatch(fill: str, edge: str = ink.WALL) -> str:
    return element("rect", x=-11, y=-6.5, width=22, height=13, fill=fill, stroke=edge, stroke_width=1)


_DOOR = group(
    [
        element("path", d="M-11,5 h3 M8,5 h3", stroke=ink.WALL, stroke_width=ink.WALL_WIDTH),
        element("path", d="M-8,5 V-9 A14 14 0 0 1 6,5", fill="none", stroke=ink.LEAF, stroke_width=0.8),
    ]
)
_OPENING = group(
    [
        element("path", d="M-11,0 h4 M7,0 h4", stroke=ink.WALL, stroke_width=ink.WALL_WIDTH),
        element("path", d="M-7,0 h14", stroke=ink.FENCE, stroke_width=1, stroke_dasharray="2 2"),
    ]
)
