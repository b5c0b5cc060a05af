"""Smoke that another program has computed, as the world reads it: the air of every region at any moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from muster.scenario.smoke import GivenSmoke
from muster.world.arrays import Floats
from muster.world.smoke.effects import EXTINCTION
from muster.world.smoke.zones import CARBON_DIOXIDE, OXYGEN

CLEAN = {"extinction": 0.0, "co_ppm": 0.0, "co2_percent": CARBON_DIOXIDE, "oxygen_percent": OXYGEN}
"""The columns of a region's air, and what each is in clean air."""


class Air(Protocol):
    """What hangs in the air of R regions; every value ``(R,)``."""

    @property
    def soot_density(self) -> Floats:
        """Kg/m³."""
        ...

    @property
    def co_ppm(self) -> Floats:
        """Parts per million by volume."""
        ...

    @property
    def co2_percent(self) -> Floats:
        """Volume per cent, that of clean air included."""
        ...

    @property
    def oxygen_percent(self) -> Floats:
        """Volume per cent."""
        ...


@dataclass(frozen=True)
class GivenAir:
    """The air at a moment; every value ``(R,)``, units as in ``Air``."""

    soot_density: Floats
    co_ppm: Floats
    co2_percent: Floats
    oxygen_percent: Floats


class Given:
    """The smoke of a scenario that has it computed; seconds count from the start of the fire."""

    def __init__(self, smoke: GivenSmoke, regions: Sequence[str]) -> None:
        self._heat: Floats = np.array(smoke.heat_kw, np.float64)
        self._air: Floats = _table(smoke, regions)

    def air(self, age: float) -> GivenAir:
        """Return the air at ``age`` seconds, on straight lines between seconds; clean before the start."""
        last = len(self._air) - 1
        if age < 0.0:
            extinction, *gases = _clean(self._air.shape[2])
        else:
            second = min(int(age), last)
            share = min(age - second, 1.0)
            extinction, *gases = (1.0 - share) * self._air[second] + share * self._air[min(second + 1, last)]
        return GivenAir(extinction / EXTINCTION, *gases)

    def heat(self, age: float) -> float | None:
        """Return kW at ``age`` seconds; None where nobody has said."""
        if not len(self._heat):
            return None
        return 0.0 if age < 0.0 else float(np.interp(age, np.arange(len(self._heat)), self._heat))


def _table(smoke: GivenSmoke, regions: Sequence[str]) -> Floats:
    """Return ``(seconds, 4, R)`` columns of air; each region's last values stay until the end."""
    table = np.tile(_clean(len(regions)), (max(smoke.seconds, 1), 1, 1))
    index = {id: number for number, id in enumerate(regions)}
    for air in smoke.regions:
        for column, name in enumerate(CLEAN):
            values: tuple[float, ...] = getattr(air, name)
            if values:
                table[: len(values), column, index[air.region]] = values
                table[len(values) :, column, index[air.region]] = values[-1]
    return table


def _clean(regions: int) -> Floats:
    """Return ``(4, R)`` columns of clean air."""
    return np.repeat(np.array(list(CLEAN.values()))[:, None], regions, axis=1)
