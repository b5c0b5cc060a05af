"""What a trainee's client is told: what the body they move sees, hears, feels and knows, and nothing else.

Sight and hearing are those of ``muster.perception``: what a mind in that body would not see or hear is not told to a
trainee in it. Three things that a mind has no use for are added, for the picture: people between 15 m and 40 m, without
saying who they are; those who stand at a muster point; and doors and rooms that come into view.
"""

import math
from typing import NamedTuple

import numpy as np

from muster.behavior.v1.vocabulary import CueKind
from muster.client.episode import Episode
from muster.client.log import poses
from muster.perception.percept import Cue
from muster.perception.seeing import ACQUAINTED, AROUND, BUSY, FAR, FIELD, RUNS_FROM, WALKS_FROM, in_view
from muster.perception.words import PLAIN_TO_SEE, SEEN_DOING
from muster.render.scene import statures
from muster.world.acts import DOWN, Act, Door
from muster.world.arrays import Bools, Bytes, Floats
from muster.world.events import EventKind
from muster.world.lights import lost_in_the_dark
from muster.world.sight import sees, sees_many

_PLAIN = frozenset(int(act) for act in PLAIN_TO_SEE)
BEYOND_DOOR = 0.8  # metres past an open door at which a room is looked into


class Person(NamedTuple):
    """Somebody in view.

    Attributes:
        body: a number for this body for as long as it stays in view; another one when it comes back.
        name: "" beyond 15 m, where nobody is recognised.
        position: metres, x, y, z of the feet. heading: radians anticlockwise from east. speed: m/s.
        pose, health: numbers of ``codes.Pose`` and ``codes.Health``.
        doing: in words, as far as it shows; "" beyond 15 m.
        stature: metres.
    """

    body: int
    name: str
    position: tuple[float, float, float]
    heading: float
    speed: float
    pose: int
    health: int
    doing: str
    stature: float


class Sound(NamedTuple):
    """Something noticed, mostly by ear.

    Attributes:
        text: what was said; "" when it was not understood, or nobody spoke.
        speaker: name, as far as recognised; "" otherwise. body: of the speaker, if in view; else 0.
        place: where it seems to come from, in words.
        bearing: radians anticlockwise from east, toward the speaker or the door it came by; None when it has none.
        metres: as judged; 0 for no idea.
    """

    kind: CueKind
    text: str = ""
    speaker: str = ""
    body: int = 0
    place: str = ""
    bearing: float | None = None
    metres: float = 0.0


class Own(NamedTuple):
    """The trainee's own body: as in ``Person``; ``busy`` is what its hands are at, for ``seconds`` more."""

    position: tuple[float, float, float]
    heading: float
    speed: float
    storey: int
    region: int
    pose: int
    health: int
    busy: str
    seconds: float
    hidden: bool
    outside: bool


class Threat(NamedTuple):
    """The threat in sight: metres, radians."""

    position: tuple[float, float, float]
    heading: float


class Known(NamedTuple):
    """Everything that is told of one moment.

    Attributes:
        threat: where it is seen; None out of sight.
        doors: those in view, by number, as they look: a locked door looks closed, but to who knows.
        regions: those that have come into view for the first time.
        lit: whether the light is on here.
        alarm: whether it is heard here.
        refused: what was tried in vain since the last moment, and why.
    """

    time: float
    own: Own
    people: tuple[Person, ...]
    threat: Threat | None
    doors: tuple[tuple[int, int], ...]
    regions: tuple[int, ...]
    lit: bool
    alarm: bool
    sounds: tuple[Sound, ...]
    refused: tuple[str, ...]


