"""A crowd to move in tests: the arrays ``advance`` takes, with sensible values for those a test does not name."""

from dataclasses import dataclass, replace

import numpy as np

from muster.world.arrays import Bools, Floats, Int32s, Int64s
from muster.world.locomotion import PROFILES, Profile, advance
from muster.world.walls import Walls, build_walls

DT = 0.05


@dataclass(frozen=True)
class Crowd:
    """Rows are bodies; see ``advance`` for what each array holds."""

    position: Floats
    heading: Floats
    layer: Int32s
    ghost_layer: Int32s
    desired_speed: Floats
    radius: Floats
    present: Bools
    stuck: Floats
    key: Int64s
    tick: int = 0


def walls(segments: list[list[float]], layer: int = 0, n_layers: int = 1) -> Walls:
    """Walls that stop bodies and eyes, all on one layer."""
    m = len(segments)
    shape = np.array(segments, dtype=np.float64).reshape(m, 4)
    return build_walls(shape, np.full(m, layer, np.int32), np.ones(m, np.bool_), n_layers)


def room(x1: float, y1: float, x2: float, y2: float) -> list[list[float]]:
    """The four walls of a room."""
    return [[x1, y1, x2, y1], [x2, y1, x2, y2], [x2, y2, x1, y2], [x1, y2, x1, y1]]


def crowd(position: Floats | list[tuple[float, float]], speed: float = 1.34) -> Crowd:
    """People at ``position`` on layer 0 who want to walk at ``speed``."""
    at = np.array(position, dtype=np.float64).reshape(-1, 2)
    n = len(at)
    return Crowd(
        position=at,
        heading=np.tile([1.0, 0.0], (n, 1)),
        layer=np.zeros(n, np.int32),
        ghost_layer=np.full(n, -1, np.int32),
        desired_speed=np.full(n, speed),
        radius=np.full(n, 0.18),
        present=np.ones(n, np.bool_),
        stuck=np.zeros(n),
        key=np.arange(n, dtype=np.int64),
    )


def stepped(crowd: Crowd, toward: Floats, walls: Walls, profile: Profile = PROFILES["default"]) -> Crowd:
    """Return the crowd one step later."""
    stuck = crowd.stuck.copy()
    position, heading, _ = advance(
        crowd.position,
        crowd.heading,
        crowd.layer,
        crowd.ghost_layer,
        toward,
        crowd.desired_speed,
        crowd.radius,
        crowd.present,
        walls,
        profile,
        DT,
        stuck=stuck,
        key=crowd.key,
        tick=crowd.tick,
    )
    return replace(crowd, position=position, heading=heading, stuck=stuck, tick=crowd.tick + 1)


def unit(vector: Floats) -> Floats:
    """Return each row scaled to length 1, or 0 where it is 0."""
    length = np.linalg.norm(vector, axis=1)[:, None]
    return np.divide(vector, length, out=np.zeros_like(vector), where=length > 0.0)


def walked(crowd: Crowd, goal: tuple[float, float], walls: Walls, steps: int) -> Crowd:
    """Return the crowd after ``steps`` straight towards ``goal``."""
    for _ in range(steps):
        crowd = stepped(crowd, unit(np.array(goal) - crowd.position), walls)
    return crowd
