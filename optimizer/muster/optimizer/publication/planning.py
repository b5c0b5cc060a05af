"""Why so many seeds and episodes: the power that was asked for, and that which the figures turned out to have."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from muster.optimizer.publication.design import Arm
from muster.optimizer.publication.figures import Readings, distances, figures
from muster.optimizer.publication.markdown import paragraph, table
from muster.optimizer.publication.power import DESIGNS, LIMIT, Assumed, Power, powers
from muster.optimizer.publication.record import Record
from muster.optimizer.publication.targets import benchmark

OURS, THEIRS = "pevo+", "pevo"
ENOUGH = 0.8
LEAST_SPREAD, LEAST_DISPERSION = 0.05, 0.05
"""Below these, what was seen is too few seeds or episodes rather than that there is no chance."""


def planned(record: Record, readings: Readings) -> list[str]:
    """Return the calculation of power: before, and with what was seen."""
    design = (record.sizes.seeds, record.sizes.evaluations)
    designs = tuple(sorted({*DESIGNS, design}, key=lambda each: each[0] * (10 + each[1])))
    before = _powers(Assumed(), designs)
    seen = observed(record, readings)
    after = _powers(seen, designs) if seen else []
    assumed = Assumed()
    return [
        "## How many seeds and episodes it takes",
        "",
        *paragraph(
            f"How often the ratio of two methods would be told to be below {LIMIT:.2f} by the upper end of its",
            "interval, in simulations: populations at mean distances of",
            f"{assumed.ours} and {assumed.theirs} with a spread over seeds of {assumed.spread:.0%}, as in the made-up",
            f"world that *{OURS}* comes from, evaluated by episodes of 80 people. A power of {ENOUGH} is the usual",
            "least.",
            _cheapest(before),
        ),
        *table(
            ("seeds x episodes", "episodes in all, two methods", "power, assumed", "power, as seen here"),
            [_row(each, after, place, design) for place, each in enumerate(before)],
        ),
        *_seen(seen),
    ]


@cache
def _powers(assumed: Assumed, designs: tuple[tuple[int, int], ...]) -> list[Power]:
    shares = np.array(benchmark().shares)
    return powers(shares / shares.sum(), np.random.default_rng(0), assumed, designs)


def observed(record: Record, readings: Readings) -> Assumed | None:
    """Return what the simulation is to assume after the fact; None without two seeds of both, two episodes each.

    Pooled distances are longer than those of endless episodes: chance is taken off them in squares.
    """
    ours, theirs = ([*readings.of(Arm(name), record.sizes.reported).values()] for name in (OURS, THEIRS))
    if min(len(ours), len(theirs)) < 2 or min(len(each.counts) for each in (*ours, *theirs)) < 2:
        return None
    one, other = figures(ours), figures(theirs)
    far = [_beyond(each.tvd.value, each.floor * each.dispersion**0.5) for each in (one, other)]
    noise = np.mean([values.std(ddof=1) / values.mean() for values in (distances(ours), distances(theirs))])
    dispersion = max((one.dispersion + other.dispersion) / 2, LEAST_DISPERSION)
    return Assumed(far[0], far[1], max(float(noise), LEAST_SPREAD), dispersion)


def _beyond(measured: float, chance: float) -> float:
    return max(measured**2 - chance**2, 1e-6) ** 0.5


def _cheapest(before: Sequence[Power]) -> str:
    enough = [each for each in before if each.power >= ENOUGH]
    if not enough:
        return ""
    least = min(enough, key=lambda each: each.cost)
    return f"Of the designs here, {least.seeds} x {least.episodes} is the cheapest that has it."


def _row(before: Power, after: Sequence[Power], place: int, design: tuple[int, int]) -> tuple[str, ...]:
    name = f"{before.seeds} x {before.episodes}"
    is_ours = (before.seeds, before.episodes) == design
    seen = f"{after[place].power:.2f}" if after else "-"
    return (f"**{name}**, this one" if is_ours else name, str(before.cost), f"{before.power:.2f}", seen)


def _seen(seen: Assumed | None) -> list[str]:
    if seen is None:
        return []
    return paragraph(
        f"The last column assumes what was seen here: distances of {seen.ours:.3f} and {seen.theirs:.3f} beyond",
        f"chance, a spread of {seen.spread:.0%} over seeds (chance included, so a little too much), and a dispersion",
        f"of {seen.dispersion:.2f}. It says what a repetition could tell, not what this comparison has told.",
    )
