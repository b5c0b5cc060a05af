"""What the parts of a building are made of, and how that looks: one table for all renderers."""

from collections.abc import Mapping
from enum import StrEnum

from muster.render.palette import Colour


class Material(StrEnum):
    """What a part of a building is."""

    GROUND = "ground"  # under the open sky
    FLOOR = "floor"  # of a room
    CORRIDOR = "corridor"  # its floor
    STAIR = "stair"
    WALL = "wall"  # up to ``walls.CUT`` above the floor
    WALL_ABOVE = "wall-above"  # the rest of a wall, and lintels: left away by those who look in from above
    FURNITURE = "furniture"
    HIDING = "hiding"
    EXIT = "exit"
    SIGN = "sign"  # of an exit; lit, so not shaded
    MUSTER = "muster"


MATERIAL_COLOURS: Mapping[Material, Colour] = {
    Material.GROUND: (66, 76, 70),
    Material.FLOOR: (112, 116, 122),
    Material.CORRIDOR: (134, 140, 148),
    Material.STAIR: (158, 158, 152),
    Material.WALL: (206, 204, 196),
    Material.WALL_ABOVE: (206, 204, 196),
    Material.FURNITURE: (138, 128, 116),
    Material.HIDING: (116, 124, 88),
    Material.EXIT: (0, 140, 86),
    Material.SIGN: (60, 255, 150),
    Material.MUSTER: (0, 158, 115),
}
"""Dull, so that people stand out: none is near a colour of ``palette.STATUS_COLOURS`` but those of the way out."""