class Knowing:
    """Keeps what one played body has come to know of the building, and whom it has in view; ask it after every step."""

    def __init__(self, episode: Episode, agent: int) -> None:
        self._episode, self._world, self._agent = episode, episode.world, agent
        building, known = episode.world.scenario.building, episode.perception.known
        self._names = [region.name for region in building.regions]
        self._statures = statures([person.age for person in episode.world.cast])
        self.regions = {region for region in range(len(building.regions)) if known.regions.knows(agent, region)}
        self._told: set[int] = set()
        self._in_view: dict[int, int] = {}  # body numbers of people in view
        self._bodies = 0

    def now(self) -> Known:
        """Return what is known now; what was heard is told once."""
        world, me = self._world, self._agent
        bodies = world.bodies
        people = self._people()
        doors = self._doors_in_view()
        self._look_into(doors)
        fresh = self.regions - self._told
        self._told |= fresh
        region = int(bodies.region[me])
        return Known(
            time=world.tick * world.dt,
            own=self._own(),
            people=people,
            threat=self._threat(),
            doors=tuple((door, self._looks(door, region)) for door in doors),
            regions=tuple(sorted(fresh)),
            lit=bool(world.lights[region]),
            alarm=self._episode.perception.hears_alarm(me),
            sounds=tuple(self._sound(cue) for cue in self._episode.perception.noticed(me)),
            refused=tuple(row.text for row in self._episode.happened() if self._is_refusal(row.agent, row.kind)),
        )

    def person_of(self, body: int) -> str:
        """Return the id of the person whose body in view has a number, for plays that name somebody; "" for none."""
        rows = (row for row, number in self._in_view.items() if number == body)
        return next((self._world.cast[row].id for row in rows), "")

    def _is_refusal(self, agent: int | None, kind: str) -> bool:
        return agent == self._agent and kind == EventKind.REFUSED.value

    def _own(self) -> Own:
        world, me = self._world, self._agent
        bodies = world.bodies
        left = max(int(bodies.works_until[me]) - world.tick, 0) * world.dt if not bodies.done[me] else 0.0
        return Own(
            position=self._at(me),
            heading=_angle(bodies.heading[me]),
            speed=float(bodies.speed[me]),
            storey=int(world.plan.region_storey[bodies.region[me]]),
            region=int(bodies.region[me]),
            pose=int(poses(world)[me]),
            health=int(bodies.health[me]),
            busy=Act(int(bodies.act[me])).name.lower() if left else "",
            seconds=round(left, 3),
            hidden=bool(bodies.hidden_in[me] >= 0),
            outside=bool(bodies.outside[me]),
        )

    def _at(self, body: int) -> tuple[float, float, float]:
        bodies = self._world.bodies
        x, y = bodies.position[body].tolist()
        z = self._world.plan.z_at(bodies.region[body : body + 1], bodies.position[body : body + 1])
        return x, y, float(z[0])

    def _shows(self) -> Bools:
        """Return ``(m,)`` whom there is something to see of: not those in hiding, nor responders still on their way."""
        world = self._world
        bodies = world.bodies
        shows = bodies.present | (bodies.health == DOWN)
        shows[: world.occupants] |= bodies.assembled[: world.occupants]
        if not world.lights.all():
            shows &= ~lost_in_the_dark(bodies, world.lights, self._agent)
        return shows

    def _people(self) -> tuple[Person, ...]:
        world, bodies = self._world, self._world.bodies
        rows, metres = in_view(
            bodies.position,
            bodies.heading,
            bodies.layer,
            self._shows(),
            world.plan.walls,
            world.people,
            self._agent,
            FAR,
        )
        self._in_view = {row: self._in_view.get(row) or self._number() for row in rows.tolist()}
        z, pose = world.plan.z_at(bodies.region[rows], bodies.position[rows]), poses(world)
        return tuple(
            self._person(row, float(z[k]), pose, is_near=bool(metres[k] <= ACQUAINTED))
            for k, row in enumerate(rows.tolist())
        )

    def _number(self) -> int:
        self._bodies += 1
        return self._bodies

    def _person(self, row: int, z: float, pose: Bytes, *, is_near: bool) -> Person:
        bodies = self._world.bodies
        x, y = bodies.position[row].tolist()
        return Person(
            body=self._in_view[row],
            name=self._world.cast[row].name if is_near else "",
            position=(x, y, z),
            heading=_angle(bodies.heading[row]),
            speed=float(bodies.speed[row]),
            pose=int(pose[row]),
            health=int(bodies.health[row]) if is_near else 2 * int(bodies.health[row] == DOWN),
            doing=self._doing(row) if is_near else "",
            stature=float(self._statures[row]),
        )

    def _doing(self, row: int) -> str:
        """Return what somebody is seen to do, in the words that minds are given."""
        bodies = self._world.bodies
        if bodies.health[row] == DOWN:
            return SEEN_DOING[0]
        act = int(bodies.act[row])
        if act in _PLAIN and not bodies.done[row] and bodies.works_until[row] > 0:
            return SEEN_DOING[BUSY + act]
        speed = float(bodies.speed[row])
        return SEEN_DOING[3 if speed >= RUNS_FROM else 2 if speed >= WALKS_FROM else 1]

    def _threat(self) -> Threat | None:
        """Return the threat if it is in sight, by the rule of ``perception.seeing.sees_threat``."""
        world, me = self._world, self._agent
        if not world.threat_present:
            return None
        bodies, row = world.bodies, world.people
        dx, dy = (bodies.position[row] - bodies.position[me]).tolist()
        metres = math.hypot(dx, dy)
        ahead_x, ahead_y = bodies.heading[me].tolist()
        is_before = metres < AROUND or dx * ahead_x + dy * ahead_y >= FIELD * metres
        is_lit = bool(world.lights[bodies.region[row]]) or metres < AROUND
        if bodies.layer[me] != bodies.layer[row] or metres >= FAR or not is_before or not is_lit:
            return None
        (x, y), (to_x, to_y) = bodies.position[me].tolist(), bodies.position[row].tolist()
        if not sees(world.plan.walls, int(bodies.layer[me]), x, y, to_x, to_y):
            return None
        return Threat(self._at(row), _angle(bodies.heading[row]))

    def _doors_in_view(self) -> list[int]:
        """Return the doors whose middle is in line of sight, in the building's order."""
        world, me = self._world, self._agent
        bodies, plan = world.bodies, world.plan
        away = np.hypot(*(plan.door_middle - bodies.position[me]).T)
        layers = plan.region_layer[plan.door_regions]
        near = np.flatnonzero((layers == bodies.layer[me]).any(axis=1) & (away < FAR))
        here = np.tile(bodies.position[me], (len(near), 1))
        seen = sees_many(plan.walls, np.full(len(near), bodies.layer[me], np.int32), here, plan.door_middle[near])
        return near[seen].tolist()

    def _looks(self, door: int, region: int) -> int:
        """Return how a door looks: barricades show on their side, locks to nobody but those who know."""
        world = self._world
        state = world.door_state(door)
        if state is Door.OPEN or state is Door.CLOSED:
            return int(state)
        if state is Door.BARRICADED and int(world.doors.piled_from[door]) == region:
            return int(state)
        has_turn = bool(world.doors.turn[door]) and int(world.plan.door_regions[door, 0]) == region
        is_known = door in self._episode.perception.known.locked[self._agent]
        return int(Door.LOCKED if is_known or (state is Door.LOCKED and has_turn) else Door.CLOSED)

    def _look_into(self, doors: list[int]) -> None:
        """Rooms that one stands in, or looks into by an open door, are known from now on."""
        world = self._world
        self.regions.add(int(world.bodies.region[self._agent]))
        x, y = world.bodies.position[self._agent].tolist()
        for door in doors:
            if world.doors.closed[door]:
                continue
            for region in world.plan.door_regions[door].tolist():
                if region not in self.regions:
                    to_x, to_y = world.places.door_side[door, region]
                    if sees(world.plan.walls, int(world.bodies.layer[self._agent]), x, y, to_x, to_y):
                        self.regions.add(region)

    def _sound(self, cue: Cue) -> Sound:
        speaker = self._world.cast[cue.speaker].name if cue.speaker >= 0 else ""
        body = self._in_view.get(cue.speaker, 0)
        return Sound(cue.kind, cue.text, speaker, body, cue.place, self._bearing(cue), cue.distance)

    def _bearing(self, cue: Cue) -> float | None:
        """Return the way to whoever speaks in the same room, or to the door of it by which a sound came."""
        world, me = self._world, self._agent
        bodies = world.bodies
        region = int(bodies.region[me])
        if cue.speaker >= 0 and bodies.region[cue.speaker] == region:
            return _angle(bodies.position[cue.speaker] - bodies.position[me])
        doors = [int(door) for door in world.plan.doors_of(region) if self._names[self._other(int(door))] == cue.place]
        if not doors:
            return None
        ways = world.plan.door_middle[doors] - bodies.position[me]
        return _angle(ways[int(np.argmin(np.hypot(*ways.T)))])

    def _other(self, door: int) -> int:
        a, b = self._world.plan.door_regions[door].tolist()
        return b if a == int(self._world.bodies.region[self._agent]) else a


def _angle(direction: Floats) -> float:
    return math.atan2(float(direction[1]), float(direction[0]))
