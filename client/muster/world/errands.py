"""Where each body is going, and through which door next: the bridge from acts to navigation."""

from muster.world.acts import PERSON_ACTS, Act
from muster.world.bodies import Bodies
from muster.world.compile import kernel
from muster.world.navigation.grid import PlanArrays
from muster.world.navigation.plan import FloorPlan
from muster.world.navigation.routes import Goal, Router, Step
from muster.world.navigation.sightline import NO_DOORWAY, fits, sheet_of

STANDING, ROUTED, STRAIGHT = 0, 1, 2
"""Values of ``Bodies.walks``."""

TURNING_BACK_SAVES = 6.0  # metres

SIDLING = 0.12  # metres kept from walls on a straight way within a room: along a wall is fine, it pushes one off
HANGING = 1.5  # seconds without getting on, for somebody on a straight way

_CHASES = frozenset(int(act) for act in (*PERSON_ACTS, Act.CONFRONT))

Point = tuple[float, float]


class Errands:
    """Goals of bodies, with the doors each knows to be shut and the regions each would rather not cross."""

    def __init__(self, bodies: Bodies, plan: FloorPlan, router: Router) -> None:
        self._bodies = bodies
        self._plan = plan.arrays
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

    def reroute(self, body: int, came_by: int = -1) -> bool:
        """Choose the next door anew, from where the body is; False when there is no way.

        Who has just come by a door turns back only where that saves real walking: costs beyond a door are counted from
        its middle, and somebody passing at its edge would else find the way back a little shorter, and back again.
        """
        if self._goes_straight(body):
            return True
        leg = self._leg(body, self._shut[body])
        if came_by >= 0 and leg.door == came_by:
            onward = self._leg(body, self._shut[body] | {came_by})
            if onward.distance < leg.distance + TURNING_BACK_SAVES:
                leg = onward
        if not leg.is_reachable:
            self.halt(body)
            return False
        self._bodies.next_door[body], self._bodies.field[body] = leg.door, leg.field
        if leg.field < 0 and self._bodies.stuck[body] > HANGING:
            self._bodies.field[body] = self._router.fields.to_door(leg.door, int(self._bodies.region[body]))
        return True

    def _goes_straight(self, body: int) -> bool:
        """Set the body walking straight to a goal that lies clear before it: no field is needed for that.

        Who has been pushed aside and hangs behind a table (see ``Bodies.stuck``) takes a field all the same.
        """
        bodies, region = self._bodies, int(self._bodies.region[body])
        if region != bodies.goal_region[body]:
            bodies.walks[body] = ROUTED
            return False
        (x, y), (goal_x, goal_y) = bodies.position[body], bodies.goal[body]
        if bodies.stuck[body] > HANGING or not _is_clear(self._plan, region, x, y, goal_x, goal_y):
            bodies.walks[body] = ROUTED
            return False
        bodies.walks[body], bodies.next_door[body], bodies.field[body] = STRAIGHT, -1, -1
        return True

    def _leg(self, body: int, shut: frozenset[int]) -> Step:
        region = int(self._bodies.region[body])
        position = self._bodies.position[body]
        return self._router.next_door(region, position, self._goal(body, region), shut, self._avoid[body])

    def _goal(self, body: int, region: int) -> Goal:
        """Return what to ask the router for: somebody on the move is looked for by region, then by metre.

        Every exact point would have a search and a field of its own.
        """
        goal_region = int(self._bodies.goal_region[body])
        x, y = (float(xy) for xy in self._bodies.goal[body])
        if self._bodies.act[body] not in _CHASES:
            return goal_region, (x, y)
        return goal_region if goal_region != region else (goal_region, (round(x), round(y)))


@kernel
def _is_clear(plan: PlanArrays, region: int, ax: float, ay: float, bx: float, by: float) -> bool:
    return fits(sheet_of(plan, region), (ax, ay, bx, by), SIDLING, NO_DOORWAY)
