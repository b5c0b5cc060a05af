"""Every body's physical state and what it is set on: one row a body, in arrays.

Rows ``0 .. people - 1`` are the people in order; the threat, where there is one, is the row after them. A tuple of
arrays because compiled code takes it whole; the arrays are the world's hot state, written in place by ``World.step``.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from muster.scenario.persona import AgeBand, Mobility, Persona
from muster.world import draws
from muster.world.acts import Act, Gait
from muster.world.arrays import Bools, Bytes, Floats, Int32s, Ints
from muster.world.draws import Purpose

WALKING_SPEED = {
    AgeBand.CHILD: (1.20, 0.15),
    AgeBand.TEEN: (1.40, 0.18),
    AgeBand.ADULT: (1.34, 0.20),
    AgeBand.OLDER: (1.00, 0.20),
}
"""Mean and standard deviation of free walking speed, m/s. Adults: Weidmann 1993 (1.34, sd .26, narrowed since ours
leaves out people with impairments); the others follow the age curve of the same report, rounded by us."""

MOBILITY_FACTOR = {Mobility.WALKS: 1.0, Mobility.SLOW: 0.65, Mobility.CRUTCHES: 0.7, Mobility.WHEELCHAIR: 0.85}
"""Share of the walking speed left on the level; of the size measured by Boyce, Shields and Silcock (1999)."""

STAIR_FACTOR = {Mobility.WALKS: 1.0, Mobility.SLOW: 0.7, Mobility.CRUTCHES: 0.45, Mobility.WHEELCHAIR: 0.35}
"""Share of the stair speed left; a wheelchair user is carried by others, which we do not model beyond the slowness."""

GAIT_FACTOR = np.array([0.0, 1.0, 1.9, 0.6, 0.5])
"""Speed by ``Gait``, relative to walking: a run of about 2.5 m/s; a crawl of about .7 m/s."""

SLOWEST, FASTEST = 0.35, 2.0  # m/s, bounds of a drawn walking speed
WHEELCHAIR_RADIUS = 0.32  # metres
NEVER = -1_000_000
"""A tick long before the first."""


class Bodies(NamedTuple):
    """State of all bodies; metres, seconds, indices into the building's tuples; -1 stands for none.

    Attributes:
        position: ``(m, 2)`` plan coordinates.
        heading: ``(m, 2)`` unit vector.
        speed: ``(m,)`` m/s now.
        layer, region: where the body stands.
        ghost_layer: the layer beyond a stair's end near by.
        free_speed: walking speed on the level, unharmed.
        stair_share: what is left of it on stairs.
        radius: metres.
        seated: in a wheelchair.
        health: a ``Health``.
        present: takes up room; False when hidden, assembled or not yet there.
        outside: has left the building. assembled: has reached a muster point.
        hidden_in: hiding spot taken.
        act, target, gait: the intent.
        since: tick at which the intent began. done: it has been carried out, or given up.
        goal_region, goal: where the feet are going. walks: 0 standing, 1 along a route, 2 straight.
        next_door: door to pass next; last_door: the one passed or tried before.
        field: which field of the atlas leads there.
        stuck: seconds of wanting to move and hardly moving.
        seen_target: tick at which a followed person was last seen.
        works_until: tick at which work on a door or a call is finished.
        pace: m/s a group's slowest member allows.
        helped: tick at which a helper was last at hand.
    """

    position: Floats
    heading: Floats
    speed: Floats
    layer: Int32s
    region: Int32s
    ghost_layer: Int32s
    free_speed: Floats
    stair_share: Floats
    radius: Floats
    seated: Bools
    health: Bytes
    present: Bools
    outside: Bools
    assembled: Bools
    hidden_in: Ints
    act: Bytes
    target: Ints
    gait: Bytes
    since: Ints
    done: Bools
    goal_region: Ints
    goal: Floats
    walks: Bytes
    next_door: Ints
    last_door: Ints
    field: Ints
    stuck: Floats
    seen_target: Ints
    works_until: Ints
    pace: Floats
    helped: Ints


def make_bodies(people: Sequence[Persona], threats: int, radius: float, seed: int) -> Bodies:
    """Return bodies for ``people`` and ``threats``, standing nowhere yet; speeds are drawn, keyed by agent."""
    n, m = len(people), len(people) + threats
    free_speed = np.full(m, 1.34)
    free_speed[:n] = _walking_speeds(people, seed)
    seated = np.zeros(m, np.bool_)
    seated[:n] = [person.mobility is Mobility.WHEELCHAIR for person in people]
    stair_share = np.ones(m)
    stair_share[:n] = [STAIR_FACTOR[person.mobility] for person in people]
    return Bodies(
        position=np.zeros((m, 2)),
        heading=np.tile([1.0, 0.0], (m, 1)),
        speed=np.zeros(m),
        layer=np.zeros(m, np.int32),
        region=np.full(m, -1, np.int32),
        ghost_layer=np.full(m, -1, np.int32),
        free_speed=free_speed,
        stair_share=stair_share,
        radius=np.where(seated, WHEELCHAIR_RADIUS, radius),
        seated=seated,
        health=np.zeros(m, np.uint8),
        present=np.arange(m) < n,
        outside=np.zeros(m, np.bool_),
        assembled=np.zeros(m, np.bool_),
        hidden_in=np.full(m, -1, np.int32),
        act=np.full(m, Act.CARRY_ON, np.uint8),
        target=np.full(m, -1, np.int32),
        gait=np.full(m, Gait.WALK, np.uint8),
        since=np.zeros(m, np.int64),
        done=np.ones(m, np.bool_),
        goal_region=np.full(m, -1, np.int32),
        goal=np.zeros((m, 2)),
        walks=np.zeros(m, np.uint8),
        next_door=np.full(m, -1, np.int32),
        last_door=np.full(m, -1, np.int32),
        field=np.full(m, -1, np.int64),
        stuck=np.zeros(m),
        seen_target=np.full(m, NEVER, np.int64),
        works_until=np.full(m, NEVER, np.int64),
        pace=np.full(m, np.inf),
        helped=np.full(m, NEVER, np.int64),
    )


def _walking_speeds(people: Sequence[Persona], seed: int) -> Floats:
    mean, deviation = np.array([WALKING_SPEED[person.age_band] for person in people]).reshape(-1, 2).T
    factor = np.array([MOBILITY_FACTOR[person.mobility] for person in people])
    z = draws.normal(seed, np.arange(len(people)), Purpose.BODY, 0)
    return np.clip(mean + deviation * z, SLOWEST, FASTEST) * factor
