"""Smoke in a building as one well-mixed zone a region, changing places with its neighbours through doors.

A zone holds masses of soot, carbon monoxide and dioxide, the oxygen that is missing, and heat above outdoors. Air keeps
its density; it moves because warm air is lighter. Through a door between zones of unlike temperature as much air goes
one way as comes back, as Brown and Solvason (1962) measured. What that leaves out is in docs/smoke.md.
"""

from dataclasses import dataclass, replace

import numpy as np

from muster.scenario.building import Building
from muster.world.arrays import Bools, Floats, Ints
from muster.world.navigation.plan import FloorPlan
from muster.world.smoke.burning import Emission

AMBIENT = 293.0  # K
DENSITY = 1.2  # kg/m³, air at 20 °C
HEAT_CAPACITY = 1.005  # kJ/(kg K), air
GRAVITY = 9.81  # m/s²
MOLAR = {"air": 28.97, "co": 28.01, "co2": 44.01, "oxygen": 32.0}  # g/mol
OXYGEN, CARBON_DIOXIDE = 20.95, 0.04  # volume per cent of clean air

DOOR_HEIGHT = 2.0  # metres
DISCHARGE = 0.6  # coefficient of a sharp-edged opening
LEAK = 0.01  # m² round a closed single leaf that opens into the room (EN 12101-6, table A.3), for each 0.8 m of width
LEAF = 0.8  # metres
DRAUGHT = 0.02
"""m/s through an open door between zones as warm as each other: people and small draughts; ours."""

SINKING = 0.1
"""Share of the exchange when the warmer zone lies above the cooler, which is how smoke comes down stairs; ours."""

LEVEL = 0.5  # metres of height between zones from which on one lies above the other

WALL_LOSS = 0.03
"""kW/(m² K) into walls, floor and ceiling: the effective value of McCaffrey, Quintiere and Harkleroad (1981) for
gypsum board after a few minutes, which is that of most rooms to a factor of two."""

HEAT, SOOT, CO, CO2, MISSING = range(5)
"""Columns of ``Zones.held``; ``MISSING`` is oxygen."""


@dataclass(frozen=True)
class Shafts:
    """What never changes: R regions, D doors.

    Attributes:
        volume: ``(R,)`` m³; infinite outside.
        surface: ``(R,)`` m² of walls, floor and ceiling.
        middle: ``(R,)`` metres above ground of each region's floor; of a stair half way up.
        joins: ``(D, 2)`` the regions each door joins.
        open_area, shut_area: ``(D,)`` m² through which air passes.
    """

    volume: Floats
    surface: Floats
    middle: Floats
    joins: Ints
    open_area: Floats
    shut_area: Floats


@dataclass(frozen=True)
class Zones:
    """What hangs in the air: ``held`` ``(R, 5)``: kJ above outdoors, kg of soot, CO, CO2, and kg of oxygen missing."""

    shafts: Shafts
    held: Floats

    @property
    def warmth(self) -> Floats:
        """``(R,)`` K above outdoors."""
        return self.held[:, HEAT] / (self.shafts.volume * DENSITY * HEAT_CAPACITY)

    def percent(self, column: int, substance: str) -> Floats:
        """Return ``(R,)`` volume per cent of what a column holds."""
        moles = self.held[:, column] / MOLAR[substance]
        return 100.0 * moles / (self.shafts.volume * DENSITY / MOLAR["air"])

    @property
    def soot_density(self) -> Floats:
        """``(R,)`` kg/m³."""
        return self.held[:, SOOT] / self.shafts.volume

    @property
    def co_ppm(self) -> Floats:
        """``(R,)`` parts per million by volume."""
        return 1e4 * self.percent(CO, "co")

    @property
    def co2_percent(self) -> Floats:
        """``(R,)`` volume per cent, that of clean air included."""
        return CARBON_DIOXIDE + self.percent(CO2, "co2")

    @property
    def oxygen_percent(self) -> Floats:
        """``(R,)`` volume per cent."""
        return np.maximum(OXYGEN - self.percent(MISSING, "oxygen"), 0.0)


