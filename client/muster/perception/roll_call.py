"""Roll call: who is on duty at a muster point calls the names of all expected, and keeps a list of those missing.

Nothing here moves a body. Callers at different muster points are in touch with each other: whoever is at any of them is
accounted for once their name has been called there. Of those missing they learn what people around them last saw.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from muster.perception.surroundings import Surroundings
from muster.scenario.persona import Duty
from muster.scenario.response import RollCall
from muster.world.events import Event, EventKind
from muster.world.world import World

ON_DUTY = frozenset({Duty.STAFF, Duty.WARDEN, Duty.SECURITY})


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who has not answered.

    Attributes:
        seen_at: simulated seconds at which somebody at a muster point last saw them; None for nobody did.
        place: where that was. by: who saw them.
        found: whether responders have found them.
    """

    person: int
    seen_at: float | None = None
    place: str = ""
    by: int = -1
    found: bool = False


@dataclass(slots=True)
class _Point:
    """One muster point with its caller: from when on names are called, and which comes next."""

    exit: int
    caller: int
    starts: int
    next: int = 0
    is_begun: bool = False
    is_done: bool = False


@dataclass(slots=True)
class _Sheet:
    """What all callers have put down together."""

    at: dict[int, str] = field(default_factory=dict[int, str])  # who is at which muster point
    accounted: set[int] = field(default_factory=set[int])
    missing: dict[int, Missing] = field(default_factory=dict[int, Missing])
    found: set[int] = field(default_factory=set[int])


class RollCalls:
    """The roll calls of one episode, at all its muster points."""

    def __init__(self, plan: RollCall, world: World, surroundings: Surroundings) -> None:
        self._plan, self._world, self._names = plan, world, surroundings.names
        self._points: dict[str, _Point] = {}
        self._sheet = _Sheet()
        self._begun: set[int] = set()  # trainees who call, or have called, the names
        self._seen: list[dict[int, tuple[int, int]]] = [{} for _ in range(world.occupants)]
        self._every = max(round(plan.seconds_a_name * world.ticks_per_second), 1)

    @property
    def is_over(self) -> bool:
        """Whether every name has been called wherever somebody is there to do it."""
        return all(point.is_done for point in self._points.values())

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Those who have not answered, in the order of the list; without those who have come since."""
        sheet = self._sheet
        return tuple(replace(sheet.missing[person], found=person in sheet.found) for person in sorted(sheet.missing))

    @property
    def accounted(self) -> int:
        """How many are accounted for; where nobody on duty is, those there are told of by others and count, too."""
        unattended = {person for person, point in self._sheet.at.items() if point not in self._points}
        return len(self._sheet.accounted | unattended)

    def sees(self, agent: int, others: Sequence[int]) -> None:
        """Somebody makes out ``others``, here and now."""
        if agent < self._world.occupants:
            tick, region = self._world.tick, self._world.bodies.region
            self._seen[agent].update((other, (tick, int(region[other]))) for other in others)

    def take(self, events: Sequence[Event]) -> list[Event]:
        """Go on with calling names; return what came of it in this tick."""
        out: list[Event] = []
        for event in events:
            if event.kind is EventKind.ASSEMBLED:
                out += self._arrives(event)
            elif event.kind is EventKind.FOUND:
                self._sheet.found.add(event.other)
        for trainee in self._world.playing.rows:
            self._begin(trainee)
        for point in self._points.values():
            out += self._call(point)
        return out

    def _begin(self, trainee: int) -> None:
        """A trainee who wants to call the names does so from now on, whoever did until then; those there stay so."""
        id = self._sheet.at.get(trainee)
        if id is None or not self._world.playing.calls[trainee] or trainee in self._begun:
            return
        self._begun.add(trainee)
        exits = [exit.muster_point for exit in self._world.scenario.building.exits]
        self._points[id] = _Point(exits.index(id), trainee, self._world.tick)

    def _arrives(self, event: Event) -> Iterator[Event]:
        id = self._world.scenario.building.exits[event.other].muster_point or ""
        self._sheet.at[event.agent] = id
        if id not in self._points and self._world.cast[event.agent].duty in ON_DUTY:
            wait = round(self._plan.starts_after * self._world.ticks_per_second)
            self._points[id] = _Point(event.other, event.agent, self._world.tick + wait)
        point = self._points.get(id)
        self._sheet.missing.pop(event.agent, None)
        if point is not None and event.agent < point.next and event.agent not in self._sheet.accounted:
            yield self._account(point, event.agent)  # the name has been called already

    def _call(self, point: _Point) -> Iterator[Event]:
        """Call the next name of one caller's list when it is time; a trainee says when to begin."""
        playing = self._world.playing
        if not point.is_begun and playing.mask[point.caller]:
            point.starts = self._world.tick if playing.calls[point.caller] else self._world.tick + 1
        since = self._world.tick - point.starts
        if point.is_done or since < 0 or since % self._every:
            return
        if not point.is_begun:
            point.is_begun = True
            yield self._event(EventKind.ROLL_CALL, point, point.exit)
        person = self._next(point)
        if person < 0:
            point.is_done = True
            yield from self._sum_up(point)
        elif self._is_at(point, person):
            yield self._account(point, person)

    def _next(self, point: _Point) -> int:
        """Return whose name comes next, those accounted for elsewhere left out; -1 at the end of the list."""
        while point.next < self._world.occupants:
            point.next += 1
            if point.next - 1 not in self._sheet.accounted:
                return point.next - 1
        return -1

    def _is_at(self, point: _Point, person: int) -> bool:
        here = self._sheet.at.get(person)
        return here is not None and self._points.get(here) is point

    def _account(self, point: _Point, person: int) -> Event:
        self._sheet.accounted.add(person)
        return self._event(EventKind.ACCOUNTED, point, person)

    def _sum_up(self, point: _Point) -> Iterator[Event]:
        """Put down who is missing: those at no muster point at all."""
        n, sheet = self._world.occupants, self._sheet
        for person in range(n):
            if person in sheet.accounted and self._is_at(point, person):
                continue
            if person not in sheet.at and person not in sheet.missing:
                sheet.missing[person] = self._asked_about(person)
                yield self._event(EventKind.MISSED, point, person, self._told(sheet.missing[person]))
        here = sum(self._is_at(point, person) for person in sheet.at)
        text = f"{here} here, {len(sheet.at)} of {n} at muster points, {len(sheet.missing)} missing"
        yield self._event(EventKind.ROLL_CALLED, point, -1, text)

    def _asked_about(self, person: int) -> Missing:
        """Return what those at the muster points last saw of somebody."""
        known = [(self._seen[by][person], by) for by in self._sheet.at if person in self._seen[by]]
        if not known:
            return Missing(person)
        (tick, region), by = max(known, key=lambda each: (each[0][0], -each[1]))
        return Missing(person, tick * self._world.dt, self._names[region] if region >= 0 else "", by)

    def _told(self, missing: Missing) -> str:
        if missing.seen_at is None:
            return ""
        minutes, seconds = divmod(int(missing.seen_at), 60)
        who = self._world.cast[missing.by].name
        return f", last seen by {who} at {minutes}:{seconds:02d} in {missing.place}"

    def _event(self, kind: EventKind, point: _Point, other: int, text: str = "") -> Event:
        bodies, caller = self._world.bodies, point.caller
        x, y = np.asarray(bodies.position[caller]).tolist()
        return Event(self._world.tick, kind, caller, other, int(bodies.region[caller]), (x, y), text)
