"""What smoke does to people: how far they see, how fast they walk, how long they stay conscious."""

import numpy as np

from muster.world.arrays import Floats

EXTINCTION = 8700.0
"""m² for each kg of soot from flames (Mulholland and Croarkin 2000)."""

REFLECTING, LIT = 3.0, 8.0
"""Visibility times extinction, for things that reflect light and signs that are lit (Jin 1978)."""

CLEAR = 1e-3  # 1/m below which air counts as clear: one would see for kilometres

SLOWING, SPEED_AT_FIRST = -0.057, 0.706
"""m²/s and m/s of the line that Frantzich and Nilsson (2003) drew through walking speeds in smoke of 2 to 8 1/m, as a
share of the own speed the way FDS+Evac takes it."""

SLOWEST = 0.1  # share of the own speed that is always left (FDS+Evac)

CO_RATE, CO_POWER = 2.764e-5, 1.036
"""Doses a minute for each ppm: 3.317e-5 ppm^1.036 · 25 l/min / 30 % COHb (Purser, SFPE Handbook, 5th edition, chapter
63; FDS Technical Reference). ISO 13571 takes 35,000 ppm min instead, without the power: a fifth
less at 1,000 ppm."""

SCARCE = 20.0
"""Volume per cent of oxygen from which on its lack counts, as in FDS: above it the exponential, which never comes to
nought, would give a dose to people in clean air."""

TOLERATED, SENSITIVE = 1.0, 0.3
"""Doses at which half of all people, and the susceptible, are taken to be incapacitated (ISO 13571)."""


def extinction(soot_density: Floats) -> Floats:
    """Return 1/m for kg/m³ of soot."""
    return EXTINCTION * soot_density


def visibility(extinction: Floats, contrast: float = REFLECTING) -> Floats:
    """Return metres at which things are made out; infinite in clear air. ``contrast``: ``REFLECTING`` or ``LIT``."""
    return np.where(extinction > CLEAR, contrast / np.maximum(extinction, CLEAR), np.inf)


def speed_factor(extinction: Floats) -> Floats:
    """Return the share of the own speed that is left."""
    return np.maximum(1.0 + SLOWING / SPEED_AT_FIRST * extinction, SLOWEST)


def dose_rate(co_ppm: Floats, co2_percent: Floats, oxygen_percent: Floats) -> Floats:
    """Return fractional effective doses a minute of asphyxiants.

    Carbon monoxide, breathed in faster the more carbon dioxide there is, and the lack of oxygen. The oxygen term is
    1 / exp(8.13 - 0.54 (20.9 - %)) with time in minutes: at 10 % of oxygen it gives nine minutes, as Purser reports;
    the form with 60 in the denominator is the same for seconds.
    """
    by_co = CO_RATE * np.maximum(co_ppm, 0.0) ** CO_POWER
    by_oxygen = np.where(oxygen_percent < SCARCE, np.exp(0.54 * (20.9 - oxygen_percent) - 8.13), 0.0)
    return by_co * hyperventilation(co2_percent) + by_oxygen


def hyperventilation(co2_percent: Floats) -> Floats:
    """Return how many times faster one breathes (Purser); never less than in clean air."""
    return np.maximum(np.exp(0.1903 * co2_percent + 2.0004) / 7.1, 1.0)
