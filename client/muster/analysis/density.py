"""Densities by the cell method, and Fruin's levels of service.

Cells of 1 m, people counted five times a second, averaged over ten seconds and divided by the cell's walkable area:
the mean over time makes up for so small a cell, in which one person alone would otherwise be 1 /m².
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from muster.analysis.tracks import Bools, Floats, Tracks
from muster.conduct.regions import inside
from muster.scenario.building import Building, Region, RegionKind

CELL = 1.0  # metres
WINDOW = 10.0  # seconds
CRITICAL = 4.0
"""People per m² above which crowds begin to be dangerous: Fruin, "The causes and prevention of crowd disasters" (1993),
has loss of control near 5 to 7; 4 is the limit commonly designed for (Still, "Introduction to Crowd Science", 2014)."""
LEAST = 0.5
"""m² a cell has at least: slivers along walls, into which half a body reaches, would show what nobody stands in."""

_FOOT2 = 0.3048**2  # m²
WALKWAY = tuple(1 / (feet * _FOOT2) for feet in (35, 25, 15, 10, 5))
"""People per m² at which levels B, C, D, E, F begin; 35, 25, 15, 10, 5 square feet each (Fruin, "Pedestrian Planning
and Design", 1971)."""
STAIRWAY = tuple(1 / (feet * _FOOT2) for feet in (20, 15, 10, 7, 4))
"""The same on stairs, in the same book."""
LEVELS = "ABCDEF"

_SAMPLES = 5  # a side, of each cell: its walkable area to 4 %


@dataclass(frozen=True)
class Grid:
    """The cells of one storey.

    Attributes:
        origin: metres, the south-west corner. shape: ``(columns, rows)``.
        walkable: ``(columns, rows)`` m² of floor inside the building, less furniture.
        stair: ``(columns, rows)`` whether a cell lies mostly on a stair.
    """

    storey: str
    origin: tuple[float, float]
    shape: tuple[int, int]
    walkable: Floats
    stair: Bools

    @cached_property
    def area(self) -> Floats:
        """``(columns, rows)`` m² to divide by."""
        return np.maximum(self.walkable, LEAST)

    def counts(self, points: Floats) -> NDArray[np.int64]:
        """Return ``(columns, rows)`` how many of ``points`` ``(m, 2)`` lie in each cell."""
        column, row = np.floor((points - np.array(self.origin)) / CELL).astype(np.int64).T
        within = (column >= 0) & (row >= 0) & (column < self.shape[0]) & (row < self.shape[1])
        flat = column[within] * self.shape[1] + row[within]
        return np.bincount(flat, minlength=self.shape[0] * self.shape[1]).reshape(self.shape)


@dataclass(frozen=True)
class Crowding:
    """How dense it became on one storey in one run; arrays ``(columns, rows)``.

    Attributes:
        peak: people per m², the highest mean over ten seconds. critical_s: seconds with a mean above ``CRITICAL``.
        person_seconds: that people spent in cells above ``CRITICAL``.
    """

    peak: Floats
    critical_s: Floats
    person_seconds: float


def grids(building: Building) -> tuple[Grid, ...]:
    """Return the cells of every storey, in the building's order."""
    return tuple(_grid(building, storey.id) for storey in building.storeys)


def crowding(tracks: Tracks, cells: tuple[Grid, ...]) -> tuple[Crowding, ...]:
    """Return how dense each storey became; those outside the building are not counted."""
    per_window = max(round(WINDOW / tracks.step), 1)
    peaks = [np.zeros(grid.shape) for grid in cells]
    critical = [np.zeros(grid.shape) for grid in cells]
    person_seconds = [0.0] * len(cells)
    for start in range(0, len(tracks.times), per_window):
        window = slice(start, start + per_window)
        position, storey, here = tracks.position[window], tracks.storey[window], ~tracks.outside[window]
        for number, grid in enumerate(cells):
            mean = grid.counts(position[here & (storey == number)]) / len(position)
            dense = mean / grid.area
            is_critical = dense > CRITICAL
            peaks[number] = np.maximum(peaks[number], dense)
            critical[number] += is_critical * (len(position) * tracks.step)
            person_seconds[number] += float(mean[is_critical].sum()) * len(position) * tracks.step
    return tuple(Crowding(*each) for each in zip(peaks, critical, person_seconds, strict=True))


def level(density: float, *, stair: bool = False) -> str:
    """Return Fruin's level of service at a density in people per m²."""
    return LEVELS[int(np.searchsorted(STAIRWAY if stair else WALKWAY, density, side="right"))]


def _grid(building: Building, storey: str) -> Grid:
    regions = [
        region
        for region in building.regions
        if storey in (region.storey, region.rises_to) and region.kind is not RegionKind.OUTSIDE
    ]
    if not regions:
        return Grid(storey, (0.0, 0.0), (0, 0), np.zeros((0, 0)), np.zeros((0, 0), np.bool_))
    corners = np.concatenate([np.array(region.polygon) for region in regions])
    origin = np.floor(corners.min(axis=0) / CELL) * CELL
    columns, rows = np.maximum(np.ceil((corners.max(axis=0) - origin) / CELL).astype(int), 1).tolist()
    points = _samples((columns, rows)) + origin
    on_floor = _covered(regions, points)
    for piece in building.furniture:
        if piece.storey == storey:
            on_floor &= ~inside(Region("", "", RegionKind.ROOM, storey, piece.polygon), points)
    on_stair = _covered([region for region in regions if region.kind is RegionKind.STAIR], points)
    share, stair = (each.reshape(columns, rows, -1).mean(axis=2) for each in (on_floor, on_stair))
    return Grid(storey, (float(origin[0]), float(origin[1])), (columns, rows), share * CELL**2, stair > 0.5)


def _samples(shape: tuple[int, int]) -> Floats:
    """Return ``(columns * rows * _SAMPLES**2, 2)`` points, cell by cell, from the origin."""
    along = (np.arange(_SAMPLES) + 0.5) / _SAMPLES
    column, row, x, y = np.meshgrid(np.arange(shape[0]), np.arange(shape[1]), along, along, indexing="ij")
    return np.stack([(column + x).ravel(), (row + y).ravel()], axis=1).astype(np.float64) * CELL


def _covered(regions: list[Region], points: Floats) -> Bools:
    covered = np.zeros(len(points), np.bool_)
    for region in regions:
        covered |= inside(region, points)
    return covered


def sparse(found: tuple[Crowding, ...], cells: tuple[Grid, ...]) -> Mapping[str, object]:
    """Return crowding for JSON: of each storey the cells where anybody was, as column, row, peak, critical seconds."""
    return {
        grid.storey: {
            "cells": [
                [
                    int(column),
                    int(row),
                    round(float(each.peak[column, row]), 3),
                    round(float(each.critical_s[column, row]), 3),
                ]
                for column, row in np.argwhere(each.peak > 0)
            ],
            "person_seconds_over": round(each.person_seconds, 3),
        }
        for grid, each in zip(cells, found, strict=True)
    }
