"""A floor to walk on, made of boxes: rooms either side of corridors. No dependencies but numpy."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ROOM_W, ROOM_D, CORRIDOR, WALL, DOOR = 5.75, 6.0, 2.0, 0.2, 1.0


@dataclass(frozen=True)
class Box:
    """An axis-parallel rectangle, metres."""

    x1: float
    y1: float
    x2: float
    y2: float


def office_floor(columns: int = 20, bands: int = 8) -> tuple[list[Box], list[Box]]:
    """Return ``(rooms, passages)``: 2 x columns x bands rooms, and the corridors and doors that join them.

    With the defaults 320 rooms on 115 x 112 m (13,000 m2), the floor of a large tower.
    """
    rooms: list[Box] = []
    passages: list[Box] = [Box(-3.0, 0.0, 0.0, bands * (2 * ROOM_D + CORRIDOR))]
    half = WALL / 2
    for band in range(bands):
        low = band * (2 * ROOM_D + CORRIDOR) + half
        high = low + ROOM_D + CORRIDOR
        passages.append(Box(0.0, low + ROOM_D, columns * ROOM_W, high - WALL))
        for column in range(columns):
            left = column * ROOM_W + half
            right = left + ROOM_W - WALL
            door = (left + right - DOOR) / 2
            rooms += [Box(left, low, right, low + ROOM_D - WALL), Box(left, high, right, high + ROOM_D - WALL)]
            passages += [Box(door, y - WALL, door + DOOR, y) for y in (low + ROOM_D, high)]
    return rooms, passages


def walls_of(boxes: list[Box]) -> NDArray[np.float64]:
    """Return ``(m, 4)``: the edges of ``boxes`` that no other box covers, so the outline of all of them together."""
    found: list[list[float]] = []
    for box in boxes:
        others = [other for other in boxes if other is not box and _touch(box, other)]
        for x in (box.x1, box.x2):
            covers = [(o.y1, o.y2) for o in others if o.x1 <= x <= o.x2]
            found += [[x, low, x, high] for low, high in _uncovered(box.y1, box.y2, covers)]
        for y in (box.y1, box.y2):
            covers = [(o.x1, o.x2) for o in others if o.y1 <= y <= o.y2]
            found += [[low, y, high, y] for low, high in _uncovered(box.x1, box.x2, covers)]
    return np.array(found)


def _touch(a: Box, b: Box) -> bool:
    return a.x1 <= b.x2 and b.x1 <= a.x2 and a.y1 <= b.y2 and b.y1 <= a.y2


def _uncovered(low: float, high: float, covers: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return what is left of ``low .. high``."""
    left: list[tuple[float, float]] = []
    for start, end in sorted(covers):
        if start > low:
            left.append((low, min(start, high)))
        low = max(low, end)
    return [*left, (low, high)] if low < high else [piece for piece in left if piece[0] < piece[1]]
