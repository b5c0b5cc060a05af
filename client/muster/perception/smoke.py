"""Smoke and fire as people take them in: smelled, seen where they are and through open doors, told by others."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from muster.behavior.v1.vocabulary import CueKind, Knowing
from muster.perception.noting import BANG, NEWS, Notes
from muster.perception.percept import Cue, SmokeBelief
from muster.perception.surroundings import Surroundings
from muster.world.arrays import Bools, Bytes, Floats, Ints, Singles
from muster.world.bodies import NEVER
from muster.world.sight import sees_many
from muster.world.smoke.effects import LIT, REFLECTING
from muster.world.smoke.smoke import Smoke
from muster.world.smoke.turning import HAZY
from muster.world.world import World

SMELLED, SEEN, THICK, BLACK = 0.005, 0.05, 1.0, 3.0
"""1/m from which on smoke is smelled, is seen as a haze, hides what is 3 m off, and what is 1 m off; the first two are
ours."""

_BANDS = np.array([SMELLED, SEEN, HAZY, THICK, BLACK])
_SMELT, _HAZE, _HAZY = 1, 2, 3  # how many of these smoke has reached
HAZE_SEEN = 25.0  # metres to an open door within which smoke beyond it is noticed; ours
FLAMES = 5.0  # kW from which on flames are seen: those of a small pile of paper; ours
FLAMES_SEEN = 40.0  # metres; as far as somebody armed is made out
FIRE_INTERRUPTS_AGAIN, SMOKE_INTERRUPTS_AGAIN = 10.0, 4.0  # seconds
MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class FireKnown:
    """Where somebody takes a fire to be.

    Attributes:
        region: index.
        how: how they know.
        in_sight: they see the flames now. is_small: and they are such as can be put out by hand.
    """

    region: int
    how: Knowing
    in_sight: bool
    is_small: bool


class SmokeSense:
    """What everybody knows of smoke and fire, one row a person.

    Attributes:
        thick: ``(n, R)`` 1/m each believes to be in each region.
        fire_how: ``(n,)`` a ``Knowing``, 0 for none; fire_region: where.
        sees_fire: ``(n,)`` who has flames in sight.
    """

    def __init__(self, world: World, smoke: Smoke, aware: Bools, notes: Notes, surroundings: Surroundings) -> None:
        n, regions = world.people, len(surroundings.names)
        self._world, self._smoke, self._aware, self._notes = world, smoke, aware, notes
        self._names = surroundings.names
        self.thick: Singles = np.zeros((n, regions), np.float32)
        self._seen_at: Ints = np.full((n, regions), NEVER, np.int32)
        self._band: Bytes = np.zeros((n, regions), np.uint8)  # the thickest that each has taken note of
        self.fire_how: Bytes = np.zeros(n, np.uint8)
        self.fire_region: Ints = np.full(n, -1, np.int64)
        self.sees_fire: Bools = np.zeros(n, np.bool_)

    def look(self) -> None:
        """Let everybody inside take in the smoke around them and beyond open doors, and the flames."""
        region = self._world.bodies.region[: self._world.people]
        rows = np.flatnonzero(self._world.able() & (region >= 0) & ~self._world.bodies.outside[: self._world.people])
        self._take_in(rows, region[rows])
        self._look_through_doors(rows, region)
        self._look_at_flames(rows)

    def fire(self, agent: int) -> FireKnown | None:
        """Return where somebody takes the fire to be; None when they know of none."""
        how = int(self.fire_how[agent])
        if not how:
            return None
        sees = bool(self.sees_fire[agent])
        return FireKnown(int(self.fire_region[agent]), Knowing(how), sees, sees and self._smoke.is_small)

    def believed(self, agent: int) -> Mapping[int, float]:
        """Return 1/m by region where somebody believes smoke to be."""
        row = self.thick[agent]
        return {region: float(row[region]) for region in np.flatnonzero(row >= SEEN).tolist()}

    def belief(self, agent: int) -> SmokeBelief | None:
        """Return what a percept says of all this; None when there is nothing to say."""
        bodies, fire, smoky = self._world.bodies, self.fire(agent), self.believed(agent)
        thickest = sorted(smoky, key=smoky.__getitem__, reverse=True)[:MOST_PLACES]
        sight = float(self.visibility(np.array([bodies.region[agent]]))[0])
        if fire is None and not smoky:
            return None
        away = 0.0 if fire is None else float(np.hypot(*(self._flames - bodies.position[agent])))
        return SmokeBelief(
            visibility=sight if np.isfinite(sight) and sight < FLAMES_SEEN else 0.0,
            places=tuple(self._names[region] for region in thickest),
            fire=Knowing.UNSPECIFIED if fire is None else fire.how,
            fire_place="" if fire is None else self._names[fire.region],
            fire_distance=away if fire is not None and fire.in_sight else 0.0,
            fire_in_sight=fire is not None and fire.in_sight,
        )

    def visibility(self, region: Ints, contrast: float = REFLECTING) -> Floats:
        """Return ``(k,)`` metres at which things of a contrast are made out in regions ``(k,)``."""
        return self._smoke.visibility(contrast)[region]

    def pass_on(self, rows: Ints, by: int) -> Bools:
        """Let people ``(k,)`` know what somebody who speaks to them knows; return ``(k,)`` to whom fire is news."""
        news = np.zeros(len(rows), np.bool_)
        later = (self._seen_at[by] > self._seen_at[rows]) & (self.thick[by] >= SEEN)
        self.thick[rows] = np.where(later, self.thick[by], self.thick[rows])
        self._seen_at[rows] = np.where(later, self._seen_at[by], self._seen_at[rows])
        if self.fire_how[by]:
            news = self.fire_how[rows] == 0
            told = rows[news]
            self.fire_how[told], self.fire_region[told] = Knowing.TOLD, self.fire_region[by]
        return news

    @property
    def _flames(self) -> Floats:
        return np.array(self._world.places.inner_point[self._smoke.region])

    def _take_in(self, rows: Ints, regions: Ints) -> None:
        """Let people ``(k,)`` see, or smell, the smoke in regions ``(k,)``; what is new or thicker interrupts them."""
        now = self._smoke.extinction[regions]
        self.thick[rows, regions], self._seen_at[rows, regions] = now, self._world.tick
        band = np.searchsorted(_BANDS, now, side="right")
        is_news = band > self._band[rows, regions]
        self._band[rows, regions] = np.maximum(band, self._band[rows, regions])
        smelled, seen = is_news & (band == _SMELT), is_news & (band >= _HAZE)
        self._note(rows[smelled], regions[smelled], CueKind.SMOKE_SMELLED, NEWS)
        self._note(rows[seen], regions[seen], CueKind.SMOKE_SEEN, NEWS)
        bars = is_news & (band >= _HAZY)
        self._notes.interrupt(rows[bars], CueKind.SMOKE_SEEN, BANG, self._world.tick)

    def _note(self, rows: Ints, regions: Ints, kind: CueKind, level: int) -> None:
        if not len(rows):
            return
        tick = self._world.tick
        self._aware[rows] = True
        self._notes.take_each(rows, regions, lambda region: Cue(kind, tick, self._names[region]))
        self._notes.interrupt(rows, kind, level, tick, SMOKE_INTERRUPTS_AGAIN)

    def _look_through_doors(self, rows: Ints, region: Ints) -> None:
        """Let people near an open door see the smoke beyond it, as far as that where they are lets them."""
        world, extinction = self._world, self._smoke.extinction
        sight = np.minimum(self._smoke.visibility(REFLECTING), HAZE_SEEN)
        for door in np.flatnonzero(~world.doors.closed).tolist():
            a, b = world.plan.door_regions[door].tolist()
            for here, beyond in ((a, b), (b, a)):
                if extinction[beyond] < SEEN or world.plan.region_outside[here]:
                    continue
                near = rows[region[rows] == here]
                away = world.bodies.position[near] - world.plan.door_middle[door]
                near = near[np.hypot(away[:, 0], away[:, 1]) < sight[here]]
                self._take_in(near, np.full(len(near), beyond))

    def _look_at_flames(self, rows: Ints) -> None:
        world, bodies, region = self._world, self._world.bodies, self._smoke.region
        self.sees_fire[:] = False
        if self._smoke.heat < FLAMES:
            return
        away = bodies.position[rows] - self._flames
        glow = self._smoke.visibility(LIT)
        far = np.minimum(np.minimum(glow[bodies.region[rows]], glow[region]), FLAMES_SEEN)
        near = (bodies.layer[rows] == world.plan.region_layer[region]) & (np.hypot(away[:, 0], away[:, 1]) < far)
        rows = rows[near]
        flames = np.ascontiguousarray(np.broadcast_to(self._flames, (len(rows), 2)))
        rows = rows[sees_many(world.plan.walls, bodies.layer[rows], bodies.position[rows], flames)]
        self.sees_fire[rows] = True
        first = rows[self.fire_how[rows] != Knowing.SEEN]
        self.fire_how[rows], self.fire_region[rows], self._aware[rows] = Knowing.SEEN, region, True
        self._notes.take(first, Cue(CueKind.FIRE_SEEN, world.tick, self._names[region]))
        self._notes.interrupt(first, CueKind.FIRE_SEEN, BANG, world.tick, FIRE_INTERRUPTS_AGAIN)
