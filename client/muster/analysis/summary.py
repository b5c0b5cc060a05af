"""What a study's runs come to: times, exits, doors, reasons, maps, each over the runs of a combination."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from muster.analysis.convergence import Convergence, convergence
from muster.analysis.density import Grid, grids
from muster.analysis.folder import Folder, Spec
from muster.analysis.leaving import Reason
from muster.analysis.places import Place, places
from muster.analysis.running import counted
from muster.analysis.spread import Spread, certain, spread
from muster.analysis.sweep import Variant
from muster.analysis.tracks import Floats

SHARES = (50, 90, 95, 98)
"""Per cent of all people, of whom it is told when so many were out."""
FIRST, LAST = "first out", "last out"
PRE_MOVEMENT = ("pre-movement, median", "pre-movement, 95 %")
INSIDE = "inside at the end"
POINTS = 200  # of a curve
MOST = 95
"""Per cent of runs that stay below the densities which maps show."""

Run = Mapping[str, Any]


@dataclass(frozen=True)
class Curve:
    """How many are out when: ``times`` seconds; median, 5th and 95th percentile over runs, people."""

    times: Floats
    median: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True)
class DoorFigures:
    """One door over runs, runs in which nobody passed it included; ``specific`` is peak flow per metre and second."""

    door: str
    width: float
    passed: Spread
    queue: Spread
    waited: Spread
    longest: Spread
    specific: Spread


@dataclass(frozen=True)
class Map:
    """Crowding on one storey, ``(columns, rows)``, as ``muster.analysis.density.Crowding`` has it of each run.

    Attributes:
        peak, around: people per m², the 95th percentile over runs: a mean would hide what happens in some of them.
        critical_s: mean over runs. over: person-seconds above the critical density.
    """

    grid: Grid
    peak: Floats
    around: Floats
    critical_s: Floats
    over: Spread

    @property
    def is_visited(self) -> bool:
        """Whether anybody was ever there."""
        return bool((self.peak > 0).any())


@dataclass(frozen=True)
class Combination:
    """What the runs of one combination come to.

    Attributes:
        times: figures by name, in order; None where no run has one. everybody_out: runs in which nobody stayed.
        exits: by id, people a run. reasons: why people were inside at the end, people a run.
        places: parts of the building by how dense they became, the densest first.
    """

    variant: Variant
    runs: tuple[Run, ...]
    people: int
    times: Mapping[str, Spread | None]
    everybody_out: int
    curve: Curve
    convergence: Convergence
    exits: Mapping[str, Spread]
    reasons: Mapping[Reason, Spread]
    doors: tuple[DoorFigures, ...]
    maps: tuple[Map, ...]
    places: tuple[Place, ...]

    def by_seed(self, figure: str) -> dict[int, float]:
        """Return one of ``times`` of each run that has it."""
        found = {int(run["seed"]): _times(run, np.array(run["out_at"], np.float64))[figure] for run in self.runs}
        return {seed: value for seed, value in found.items() if value is not None}

    def to_json(self) -> dict[str, object]:
        """Return the figures as plain values, without curves and maps."""
        return {
            "settings": dict(self.variant.settings),
            "runs": len(self.runs),
            "seeds": [run["seed"] for run in self.runs],
            "people": self.people,
            "runs_with_everybody_out": self.everybody_out,
            "seconds": {name: found.to_json() if found else None for name, found in self.times.items()},
            "exits": {name: found.to_json() for name, found in self.exits.items()},
            "inside": {reason.value: found.to_json() for reason, found in self.reasons.items()},
            "doors": {
                each.door: {
                    name: value.to_json() if isinstance(value, Spread) else value
                    for name, value in vars(each).items()
                    if name != "door"
                }
                for each in self.doors
            },
            "over_4_per_m2": {each.grid.storey: {"person_seconds": each.over.to_json()} for each in self.maps},
            "convergence": {
                "sufficed": self.convergence.sufficed,
                "people": self.convergence.people,
                "limits": asdict(self.convergence.limits),
            },
        }


@dataclass(frozen=True)
class Summary:
    """What a study comes to."""

    spec: Spec
    combinations: tuple[Combination, ...]

    def to_json(self) -> dict[str, object]:
        """Return plain values for JSON."""
        return {**self.spec.to_json(), "combinations": [each.to_json() for each in self.combinations]}


def summarised(folder: Folder) -> Summary:
    """Return what a study's runs come to; StudyBroken when they cannot be read."""
    variants = folder.variants()
    return Summary(
        folder.spec,
        tuple(combined(variant, counted(folder, number)) for number, variant in enumerate(variants)),
    )


