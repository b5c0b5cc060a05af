"""The fire of a scenario as it burns: smoke in every region, what people have breathed in, and who is told of it."""

from collections.abc import Callable, Sequence

import numpy as np

from muster.scenario.building import Building, RegionKind
from muster.scenario.fire import Detectors, Fire
from muster.scenario.persona import AgeBand, Persona
from muster.world import draws
from muster.world.acts import DOWN
from muster.world.arrays import Bools, Floats
from muster.world.bodies import Bodies
from muster.world.draws import Purpose
from muster.world.events import Event, EventKind
from muster.world.navigation.plan import FloorPlan
from muster.world.smoke.burning import breathing, emission, heat_release
from muster.world.smoke.effects import (
    REFLECTING,
    SENSITIVE,
    TOLERATED,
    dose_rate,
    extinction,
    speed_factor,
    visibility,
)
from muster.world.smoke.given import Air, Given
from muster.world.smoke.zones import Zones, clean, shafts_of, step

STEP = 1.0  # seconds
DETECTED = 0.035
"""1/m of extinction at which a detector answers: 0.15 dB/m, within the range that EN 54-7 lets point detectors have;
which it is, is ours."""

SMALL = 100.0
"""kW up to which people can put a fire out by hand: about a burning waste-paper basket; ours."""

WORKS = 0.8
"""Share of fires fought with a portable extinguisher that it put out, of 2,100 reported in a survey of the Fire
Extinguishing Trades Association in 2002; those fires were the small ones."""

SUSCEPTIBLE = frozenset({AgeBand.CHILD, AgeBand.OLDER})
"""Whom the dose of the susceptible is taken for (ISO 13571 names the very young and the elderly)."""


