"""Help from outside: called, on its way, there, in command; then the building is released (``release.py``).

An abstraction throughout. Nobody fights and nobody is arrested in our sight: when responders come in, the threat has no
further part in the exercise, and some time later it counts as contained. What is modelled is what people in rooms
notice of it all: voices, knocks, doors that open, somebody in uniform who says that they can come out.
"""

from collections.abc import Callable, Sequence

import numpy as np

from muster.scenario.building import Building, RegionKind
from muster.scenario.response import Response
from muster.world import draws
from muster.world.arrays import Floats
from muster.world.draws import Purpose
from muster.world.errands import Point
from muster.world.events import Event, EventKind
from muster.world.release import Board, Pair, Phase, Report
from muster.world.site import Site

LOOKS_EVERY = 0.25  # seconds between a pair's looks at how it stands
APART = 0.9  # metres between responders as they arrive

_NEVER = 1 << 60  # ticks


class Responders:
    """Bodies ``rows`` that come when called. ``withdraw`` takes the threat out of the exercise.

    Attributes:
        are_there: the threat has no further part. is_contained: they have seen to it, and release rooms.
    """

    def __init__(
        self,
        response: Response,
        building: Building,
        site: Site,
        rows: range,
        *,
        seed: int,
        dt: float,
        report: Report,
        withdraw: Callable[[], bool],
    ) -> None:
        self._response, self._site, self._rows, self._dt = response, site, rows, dt
        self._report, self._withdraw = report, withdraw
        alarm = (EventKind.ALARM,) if response.called_by_alarm else ()
        self._is_call = frozenset((EventKind.CALLED, *alarm))
        self._delay = _drawn(response, rows, seed)
        self._exit = _entrance(response, building, site)
        self._arrive_at = self._contain_at = _NEVER
        self._every = max(round(LOOKS_EVERY / dt), 1)
        self._pairs = self._paired(building)
        self.are_there = self.is_contained = self._is_over = False
        self._has_threat = False
        self._stand_by()

    def step(self, events: Sequence[Event], tick: int) -> None:
        """Take notice of this tick's ``events`` and go on."""
        if self._arrive_at == _NEVER:
            self._listen(events, tick)
        elif tick == self._arrive_at:
            self._arrive(tick)
        elif tick == self._contain_at:
            self._contain()
        elif self.is_contained and tick % self._every == 0:
            self._release(tick)

    def refused(self, body: int, door: int, tick: int) -> None:
        """A barred door is in one's way."""
        self._pairs[(body - self._rows.start) // 2].refused(body, door, tick)

    def crossed(self, body: int, *, outside: bool) -> None:
        """One has gone in or out."""
        self._site.bodies.outside[body] = outside

    def digest(self) -> bytes:
        """Return what the next step depends on, bodies and doors left out."""
        state = [self._arrive_at, self._contain_at, *((int(pair.phase), pair.room) for pair in self._pairs)]
        return repr(state).encode()

    def _listen(self, events: Sequence[Event], tick: int) -> None:
        call = next((event for event in events if event.kind in self._is_call), None)
        if call is not None:
            self._arrive_at = tick + max(round(self._delay / self._dt), 1)
            self._report(EventKind.DISPATCHED, self._rows.start, call.agent)

    def _stand_by(self) -> None:
        """Put them where they will arrive; until then they are not there, and count as assembled elsewhere."""
        bodies = self._site.bodies
        region = self._site.places.beyond_exit[self._exit][0]
        for row, point in zip(self._rows, self._standing_places(), strict=True):
            bodies.position[row], bodies.region[row] = point, region
            bodies.layer[row] = self._site.places.region_layer[region]
            bodies.present[row], bodies.assembled[row], bodies.outside[row] = False, True, True

    def _arrive(self, tick: int) -> None:
        bodies, rows = self._site.bodies, self._rows
        bodies.present[rows.start : rows.stop], bodies.assembled[rows.start : rows.stop] = True, False
        self.are_there, self._has_threat = True, self._withdraw()
        self._report(EventKind.RESPONDERS_ARRIVED, rows.start, self._exit)
        self._contain_at = tick + max(round(self._response.contained_after / self._dt), 1)

    def _contain(self) -> None:
        self.is_contained = True
        if self._has_threat:
            self._report(EventKind.THREAT_CONTAINED, self._rows.start, -1)

    def _release(self, tick: int) -> None:
        for pair in self._pairs:
            pair.step(tick)
        if not self._is_over and all(pair.phase is Phase.DONE for pair in self._pairs):
            self._is_over = True
            self._report(EventKind.ALL_RELEASED, self._rows.start, -1)

    def _paired(self, building: Building) -> list[Pair]:
        kinds = np.array([list(RegionKind).index(region.kind) for region in building.regions])
        room, outside = (list(RegionKind).index(kind) for kind in (RegionKind.ROOM, RegionKind.OUTSIDE))
        board = Board(np.flatnonzero(kinds == room), np.flatnonzero((kinds != room) & (kinds != outside)))
        rows = list(self._rows)
        return [
            Pair(tuple(rows[k : k + 2]), self._site, board, self._report, seconds=1.0 / self._dt)
            for k in range(0, len(rows), 2)
        ]

    def _standing_places(self) -> list[Point]:
        """Return a place for each, near the entrance, apart from each other."""
        region, (x, y) = self._site.places.beyond_exit[self._exit]
        steps = np.arange(-6, 7) * APART
        grid = np.stack(np.meshgrid(x + steps, y + steps), axis=-1).reshape(-1, 2)
        grid = grid[np.argsort(np.hypot(*(grid - (x, y)).T), kind="stable")]
        inside = [_point(each) for each in grid if self._site.plan.region_of(each, region) == region]
        return [inside[k % len(inside)] if inside else (x, y) for k in range(len(self._rows))]


def _point(xy: Floats) -> Point:
    return float(xy[0]), float(xy[1])


def _drawn(response: Response, rows: range, seed: int) -> float:
    """Return seconds from the call to the arrival."""
    soonest, latest = response.delay
    return soonest + (latest - soonest) * draws.uniform_of(seed, rows.start, Purpose.RESPONSE, 0)


def _entrance(response: Response, building: Building, site: Site) -> int:
    """Return the exit they come in by: the one named, or the widest."""
    ids = [exit.id for exit in building.exits]
    if response.enters_by:
        return ids.index(response.enters_by)
    return int(np.argmax(site.plan.door_width[site.places.exit_doors]))
