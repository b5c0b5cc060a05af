"""Which figures each locomotion profile gives: the tables of ``docs/locomotion.md``, as Markdown."""

import argparse
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


def door_row(profile: Profile, seeds: int) -> list[str]:
    """Return specific flow, 1/(m s), by width."""
    return [
        f"{mean(lambda rng, w=width: pass_door(profile, w, PEOPLE, rng).flow, seeds) / width:.2f}" for width in WIDTHS
    ]


def corridor_row(profile: Profile, seeds: int) -> list[str]:
    """Return mean speed, m/s, by density."""
    return [f"{mean(lambda rng, d=density: walk_round(profile, d, rng), seeds):.2f}" for density in DENSITIES]


def table(title: str, columns: Iterable[float], rows: dict[str, list[str]]) -> str:
    """Return a Markdown table."""
    head = [title, *(f"{column:g}" for column in columns)]
    lines = [head, ["---"] * len(head), *([name, *cells] for name, cells in rows.items())]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=5, help="crowds for each figure")
    seeds = parser.parse_args().seeds
    print(f"Specific flow, persons/m/s, by door width in metres; {PEOPLE} people, dt 0.05, mean of {seeds} crowds:\n")
    print(table("profile", WIDTHS, {name: door_row(profile, seeds) for name, profile in PROFILES.items()}))
    print(f"\nMean speed, m/s, by density in persons/m2; corridor 20 x 4 m, dt 0.05, mean of {seeds} crowds:\n")
    reference = {"Weidmann": [f"{weidmann(density):.2f}" for density in DENSITIES]}
    ours = {name: corridor_row(profile, seeds) for name, profile in PROFILES.items()}
    print(table("profile", DENSITIES, reference | ours))


if __name__ == "__main__":
    main()