def combined(variant: Variant, runs: Sequence[Run]) -> Combination:
    """Return what the runs of one combination come to; there is at least one."""
    out_at = [np.array(run["out_at"], np.float64) for run in runs]
    people = len(runs[0]["people"])
    cells = grids(variant.scenario.building)
    times: dict[str, Spread | None] = {
        name: spread([_times(run, values)[name] for run, values in zip(runs, out_at, strict=True)])
        for name in _times(runs[0], out_at[0])
    }
    return Combination(
        variant=variant,
        runs=tuple(runs),
        people=people,
        times=times,
        everybody_out=sum(not np.isnan(values).any() for values in out_at),
        curve=_curve(out_at, max(float(run["duration_s"]) for run in runs)),
        convergence=convergence(out_at),
        exits={
            exit.id: certain([run["exit"].count(exit.id) for run in runs]) for exit in variant.scenario.building.exits
        },
        reasons={reason: certain([run["reason"].count(reason.value) for run in runs]) for reason in Reason},
        doors=tuple(_doors(variant, runs)),
        maps=tuple(_map(grid, runs) for grid in cells),
        places=places(variant.scenario.building, cells, runs),
    )


def _times(run: Run, out_at: Floats) -> dict[str, float | None]:
    """Return a run's figures: seconds from the start, but for pre-movement, which is from the first cue."""
    out = np.sort(out_at[~np.isnan(out_at)])
    set_off = np.array([each for each in run["set_off_at"] if each is not None], np.float64)
    needed = {share: int(np.ceil(share / 100 * len(out_at) - 1e-9)) for share in SHARES}
    waited = np.percentile(set_off - run["cue_at"], [50, 95]).tolist() if len(set_off) else [None, None]
    return {
        FIRST: float(out[0]) if len(out) else None,
        **{f"{share} % out": float(out[count - 1]) if len(out) >= count else None for share, count in needed.items()},
        LAST: float(out[-1]) if len(out) else None,
        **dict(zip(PRE_MOVEMENT, waited, strict=True)),
    }


def _curve(out_at: Sequence[Floats], end: float) -> Curve:
    times = np.linspace(0.0, end, POINTS)
    counts = np.array([np.searchsorted(np.sort(values[~np.isnan(values)]), times, side="right") for values in out_at])
    low, median, high = np.percentile(counts, [5, 50, 95], axis=0)
    return Curve(times, median, low, high)


def _doors(variant: Variant, runs: Sequence[Run]) -> list[DoorFigures]:
    used = [{each["door"]: each for each in run["doors"]} for run in runs]
    found: list[DoorFigures] = []
    for door in variant.scenario.building.doors:
        if not any(door.id in each for each in used):
            continue
        each = [by_id.get(door.id, {}) for by_id in used]
        columns = {
            name: [float(one.get(name, 0)) for one in each]
            for name in ("passed", "queue", "waited", "longest", "peak_flow")
        }
        specific = [flow / max(door.width, 0.01) for flow in columns.pop("peak_flow")]
        spreads = {name: certain(values) for name, values in columns.items()}
        found.append(DoorFigures(door.id, door.width, **spreads, specific=certain(specific)))
    return found


def _map(grid: Grid, runs: Sequence[Run]) -> Map:
    peak, around, critical = (np.zeros((len(runs), *grid.shape)) for _ in range(3))
    for number, run in enumerate(runs):
        for column, row, dense, seconds, among in run["density"][grid.storey]["cells"]:
            peak[number, column, row], around[number, column, row] = dense, among
            critical[number, column, row] = seconds
    over = certain([float(run["density"][grid.storey]["person_seconds_over"]) for run in runs])
    peaks, among_all = (np.asarray(np.percentile(of, MOST, axis=0), np.float64) for of in (peak, around))
    return Map(grid, peaks, among_all, critical.mean(axis=0), over)
