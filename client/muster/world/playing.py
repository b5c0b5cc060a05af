"""Bodies that trainees move: which they are, which way each is steered, and how that reaches the law of motion.

A played body is a body like any other: walls, people, stairs, injury and gait slow it as they do all. Only its wish
to go somewhere comes from outside.
"""

import hashlib
import math

import numpy as np

from muster.scenario.play import Pace, Play, Rights
from muster.world.acts import DOWN, Gait
from muster.world.arrays import Bools, Floats, Ints
from muster.world.bodies import NEVER, Bodies
from muster.world.doors import HAND_REACH, Doors
from muster.world.errands import STANDING
from muster.world.navigation.plan import FloorPlan

STEERED = 3
"""Value of ``Bodies.walks``, beside those in ``errands``."""

DOOR_AHEAD = 0.5
"""Cosine of the angle within which somebody who steers for a door is taken to want to pass it: 60 degrees; ours."""

ABREAST = 1.5  # metres within which somebody stays at an injured person's side

_GAIT = {Pace.WALK: Gait.WALK, Pace.RUN: Gait.RUN, Pace.CROUCH: Gait.CROUCH, Pace.CRAWL: Gait.CRAWL}


class Playing:
    """Who is played, and what each trainee wants of the body at this moment.

    Attributes:
        mask: ``(m,)`` which bodies are played; the threat's never is.
        rows: their numbers, ascending.
        leads: ``(m,)`` who has asked others to follow.
        calls: ``(m,)`` who has begun to call names at a muster point.
        assembled: ``(m,)`` who has reached a muster point; unlike others, whoever is played may walk on from there.
        is_used: whether anybody has been played in this world.
    """

    def __init__(self, bodies: Bodies, plan: FloorPlan, doors: Doors) -> None:
        m = len(bodies.present)
        self._bodies, self._plan, self._doors = bodies, plan, doors
        self.mask: Bools = np.zeros(m, np.bool_)
        self.rows: list[int] = []
        self.leads: Bools = np.zeros(m, np.bool_)
        self.assembled: Bools = np.zeros(m, np.bool_)
        self.calls: Bools = np.zeros(m, np.bool_)
        self.is_used = False
        self._toward: Floats = np.zeros((m, 2))
        self._look: Floats = np.full(m, np.nan)
        self._helps: Ints = np.full(m, -1, np.int64)
        self._rights: dict[int, Rights] = {}
        self._refused_at: dict[tuple[int, int], int] = {}

    def take(self, body: int, rights: Rights) -> None:
        """From now on a trainee moves a body."""
        self.is_used = True
        self.mask[body] = True
        self._rights[body] = rights
        self._forget(body)

    def release(self, body: int) -> None:
        """From now on its mind does again."""
        self.mask[body] = False
        self._forget(body)

    def rights(self, body: int) -> Rights:
        """Return what the role of whoever plays a body lets them work."""
        return self._rights[body]

    def _forget(self, body: int) -> None:
        self.rows = np.flatnonzero(self.mask).tolist()
        self._toward[body], self._look[body], self._helps[body], self.leads[body] = 0.0, np.nan, -1, False

    def stand(self, body: int) -> None:
        """Stop, and let go of whoever was being helped."""
        self._toward[body], self._helps[body] = 0.0, -1

    def steer(self, body: int, play: Play) -> None:
        """Go on in a direction until told otherwise."""
        x, y = play.toward
        length = math.hypot(x, y)
        self._toward[body] = (x / length, y / length) if length > 1.0 else (x, y)
        self._look[body] = np.nan if play.look is None else play.look
        self._bodies.gait[body] = _GAIT[play.gait]

    def help(self, body: int, other: int) -> None:
        """Stay at somebody's side: what an injured person can do then is in ``steering``."""
        self._helps[body] = other

    def is_steered(self, body: int) -> bool:
        """Whether somebody wants to move."""
        return bool(self._toward[body].any())

    def move(self, toward: Floats, wanted: Floats, own: Floats) -> None:
        """Write the wishes of those who are played into those of all.

        Args:
            toward: ``(m, 2)`` unit vectors.
            wanted: ``(m,)`` m/s.
            own: ``(m,)`` m/s that each could go.
        """
        bodies = self._bodies
        for body in self.rows:
            x, y = self._toward[body]
            share = math.hypot(x, y)
            is_still = share < 1e-6 or not bodies.present[body] or bodies.health[body] == DOWN
            bodies.stuck[body] = 0.0  # nobody's feet turn aside by lot who has them in their own hands
            bodies.walks[body] = STANDING if is_still else STEERED
            bodies.next_door[body] = -1 if is_still else self._door_ahead(body, x / share, y / share)
            wanted[body] = 0.0 if is_still else share * own[body]
            toward[body] = (0.0, 0.0) if is_still else (x / share, y / share)

    def face(self) -> None:
        """Turn those who look another way than they go."""
        for body in self.rows:
            look = self._look[body]
            if not math.isnan(look) and self._bodies.health[body] != DOWN:
                self._bodies.heading[body] = math.cos(look), math.sin(look)

    def keep_helping(self, tick: int) -> None:
        """Those at an injured person's side hold them up."""
        bodies = self._bodies
        for body in self.rows:
            other = int(self._helps[body])
            if other >= 0 and np.hypot(*(bodies.position[other] - bodies.position[body])) < ABREAST:
                bodies.helped[other] = tick

    def may_tell_refusal(self, body: int, door: int, tick: int, again_after: int) -> bool:
        """Whether it is news that a door refuses a body: not while somebody keeps pushing against it."""
        last = self._refused_at.get((body, door), NEVER)
        self._refused_at[body, door] = tick
        return tick - last > again_after

    def digest(self) -> bytes:
        """Return a digest of what the next step depends on."""
        state = hashlib.blake2b(digest_size=16)
        for array in (self.mask, self.leads, self.calls, self.assembled, self._toward, self._look, self._helps):
            state.update(np.ascontiguousarray(array).data)
        return state.digest()

    def _door_ahead(self, body: int, x: float, y: float) -> int:
        """Return the door that somebody is about to pass: its handle is taken, and stairs are climbed toward it."""
        bodies, plan = self._bodies, self._plan
        region = int(bodies.region[body])
        if region < 0:
            return -1
        head = int(plan.region_head[region])
        if head >= 0:
            is_up = _ahead(bodies.position[body], plan.door_middle[head], x, y) > 0.0
            others = [int(door) for door in plan.doors_of(region) if int(door) != head]
            return head if is_up or not others else others[0]
        here_x, here_y = (float(value) for value in bodies.position[body])
        best, nearest = -1, HAND_REACH
        for door in plan.doors_of(region):
            metres = self._doors.metres_to(int(door), here_x, here_y)
            if metres < nearest and _ahead(bodies.position[body], plan.door_middle[door], x, y) > DOOR_AHEAD:
                best, nearest = int(door), metres
        return best


def _ahead(position: Floats, point: Floats, x: float, y: float) -> float:
    """Return the cosine between the way one goes and the way to a point; 1 when one stands on it."""
    dx, dy = float(point[0] - position[0]), float(point[1] - position[1])
    metres = math.hypot(dx, dy)
    return 1.0 if metres < 1e-6 else (dx * x + dy * y) / metres
