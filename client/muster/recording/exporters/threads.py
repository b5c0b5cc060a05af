"""Ties the separate parts of a plan together with hairlines, so that their union is one polygon."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from muster.scenario.building import Point

Polygon = Sequence[Point]
Piece = tuple[int, str]
"""A region on a storey: (storey index, region id)."""

HALF_WIDTH = 0.0025  # metres
_KNOT = 0.008  # metres: half a square at each end, less than half a wall, so that it touches one region only


def threads(pieces: Mapping[Piece, Polygon], joined: Sequence[Sequence[Piece]]) -> list[Polygon]:
    """Return hairlines that tie every part to one before it, corner to nearest corner.

    ``joined`` lists the pieces that hang together already, door by door.
    """
    parts = [_corners(pieces, part) for part in _parts(pieces, joined)]
    hairlines: list[Polygon] = []
    for index, part in enumerate(parts[1:], start=1):
        a, b = _nearest(part, np.concatenate(parts[:index]))
        hairlines += [_knot(a), _knot(b), strip(a, b, HALF_WIDTH)]
    return hairlines


def strip(a: Point, b: Point, half_width: float) -> Polygon:
    """Return the rectangle around the line from ``a`` to ``b``."""
    size = ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5
    dx, dy = (a[1] - b[1]) / size * half_width, (b[0] - a[0]) / size * half_width
    return [(a[0] - dx, a[1] - dy), (b[0] - dx, b[1] - dy), (b[0] + dx, b[1] + dy), (a[0] + dx, a[1] + dy)]


def _knot(at: Point) -> Polygon:
    return strip((at[0] - _KNOT, at[1]), (at[0] + _KNOT, at[1]), _KNOT)


def _parts(pieces: Mapping[Piece, Polygon], joined: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    part_of = {piece: [piece] for piece in pieces}
    for group in joined:
        for other in group[1:]:
            _merge(part_of, group[0], other)
    return list({id(part): part for part in part_of.values()}.values())


def _merge(part_of: dict[Piece, list[Piece]], a: Piece, b: Piece) -> None:
    if part_of[a] is not part_of[b]:
        part_of[a].extend(part_of[b])
        for piece in part_of[b]:
            part_of[piece] = part_of[a]


def _corners(pieces: Mapping[Piece, Polygon], part: Sequence[Piece]) -> NDArray[np.float64]:
    return np.array([corner for piece in part for corner in pieces[piece]], np.float64)


def _nearest(part: NDArray[np.float64], others: NDArray[np.float64]) -> tuple[Point, Point]:
    nearest = [int(((others - corner) ** 2).sum(axis=1).argmin()) for corner in part]
    row = int(((others[nearest] - part) ** 2).sum(axis=1).argmin())
    (ax, ay), (bx, by) = part[row].tolist(), others[nearest[row]].tolist()
    return (ax, ay), (bx, by)
