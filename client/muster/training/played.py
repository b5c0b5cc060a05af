"""A recorded exercise as its evaluators look at it: who played whom when, what happened, where everybody was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from muster.recording.errors import NoExercise
from muster.recording.reader import Recording
from muster.recording.rows import EventRow, WordRow
from muster.scenario.exercise import Exercise, Role
from muster.scenario.persona import TieKind
from muster.training.whereabouts import Bools, Ints, Whereabouts, whereabouts
from muster.world.events import EventKind


@dataclass(frozen=True)
class Part:
    """One role as it was played.

    Attributes:
        agent: whose body it was.
        spans: simulated seconds from which and to which a trainee moved it; in between, the person's own mind did.
    """

    role: Role
    agent: int
    spans: tuple[tuple[float, float], ...]

    def holds(self, time: float) -> bool:
        """Return whether a trainee moved the body at that time."""
        return any(start <= time <= end for start, end in self.spans)


class Played:
    """What a recording says about an exercise.

    Attributes:
        exercise: what was played. recording: of it.
        events, words: everything that happened and was said, in order.
        parts: the roles that were played, in the order of the exercise.
        end: simulated seconds.
    """

    def __init__(self, recording: Recording) -> None:
        exercise = recording.exercise
        if exercise is None:
            raise NoExercise(
                f"{recording.path} is a run, not an exercise: nobody took part; "
                "make one with muster train, or look at this one with muster export --to html"
            )
        self.recording, self.exercise, self.dt = recording, exercise, recording.meta.dt
        self.events: Sequence[EventRow] = (*recording.events(),)
        self.words: Sequence[WordRow] = (*recording.words(),)
        self.observed: Whereabouts = whereabouts(recording)
        self.end = float(self.observed.times[-1])
        self.parts = tuple(self._parts(exercise))

    def part(self, role: str) -> Part | None:
        """Return how the role called ``role`` ("": the first) was played; None when it was not."""
        wanted = self.exercise.role(role).id
        return next((part for part in self.parts if part.role.id == wanted), None)

    def time(self, tick: int) -> float:
        """Return the simulated second of a tick."""
        return round(tick * self.dt, 3)

    def by(self, part: Part, *kinds: EventKind) -> Iterator[EventRow]:
        """Yield what the trainee of a part did of ``kinds``, in order."""
        wanted = {kind.value for kind in kinds}
        for row in self.events:
            if row.agent == part.agent and row.kind in wanted and part.holds(self.time(row.tick)):
                yield row

    def said(self, part: Part) -> Iterator[WordRow]:
        """Yield what the trainee of a part said aloud, in order."""
        return (row for row in self.words if row.agent == part.agent and part.holds(self.time(row.tick)))

    def place_of(self, id: str) -> str:
        """Return the name of a region."""
        return self._regions.get(id, id)

    def door_name(self, id: str) -> str:
        """Return a door in words: the names of the regions it joins."""
        for door in self.exercise.scenario.building.doors:
            if door.id == id:
                return f"the door between {self.place_of(door.between[0])} and {self.place_of(door.between[1])}"
        return id

    def name(self, agent: int) -> str:
        """Return what somebody is called."""
        return self.recording.people[agent].name

    def who(self, row: EventRow, part: Part) -> str:
        """Return who did something: the trainee, somebody by name, or the instructor."""
        if row.agent is None:
            return "the instructor"
        return "the trainee" if row.agent == part.agent else self.name(row.agent)

    def within(self, agent: int | Sequence[int], regions: Sequence[str]) -> Bools:
        """Return ``(f,)`` or ``(f, m)`` when somebody was in any of ``regions``; doorways count as where they were."""
        wanted = [number for number, each in enumerate(self.observed.building.regions) if each.id in regions]
        return np.isin(self._settled[:, agent], wanted)

    def charges(self, part: Part) -> list[int]:
        """Return the agents in somebody's charge: those tied to them as pupils."""
        persona = self.recording.personas[part.agent]
        ids = {tie.to for tie in persona.ties if tie.kind is TieKind.PUPIL}
        return [row.agent for row in self.recording.people if row.id in ids]

    def released_at(self, region: str) -> float:
        """Return when responders announced themselves at a door of a room, or released it; infinity when neither."""
        doors = {door.id for door in self.exercise.scenario.building.doors if region in door.between}
        times = (
            self.time(row.tick)
            for row in self.events
            if (row.kind == EventKind.RELEASED.value and row.place == region)
            or (row.kind == EventKind.ANNOUNCED.value and row.text in doors)
        )
        return min(times, default=float("inf"))

    @cached_property
    def _regions(self) -> dict[str, str]:
        return {region.id: region.name for region in self.exercise.scenario.building.regions}

    @cached_property
    def _settled(self) -> Ints:
        """``(f, n)`` regions, with doorways, which are in none, as the region that somebody came from."""
        region = self.observed.region.copy()
        for moment in range(1, len(region)):
            nowhere = region[moment] < 0
            region[moment, nowhere] = region[moment - 1, nowhere]
        return region

    def _parts(self, exercise: Exercise) -> Iterator[Part]:
        agents = {row.id: row.agent for row in self.recording.people}
        for role in exercise.roles:
            agent = agents.get(role.persona)
            spans = () if agent is None else tuple(self._spans(agent))
            if agent is not None and spans:
                yield Part(role, agent, spans)

    def _spans(self, agent: int) -> Iterator[tuple[float, float]]:
        since: float | None = None
        for row in self.events:
            if row.agent == agent and row.kind == EventKind.TAKEN_OVER.value and since is None:
                since = self.time(row.tick)
            elif row.agent == agent and row.kind == EventKind.HANDED_BACK.value and since is not None:
                yield since, self.time(row.tick)
                since = None
        if since is not None:
            yield since, float("inf")
