"""A fire on paper: where it starts, how fast it grows, and what notices its smoke."""

from dataclasses import dataclass
from enum import StrEnum

from muster.scenario.smoke import GivenSmoke


class Growth(StrEnum):
    """How fast a fire grows; the rates are in ``muster.world.smoke.burning``."""

    SLOW = "slow"
    MEDIUM = "medium"
    FAST = "fast"
    ULTRAFAST = "ultrafast"


class Detectors(StrEnum):
    """Where smoke detectors hang."""

    NONE = "none"
    CORRIDORS = "corridors"  # and stairs
    EVERYWHERE = "everywhere"


@dataclass(frozen=True)
class Fire:
    """A fire in one region, and the detectors that raise the alarm.

    It grows with the square of time and its smoke spreads by our own model, or both are given.

    Attributes:
        region: id of the region it burns in.
        starts_at: seconds.
        growth: how fast it grows.
        peak_kw: heat release at which it stops growing, kW.
        detectors: where smoke detectors hang.
        alarm_after: seconds from the first detector's answer to the alarm.
        extinguishers: whether portable extinguishers are at hand.
        smoke: what another program has computed, from ``starts_at`` on; None for our own model.
    """

    region: str
    starts_at: float = 0.0
    growth: Growth = Growth.MEDIUM
    peak_kw: float = 1000.0
    detectors: Detectors = Detectors.EVERYWHERE
    alarm_after: float = 5.0
    extinguishers: bool = True
    smoke: GivenSmoke | None = None
