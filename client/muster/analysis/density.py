"""Densities by the cell method, and Fruin's levels of service.

Cells of 1 m, people counted five times a second, averaged over ten seconds and divided by the cell's walkable area:
the mean over time makes up for so small a cell, in which one person alone would otherwise be 1 /m². Levels of service
need more room, for a person has 3 m² and more at level A: there a cell counts together with its eight neighbours, as
far as they lie in the same region, so that no queue shows through a wall.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from muster.analysis.tracks import Bools, Floats, Ints, Tracks
from muster.conduct.regions import RegionFinder, inside
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
        region: ``(columns, rows)`` index of the region that has most of a cell, -1 for none and the outside.
        stair: ``(columns, rows)`` whether that is a stair.
    """

    storey: str
    origin: tuple[float, float]
    shape: tuple[int, int]
    walkable: Floats
    region: Ints
    stair: Bools

    @cached_property
    def area(self) -> Floats:
        """``(columns, rows)`` m² to divide by."""
        return np.maximum(self.walkable, LEAST)

    @cached_property
    def area_around(self) -> Floats:
        """``(columns, rows)`` m² of a cell with its neighbours in the same region, to divide by."""
        return np.maximum(self.around(self.walkable), LEAST)

    def around(self, values: Floats) -> Floats:
        """Return ``(columns, rows)`` the sum of ``values`` over each cell and its neighbours in the same region."""
        padded, total = np.pad(values, 1), np.zeros(self.shape)
        for (x, y), is_same in self._same.items():
            total += np.where(is_same, padded[x : x + self.shape[0], y : y + self.shape[1]], 0.0)
        return total

    @cached_property
    def _same(self) -> "dict[tuple[int, int], Bools]":
        """Whether the neighbour at each offset, 0 to 2 along each axis, lies in the same region."""
        padded = np.pad(self.region, 1, constant_values=-1)
        shifted = {(x, y): padded[x : x + self.shape[0], y : y + self.shape[1]] for x in range(3) for y in range(3)}
        return {offset: np.asarray(region == self.region) for offset, region in shifted.items()}

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
        peak: people per m², the highest mean over ten seconds. around: the same of a cell with its neighbours.
        critical_s: seconds with a mean above ``CRITICAL``.
        person_seconds: that people spent in cells above ``CRITICAL``.
    """

    peak: Floats
    around: Floats
    critical_s: Floats
    person_seconds: float


def grids(building: Building) -> tuple[Grid, ...]:
    """Return the cells of every storey, in the building's order."""
    return tuple(_grid(building, storey.id) for storey in building.storeys)


def crowding(tracks: Tracks, cells: tuple[Grid, ...]) -> tuple[Crowding, ...]:
    """Return how dense each storey became; those outside the building are not counted."""
    per_window = max(round(WINDOW / tracks.step), 1)
    peaks = [np.zeros(grid.shape) for grid in cells]
    around = [np.zeros(grid.shape) for grid in cells]
    critical = [np.zeros(grid.shape) for grid in cells]
    person_seconds = [0.0] * len(cells)
    for window, seconds in _windows(len(tracks.times), per_window, tracks.step):
        position, storey, here = tracks.position[window], tracks.storey[window], ~tracks.outside[window]
        for number, grid in enumerate(cells):
            mean = grid.counts(position[here & (storey == number)]) / len(position)
            dense = mean / grid.area
            is_critical = dense > CRITICAL
            peaks[number] = np.maximum(peaks[number], dense)
            around[number] = np.maximum(around[number], grid.around(mean) / grid.area_around)
            critical[number] += is_critical * seconds
            person_seconds[number] += float(mean[is_critical].sum()) * seconds
    return tuple(Crowding(*each) for each in zip(peaks, around, critical, person_seconds, strict=True))


def _windows(moments: int, length: int, step: float) -> Iterator[tuple[slice, float]]:
    """Yield windows of equal length, and the seconds each stands for; the last reaches back where time is short.

    A mean over a shorter one would be a density of the moment.
    """
    for start in range(0, moments, length):
        end = min(start + length, moments)
        yield slice(max(end - length, 0), end), (end - start) * step


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
        return Grid(
            storey, (0.0, 0.0), (0, 0), np.zeros((0, 0)), np.zeros((0, 0), np.int64), np.zeros((0, 0), np.bool_)
        )
    corners = np.concatenate([np.array(region.polygon) for region in regions])
    origin = np.floor(corners.min(axis=0) / CELL) * CELL
    columns, rows = np.maximum(np.ceil((corners.max(axis=0) - origin) / CELL).astype(int), 1).tolist()
    points = _samples((columns, rows)) + origin
    on_floor = _covered(regions, points)
    for piece in building.furniture:
        if piece.storey == storey:
            on_floor &= ~inside(Region("", "", RegionKind.ROOM, storey, piece.polygon), points)
    walkable = on_floor.reshape(columns, rows, -1).mean(axis=2) * CELL**2
    region = _regions(building, storey, points, (columns, rows))
    is_stair = np.array([each.kind is RegionKind.STAIR for each in building.regions] + [False])
    return Grid(storey, (float(origin[0]), float(origin[1])), (columns, rows), walkable, region, is_stair[region])


def _regions(building: Building, storey: str, samples: Floats, shape: tuple[int, int]) -> Ints:
    """Return ``(columns, rows)`` the region in which most of a cell's ``samples`` lie that lie inside; -1 for none."""
    level = [each.id for each in building.storeys].index(storey)
    found = RegionFinder(building).regions(samples, np.full(len(samples), level, np.uint16)).reshape(*shape, -1)
    most, region = np.zeros(shape, np.int64), np.full(shape, -1, np.int64)
    for number, each in enumerate(building.regions):
        if storey in (each.storey, each.rises_to) and each.kind is not RegionKind.OUTSIDE:
            count = (found == number).sum(axis=2)
            region[count > most] = number
            most = np.maximum(most, count)
    return region


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
    """Return crowding for JSON: of each storey the cells where anybody was, as ``Grid`` and ``Crowding`` have them."""
    return {
        grid.storey: {
            "cells": [
                [
                    int(column),
                    int(row),
                    *(round(float(of[column, row]), 3) for of in (each.peak, each.critical_s, each.around)),
                ]
                for column, row in np.argwhere(each.peak > 0)
            ],
            "person_seconds_over": round(each.person_seconds, 3),
        }
        for grid, each in zip(cells, found, strict=True)
    }
