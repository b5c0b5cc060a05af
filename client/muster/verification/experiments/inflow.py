"""The same people again, simulated: each enters where and when they entered in the experiment."""

from collections.abc import Callable

import numpy as np

from muster.scenario.building import Building
from muster.scenario.persona import AgeBand
from muster.verification.experiments.tracks import Appearance, Tracks
from muster.verification.walking import leave, people, put, world_of
from muster.world.arrays import Floats
from muster.world.world import World

EVERY = 2  # steps of .05 s from frame to frame: ten frames a second
ELBOW_ROOM = 0.3  # metres to the next body that somebody needs to come in; ours
LONGER = 3.0  # times the duration of the experiment after which we stop waiting


def simulate(
    stage: Building,
    region: str,
    came: Appearance,
    exit_of: Callable[[Floats], int],
    *,
    age_band: AgeBand = AgeBand.ADULT,
    profile: str = "default",
    seed: int = 0,
) -> Tracks:
    """Let everybody of an experiment enter and walk out; return where they were inside, ten times a second.

    ``region`` is where they enter; ``exit_of`` gives the exit of somebody who was last seen at ``(2,)`` metres.
    ``age_band``, of all of them, sets free speeds, which are drawn and not taken from the experiment.
    """
    number = len(came.time)
    world = world_of(stage, people(number, region, age_band=age_band), seed=seed, profile=profile)
    world.bodies.present[:] = False
    waiting = list(range(number))
    frames: list[tuple[int, Floats]] = []
    last = LONGER * (float(came.time[-1]) + 60.0)
    while world.tick * world.dt < last and not world.bodies.outside[:number].all():
        waiting = [body for body in waiting if not _enters(world, body, region, came, exit_of)]
        world.step()
        if world.tick % EVERY == 0:
            inside = np.flatnonzero(world.bodies.present[:number] & ~world.bodies.outside[:number])
            frames.append((world.tick // EVERY, np.column_stack([inside.astype(float), world.bodies.position[inside]])))
    return _tracks(frames, 1.0 / (world.dt * EVERY))


def _enters(world: World, body: int, region: str, came: Appearance, exit_of: Callable[[Floats], int]) -> bool:
    """Let somebody in whose time has come and for whom there is room; whether they are in."""
    if came.time[body] > world.tick * world.dt:
        return False
    there = world.bodies.position[world.bodies.present]
    if len(there) and np.hypot(*(there - came.first[body]).T).min() < ELBOW_ROOM:
        return False
    world.bodies.present[body] = True
    put(world, body, float(came.first[body, 0]), float(came.first[body, 1]), region)
    leave(world, body, exit_of(came.last[body]))
    return True


def _tracks(frames: list[tuple[int, Floats]], rate: float) -> Tracks:
    number = np.concatenate([np.full(len(rows), frame) for frame, rows in frames])
    rows = np.concatenate([rows for _, rows in frames])
    return Tracks(rows[:, 0].astype(int), number, rows[:, 1:], rate)
