"""What a fire gives off: heat as the square of time, and masses by yield."""

from typing import NamedTuple

from muster.scenario.fire import Fire, Growth

GROWTH = {Growth.SLOW: 0.00293, Growth.MEDIUM: 0.01172, Growth.FAST: 0.0469, Growth.ULTRAFAST: 0.1876}
"""kW/s²: 1055 kW after 600, 300, 150 and 75 s (NFPA 72, annex B; SFPE Handbook, 5th edition, chapter 26)."""

HEAT_OF_COMBUSTION = 20_000.0
SOOT_YIELD, CO_YIELD, CO2_YIELD = 0.07, 0.04, 1.5
"""kJ/kg and kg for each kg burnt, before flashover: the design values of New Zealand's C/VM2 (2013), part 2."""

HEAT_BY_OXYGEN = 13_100.0
"""kJ for each kg of oxygen consumed, nearly whatever burns (Huggett 1980)."""

RADIATED = 0.35  # share of the heat that does not go into the smoke (C/VM2; SFPE Handbook gives 0.3 to 0.4)
STARVED, FED_WELL = 10.0, 15.0
"""Volume per cent of oxygen at which flames go out, and from which on they burn freely (CFAST's lower limits of oxygen
lie in this range, 10 % hot and 15 % at room temperature); linear in between, which is ours."""


class Emission(NamedTuple):
    """What a fire gives off in a second: kW into the smoke, kg/s of each substance; oxygen is what it takes."""

    heat: float
    soot: float
    co: float
    co2: float
    oxygen: float


def heat_release(fire: Fire, time: float) -> float:
    """Return kW at ``time`` seconds, with all the air that it wants."""
    age = max(time - fire.starts_at, 0.0)
    return min(GROWTH[fire.growth] * age * age, fire.peak_kw)


def breathing(oxygen: float) -> float:
    """Return the share of a fire's heat release that ``oxygen`` volume per cent around it leaves."""
    return min(max((oxygen - STARVED) / (FED_WELL - STARVED), 0.0), 1.0)


def emission(heat: float) -> Emission:
    """Return what a fire of ``heat`` kW gives off."""
    burnt = heat / HEAT_OF_COMBUSTION
    return Emission(
        heat=(1.0 - RADIATED) * heat,
        soot=SOOT_YIELD * burnt,
        co=CO_YIELD * burnt,
        co2=CO2_YIELD * burnt,
        oxygen=heat / HEAT_BY_OXYGEN,
    )
