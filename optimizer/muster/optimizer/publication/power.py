"""How many seeds and evaluation episodes it takes to tell two methods apart, by simulation.

Two methods leave their populations at some distance from the target, a little different with each seed; both are
evaluated by episodes of 80 people; the ratio of their mean pooled TVDs gets the interval that ``muster compare`` gives
it. The power is how often that interval lies below a limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.intervals import ratio

Floats = NDArray[np.float64]

LIMIT = 0.90
"""Below which the upper end of the ratio's interval is to lie."""
PEOPLE = 80
LEARNT = 10
"""Episodes that each of the two learns from."""
DESIGNS = ((6, 20), (12, 20), (20, 20), (12, 40), (16, 40), (24, 30), (12, 60), (20, 60))
"""Seeds and evaluation episodes that are tried."""


@dataclass(frozen=True)
class Assumed:
    """What the simulation takes for granted.

    Attributes:
        ours, theirs: mean distances (TVD) of the two methods' populations; as given, those of pevo+ and pevo after ten
            episodes in the made-up world that the methods come from.
        spread: standard deviation of a population's distance over seeds, over its mean.
        dispersion: variance of class counts over episodes, relative to independent people.
    """

    ours: float = 0.033
    theirs: float = 0.047
    # These two give, within .06, the power of the study in that world: .16 with 6 seeds of 20 episodes, .60 with 20 of
    # 20, .92 with 12 of 60.
    spread: float = 0.05
    dispersion: float = 0.85


@dataclass(frozen=True)
class Power:
    """What a design would tell: ``seeds`` a method, ``episodes`` to evaluate each; ``power`` from 0 to 1."""

    seeds: int
    episodes: int
    power: float

    @property
    def cost(self) -> int:
        """Episodes in all, of two methods."""
        return 2 * self.seeds * (LEARNT + self.episodes)


def powers(
    target: Floats,
    rng: np.random.Generator,
    assumed: Assumed | None = None,
    designs: Sequence[tuple[int, int]] = DESIGNS,
    repeats: int = 500,
) -> list[Power]:
    """Return the power of each design, a pair of seeds and episodes; its standard error is at most .5/sqrt(repeats)."""
    world = _World(target, assumed or Assumed(), rng)
    return [Power(seeds, episodes, world.power(seeds, episodes, repeats)) for seeds, episodes in designs]


@dataclass(frozen=True)
class _World:
    target: Floats
    assumed: Assumed
    rng: np.random.Generator

    def power(self, seeds: int, episodes: int, repeats: int) -> float:
        people = round(episodes * PEOPLE / self.assumed.dispersion)
        return sum(self._told(seeds, people) for _ in range(repeats)) / repeats

    def _told(self, seeds: int, people: int) -> bool:
        ours, theirs = (self._measured(far, seeds, people) for far in (self.assumed.ours, self.assumed.theirs))
        return ratio(ours, theirs).high <= LIMIT

    def _measured(self, distance: float, seeds: int, people: int) -> Floats:
        """Return ``(s,)`` pooled TVDs of populations that lie ``distance`` from the target on average."""
        target, spread = self.target, self.assumed.spread
        far = self.rng.gamma(spread**-2, distance * spread**2, seeds)
        off = np.sqrt(target) * self.rng.standard_normal((seeds, len(target)))
        off -= target * off.sum(axis=1, keepdims=True)
        off *= (far / (0.5 * np.abs(off).sum(axis=1)))[:, None]
        shares = np.clip(target + off, 0.0, None)
        shown = self.rng.multinomial(people, shares / shares.sum(axis=1, keepdims=True)) / people
        return 0.5 * np.abs(shown - target).sum(axis=1)
