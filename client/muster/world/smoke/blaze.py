"""What the fire does to the people in the world, and what they do about it."""

from collections.abc import Callable

from muster.world.acts import Health
from muster.world.arrays import Floats
from muster.world.bodies import Bodies
from muster.world.doors import Doors
from muster.world.events import Event, EventKind
from muster.world.navigation.plan import FloorPlan
from muster.world.smoke.smoke import STEP, Smoke
from muster.world.smoke.turning import faced, has_turned

_BY_HAND = frozenset({EventKind.ALARM, EventKind.FOUGHT_FIRE})


class Blaze:
    """Lets smoke slow, turn and overcome people, and lets them set off the alarm and put the fire out.

    Args:
        smoke: the fire and its smoke.
        bodies, plan, doors, seed, dt: of the world.
        report: hears of an event of a body, and of what it is done to or -1. happen: hears of any event.
        harmed: lets a body come to harm.
    """

    def __init__(
        self,
        smoke: Smoke,
        bodies: Bodies,
        *,
        plan: FloorPlan,
        doors: Doors,
        seed: int,
        dt: float,
        report: Callable[[EventKind, int, int], None],
        happen: Callable[[Event], None],
        harmed: Callable[[int, Health], None],
    ) -> None:
        self._smoke, self._bodies, self._plan, self._doors = smoke, bodies, plan, doors
        self._seed, self._dt, self._every = seed, dt, round(STEP / dt)
        self._report, self._happen, self._harmed = report, happen, harmed

    def faces(self, body: int) -> int:
        """Return the door by which a body is about to walk into thick smoke that it can see; -1 for none."""
        return faced(self._bodies, self._plan, self._smoke.extinction, self._doors.closed, body)

    def note_turn(self, body: int, door: int) -> None:
        """Tell of a body that has just been given another way, if it faced smoke beyond ``door`` and goes elsewhere."""
        if has_turned(self._bodies, body, door):
            self._smoke.turned[body] = True
            self._report(EventKind.TURNED_BACK, body, door)

    def slow(self, own: Floats) -> None:
        """Take from the ``(m,)`` speeds that people walk at of themselves, m/s, what the smoke around each takes."""
        own *= self._smoke.speed_factor[self._bodies.region]

    def step(self, events: list[Event], tick: int) -> None:
        """Move on by a tick, in which ``events`` have happened: those that were in vain are taken out of it."""
        self._fight(events, tick)
        if tick % self._every == 0:
            self._spread(tick)

    def _fight(self, events: list[Event], tick: int) -> None:
        """Let what people did about the fire in this tick take effect, but for what others have done already."""
        smoke = self._smoke
        happened = events.copy()
        events.clear()
        for event in happened:
            is_in_vain = smoke.alarmed if event.kind is EventKind.ALARM else not smoke.is_burning
            if event.agent < 0 or event.kind not in _BY_HAND or not is_in_vain:
                events.append(event)
            smoke.alarmed |= event.kind is EventKind.ALARM
            if event.kind is EventKind.FOUGHT_FIRE and smoke.is_beaten(event.agent, self._seed, tick):
                smoke.put_out()
                self._report(EventKind.FIRE_OUT, event.agent, -1)

    def _spread(self, tick: int) -> None:
        for body in self._smoke.step(self._bodies, self._doors.closed, tick, self._dt, self._happen):
            self._report(EventKind.OVERCOME, body, -1)
            self._harmed(body, Health.INCAPACITATED)