def shafts_of(building: Building, plan: FloorPlan) -> Shafts:
    """Return the zones' measures; a region is as high as its storey."""
    heights = np.array([storey.height for storey in building.storeys])[plan.region_storey]
    area = np.maximum(plan.region_area, 0.5)
    inside = ~plan.region_outside
    return Shafts(
        volume=np.where(inside, area * heights, np.inf),
        surface=2.0 * area + 4.0 * np.sqrt(area) * heights,
        middle=(plan.stairs.low + plan.stairs.high) / 2.0,
        joins=plan.door_regions,
        open_area=plan.door_width * DOOR_HEIGHT,
        shut_area=LEAK * plan.door_width / LEAF,
    )


def clean(shafts: Shafts) -> Zones:
    """Return zones without smoke."""
    return Zones(shafts, np.zeros((len(shafts.volume), 5)))


def step(zones: Zones, closed: Bools, dt: float, *, region: int = -1, fire: Emission | None = None) -> Zones:
    """Return the zones ``dt`` seconds later; ``closed`` ``(D,)`` doors leak only, ``fire`` burns in ``region``."""
    held = zones.held.copy()
    if fire is not None:
        held[region] += dt * np.array(fire)
    held[:, HEAT] *= _kept(zones.shafts, dt)
    return _exchanged(replace(zones, held=held), closed, dt)


def exchange(zones: Zones, closed: Bools) -> Floats:
    """Return ``(D,)`` m³/s that go each way through every door."""
    shafts = zones.shafts
    a, b = shafts.joins.T
    warmth = zones.warmth
    contrast = np.abs(warmth[a] - warmth[b]) / (AMBIENT + np.maximum(warmth[a], warmth[b]))
    speed = DISCHARGE / 3.0 * np.sqrt(GRAVITY * DOOR_HEIGHT * contrast)
    rise = shafts.middle[b] - shafts.middle[a]
    sinks = (np.abs(rise) > LEVEL) & ((warmth[b] > warmth[a]) == (rise > 0))
    speed *= np.where(sinks, SINKING, 1.0)
    return np.where(closed, shafts.shut_area * speed, shafts.open_area * np.maximum(speed, DRAUGHT))


def _exchanged(zones: Zones, closed: Bools, dt: float) -> Zones:
    """Swap air through doors, in parts so small that no zone gives away more than half of itself in one."""
    shafts, flow = zones.shafts, exchange(zones, closed)
    a, b = shafts.joins.T
    regions = len(shafts.volume)
    out = np.bincount(a, flow, regions) + np.bincount(b, flow, regions)
    parts = max(int(np.ceil(2.0 * dt * float((out / shafts.volume).max(initial=0.0)))), 1)
    held = zones.held
    for _ in range(parts):
        density = held / shafts.volume[:, None]
        moved = (dt / parts * flow)[:, None] * (density[a] - density[b])
        held = held + np.stack([_gained(a, b, column, regions) for column in moved.T], axis=1)
    held = np.where(np.isinf(shafts.volume)[:, None], 0.0, held)
    return replace(zones, held=held)


def _gained(a: Ints, b: Ints, moved: Floats, regions: int) -> Floats:
    """Return ``(R,)`` what regions gain when ``moved`` ``(D,)`` goes from ``a`` to ``b``."""
    gained: Floats = np.bincount(b, moved, regions).astype(np.float64)
    return gained - np.bincount(a, moved, regions)


def _kept(shafts: Shafts, dt: float) -> Floats:
    """Return ``(R,)`` the share of its heat that a zone keeps from its walls for ``dt`` seconds."""
    return np.exp(-dt * WALL_LOSS * shafts.surface / (shafts.volume * DENSITY * HEAT_CAPACITY))
