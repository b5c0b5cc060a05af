"""Which figures each locomotion profile gives: the tables of ``docs/locomotion.md``, as Markdown."""

import argparse
import json
from collections.abc import Callable, Iterable

import numpy as np

from muster.world.locomotion import PROFILES, Profile
from muster.world.locomotion.trials import pass_door, walk_round, weidmann

WIDTHS = (0.8, 1.0, 1.2, 1.6, 2.0, 3.0)
DENSITIES = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)
PEOPLE = 150


def mean(trial: Callable[[np.random.Generator], float], seeds: int) -> float:
    """Return the mean of a trial over seeds."""
    return float(np.mean([trial(np.random.default_rng(seed)) for seed in range(seeds)]))


def door_flows(profile: Profile, seeds: int) -> list[float]:
    """Return specific flow, 1/(m s), by width."""
    return [mean(lambda rng, w=width: pass_door(profile, w, PEOPLE, rng).flow / w, seeds) for width in WIDTHS]


def corridor_speeds(profile: Profile, seeds: int) -> list[float]:
    """Return mean speed, m/s, by density."""
    return [mean(lambda rng, d=density: walk_round(profile, d, rng), seeds) for density in DENSITIES]


def table(columns: Iterable[float], rows: dict[str, list[float]]) -> str:
    """Return a Markdown table."""
    head = ["profile", *(f"{column:g}" for column in columns)]
    body = [[name, *(f"{figure:.2f}" for figure in figures)] for name, figures in rows.items()]
    return "\n".join("| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *body])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--seeds", type=int, default=5, help="crowds for each figure")
    options = parser.parse_args()
    seeds: int = options.seeds
    doors = {name: door_flows(profile, seeds) for name, profile in PROFILES.items()}
    corridors = {"Weidmann": [weidmann(density) for density in DENSITIES]}
    corridors |= {name: corridor_speeds(profile, seeds) for name, profile in PROFILES.items()}
    if options.json:
        print(json.dumps({"widths": WIDTHS, "flow": doors, "densities": DENSITIES, "speed": corridors}))
        return
    print(f"Specific flow, persons/m/s, by door width in metres; {PEOPLE} people, dt 0.05, mean of {seeds} crowds:\n")
    print(table(WIDTHS, doors))
    print(f"\nMean speed, m/s, by density in persons/m2; corridor 20 x 4 m, dt 0.05, mean of {seeds} crowds:\n")
    print(table(DENSITIES, corridors))


if __name__ == "__main__":
    main()
