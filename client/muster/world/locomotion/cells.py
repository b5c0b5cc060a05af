"""Sorting bodies into square cells, so that each looks for neighbours in nine of them."""

from typing import NamedTuple

import numpy as np

from muster.world.arrays import Bools, Floats, Int32s
from muster.world.compile import kernel
from muster.world.walls import Grid, bucket_of


class Cells(NamedTuple):
    """Bodies in the order of their cells; entry ``k`` is a body, or its ghost on the layer next to its own.

    Attributes:
        start: ``start[c] : start[c + 1]`` are the entries of cell ``c``.
        row: ``(k,)`` the body's row in the caller's arrays.
        ghost: ``(k,)`` whether the entry only shows to others.
        x, y, radius: ``(k,)`` metres, copied next to each other because the pair loop spends its time there.
    """

    start: Int32s
    row: Int32s
    ghost: Bools
    x: Floats
    y: Floats
    radius: Floats


@kernel
def sort_bodies(
    position: Floats, layer: Int32s, ghost_layer: Int32s, radius: Floats, present: Bools, grid: Grid
) -> Cells:
    """Return all present bodies and their ghosts by cell (a counting sort: same rows, same order, every run)."""
    own = np.full(len(layer), -1, dtype=np.int32)
    other = np.full(len(layer), -1, dtype=np.int32)
    start = np.zeros(grid.layers * grid.ny * grid.nx + 1, dtype=np.int32)
    for i in range(len(layer)):
        if present[i]:
            if not 0 <= layer[i] < grid.layers or ghost_layer[i] >= grid.layers:
                raise ValueError("a body is on a layer that the walls do not have; build_walls takes their number")
            own[i] = bucket_of(grid, layer[i], position[i, 0], position[i, 1])
            start[own[i] + 1] += 1
            if ghost_layer[i] >= 0 and ghost_layer[i] != layer[i]:
                other[i] = bucket_of(grid, ghost_layer[i], position[i, 0], position[i, 1])
                start[other[i] + 1] += 1
    for c in range(1, len(start)):
        start[c] += start[c - 1]
    return _fill(position, radius, start, own, other)


@kernel
def _fill(position: Floats, radius: Floats, start: Int32s, own: Int32s, other: Int32s) -> Cells:
    """Put every body where its cell's entries start, and move that start along."""
    total = start[-1]
    row = np.empty(total, dtype=np.int32)
    ghost = np.zeros(total, dtype=np.bool_)
    x, y, r = np.empty(total), np.empty(total), np.empty(total)
    free = start.copy()
    for i in range(len(own)):
        for cell in (own[i], other[i]):
            if cell >= 0:
                k = free[cell]
                free[cell] += 1
                row[k], ghost[k] = i, cell != own[i]
                x[k], y[k], r[k] = position[i, 0], position[i, 1], radius[i]
    return Cells(start, row, ghost, x, y, r)
