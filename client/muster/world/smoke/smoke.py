"""The fire of a scenario as it burns: smoke in every region, what people have breathed in, and who is told of it."""

from collections.abc import Callable, Sequence

import numpy as np

from muster.scenario.building import Building, RegionKind
from muster.scenario.fire import Detectors, Fire
from muster.scenario.persona import AgeBand, Persona
from muster.world.acts import DOWN
from muster.world.arrays import Bools, Floats
from muster.world.bodies import Bodies
from muster.world.events import Event, EventKind
from muster.world.navigation.plan import FloorPlan
from muster.world.smoke.burning import breathing, emission, heat_release
from muster.world.smoke.effects import (
    SENSITIVE,
    TOLERATED,
    dose_rate,
    extinction,
    speed_factor,
    visibility,
)
from muster.world.smoke.zones import Zones, clean, shafts_of, step

STEP = 1.0  # seconds
DETECTED = 0.035
"""1/m of extinction at which a detector answers: 0.15 dB/m, within the range that EN 54-7 lets point detectors have;
which it is, is ours."""

SUSCEPTIBLE = frozenset({AgeBand.CHILD, AgeBand.OLDER})
"""Whom the dose of the susceptible is taken for (ISO 13571 names the very young and the elderly)."""


class Smoke:
    """The fire and its smoke, moved on once a second.

    Attributes:
        extinction: ``(R,)`` 1/m now.
        speed_factor: ``(R + 1,)`` share of the own speed left; the last is for who is nowhere.
        dose: ``(people,)`` fractional effective dose breathed in so far; 1 incapacitates half of all people.
        heat: kW the fire releases now.
        is_out: whether somebody has put the fire out.
        region: index of the region it burns in.
    """

    def __init__(self, fire: Fire, building: Building, plan: FloorPlan, cast: Sequence[Persona]) -> None:
        self.fire = fire
        self.region = [region.id for region in building.regions].index(fire.region)
        self.zones: Zones = clean(shafts_of(building, plan))
        self.dose: Floats = np.zeros(len(cast))
        self.heat = 0.0
        self.is_out = False
        self._detectors = _detectors(fire.detectors, building)
        self._detected_at = np.inf
        self._alarmed = False
        self._bears: Floats = np.array(
            [SENSITIVE if person.age_band in SUSCEPTIBLE else TOLERATED for person in cast], np.float64
        )
        self._look()

    @property
    def is_burning(self) -> bool:
        """Whether there are flames to see."""
        return self.heat > 0.0

    def visibility(self, contrast: float) -> Floats:
        """Return ``(R,)`` metres at which things of a contrast are made out in each region."""
        return visibility(self.extinction, contrast)

    def put_out(self) -> None:
        """End the fire; its smoke stays."""
        self.is_out, self.heat = True, 0.0

    def step(self, bodies: Bodies, closed: Bools, tick: int, dt: float, happen: Callable[[Event], None]) -> list[int]:
        """Move on by a second: fire, smoke, detectors, breathing; return who has become unable to act."""
        time = tick * dt
        if not self.is_out:
            oxygen = float(self.zones.oxygen_percent[self.region])
            self.heat = heat_release(self.fire, time) * breathing(oxygen)
        self.zones = step(self.zones, closed, STEP, region=self.region, fire=emission(self.heat))
        self._look()
        self._detect(time, tick, happen)
        return self._breathe(bodies)

    def digest(self) -> bytes:
        """Return everything that the next step depends on, as bytes."""
        clock = np.array([self.heat, self.is_out, self._detected_at, self._alarmed])
        return self.zones.held.tobytes() + self.dose.tobytes() + clock.tobytes()

    def _look(self) -> None:
        self.extinction: Floats = extinction(self.zones.soot_density)
        self.speed_factor: Floats = np.append(speed_factor(self.extinction), 1.0)

    def _detect(self, time: float, tick: int, happen: Callable[[Event], None]) -> None:
        answering = np.flatnonzero(self._detectors & (self.extinction >= DETECTED))
        if len(answering) and np.isinf(self._detected_at):
            self._detected_at = time
            happen(Event(tick, EventKind.SMOKE_DETECTED, region=int(answering[0])))
        if not self._alarmed and time >= self._detected_at + self.fire.alarm_after:
            self._alarmed = True
            happen(Event(tick, EventKind.ALARM))

    def _breathe(self, bodies: Bodies) -> list[int]:
        """Add a second's dose to everybody inside; return those who have had more than they bear."""
        n, zones = len(self.dose), self.zones
        rate = dose_rate(zones.co_ppm, zones.co2_percent, zones.oxygen_percent)
        inside = bodies.region[:n] >= 0
        inside &= ~bodies.assembled[:n]
        self.dose += np.where(inside, rate[bodies.region[:n]], 0.0) * (STEP / 60.0)
        return np.flatnonzero((self.dose >= self._bears) & (bodies.health[:n] != DOWN) & inside).tolist()


def _detectors(hang: Detectors, building: Building) -> Bools:
    kinds = {
        Detectors.NONE: frozenset[RegionKind](),
        Detectors.CORRIDORS: frozenset({RegionKind.CORRIDOR, RegionKind.STAIR}),
        Detectors.EVERYWHERE: frozenset({RegionKind.ROOM, RegionKind.CORRIDOR, RegionKind.STAIR}),
    }[hang]
    return np.array([region.kind in kinds for region in building.regions], np.bool_)
