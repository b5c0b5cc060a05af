"""Directions in words, as seen from where one looks."""

import math

from muster.scenario.building import Point, Region

_WORDS = ("ahead", "ahead left", "left", "behind left", "behind", "behind right", "right", "ahead right")


def toward(angle: float) -> str:
    """Return a direction in words; ``angle`` in radians anticlockwise from where one looks."""
    eighth = round(angle / (math.pi / 4)) % 8
    return _WORDS[eighth]


def way_into(region: Region, at: Point) -> float:
    """Return the way from a point to the middle of a region's corners, radians anticlockwise from east."""
    xs, ys = zip(*region.polygon, strict=True)
    return math.atan2(sum(ys) / len(ys) - at[1], sum(xs) / len(xs) - at[0])
