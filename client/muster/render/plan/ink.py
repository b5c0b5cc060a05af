"""The colours of the plan; those of people, events and text are ``muster.render.palette``'s."""

from collections.abc import Mapping

from muster.render.palette import DOOR_COLOURS, Colour
from muster.scenario.building import RegionKind
from muster.world.acts import Door

FLOOR: Mapping[RegionKind, Colour] = {
    RegionKind.ROOM: (52, 58, 67),
    RegionKind.CORRIDOR: (63, 71, 82),
    RegionKind.STAIR: (48, 54, 64),
    RegionKind.OUTSIDE: (34, 44, 42),
}
VOID: Colour = (22, 25, 30)
"""Where the building is not."""
WALL: Colour = (164, 172, 182)
FENCE: Colour = (62, 78, 72)
FURNITURE: Colour = (78, 74, 68)
FURNITURE_EDGE: Colour = (104, 98, 90)
TREAD: Colour = (92, 101, 114)
NAME: Colour = (128, 137, 148)
EXIT: Colour = (0, 140, 102)
ON_EXIT: Colour = (255, 255, 255)
MUSTER: Colour = (40, 176, 134)
HIDING: Colour = (112, 158, 196)
PANEL: Colour = (36, 41, 49)
LINE: Colour = (66, 74, 86)
OUTLINE: Colour = (16, 18, 22)
ALARM_GROUND: Colour = (176, 112, 0)

DOORS: Mapping[Door, Colour] = {
    Door.OPEN: (128, 138, 150),
    Door.CLOSED: (214, 178, 132),
    Door.LOCKED: DOOR_COLOURS[Door.LOCKED],
    Door.BARRICADED: DOOR_COLOURS[Door.BARRICADED],
}
"""Open and closed ones are thin lines here and have to be brighter than in three dimensions."""

DOOR_WORDS: Mapping[Door, str] = {
    Door.OPEN: "open",
    Door.CLOSED: "closed",
    Door.LOCKED: "locked",
    Door.BARRICADED: "barricaded",
}
