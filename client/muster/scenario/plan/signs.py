"""What is put on top of a plan: exits, muster points, hiding spots and where the threat goes."""

from collections.abc import Iterator, Sequence

from muster.scenario.building import Building, Exit, HidingSpot, MusterPoint, Point, RegionKind
from muster.scenario.geometry import along
from muster.scenario.plan import ink
from muster.scenario.plan.doors import side
from muster.scenario.plan.svg import View, element, group, pair, text, title


def exit_sign(exit: Exit, building: Building, view: View) -> str:
    """Return the door in green, an arrow through it, and a sign on the outside."""
    door = next(door for door in building.doors if door.id == exit.door)
    outside = [id for id in door.between if building.region(id).kind is RegionKind.OUTSIDE]
    dx, dy = side(door, outside[0] if outside else door.between[1], building)
    x, y = view.at(along(door.segment, 0.5))
    out = dx, -dy  # the page's y runs down
    board = x + out[0] * 42, y + out[1] * 30
    return group(
        [
            title(f"{exit.name} ({exit.id})"),
            element("path", d=view.path(door.segment, closed=False), stroke=ink.EXIT, stroke_width=4),
            arrow((x - out[0] * 12, y - out[1] * 12), (x + out[0] * 19, y + out[1] * 19)),
            exit_board(board),
            text(exit.name, (board[0], board[1] + 12.5 * (1 if out[1] >= 0 else -1)), 7, fill=ink.EXIT, **_halo()),
        ]
    )


def exit_board(at: Point) -> str:
    """Return the green board of an exit, centred on ``at``."""
    x, y = at
    board = element("rect", x=x - 16, y=y - 7, width=32, height=14, rx=2.5, fill=ink.EXIT)
    return board + text("EXIT", at, 9.5, fill=ink.PAPER, font_weight="bold", letter_spacing=0.6)


def arrow(start: Point, end: Point, colour: str = ink.EXIT, width: float = 2.4) -> str:
    """Return an arrow between two points of the page."""
    span = max(((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5, 1e-6)
    ux, uy = (end[0] - start[0]) / span, (end[1] - start[1]) / span
    head = width * 2.6
    back = end[0] - ux * head, end[1] - uy * head
    wings = [
        (back[0] - uy * head * 0.6, back[1] + ux * head * 0.6),
        (back[0] + uy * head * 0.6, back[1] - ux * head * 0.6),
    ]
    shaft = element("path", d=f"M{pair(start)} L{pair(back)}", stroke=colour, stroke_width=width)
    return shaft + element("path", d=f"M{pair(end)} L{pair(wings[0])} L{pair(wings[1])} Z", fill=colour)


def muster_sign(point: MusterPoint, view: View) -> str:
    """Return the circle within which people have arrived, with the assembly sign and its name."""
    x, y = view.at(point.at)
    ring = {"fill": ink.EXIT, "fill_opacity": 0.08, "stroke": ink.EXIT, "stroke_dasharray": "4 3"}
    name = text(point.name, (x, y + 17), 8, fill=ink.EXIT, font_weight="bold", **_halo())
    return group([element("circle", cx=x, cy=y, r=point.radius * view.scale, **ring), assembly((x, y)), name])


def assembly(at: Point) -> str:
    """Return the sign of a muster point: four arrows towards a crowd."""
    x, y = at
    parts = [element("rect", x=x - 10, y=y - 10, width=20, height=20, rx=2.5, fill=ink.EXIT)]
    for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
        parts.append(arrow((x + dx * 8, y + dy * 8), (x + dx * 3.2, y + dy * 3.2), ink.PAPER, 1.3))
    parts.append(element("circle", cx=x, cy=y, r=2, fill=ink.PAPER))
    return group(parts)


def hiding_mark(at: Point) -> str:
    """Return the mark of a hiding spot, centred on ``at``."""
    x, y = at
    diamond = f"M{x:.2f},{y - 3:.2f} l3,3 l-3,3 l-3,-3 Z"
    return element("path", d=diamond, fill=ink.HIDING, stroke=ink.PAPER, stroke_width=0.6)


def hiding(spots: Sequence[HidingSpot], view: View) -> Iterator[str]:
    """Yield a mark for each of ``spots``."""
    for spot in spots:
        tip = title(f"{spot.kind} ({spot.id}), room for {spot.capacity}, concealment {spot.concealment:g}")
        yield group([tip, hiding_mark(view.at(spot.at))])


def _halo() -> dict[str, str | float]:
    return {"stroke": ink.FLOOR[RegionKind.OUTSIDE], "stroke_width": 2.5, "paint_order": "stroke"}
