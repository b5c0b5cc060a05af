"""A scripted trainee: does what an exercise's critical tasks ask of its role, one after the other.

It is there to test exercises, not to show how it should be done: it begins when its person has noticed what a task
counts from, does not think, and lets nothing distract it.
"""

from collections.abc import Callable, Generator, Iterator

import numpy as np

from muster.client.episode import Episode
from muster.recording.rows import EventRow
from muster.scenario.building import RegionKind
from muster.scenario.exercise import Exercise, Phrase, Reach, Role
from muster.scenario.objective import Anchor, Criterion, CriterionKind, CriticalTask
from muster.scenario.play import Play, PlayKind, Rights
from muster.scenario.speech import Loudness, Urge
from muster.training.legs import Legs
from muster.world.acts import DOWN

HESITATES = 3.0  # seconds between noticing and the first act; as the scenarios' own reaction to a word
BETWEEN = 1.0  # seconds between two acts
TRIES = 5  # at a door in which somebody stands
LOOKS_AROUND = 2.0  # seconds in each room of a sweep

Script = Generator[None]


class Bot:
    """Plays one role in an episode; call it before every step."""

    def __init__(self, exercise: Exercise, role: Role) -> None:
        self._exercise, self._role = exercise, role
        self._script: Script | None = None

    def __call__(self, episode: Episode) -> None:
        """Do what comes next, if anything does."""
        if self._script is None:
            self._script = _Player(episode, self._exercise, self._role).script()
        next(self._script, None)


def rights_of(role: Role) -> Rights:
    """Return what a role lets its trainee work."""
    return Rights(keys=role.keys, pa=Reach.PA in role.reach, alarm=Reach.ALARM in role.reach)


