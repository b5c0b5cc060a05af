"""Colours and symbols that every kind of colour vision tells apart: after Okabe and Ito (2008), with shapes."""

from collections.abc import Mapping

from muster.render.chronicle import Weight
from muster.render.frame import Status
from muster.world.acts import Door

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""

STATUS_COLOURS: Mapping[Status, Colour] = {
    Status.UNAWARE: (190, 196, 204),
    Status.AWARE: (230, 159, 0),
    Status.HIDING: (0, 114, 178),
    Status.OUT: (86, 180, 233),
    Status.ASSEMBLED: (0, 158, 115),
    Status.INJURED: (240, 228, 66),
    Status.INCAPACITATED: (90, 60, 100),
    Status.RESPONDER: (190, 150, 255),
}
STATUS_SYMBOLS: Mapping[Status, str] = {
    Status.UNAWARE: "circle",
    Status.AWARE: "circle",
    Status.HIDING: "square",
    Status.OUT: "ring",
    Status.ASSEMBLED: "ring",
    Status.INJURED: "triangle",
    Status.INCAPACITATED: "cross",
    Status.RESPONDER: "square",
}
STATUS_WORDS: Mapping[Status, str] = {
    Status.UNAWARE: "unaware",
    Status.AWARE: "aware, inside",
    Status.HIDING: "hiding",
    Status.OUT: "out of the building",
    Status.ASSEMBLED: "at a muster point",
    Status.INJURED: "injured",
    Status.INCAPACITATED: "incapacitated",
    Status.RESPONDER: "responders",
}
THREAT: Colour = (213, 40, 0)
"""Nobody else is red; besides, the threat is larger and has a mark above it."""

DOOR_COLOURS: Mapping[Door, Colour] = {
    Door.OPEN: (196, 160, 104),
    Door.CLOSED: (150, 110, 62),
    Door.LOCKED: (204, 121, 167),
    Door.BARRICADED: (232, 236, 240),
}
"""Barred doors bear a mark as well: a padlock, or planks."""

WEIGHT_COLOURS: Mapping[Weight, Colour] = {
    Weight.HARM: (204, 121, 167),
    Weight.THREAT: THREAT,
    Weight.WARNING: (230, 159, 0),
    Weight.ACT: (120, 130, 145),
    Weight.SAFE: (0, 158, 115),
    Weight.SPEECH: (86, 180, 233),
}

BACKGROUND: Colour = (28, 32, 38)
INK: Colour = (232, 236, 240)
DIM: Colour = (150, 158, 168)
SELECTED: Colour = (255, 255, 255)
