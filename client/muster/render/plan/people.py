"""Everybody on a storey, and the threat."""

import math
from collections.abc import Sequence

import numpy as np
import pygame
from numpy.typing import NDArray

from muster.render.frame import Frame, Status, is_there, statuses
from muster.render.palette import SELECTED, THREAT, Colour
from muster.render.plan import ink, strokes
from muster.render.plan.lens import Lens
from muster.render.plan.lettering import Lettering
from muster.render.plan.signs import board
from muster.render.plan.sprites import HEADINGS, keys_of, sprites_of
from muster.scenario.building import Point

_BODY = 0.27  # metres, about half of what shoulders measure
_TINIEST, _SMALLEST, _LARGEST = 2.0, 4.0, 22.0  # pixels
_REACH = 6.0  # pixels around somebody within which a click means them

_ON_TOP = np.zeros(len(Status), np.uint8)
"""Who is drawn over whom: those to whom something has happened over the others."""
_ON_TOP[[Status.UNAWARE, Status.AWARE, Status.HIDING]] = 1
_ON_TOP[Status.INCAPACITATED] = _ON_TOP[Status.RESPONDER] = 2
_ON_TOP[Status.INJURED] = 3


def radius_at(scale: float) -> float:
    """Return the pixels, to the half, from the middle to the rim of a person at ``scale`` pixels a metre."""
    least = min(1.2 + 0.32 * scale, _SMALLEST)  # symbols are told apart from afar where there is room for them
    return round(2 * min(max(_BODY * scale, least, _TINIEST), _LARGEST)) / 2


class Crowd:
    """Everybody at one moment, ready to be drawn on any storey."""

    def __init__(self, frame: Frame, names: Sequence[str]) -> None:
        self.frame, self.status, self.names = frame, statuses(frame), names
        turns = np.round(frame.heading / (2 * math.pi) * HEADINGS).astype(np.int64) % HEADINGS
        self._keys = keys_of(self.status, frame.pose, turns)

    def on(self, storey: int) -> NDArray[np.intp]:
        """Return who is on a storey, in the order in which they are drawn."""
        here = np.flatnonzero((self.frame.storey == storey) & is_there(self.frame))
        return here[np.argsort(_ON_TOP[self.status[here]], kind="stable")]

    def place_of(self, agent: int) -> Point:
        """Return where somebody is, in metres."""
        return float(self.frame.position[agent, 0]), float(self.frame.position[agent, 1])

    def draw(self, surface: pygame.Surface, storey: int, lens: Lens, *, share: float = 1.0) -> None:
        """Draw who is on ``storey``, at ``share`` of their size."""
        here = self.on(storey)
        at = lens.pixels(self.frame.position[here, :2])
        sprites = sprites_of(max(round(2 * share * radius_at(lens.scale)) / 2, _TINIEST))
        low, high = np.array(lens.box.topleft) - sprites.half, np.array(lens.box.bottomright) + sprites.half
        seen = ((at >= low) & (at <= high)).all(axis=1)
        corners = np.round(at[seen] - sprites.half).astype(int).tolist()
        pictures = [sprites.of(key) for key in self._keys[here[seen]].tolist()]
        surface.fblits(list(zip(pictures, corners, strict=True)))

    def ring(self, surface: pygame.Surface, agent: int, lens: Lens) -> None:
        """Mark the selected person."""
        at = lens.pixel(self.place_of(agent))
        radius = radius_at(lens.scale) + 5
        pygame.draw.aacircle(surface, ink.OUTLINE, at, radius + 3, 5)
        pygame.draw.aacircle(surface, SELECTED, at, radius + 2, 3)

    def at(self, pixel: tuple[int, int], storey: int, lens: Lens) -> int | None:
        """Return who is drawn at a pixel; the nearest, of those as near the one on top."""
        here = self.on(storey)[::-1]
        if not len(here):
            return None
        away = np.linalg.norm(lens.pixels(self.frame.position[here, :2]) - np.array(pixel), axis=1)
        nearest = int(np.argmin(away))
        return int(here[nearest]) if away[nearest] <= max(radius_at(lens.scale), _REACH) + 2 else None


def draw_threat(
    surface: pygame.Surface, frame: Frame, storey: int, lens: Lens, lettering: Lettering
) -> list[pygame.Rect]:
    """Draw the intruder: larger than anybody, red, pointed, with a word beside; return what must not be hidden."""
    threat, drawn = frame.intruders, list[pygame.Rect]()
    for index in np.flatnonzero(threat.present & (threat.storey == storey)).tolist():
        at = lens.pixel((float(threat.position[index, 0]), float(threat.position[index, 1])))
        radius = max(radius_at(lens.scale) * 1.5, 8.0)
        heading = float(threat.heading[index])
        _star(surface, at, radius + 2.5, (255, 255, 255), heading)
        _star(surface, at, radius, THREAT, heading)
        away = radius + lens.px(13)
        has_room_above = at[1] - away - lens.px(12) >= lens.box.top
        beside = at[0], at[1] + (-away if has_room_above else away)
        drawn.append(board(surface, "INTRUDER", beside, THREAT, (255, 255, 255), lettering, px=lens.px(12)))
        drawn.append(pygame.Rect(at, (0, 0)).inflate(3 * radius, 3 * radius))
    return drawn


def _star(surface: pygame.Surface, at: Point, radius: float, colour: Colour, heading: float) -> None:
    """Draw a disc with a long point ahead."""
    x, y = at
    ahead = pygame.Vector2(math.cos(heading), -math.sin(heading))
    side = pygame.Vector2(-ahead.y, ahead.x)
    tip, left, right = ahead * radius * 2.0, side * radius * 0.8, side * radius * -0.8
    strokes.area(surface, colour, [(x + each.x, y + each.y) for each in (tip, left, right)])
    pygame.draw.aacircle(surface, colour, at, radius)