class _Player:
    """One role in one episode. Every ``yield`` lets a step go by."""

    def __init__(self, episode: Episode, exercise: Exercise, role: Role) -> None:
        self._episode, self._world, self._exercise, self._role = episode, episode.world, exercise, role
        self._agent = episode.world.agent_of(role.persona)
        self._legs = Legs(episode, self._agent)
        self._doors = {door.id: number for number, door in enumerate(exercise.scenario.building.doors)}
        self._acts: dict[CriterionKind, Callable[[Criterion], Script]] = {
            CriterionKind.DOOR_LOCKED: lambda criterion: self._at_doors(criterion, PlayKind.LOCK, "door_locked"),
            CriterionKind.DOOR_CLOSED: lambda criterion: self._at_doors(criterion, PlayKind.CLOSE, "door_closed"),
            CriterionKind.LIGHTS_OFF: self._lights_off,
            CriterionKind.TOLD: self._tell,
            CriterionKind.WARNED_ALL: self._announce,
            CriterionKind.ALARM_RAISED: self._raise_alarm,
            CriterionKind.CALLED: self._call,
            CriterionKind.SWEPT: self._sweep,
            CriterionKind.REACHED: self._reach,
            CriterionKind.ASSEMBLED: self._assemble,
            CriterionKind.CLASS_ASSEMBLED: self._lead_out,
            CriterionKind.HELPED: self._help,
            CriterionKind.ROLL_CALL: self._call_names,
        }

    def script(self) -> Script:
        """Take the body over, then do each task of the role."""
        self._play(Play(PlayKind.TAKE, rights=rights_of(self._role)))
        yield
        for task in self._tasks():
            yield from self._until(task.criterion.after)
            act = self._acts.get(task.criterion.kind)
            if act is not None:
                yield from act(task.criterion)
                yield from self._wait(BETWEEN)

    def _tasks(self) -> Iterator[CriticalTask]:
        """Yield the tasks of this role that have to be done, not only kept to."""
        for task in self._exercise.tasks:
            if self._exercise.role(task.role).id == self._role.id:
                yield task

    def _until(self, anchor: Anchor) -> Script:
        """Wait until the person has noticed something; a bot starts no sooner than its person would."""
        known = self._episode.perception.known
        if anchor is Anchor.START or known.aware[self._agent]:
            return
        while not known.aware[self._agent]:
            yield
        yield from self._wait(HESITATES)

    def _wait(self, seconds: float) -> Script:
        for _ in range(round(seconds * self._world.ticks_per_second)):
            yield

    def _play(self, play: Play) -> None:
        self._episode.play(self._agent, play)

    def _mine(self) -> Iterator[EventRow]:
        return (row for row in self._episode.happened() if row.agent == self._agent)

    def _at_doors(self, criterion: Criterion, kind: PlayKind, done: str) -> Script:
        for id in criterion.doors:
            yield from self._to_door(self._doors[id])
            for _ in range(TRIES):
                self._play(Play(kind, door=id))
                happened = yield from self._until_event(done, "failed", "refused", "arrived")
                if happened not in ("failed", ""):
                    break
                yield from self._wait(BETWEEN)

    def _until_event(self, *kinds: str, within: float = 12.0) -> Generator[None, None, str]:
        """Wait for the first event of one of ``kinds``; return which, "" when none came."""
        for _ in range(round(within * self._world.ticks_per_second)):
            yield
            for row in self._mine():
                if row.kind in kinds:
                    return row.kind
        return ""

    def _to_door(self, door: int) -> Script:
        """Go to the side of a door that is a room, or that one is on."""
        regions = [int(region) for region in self._world.plan.door_regions[door]]
        rooms = [region for region in regions if self._kind(region) is RegionKind.ROOM]
        side = self._legs.region if self._legs.region in regions else (rooms or regions)[0]
        yield from self._legs.walk(side, self._world.places.door_side[door, side])

    def _kind(self, region: int) -> RegionKind:
        return self._exercise.scenario.building.regions[region].kind

    def _go(self, region: int) -> Script:
        if self._legs.region != region:
            yield from self._legs.walk(region, self._world.places.inner_point[region], within=1.5)

    def _lights_off(self, criterion: Criterion) -> Script:
        for id in criterion.regions:
            yield from self._go(self._world.region_index[id])
            self._play(Play(PlayKind.LIGHTS_OFF))
            yield

    def _phrase(self, words: tuple[str, ...]) -> Phrase:
        """Return what to say: of the role's phrases the first that holds any of ``words`` and asks for something."""
        wanted = [word.casefold() for word in words]
        fitting = [
            phrase
            for phrase in self._role.phrases
            if not wanted or any(word in phrase.text.casefold() for word in wanted)
        ]
        urging = [phrase for phrase in fitting if phrase.urge is not Urge.NONE]
        spare = Phrase(words[0] if words else "Listen, please.", Loudness.TALK, Urge.NONE)
        return (urging or fitting or [spare])[0]

    def _tell(self, criterion: Criterion) -> Script:
        phrase = self._phrase(criterion.words)
        self._play(Play(PlayKind.SAY, text=phrase.text, volume=phrase.volume, urge=phrase.urge))
        yield

    def _announce(self, criterion: Criterion) -> Script:
        phrase = self._phrase(criterion.words)
        self._play(Play(PlayKind.ANNOUNCE, text=phrase.text, urge=phrase.urge))
        yield

    def _raise_alarm(self, criterion: Criterion) -> Script:
        if self._kind(self._legs.region) is RegionKind.ROOM:
            plan = self._world.plan
            beyond = {int(region) for door in plan.doors_of(self._legs.region) for region in plan.door_regions[door]}
            corridors = sorted(region for region in beyond if self._kind(region) is RegionKind.CORRIDOR)
            if corridors:
                yield from self._go(corridors[0])
        self._play(Play(PlayKind.ALARM))
        yield

    def _call(self, criterion: Criterion) -> Script:
        self._play(Play(PlayKind.CALL))
        yield from self._until_event("called", within=20.0)

    def _sweep(self, criterion: Criterion) -> Script:
        """Look into each region, and say to whoever is there what the role says to people who are to leave."""
        leave = next((phrase for phrase in self._role.phrases if phrase.urge is Urge.LEAVE), None)
        for id in criterion.regions:
            yield from self._go(self._world.region_index[id])
            if leave is not None:
                self._play(Play(PlayKind.SAY, text=leave.text, volume=leave.volume, urge=leave.urge))
            yield from self._wait(LOOKS_AROUND)

    def _reach(self, criterion: Criterion) -> Script:
        yield from self._go(self._world.region_index[criterion.regions[0]])

    def _assemble(self, criterion: Criterion) -> Script:
        """Leave by the exit that is nearest and whose muster point is known."""
        places = self._world.places
        goals = [goal for goal in places.muster if goal is not None]
        if goals:
            region, point = min(goals, key=lambda goal: self._legs.metres_to(*goal))
            yield from self._legs.walk(region, point, within=1.0)

    def _lead_out(self, criterion: Criterion) -> Script:
        self._play(Play(PlayKind.LEAD))
        yield from self._wait(BETWEEN)
        yield from self._assemble(criterion)

    def _call_names(self, criterion: Criterion) -> Script:
        yield from self._assemble(criterion)
        self._play(Play(PlayKind.ROLL_CALL))
        yield from self._until_event("roll_called", "refused", within=120.0)

    def _help(self, criterion: Criterion) -> Script:
        """Go to the nearest injured person in the same region, as far as there is one."""
        bodies, region = self._world.bodies, self._legs.region
        n = self._world.people
        hurt = np.flatnonzero((bodies.health[:n] > 0) & (bodies.region[:n] == region))
        others = [int(row) for row in hurt if int(row) != self._agent]
        if not others or bodies.health[self._agent] == DOWN:
            return
        nearest = min(others, key=lambda row: self._legs.away(_point(bodies.position[row])))
        yield from self._legs.walk(region, _point(bodies.position[nearest]), within=1.2)
        self._play(Play(PlayKind.HELP, person=self._world.cast[nearest].id))
        yield from self._until_event("aided", "refused")


def _point(xy: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> tuple[float, float]:
    return float(xy[0]), float(xy[1])
