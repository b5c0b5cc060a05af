"""Named parameter sets of the law of motion. No single set fits both doors and corridors, so runs name theirs.

What figures each set gives is measured by ``benchmarks/profiles.py`` and printed in ``docs/locomotion.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from types import MappingProxyType
from typing import NamedTuple

CUTOFF = 3.0
"""Metres beyond which neighbours are ignored; JuPedSim 1.4.2 uses the same."""

NEGLIGIBLE = 1e-4
"""Repulsion below this share of the wish to walk (1) is not computed: it turns a step by under 1e-5 m."""


@dataclass(frozen=True)
class Profile:
    """Parameters of the collision-free speed model (Tordeux, Chraibi, Seyfried 2016); SI units.

    Attributes:
        time_gap: seconds a walker keeps to whoever is in front; sets door flow and the fundamental diagram.
        radius: metres, the body as the law sees it; smaller than shoulders are wide because bodies turn.
        neighbour_strength: repulsion by a neighbour at contact, in units of the wish to walk (1).
        neighbour_range: metres over which that repulsion falls by e.
        wall_strength, wall_range: likewise for walls.
    """

    name: str
    time_gap: float
    radius: float = 0.18
    neighbour_strength: float = 8.0
    neighbour_range: float = 0.12
    wall_strength: float = 5.0
    wall_range: float = 0.02


class Law(NamedTuple):
    """A profile as kernels take it; ``neighbour_gap`` and ``wall_gap`` are where repulsion becomes negligible."""

    time_gap: float
    neighbour_strength: float
    neighbour_range: float
    neighbour_gap: float
    wall_strength: float
    wall_range: float
    wall_gap: float
    cutoff: float


def law_of(profile: Profile) -> Law:
    """Return the numbers that the kernels need of ``profile``."""
    return Law(
        profile.time_gap,
        profile.neighbour_strength,
        profile.neighbour_range,
        profile.neighbour_range * log(profile.neighbour_strength / NEGLIGIBLE),
        profile.wall_strength,
        profile.wall_range,
        profile.wall_range * log(profile.wall_strength / NEGLIGIBLE),
        CUTOFF,
    )


_ALL = (
    Profile("default", time_gap=0.7),
    Profile("sfpe", time_gap=1.05),
    Profile("laboratory", time_gap=0.5, neighbour_range=0.1),
    Profile("imo", time_gap=1.25),
)
PROFILES: Mapping[str, Profile] = MappingProxyType({profile.name: profile for profile in _ALL})
"""By name. ``default`` lies between the others at doors, and within 20 % of Weidmann's speeds up to 2 persons/m2;
``sfpe`` passes about 1.3 persons/m/s (the maximum of the SFPE handbook's curve), ``laboratory`` about 1.9 (experiments
with students), ``imo`` at most 1.33 through one metre (IMO MSC.1/Circ.1533, annex 3, test 4)."""
