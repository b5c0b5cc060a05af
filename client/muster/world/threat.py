"""The intruder's patrol and the harm that follows from being near it: no more than people's reactions need.

It walks a fixed route, turns aside for nobody, opens closed doors and leaves locked ones. At most one person a second
comes to harm, at a rate the scenario gives; what a hiding place conceals lowers the chance and never makes it nought.
"""

from dataclasses import dataclass

import numpy as np

from muster.scenario.scenario import Threat
from muster.world import draws
from muster.world.acts import DOWN, Act, Health
from muster.world.arrays import Bools, Floats, Ints
from muster.world.bodies import Bodies
from muster.world.draws import Purpose
from muster.world.sight import sees_many
from muster.world.walls import Walls

GRIP = 1.6
"""Metres within which somebody confronting the threat has come to grips with it."""

STOP_PER_SECOND = 0.05
"""Chance per second and person at grips that they overcome the threat; our guess, no source. FBI (2000-2013) reports
21 of 160 active-shooter incidents ended by unarmed citizens, which bounds only the order of magnitude."""

GRIP_DANGER = 2.5
"""Times the harm rate for whoever is at grips; our guess."""


@dataclass(frozen=True)
class Harm:
    """What one second near the threat did."""

    harmed: int = -1
    health: Health = Health.UNHARMED
    at_grips: tuple[int, ...] = ()
    overcome_by: int = -1


def harm(
    threat: Threat, row: int, bodies: Bodies, walls: Walls, concealment: Floats, *, seed: int, second: int
) -> Harm:
    """Return who came to harm in this second, who is at grips with the threat, and whether somebody overcame it.

    Args:
        threat: its rates.
        row: the threat's row in ``bodies``.
        bodies: read only.
        walls: for lines of sight.
        concealment: ``(n,)`` of each person's hiding spot; 0 in the open.
        seed: of the episode.
        second: the draws' ordinal.
    """
    exposed, distance = _exposed(row, threat.reach, bodies, walls)
    grips = exposed & (bodies.act[:row] == int(Act.CONFRONT)) & (distance < GRIP)
    at_grips = np.flatnonzero(grips)
    overcome = at_grips[draws.chance(seed, at_grips, Purpose.CONFRONT, second, STOP_PER_SECOND)]
    if len(overcome):
        return Harm(at_grips=_indices(at_grips), overcome_by=int(overcome[0]))
    rate = threat.harm_per_second * np.where(grips, GRIP_DANGER, 1.0 - concealment) * exposed
    victim = _first_hit(rate, distance, seed, second)
    if victim < 0:
        return Harm(at_grips=_indices(at_grips))
    severe = bool(draws.chance(seed, np.array([victim]), Purpose.HARM, 2 * second + 1, threat.incapacitation_share)[0])
    health = Health.INCAPACITATED if severe or bodies.health[victim] else Health.INJURED
    return Harm(victim, health, _indices(at_grips))


def _exposed(row: int, reach: float, bodies: Bodies, walls: Walls) -> tuple[Bools, Floats]:
    """Return who stands within reach and in line of sight of the threat, and ``(n,)`` distances in metres."""
    here = bodies.position[row]
    away = bodies.position[:row] - here
    distance = np.hypot(away[:, 0], away[:, 1])
    reached = (distance < reach) & (bodies.layer[:row] == bodies.layer[row])
    reached &= (bodies.health[:row] != DOWN) & ~bodies.assembled[:row]
    near = np.flatnonzero(reached)
    reached[near] = sees_many(
        walls, bodies.layer[near], np.ascontiguousarray(np.broadcast_to(here, (len(near), 2))), bodies.position[near]
    )
    return reached, distance


def _first_hit(rate: Floats, distance: Floats, seed: int, second: int) -> int:
    """Return the nearest of those whose draw falls below their rate; -1 when nobody's does."""
    candidates = np.flatnonzero(rate > 0)
    hit = candidates[draws.chance(seed, candidates, Purpose.HARM, 2 * second, rate[candidates])]
    return int(hit[np.argmin(distance[hit])]) if len(hit) else -1


def _indices(rows: Ints) -> tuple[int, ...]:
    return tuple(int(row) for row in rows)
