"""What matters and is not in view: muster points beyond the edge of the map, and where the intruder is."""

import math

import numpy as np
import pygame

from muster.render.frame import Frame
from muster.render.inputs import ShowStorey
from muster.render.palette import THREAT, Colour
from muster.render.plan import ink
from muster.render.plan.floors import Floor
from muster.render.plan.layout import Spot
from muster.render.plan.lens import Lens
from muster.render.plan.lettering import Lettering
from muster.scenario.building import Point

_WHITE: Colour = (255, 255, 255)
_NARROWEST = 300  # pixels: in smaller maps pointers would hide what is there
_EDGE = 11  # pixels from the edge of the map to a pointer
_FAR = 30_000  # pixels: what is further away is in the same direction
_PX = 12


def draw_pointers(surface: pygame.Surface, floor: Floor, lens: Lens, frame: Frame, lettering: Lettering) -> list[Spot]:
    """Draw pointers at the edge of a storey that is shown alone; return those that lead to another storey."""
    if lens.box.width < lens.px(_NARROWEST):
        return []
    edge = _Edge(surface, lens, lettering)
    spots = [spot for index in _intruders(frame) for spot in _to_intruder(edge, floor, frame, index)]
    building = floor.scene.building
    for point in building.muster_points:
        if building.region(point.region).storey == floor.id:
            edge.point(point.name, point.at, ink.EXIT)
    return spots


def _intruders(frame: Frame) -> list[int]:
    return np.flatnonzero(frame.intruders.present).tolist()


def _to_intruder(edge: "_Edge", floor: Floor, frame: Frame, index: int) -> list[Spot]:
    threat, storeys = frame.intruders, floor.scene.building.storeys
    storey = int(threat.storey[index])
    if storey != floor.storey:
        return [Spot(edge.tell(f"INTRUDER on storey {storeys[storey].id}", THREAT), ShowStorey(storey))]
    x, y, _ = threat.position[index].tolist()
    edge.point("INTRUDER", (x, y), THREAT)
    return []


class _Edge:
    """The edge of one map, with the boards that have been put up there."""

    def __init__(self, surface: pygame.Surface, lens: Lens, lettering: Lettering) -> None:
        self._surface, self._lens, self._lettering = surface, lens, lettering
        self._taken: list[pygame.Rect] = []

    def tell(self, text: str, colour: Colour) -> pygame.Rect:
        """Put up a board in the middle of the upper edge; return where."""
        box = self._box_of(text)
        box.midtop = self._lens.box.centerx, self._lens.box.top + _EDGE // 2
        return self._put(box, text, colour)

    def point(self, text: str, place: Point, colour: Colour) -> None:
        """Put up a board that points to ``place``, in metres, unless that is in view."""
        x, y = self._lens.pixel(place)
        inner = self._lens.box.inflate(-2 * _EDGE, -2 * _EDGE)
        if self._lens.box.collidepoint(x, y):
            return
        box = self._box_of(text)
        box.center = round(min(max(x, -_FAR), _FAR)), round(min(max(y, -_FAR), _FAR))
        box = self._put(box.clamp(inner), text, colour)
        _tip(self._surface, box, math.atan2(y - box.centery, x - box.centerx), colour)

    def _box_of(self, text: str) -> pygame.Rect:
        px = self._lens.px(_PX)
        return pygame.Rect(0, 0, self._lettering.width(text, px) + 10, self._lettering.height(px) + 6)

    def _put(self, box: pygame.Rect, text: str, colour: Colour) -> pygame.Rect:
        """Draw a board at ``box``, or where it covers no other, further towards the middle."""
        step = box.height + 4 if box.centery < self._lens.box.centery else -box.height - 4
        while box.collidelist(self._taken) >= 0:
            box = box.move(0, step)
        self._taken.append(box)
        pygame.draw.rect(self._surface, colour, box, border_radius=4)
        drawn = self._lettering.draw(text, self._lens.px(_PX), _WHITE)
        self._surface.blit(drawn, drawn.get_rect(center=box.center))
        return box


def _tip(surface: pygame.Surface, box: pygame.Rect, angle: float, colour: Colour) -> None:
    """Draw a triangle just outside ``box``, pointing along ``angle``."""
    cos, sin = math.cos(angle), math.sin(angle)
    away = min(box.width / 2 / max(abs(cos), 1e-6), box.height / 2 / max(abs(sin), 1e-6)) + 2
    x, y = box.centerx + cos * away, box.centery + sin * away
    corners = [(9.0, 0.0), (-2.0, 6.0), (-2.0, -6.0)]
    pygame.draw.polygon(surface, colour, [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners])
