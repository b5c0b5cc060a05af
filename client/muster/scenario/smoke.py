"""Smoke that another program has computed, on paper: the air of each region second by second."""

from collections.abc import Iterator
from dataclasses import dataclass

from muster.scenario.finding import Finding, error


@dataclass(frozen=True)
class RegionAir:
    """The mean air of one region, a value a second from the fire's start on; the last one stays.

    Attributes:
        region: its id.
        extinction: 1/m.
        co_ppm: parts per million by volume; empty for clean air.
        co2_percent: volume per cent, that of clean air included; empty for clean air.
        oxygen_percent: volume per cent; empty for clean air.
    """

    region: str
    extinction: tuple[float, ...]
    co_ppm: tuple[float, ...] = ()
    co2_percent: tuple[float, ...] = ()
    oxygen_percent: tuple[float, ...] = ()


@dataclass(frozen=True)
class GivenSmoke:
    """What takes the place of our own model of smoke.

    Attributes:
        source: what computed it, for people to read.
        regions: those whose air is ever anything but clean.
        heat_kw: heat release of the fire, kW, a value a second; empty where it is not known.
    """

    source: str
    regions: tuple[RegionAir, ...]
    heat_kw: tuple[float, ...] = ()

    @property
    def seconds(self) -> int:
        """For how many seconds there are values; beyond, the last ones stay."""
        return max((len(air.extinction) for air in self.regions), default=len(self.heat_kw))


def uneven(smoke: GivenSmoke) -> Iterator[Finding]:
    """Yield an error for each region whose columns are not of one length."""
    for air in smoke.regions:
        wanted = len(air.extinction)
        for name in ("co_ppm", "co2_percent", "oxygen_percent"):
            given = len(getattr(air, name))
            if given not in (0, wanted):
                text = f"{name} has {given} values, extinction {wanted}; give as many, or none for clean air"
                yield error(f"smoke of region {air.region!r}", text)
