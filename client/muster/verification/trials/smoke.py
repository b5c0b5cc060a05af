"""Smoke that is held as it is: how fast people walk in it, and when they are overcome by what they breathe."""

from dataclasses import replace

import numpy as np

from muster.scenario.building import Building
from muster.scenario.fire import Detectors, Fire, Growth
from muster.scenario.persona import AgeBand, Persona
from muster.verification import stages
from muster.verification.case import Bench, Finding
from muster.verification.measures import listed
from muster.verification.walking import leave, people, put, run, scenario_of, walking_at
from muster.world.events import EventKind
from muster.world.smoke.zones import CO, CO2, MISSING, MOLAR, SOOT, Zones
from muster.world.world import World

EXTINCTIONS = (0.0, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 13.0)
"""1/m: of clear air, of NIST TN 1822's test 2.5 (1.0), of the experiments behind the curve (2 to 8) and beyond."""
WITHIN = 0.01  # of the speed documented
_FREE = 1.25  # m/s, of NIST TN 1822's test 2.5
_SETTLED, _WALKED = 5.0, 15.0  # seconds until a walker has got going, and over which speed is measured
_NEVER = 1e9  # seconds: the fire of these scenarios does not burn, its smoke is put there

ATMOSPHERES = ((5000.0, 0.04, 20.95), (0.0, 0.04, 10.0), (2500.0, 5.0, 15.0))
"""Ppm of carbon monoxide, and volume per cent of carbon dioxide and oxygen: each asphyxiant alone, then all."""
_LATE = 2.0  # seconds: doses are counted once a second


def speed_in_smoke(bench: Bench) -> Finding:
    """One walker in a corridor at each extinction; speeds over the ground are those of Frantzich and Nilsson's line."""
    speeds = [_speed(extinction) for extinction in EXTINCTIONS]
    wanted = [_FREE * max(0.1, 1.0 - 0.057 / 0.706 * extinction) for extinction in EXTINCTIONS]
    off = float(np.abs(np.divide(speeds, wanted) - 1.0).max())
    text = f"{listed(speeds, 2)} m/s at {listed(EXTINCTIONS, 1)} 1/m, within {off:.1%}"
    return Finding(text, off <= WITHIN, {"speeds": speeds, "wanted": wanted, "off": off})


def overcome_by_dose(bench: Bench) -> Finding:
    """An adult and a child in each atmosphere are overcome when a dose of 1, and of 0.3, is reached by hand."""
    late: list[float] = []
    found: list[float] = []
    for air in ATMOSPHERES:
        rate = _doses_a_minute(*air)
        adult, child = _overcome(air)
        found += [adult, child]
        late += [adult - 60.0 / rate, child - 0.3 * 60.0 / rate]
    text = f"after {listed(found)} s, within {max(map(abs, late)):.1f} s"
    return Finding(text, max(map(abs, late)) <= _LATE, {"seconds": found, "late": late})


def dose_of_constant_atmosphere(bench: Bench) -> Finding:
    """What somebody has breathed in after two minutes in each atmosphere, against the sum by hand."""
    doses, wanted = list[float](), list[float]()
    for air in ATMOSPHERES:
        world = _smoky(stages.room(8.0, 5.0, ((3.5, 0.0), (4.5, 0.0))), people(1, "room"), "room")
        _hold(world, "room", air=air, seconds=120.0)
        assert world.smoke is not None
        doses.append(float(world.smoke.dose[0]))
        wanted.append(2.0 * _doses_a_minute(*air))
    off = float(np.abs(np.divide(doses, wanted) - 1.0).max())
    return Finding(f"{listed(doses, 3)}, within {off:.1%}", off <= WITHIN, {"doses": doses, "wanted": wanted})


def _doses_a_minute(co_ppm: float, co2: float, oxygen: float) -> float:
    """Return Purser's rate, written out once more from the SFPE Handbook (5th edition, chapter 63)."""
    by_co = 3.317e-5 * co_ppm**1.036 * 25.0 / 30.0
    breathing = max(1.0, float(np.exp(0.1903 * co2 + 2.0004)) / 7.1)
    by_oxygen = 1.0 / float(np.exp(8.13 - 0.54 * (20.9 - oxygen))) if oxygen < 20.0 else 0.0
    return by_co * breathing + by_oxygen


def _speed(extinction: float) -> float:
    world = walking_at(_smoky(stages.corridor(), people(1, "corridor"), "corridor"), _FREE)
    put(world, 0, 0.2, 1.0, "corridor")
    leave(world, 0)
    _hold(world, "corridor", extinction=extinction, seconds=_SETTLED)
    start = float(world.bodies.position[0, 0])
    _hold(world, "corridor", extinction=extinction, seconds=_WALKED)
    return (float(world.bodies.position[0, 0]) - start) / _WALKED


def _overcome(air: tuple[float, float, float]) -> tuple[float, float]:
    """Return when an adult and a child are overcome, seconds; infinity for who is not within ten minutes."""
    both = (*people(1, "room"), *people(1, "room", age_band=AgeBand.CHILD, age=9))
    cast = tuple(replace(person, id=f"breathes-{k}") for k, person in enumerate(both))
    world = _smoky(stages.room(8.0, 5.0, ((3.5, 0.0), (4.5, 0.0))), cast, "room")
    when = _hold(world, "room", air=air, seconds=600.0)
    return when.get(0, np.inf), when.get(1, np.inf)


def _smoky(building: Building, cast: tuple[Persona, ...], region: str) -> World:
    fire = Fire(region, _NEVER, Growth.SLOW, 1.0, Detectors.NONE)
    return World(replace(scenario_of(building, cast), fire=fire), 0)


def _hold(
    world: World,
    region: str,
    *,
    seconds: float,
    extinction: float = 0.0,
    air: tuple[float, float, float] = (0.0, 0.04, 20.95),
) -> dict[int, float]:
    """Run with the air of ``region`` put back to the same before each step; return when people were overcome."""
    smoke, index = world.smoke, world.region_index[region]
    assert smoke is not None
    held = _contents(smoke.zones, index, extinction, air)

    def put_back() -> None:
        smoke.zones = replace(smoke.zones, held=held)

    put_back()
    events = run(world, seconds, each_step=put_back)
    return {event.agent: event.tick * world.dt for event in events if event.kind is EventKind.OVERCOME}


def _contents(zones: Zones, index: int, extinction: float, air: tuple[float, float, float]) -> np.ndarray:
    """Return what ``zones`` hold when one of them has this extinction, 1/m, and this air."""
    held, volume = np.zeros_like(zones.held), float(zones.shafts.volume[index])
    moles = volume * 1.2 / MOLAR["air"]  # air keeps its density of 1.2 kg/m³ in our model
    co_ppm, co2, oxygen = air
    held[index, SOOT] = extinction / 8700.0 * volume
    held[index, CO] = co_ppm * 1e-6 * moles * MOLAR["co"]
    held[index, CO2] = (co2 - 0.04) / 100.0 * moles * MOLAR["co2"]
    held[index, MISSING] = (20.95 - oxygen) / 100.0 * moles * MOLAR["oxygen"]
    return held
