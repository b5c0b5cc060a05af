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
from muster.render.plan.lens import Cell
from muster.render.plan.lettering import Lettering
from muster.scenario.building import Point

_WHITE: Colour = (255, 255, 255)
_NARROWEST = 300  # pixels: in smaller maps pointers would hide what is there
_EDGE = 16  # pixels from the edge of the map to a pointer
_PX = 12


def draw_pointers(surface: pygame.Surface, floor: Floor, cell: Cell, frame: Frame, lettering: Lettering) -> list[Spot]:
    """Draw pointers at the edge of one large storey; return those that lead to another storey."""
    if cell.lens.box.width < cell.lens.px(_NARROWEST):
        return []
    building = floor.scene.building
    for point in building.muster_points:
        if building.region(point.region).storey == floor.id:
            _pointer(surface, point.name, point.at, cell, ink.EXIT, lettering)
    return [spot for index in _intruders(frame) for spot in _to_intruder(surface, floor, cell, frame, index, lettering)]


def _intruders(frame: Frame) -> list[int]:
    return np.flatnonzero(frame.intruders.present).tolist()


def _to_intruder(
    surface: pygame.Surface, floor: Floor, cell: Cell, frame: Frame, index: int, lettering: Lettering
) -> list[Spot]:
    threat, storeys = frame.intruders, floor.scene.building.storeys
    storey = int(threat.storey[index])
    if storey == cell.storey:
        x, y, _ = threat.position[index].tolist()
        _pointer(surface, "INTRUDER", (x, y), cell, THREAT, lettering)
        return []
    at = cell.lens.box.centerx, cell.lens.box.top + _EDGE
    box = _board(surface, f"INTRUDER on storey {storeys[storey].id}", at, THREAT, cell.lens.px(_PX), lettering)
    return [Spot(box, ShowStorey(storey))]


def _pointer(
    surface: pygame.Surface, text: str, place: Point, cell: Cell, colour: Colour, lettering: Lettering
) -> None:
    """Draw at the edge which way ``place`` lies, unless it is in view."""
    box = cell.lens.box
    x, y = cell.lens.pixel(place)
    if box.collidepoint(x, y):
        return
    width = lettering.width(text, cell.lens.px(_PX)) / 2 + 8
    at = (
        min(max(x, box.left + width + _EDGE), box.right - width - _EDGE),
        min(max(y, box.top + 1.5 * _EDGE), box.bottom - 1.5 * _EDGE),
    )
    _board(surface, text, at, colour, cell.lens.px(_PX), lettering)
    angle = math.atan2(y - at[1], x - at[0])
    _tip(surface, at, angle, (width + 4, 12.0), colour)


def _tip(surface: pygame.Surface, at: Point, angle: float, half: tuple[float, float], colour: Colour) -> None:
    """Draw a triangle just outside a board of ``half`` its width and height, pointing along ``angle``."""
    cos, sin = math.cos(angle), math.sin(angle)
    away = min(half[0] / max(abs(cos), 1e-6), half[1] / max(abs(sin), 1e-6))
    x, y = at[0] + cos * away, at[1] + sin * away
    corners = [(9.0, 0.0), (-1.0, 6.0), (-1.0, -6.0)]
    pygame.draw.polygon(surface, colour, [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners])


def _board(surface: pygame.Surface, text: str, at: Point, colour: Colour, px: int, lettering: Lettering) -> pygame.Rect:
    drawn = lettering.draw(text, px, _WHITE)
    box = drawn.get_rect(center=(round(at[0]), round(at[1])))
    board = box.inflate(10, 6)
    pygame.draw.rect(surface, colour, board, border_radius=4)
    surface.blit(drawn, box)
    return board
