"""Keeping up with somebody who moves: followed, helped, joined or confronted, as long as they can be seen."""

import numpy as np

from muster.world.acts import DOWN, PERSON_ACTS, Act
from muster.world.arrays import Bools, Floats, Ints
from muster.world.bodies import Bodies
from muster.world.errands import STANDING, STRAIGHT
from muster.world.sight import sees_many
from muster.world.walls import Walls

IN_VIEW = 20.0  # metres within which one keeps an eye on somebody
AT_HEELS = 2.5  # metres within which one knows where somebody is without looking
REMEMBERED = 3.0  # seconds for which one guesses right where somebody has turned
LAGGING = 5.0  # metres behind at which the one ahead slows down
GROUP = 12.0  # metres within which a group still is one

_FOLLOWS = np.zeros(256, np.bool_)
_FOLLOWS[[int(act) for act in PERSON_ACTS]] = True


def track(bodies: Bodies, walls: Walls, people: int, *, tick: int, ticks_per_second: float) -> tuple[Ints, Ints]:
    """Move the goals of those who keep up with somebody; return who needs a new route and who has lost the other."""
    target = _targets(bodies, people)
    rows = np.flatnonzero(target >= 0)
    others = target[rows]
    away = bodies.position[others] - bodies.position[rows]
    distance = np.hypot(away[:, 0], away[:, 1])
    sighted = _sighted(bodies, walls, rows, others, distance)
    bodies.seen_target[rows[sighted]] = tick
    known = tick - bodies.seen_target[rows] <= REMEMBERED * ticks_per_second
    turned = known & ((bodies.goal_region[rows] != bodies.region[others]) | (bodies.walks[rows] == STANDING))
    bodies.goal[rows[known]] = bodies.position[others[known]]
    bodies.goal_region[rows[known]] = bodies.region[others[known]]
    straight = sighted & (bodies.region[rows] == bodies.region[others])
    turned |= ~straight & (bodies.walks[rows] == STRAIGHT)
    bodies.walks[rows[straight]] = STRAIGHT
    rerouted = rows[turned & ~straight]
    lost = rows[~known & _at_goal(bodies, rows)]
    return rerouted, lost


def _targets(bodies: Bodies, people: int) -> Ints:
    """Return ``(people,)`` whom each keeps up with, the threat's row for confronting, or -1."""
    busy = ~bodies.done[:people] & bodies.present[:people] & (bodies.health[:people] != DOWN)
    at_work = bodies.works_until[:people] > 0
    target = np.where(_FOLLOWS[bodies.act[:people]], bodies.target[:people], -1)
    if people < len(bodies.present):  # once overcome, it is still gone up to where it lies
        target = np.where(bodies.act[:people] == int(Act.CONFRONT), people, target)
    return np.where(busy & ~at_work, target, -1)


def _sighted(bodies: Bodies, walls: Walls, rows: Ints, others: Ints, distance: Floats) -> Bools:
    together = bodies.layer[rows] == bodies.layer[others]
    sighted = together & (distance < IN_VIEW)
    check = np.flatnonzero(sighted)
    a, b = rows[check], others[check]
    sighted[check] = sees_many(walls, bodies.layer[a], bodies.position[a], bodies.position[b])
    return sighted | (distance < AT_HEELS)


def _at_goal(bodies: Bodies, rows: Ints) -> Bools:
    away = bodies.goal[rows] - bodies.position[rows]
    return (np.hypot(away[:, 0], away[:, 1]) < AT_HEELS) & (bodies.region[rows] == bodies.goal_region[rows])


def keep_groups_together(bodies: Bodies, tied: Bools, own_speed: Floats) -> None:
    """Hold those who are followed by their own people to the pace of the slowest, and let laggards catch up.

    Args:
        bodies: ``pace`` is written, m/s.
        tied: ``(m,)`` the body follows somebody it has a tie to.
        own_speed: ``(m,)`` m/s each could go.
    """
    bodies.pace[:] = np.inf
    rows = np.flatnonzero(tied & _FOLLOWS[bodies.act] & ~bodies.done & bodies.present)
    ahead = bodies.target[rows]
    away = bodies.position[ahead] - bodies.position[rows]
    distance = np.hypot(away[:, 0], away[:, 1])
    group = distance < GROUP
    pace = own_speed[rows] * np.where(distance > LAGGING, 0.5, 1.0)
    np.minimum.at(bodies.pace, ahead[group], pace[group])
