"""Where it became dense: rooms, corridors and stairs instead of cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from muster.analysis.density import Grid
from muster.analysis.spread import Spread, certain
from muster.analysis.tracks import Ints
from muster.scenario.building import Building, RegionKind


@dataclass(frozen=True)
class Place:
    """One region on one storey, over runs.

    Attributes:
        peak: people per m² in its densest cell, mean over ten seconds. over: seconds that its worst cell was above
            the critical density. runs_over: runs in which any cell was.
    """

    region: str
    storey: str
    is_stair: bool
    peak: Spread
    over: Spread
    runs_over: int


def places(building: Building, cells: tuple[Grid, ...], runs: Sequence[Mapping[str, Any]]) -> tuple[Place, ...]:
    """Return every region on every storey where anybody was, the densest first."""
    found: list[Place] = []
    for grid in cells:
        tables = [_worst(run["density"][grid.storey]["cells"], grid.region, len(building.regions)) for run in runs]
        peak, over = (np.array([table[row] for table in tables]) for row in (0, 1))  # (runs, regions)
        found += [
            _place(building, number, grid.storey, peak[:, number].tolist(), over[:, number].tolist())
            for number in np.flatnonzero(peak.any(axis=0)).tolist()
        ]
    return tuple(sorted(found, key=lambda place: (place.over.mean, place.peak.mean), reverse=True))


def _worst(cells: Sequence[Sequence[float]], regions: Ints, count: int) -> tuple[list[float], list[float]]:
    """Return the highest peak and the most critical seconds of any cell, by region; cells are those of ``sparse``."""
    peak, over = [0.0] * count, [0.0] * count
    for column, row, dense, seconds, _ in cells:
        region = int(regions[int(column), int(row)])
        if region >= 0:
            peak[region] = max(peak[region], dense)
            over[region] = max(over[region], seconds)
    return peak, over


def _place(building: Building, number: int, storey: str, peak: list[float], over: list[float]) -> Place:
    region = building.regions[number]
    is_over = sum(seconds > 0 for seconds in over)
    return Place(region.id, storey, region.kind is RegionKind.STAIR, certain(peak), certain(over), is_over)