class Smoke:
    """The fire and its smoke, moved on once a second.

    Attributes:
        extinction: ``(R,)`` 1/m now.
        sight: ``(R + 1,)`` metres at which people and things are made out; the last is for who is nowhere.
        speed_factor: ``(R + 1,)`` share of the own speed left; the last is for who is nowhere.
        dose: ``(people,)`` fractional effective dose breathed in so far; 1 incapacitates half of all people.
        heat: kW the fire releases now.
        is_out: whether somebody has put the fire out.
        alarmed: whether the alarm has been set off, by a detector or by hand.
        met: ``(people,)`` 1/m, the thickest smoke each has been in; turned: who has turned back from smoke.
        detected: second and region index of the first detector's answer; None before.
        region: index of the region it burns in.
    """

    def __init__(self, fire: Fire, building: Building, plan: FloorPlan, cast: Sequence[Persona]) -> None:
        self.fire = fire
        regions = [region.id for region in building.regions]
        self.region = regions.index(fire.region)
        self.zones: Zones = clean(shafts_of(building, plan))
        self._given = None if fire.smoke is None else Given(fire.smoke, regions)
        self._air: Air = self.zones
        self.dose: Floats = np.zeros(len(cast))
        self.heat = 0.0
        self.is_out = False
        self._detectors = _detectors(fire.detectors, building)
        self._detected_at = np.inf
        self.alarmed = False
        self.met: Floats = np.zeros(len(cast))
        self.turned: Bools = np.zeros(len(cast), np.bool_)
        self.detected: tuple[float, int] | None = None
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

    @property
    def is_small(self) -> bool:
        """Whether the fire is one that a portable extinguisher can put out; never where its smoke is given."""
        return self.is_burning and self.heat <= SMALL and self._given is None

    def is_beaten(self, by: int, seed: int, tick: int) -> bool:
        """Whether somebody who has just used up an extinguisher has put the fire out with it."""
        return self.is_small and draws.uniform_of(seed, by, Purpose.EXTINGUISHER, tick) < WORKS

    @property
    def overcome(self) -> Bools:
        """``(people,)`` who has breathed in more than they bear."""
        return self.dose >= self._bears

    def put_out(self) -> None:
        """End the fire; its smoke stays."""
        self.is_out, self.heat = True, 0.0

    def step(self, bodies: Bodies, closed: Bools, tick: int, dt: float, happen: Callable[[Event], None]) -> list[int]:
        """Move on by a second: fire, smoke, detectors, breathing; return who has become unable to act."""
        time = tick * dt
        if self._given is None:
            self._burn(time, closed)
        else:
            self._follow(self._given, time)
        self._look()
        self._detect(time, tick, happen)
        return self._breathe(bodies)

    def digest(self) -> bytes:
        """Return everything that the next step depends on, as bytes."""
        clock = np.array([self.heat, self.is_out, self._detected_at, self.alarmed])
        return self.zones.held.tobytes() + self.dose.tobytes() + clock.tobytes()

    def _burn(self, time: float, closed: Bools) -> None:
        """Let the fire grow, and its smoke spread by our own model."""
        if not self.is_out:
            oxygen = float(self.zones.oxygen_percent[self.region])
            self.heat = heat_release(self.fire, time) * breathing(oxygen)
        self._air = self.zones = step(self.zones, closed, STEP, region=self.region, fire=emission(self.heat))

    def _follow(self, given: Given, time: float) -> None:
        """Take over what another program has computed."""
        age = time - self.fire.starts_at
        heat = given.heat(age)
        self.heat = heat_release(self.fire, time) if heat is None else heat
        self._air = given.air(age)

    def _look(self) -> None:
        self.extinction: Floats = extinction(self._air.soot_density)
        self.sight: Floats = np.append(self.visibility(REFLECTING), np.inf)
        self.speed_factor: Floats = np.append(speed_factor(self.extinction), 1.0)

    def _detect(self, time: float, tick: int, happen: Callable[[Event], None]) -> None:
        answering = np.flatnonzero(self._detectors & (self.extinction >= DETECTED))
        if len(answering) and np.isinf(self._detected_at):
            self._detected_at, self.detected = time, (time, int(answering[0]))
            happen(Event(tick, EventKind.SMOKE_DETECTED, region=int(answering[0])))
        if not self.alarmed and time >= self._detected_at + self.fire.alarm_after:
            self.alarmed = True
            happen(Event(tick, EventKind.ALARM))

    def _breathe(self, bodies: Bodies) -> list[int]:
        """Add a second's dose to everybody inside; return those who have had more than they bear."""
        n, air = len(self.dose), self._air
        rate = dose_rate(air.co_ppm, air.co2_percent, air.oxygen_percent)
        inside = bodies.region[:n] >= 0
        inside &= ~bodies.assembled[:n]
        np.maximum(self.met, np.where(inside, self.extinction[bodies.region[:n]], 0.0), out=self.met)
        self.dose += np.where(inside, rate[bodies.region[:n]], 0.0) * (STEP / 60.0)
        return np.flatnonzero(self.overcome & (bodies.health[:n] != DOWN) & inside).tolist()


def lost_in_smoke(bodies: Bodies, smoke: Smoke, observer: int) -> Bools:
    """Return ``(m,)`` whom an observer cannot make out: the thicker of the smoke around both of them counts."""
    away = bodies.position - bodies.position[observer]
    sight = np.minimum(smoke.sight[bodies.region], smoke.sight[bodies.region[observer]])
    return np.hypot(away[:, 0], away[:, 1]) > sight


def _detectors(hang: Detectors, building: Building) -> Bools:
    kinds = {
        Detectors.NONE: frozenset[RegionKind](),
        Detectors.CORRIDORS: frozenset({RegionKind.CORRIDOR, RegionKind.STAIR}),
        Detectors.EVERYWHERE: frozenset({RegionKind.ROOM, RegionKind.CORRIDOR, RegionKind.STAIR}),
    }[hang]
    return np.array([region.kind in kinds for region in building.regions], np.bool_)
