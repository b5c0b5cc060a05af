"""How a scripted trainee gets about: it steers as somebody at the keys would, by the way its person knows."""

import math
from collections.abc import Generator

import numpy as np

from muster.client.episode import Episode
from muster.scenario.play import Pace, Play, PlayKind
from muster.world.navigation.routes import Router

STEER_EVERY = 0.25  # seconds between two corrections; a person at the keys makes about as many
STUCK_AFTER = 1.5  # seconds of not getting on after which it steps aside
ASIDE = 1.2  # radians
GIVES_UP = 120.0  # seconds for one way

Point = tuple[float, float]


class Legs:
    """Walks one played body; every ``yield`` lets one step of the episode go by."""

    def __init__(self, episode: Episode, agent: int) -> None:
        self._episode, self._world, self._agent = episode, episode.world, agent
        self._router = Router(episode.world.plan)  # of its own: what it looks up leaves no trace in the world
        self._every = max(round(STEER_EVERY * self._world.ticks_per_second), 1)

    @property
    def region(self) -> int:
        """Where it stands."""
        return int(self._world.bodies.region[self._agent])

    def away(self, point: Point) -> float:
        """Return metres to a point, as the crow flies."""
        x, y = self._world.bodies.position[self._agent].tolist()
        return math.hypot(point[0] - x, point[1] - y)

    def metres_to(self, region: int, point: Point) -> float:
        """Return metres to a point by the way it would go; infinity when it knows none."""
        here = self._world.bodies.position[self._agent]
        return self._router.next_door(self.region, here, (region, point), self._shut()).distance

    def walk(
        self, region: int, point: Point, *, within: float = 0.6, pace: Pace = Pace.WALK
    ) -> Generator[None, None, bool]:
        """Walk to a point of a region; return whether it got there."""
        ticks, left = round(GIVES_UP * self._world.ticks_per_second), math.inf
        stuck, side = 0, 1.0
        for tick in range(ticks):
            if self.region == region and self.away(point) <= within:
                self.stand()
                return True
            if tick % self._every == 0:
                now = self.metres_to(region, point)
                if math.isinf(now):
                    break
                stuck = stuck + 1 if now > left - 0.1 else 0
                left = now
                side = -side if stuck and stuck * STEER_EVERY % STUCK_AFTER == 0 else side
                self._steer(region, point, pace, ASIDE * side if stuck * STEER_EVERY >= STUCK_AFTER else 0.0)
            yield
        self.stand()
        return False

    def stand(self) -> None:
        """Take no further step."""
        self._episode.play(self._agent, Play(PlayKind.STEER))

    def _shut(self) -> frozenset[int]:
        return self._episode.perception.known.shut[self._agent]

    def _steer(self, region: int, point: Point, pace: Pace, aside: float) -> None:
        x, y = self._world.bodies.position[self._agent].tolist()
        to_x, to_y = self._ahead(region, point)
        angle = math.atan2(to_y - y, to_x - x) + aside
        share = min(1.0, max(math.hypot(to_x - x, to_y - y), 0.3) / 0.6) if self.region == region else 1.0
        toward = (share * math.cos(angle), share * math.sin(angle))
        self._episode.play(self._agent, Play(PlayKind.STEER, toward, gait=pace))

    def _ahead(self, region: int, point: Point) -> Point:
        """Return the next point to make for: the goal itself where it lies before one."""
        position = self._world.bodies.position[[self._agent]]
        step = self._router.next_door(self.region, position[0], (region, point), self._shut())
        if step.door < 0 and step.field < 0:
            return point
        here, field, door = np.array([self.region]), np.array([step.field]), np.array([step.door])
        x, y = self._router.aim(position, here, field, door)[0].tolist()
        return x, y
