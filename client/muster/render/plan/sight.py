"""What people can have in view: wedges that end at walls and closed doors."""

import math

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.frame import Frame, Status
from muster.render.palette import INK, THREAT
from muster.render.plan.floors import Floor
from muster.render.plan.lens import Lens
from muster.render.plan.people import Crowd
from muster.scenario.building import DoorKind
from muster.world.acts import Door

Doubles = NDArray[np.float64]

FIELD = math.radians(120)  # what somebody looks at
WIDE = math.radians(200)  # what they notice at all, as in muster.perception.seeing
NEAR, FAR = 5.0, 40.0  # metres: how far wedges of a crowd go, and those of the selected person and the threat
_RAYS, _FINE_RAYS = 13, 241
_CROWD, _SELECTED, _SELECTED_WIDE, _THREAT = 30, 70, 28, 80
"""Opacity of wedges, of 255."""


def draw_sight(
    surface: pygame.Surface, floor: Floor, crowd: Crowd, lens: Lens, selected: int | None, *, everybody: bool
) -> None:
    """Draw the fields of view on a storey: of everybody and the threat, or of the selected person only."""
    lines, shade = opaque_lines(floor, crowd.frame), _Shade(surface, lens)
    if everybody:
        _draw_crowd(shade, crowd, floor.storey, lines)
        _draw_threat(shade, crowd.frame, floor.storey, lines)
    if selected is not None:
        at, heading = crowd.frame.position[[selected], :2], crowd.frame.heading[[selected]]
        for field, opacity in ((WIDE, _SELECTED_WIDE), (FIELD, _SELECTED)):
            shape = wedges(at, heading, lines, field=field, reach=FAR, rays=_FINE_RAYS)
            shade.add(shape, (*INK, opacity))


def _draw_crowd(shade: "_Shade", crowd: Crowd, storey: int, lines: Doubles) -> None:
    frame = crowd.frame
    who = np.flatnonzero((frame.storey == storey) & (crowd.status != int(Status.INCAPACITATED)))
    shapes = wedges(frame.position[who, :2], frame.heading[who], lines, field=FIELD, reach=NEAR, rays=_RAYS)
    shade.add(shapes, (*INK, _CROWD))


def _draw_threat(shade: "_Shade", frame: Frame, storey: int, lines: Doubles) -> None:
    threat = frame.intruders
    there = np.flatnonzero(threat.present & (threat.storey == storey))
    at, heading = threat.position[there, :2], threat.heading[there]
    shade.add(wedges(at, heading, lines, field=FIELD, reach=FAR, rays=_FINE_RAYS), (*THREAT, _THREAT))


def opaque_lines(floor: Floor, frame: Frame) -> Doubles:
    """Return ``(w, 4)`` metres: walls, high furniture, doors that are not open, and the far ends of stairs."""
    shut = [
        (*door.segment[0], *door.segment[1])
        for index, door in floor.doors
        if door.kind is DoorKind.DOOR and frame.doors[index] != int(Door.OPEN)
    ]
    return np.concatenate([floor.walls, floor.brinks, np.array(shut, np.float64).reshape(-1, 4)])


def wedges(
    at: NDArray[np.floating], heading: NDArray[np.floating], lines: Doubles, *, field: float, reach: float, rays: int
) -> Doubles:
    """Return ``(m, rays + 1, 2)`` metres: for each of ``(m, 2)`` points, itself and then where its rays end."""
    origin = at.astype(np.float64)
    angle = heading.astype(np.float64)[:, None] + np.linspace(-field / 2, field / 2, rays)
    way = np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    length = clear_lengths(origin, way, lines, reach)
    return np.concatenate([origin[:, None], origin[:, None] + way * length[..., None]], axis=1)


def clear_lengths(origin: Doubles, way: Doubles, lines: Doubles, reach: float) -> Doubles:
    """Return ``(m, r)`` metres that rays ``way`` ``(m, r, 2)`` from ``origin`` ``(m, 2)`` run till they meet a line."""
    clear = np.full(way.shape[:2], reach)
    whose, which = np.nonzero(_is_near(origin, lines, reach))
    if not len(whose):
        return clear
    start, along = lines[which, :2] - origin[whose], lines[which, 2:] - lines[which, :2]
    ray = way[whose]
    with np.errstate(divide="ignore", invalid="ignore"):
        across = ray[..., 0] * along[:, None, 1] - ray[..., 1] * along[:, None, 0]
        length = (start[:, 0] * along[:, 1] - start[:, 1] * along[:, 0])[:, None] / across
        share = (start[:, None, 0] * ray[..., 1] - start[:, None, 1] * ray[..., 0]) / across
    meets = (length > 0) & (share >= 0) & (share <= 1)
    length = np.where(meets, length, reach)
    people, first = np.unique(whose, return_index=True)
    clear[people] = np.minimum(clear[people], np.minimum.reduceat(length, first, axis=0))
    return clear


def _is_near(origin: Doubles, lines: Doubles, reach: float) -> NDArray[np.bool_]:
    """Return ``(m, w)`` which lines a ray of length ``reach`` can meet, or a few more."""
    low, high = np.minimum(lines[:, :2], lines[:, 2:]) - reach, np.maximum(lines[:, :2], lines[:, 2:]) + reach
    inside = (origin[:, None] >= low) & (origin[:, None] <= high)
    return inside[..., 0] & inside[..., 1]


class _Shade:
    """Adds light over a part of the picture."""

    def __init__(self, surface: pygame.Surface, lens: Lens) -> None:
        self._surface, self._lens = surface, lens
        self._layer = pygame.Surface(lens.box.size, pygame.SRCALPHA)

    def add(self, shapes: Doubles, colour: tuple[int, int, int, int]) -> None:
        """Lay ``(m, p, 2)`` polygons, in metres, over the picture; where they overlap, it is as light as elsewhere."""
        if not len(shapes):
            return
        self._layer.fill((0, 0, 0, 0))
        edge = (*colour[:3], min(colour[3] * 2, 255))
        for points in (self._lens.pixels(shapes) - np.array(self._lens.box.topleft)).tolist():
            pygame.draw.polygon(self._layer, colour, points)
            pygame.draw.lines(self._layer, edge, True, points)
        self._surface.blit(self._layer, self._lens.box)
