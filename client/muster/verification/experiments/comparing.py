"""Experiment against simulation: the fundamental diagram bin by bin, and the flow."""

from dataclasses import dataclass

import numpy as np

from muster.verification.case import Finding
from muster.verification.experiments.inflow import simulate
from muster.verification.experiments.measuring import diagram, flow
from muster.verification.experiments.stages import Hall
from muster.verification.experiments.tracks import Tracks, appearances
from muster.world.arrays import Floats

TOLERANCE = 0.2
"""By how much speed at a density, or a flow, may be off. Ours: the band in which our profile follows Weidmann's curve,
and about what repetitions of one experiment differ by."""

BIN = 0.25  # persons/m²
ENOUGH = 10  # frames looked at, two seconds, that a bin needs on either side; ours
SEEDS = range(3)


@dataclass(frozen=True)
class Bin:
    """Mean speeds, m/s, at about one density, persons/m²."""

    density: float
    observed: float
    simulated: float


def same_diagram(hall: Hall, observed: Tracks, profile: str = "default") -> Finding:
    """Compare mean Voronoi speeds at equal Voronoi density; the mean deviation over the bins that both have."""
    runs = [_simulated(hall, observed, profile, seed) for seed in SEEDS]
    bins = _bins(diagram(observed, hall.floor, hall.area), [diagram(run, hall.floor, hall.area) for run in runs])
    if not bins:
        return Finding("no density is common to both", False)
    off = float(np.mean([abs(each.simulated / each.observed - 1.0) for each in bins]))
    told = "; ".join(f"{each.density:.2f} /m²: {each.simulated:.2f} for {each.observed:.2f} m/s" for each in bins)
    figures = {
        "density": [each.density for each in bins],
        "observed": [each.observed for each in bins],
        "simulated": [each.simulated for each in bins],
        "off": off,
    }
    return Finding(f"{off:.1%} off ({told})", off <= TOLERANCE, figures)


def same_flow(hall: Hall, observed: Tracks, profile: str = "default") -> Finding:
    """Compare persons per metre and second across the hall's line; mean of three simulations."""
    there = flow(observed, hall.line) / hall.width
    here = [flow(_simulated(hall, observed, profile, seed), hall.line) / hall.width for seed in SEEDS]
    off = abs(float(np.mean(here)) / there - 1.0)
    text = f"{np.mean(here):.2f} for {there:.2f} persons/m/s: {off:.1%} off"
    return Finding(text, off <= TOLERANCE, {"observed": there, "simulated": here})


def _simulated(hall: Hall, observed: Tracks, profile: str, seed: int) -> Tracks:
    return simulate(
        hall.building,
        hall.region,
        appearances(observed),
        hall.exit_of,
        age_band=hall.age_band,
        profile=profile,
        seed=seed,
    )


def _bins(observed: tuple[Floats, Floats], simulated: list[tuple[Floats, Floats]]) -> list[Bin]:
    density, speed = (np.concatenate(parts) for parts in zip(*simulated, strict=True))
    edges = np.arange(0.125, max(observed[0].max(initial=0.0), density.max(initial=0.0)) + BIN, BIN)
    found: list[Bin] = []
    for low in edges:
        there = (observed[0] >= low) & (observed[0] < low + BIN)
        here = (density >= low) & (density < low + BIN)
        if there.sum() >= ENOUGH and here.sum() >= ENOUGH:
            found.append(Bin(float(low + BIN / 2), float(observed[1][there].mean()), float(speed[here].mean())))
    return found
