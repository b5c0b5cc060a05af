"""Where each body is going, and through which door next: the bridge from acts to navigation."""

from muster.world.acts import PERSON_ACTS, Act
from muster.world.bodies import Bodies
from muster.world.navigation.routes import Goal, Router

STANDING, ROUTED, STRAIGHT = 0, 1, 2
"""Values of ``Bodies.walks``."""

_CHASES = frozenset(int(act) for act in (*PERSON_ACTS, Act.CONFRONT))

Point = tuple[float, float]


class Errands:
    """Goals of bodies, with the doors each knows to be shut and the regions each would rather not cross."""

    def __init__(self, bodies: Bodies, router: Router) -> None:
        self._bodies = bodies
        self._router = router
        self._shut: list[frozenset[int]] = [frozenset()] * len(bodies.present)
        self._avoid: list[frozenset[int]] = [frozenset()] * len(bodies.present)

    def forget(self, body: int, shut: frozenset[int], avoid: frozenset[int]) -> None:
        """Replace what the body knows to be shut and wants to avoid; before ``send``."""
        self._shut[body], self._avoid[body] = shut, avoid

    def finds_shut(self, body: int, door: int) -> None:
        """The body has tried a door that is barred."""
        self._shut[body] |= {door}

    def send(self, body: int, region: int, point: Point) -> bool:
        """Set the body walking to a point; False when it knows no way there, and then it stands."""
        bodies = self._bodies
        bodies.goal_region[body] = region
        bodies.goal[body] = point
        bodies.walks[body] = ROUTED
        return self.reroute(body)

    def halt(self, body: int) -> None:
        """Stand still."""
        self._bodies.walks[body] = STANDING
        self._bodies.next_door[body] = -1
        self._bodies.field[body] = -1

    def reroute(self, body: int) -> bool:
        """Choose the next door anew, from where the body is; False when there is no way."""
        bodies = self._bodies
        region = int(bodies.region[body])
        goal = self._goal(body, region)
        leg = self._router.next_door(region, bodies.position[body], goal, self._shut[body], self._avoid[body])
        if not leg.is_reachable:
            self.halt(body)
            return False
        bodies.next_door[body] = leg.door
        bodies.field[body] = leg.field
        return True

    def _goal(self, body: int, region: int) -> Goal:
        """Return what to ask the router for: somebody on the move is looked for by region, then by metre.

        Every exact point would have a search and a field of its own.
        """
        goal_region = int(self._bodies.goal_region[body])
        x, y = (float(xy) for xy in self._bodies.goal[body])
        if self._bodies.act[body] not in _CHASES:
            return goal_region, (x, y)
        return goal_region if goal_region != region else (goal_region, (round(x), round(y)))
