"""The field's two standard experiments, a crowd at a door and a crowd round a corridor, on the law alone.

They steer by hand, without routes: what they measure is the law and its profile. Tests hold them to published bands,
``benchmarks/profiles.py`` prints them for every profile.
"""

from dataclasses import dataclass

import numpy as np

from muster.world.arrays import Floats
from muster.world.locomotion.advance import advance
from muster.world.locomotion.profiles import Profile
from muster.world.walls import Walls, build_walls

FREE_SPEED = 1.34
"""m/s, mean of adults (Weidmann 1993); its standard deviation is 0.26."""


@dataclass(frozen=True)
class DoorTrial:
    """What came of a crowd at a door. ``flow`` in persons per second, between a fifth and four fifths of them."""

    flow: float
    left_inside: int
    seconds: float


def pass_door(
    profile: Profile, width: float, people: int, rng: np.random.Generator, *, dt: float = 0.05, limit: float = 600.0
) -> DoorTrial:
    """Send ``people`` through a door of ``width`` metres in a wall of 0.2 m, from 3 persons/m2 before it."""
    side = float(np.sqrt(people / 3.0)) + 0.5
    position = _scatter(people, (-side, -side / 2), (-0.3, side / 2), profile.radius, rng)
    walls = _walls(_door_edges(side, width))
    speed = np.clip(rng.normal(FREE_SPEED, 0.26, people), 0.8, 1.9)
    heading, stuck = np.tile([1.0, 0.0], (people, 1)), np.zeros(people)
    passed = np.full(people, np.inf)
    layer, ghost, radius = np.zeros(people, np.int32), np.full(people, -1, np.int32), np.full(people, profile.radius)
    for tick in range(int(limit / dt)):
        inside = position[:, 0] < 0.2
        if not inside.any():
            break
        toward = _through(position, max(0.0, width / 2 - profile.radius))
        position, heading, _ = advance(
            position, heading, layer, ghost, toward, speed, radius, position[:, 0] < 4.0, walls, profile, dt,
            stuck=stuck, tick=tick,
        )  # fmt: skip
        passed[inside & (position[:, 0] >= 0.2)] = (tick + 1) * dt
    order = np.sort(passed)
    first, last = people // 5, people - people // 5
    flow = (last - first) / (order[last] - order[first]) if np.isfinite(order[last]) else 0.0
    return DoorTrial(float(flow), int(np.isinf(passed).sum()), float(order[np.isfinite(order)].max(initial=0.0)))


def walk_round(
    profile: Profile,
    density: float,
    rng: np.random.Generator,
    *,
    dt: float = 0.05,
    warm: float = 20.0,
    over: float = 20.0,
    width: float = 4.0,
) -> float:
    """Return mean speed, m/s, of people in a corridor 20 m long whose ends are joined, at ``density`` persons/m2."""
    length, margin, edge = 20.0, 3.5, min(0.25, width / 2)
    people = round(density * length * width)
    position = _scatter(people, (0.0, edge), (length, width - edge), profile.radius, rng, length)
    walls = _walls([[-2 * margin, y, length + 2 * margin, y] for y in (0.0, width)])
    wanted = np.clip(rng.normal(FREE_SPEED, 0.26, people), 0.8, 1.9)
    heading, stuck, key = np.tile([1.0, 0.0], (people, 1)), np.zeros(people), np.arange(people)
    total, steps = 0.0, 0
    for tick in range(int((warm + over) / dt)):
        # Those near one end stand, as images, beyond the other; who stands does not move but is felt.
        low, high = np.flatnonzero(position[:, 0] < margin), np.flatnonzero(position[:, 0] > length - margin)
        rows = np.concatenate([np.arange(people), low, high])
        shift = np.repeat([0.0, length, -length], [people, len(low), len(high)])
        n = len(rows)
        moved, turned, speed = advance(
            position[rows] + np.stack([shift, np.zeros(n)], axis=1), heading[rows], np.zeros(n, np.int32),
            np.full(n, -1, np.int32), np.tile([1.0, 0.0], (n, 1)), np.where(shift == 0.0, wanted[rows], 0.0),
            np.full(n, profile.radius), np.ones(n, np.bool_), walls, profile, dt,
            stuck=(patience := stuck[rows]), key=key[rows], tick=tick,
        )  # fmt: skip
        position, heading, stuck = moved[:people], turned[:people], patience[:people]
        position[:, 0] %= length
        if tick * dt >= warm:
            total, steps = total + float((speed[:people] * turned[:people, 0]).mean()), steps + 1
    return total / steps


def weidmann(density: float) -> float:
    """Return mean speed, m/s, at ``density`` persons/m2 (Weidmann 1993, *Transporttechnik der Fussgaenger*)."""
    return FREE_SPEED * (1.0 - float(np.exp(-1.913 * (1.0 / density - 1.0 / 5.4))))


def _walls(segments: list[list[float]]) -> Walls:
    m = len(segments)
    return build_walls(np.array(segments), np.zeros(m, np.int32), np.ones(m, np.bool_), 1)


def _door_edges(side: float, width: float) -> list[list[float]]:
    """Return a square room's walls; its door, in a wall 0.2 m thick, is round ``(0, 0)``."""
    top, half = side / 2, width / 2
    edges = [[-side, -top, -side, top]]
    for sign in (-1.0, 1.0):
        y, jamb = sign * top, sign * half
        edges += [[-side, y, 0.0, y], [0.0, y, 0.0, jamb], [0.0, jamb, 0.2, jamb], [0.2, jamb, 0.2, y]]
    return edges


def _through(position: Floats, slack: float) -> Floats:
    """Return unit vectors to the nearest point of a door where a body has room, and straight on once in it."""
    to = np.stack([np.full(len(position), 0.2), np.clip(position[:, 1], -slack, slack)], axis=1) - position
    to[position[:, 0] > 0.0] = (1.0, 0.0)
    return to / np.linalg.norm(to, axis=1)[:, None]


def _scatter(
    people: int,
    low: tuple[float, float],
    high: tuple[float, float],
    radius: float,
    rng: np.random.Generator,
    round_x: float = np.inf,
) -> Floats:
    """Return ``(people, 2)`` random places that overlap as little as their number allows."""
    placed = np.empty((0, 2))
    gap = 2.0 * radius
    while len(placed) < people:
        for _ in range(2000):
            point = rng.uniform(low, high)
            apart = np.abs(placed - point)
            apart[:, 0] = np.minimum(apart[:, 0], np.abs(round_x - apart[:, 0]))
            if len(placed) == 0 or np.hypot(apart[:, 0], apart[:, 1]).min() > gap:
                placed = np.vstack([placed, point])
                break
        else:
            gap *= 0.9
    return placed
