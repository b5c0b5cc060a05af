"""Directions in words, as seen from where one looks."""

import math

_WORDS = ("ahead", "ahead left", "left", "behind left", "behind", "behind right", "right", "ahead right")


def toward(angle: float) -> str:
    """Return a direction in words; ``angle`` in radians anticlockwise from where one looks."""
    eighth = round(angle / (math.pi / 4)) % 8
    return _WORDS[eighth]
