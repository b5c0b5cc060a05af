"""Where it became dense: rooms, corridors and stairs instead of cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from muster.analysis.density import Grid
from muster.analysis.spread import Spread, certain
from muster.analysis.tracks import Floats, Ints
from muster.scenario.building import Building, RegionKind


@dataclass(frozen=True)
class Place:
    """One region on one storey, over runs.

    Attributes:
        peak: people per m² in its densest cell, mean over ten seconds. around: the same of cells with their neighbours.
        over: seconds that its worst cell was above
            the critical density. runs_over: runs in which any cell was.
    """

    region: str
    storey: str
    is_stair: bool
    peak: Spread
    around: Spread
    over: Spread
    runs_over: int


def places(building: Building, cells: tuple[Grid, ...], runs: Sequence[Mapping[str, Any]]) -> tuple[Place, ...]:
    """Return every region on every storey where anybody was, the densest first."""
    found: list[Place] = []
    for grid in cells:
        tables = [_worst(run["density"][grid.storey]["cells"], grid.region, len(building.regions)) for run in runs]
        found += [
            _place(building, number, grid.storey, [table[:, number].tolist() for table in tables])
            for number in np.flatnonzero(np.any([table[0] for table in tables], axis=0)).tolist()
        ]
    return tuple(sorted(found, key=lambda place: (place.over.mean, place.peak.mean), reverse=True))


def _worst(cells: Sequence[Sequence[float]], regions: Ints, count: int) -> Floats:
    """Return ``(3, count)`` of the worst cell of each region: peak, among neighbours, critical seconds."""
    found = np.zeros((3, count))
    for column, row, dense, seconds, among in cells:
        region = int(regions[int(column), int(row)])
        if region >= 0:
            found[:, region] = np.maximum(found[:, region], (dense, among, seconds))
    return found


def _place(building: Building, number: int, storey: str, worst: list[list[float]]) -> Place:
    """Return what ``worst``, peak, among neighbours and critical seconds of each run, says of a region."""
    region = building.regions[number]
    peak, around, over = zip(*worst, strict=True)
    runs_over = sum(seconds > 0 for seconds in over)
    is_stair = region.kind is RegionKind.STAIR
    return Place(region.id, storey, is_stair, certain(peak), certain(around), certain(over), runs_over)
