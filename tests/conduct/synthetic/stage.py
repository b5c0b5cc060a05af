"""Where scripts are played: bodies that follow their wishes sluggishly, jostle, and leave trails."""

from collections.abc import Generator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from .places import Places

Floats = NDArray[np.float64]
Script = Generator[Floats, None, None]
"""Yields the velocity somebody would like to have, moment by moment; ends when there is nothing left to do."""

STEP = 0.2  # seconds
ELBOW = 0.55  # metres between two who don't jostle
SLUGGISH = 0.35  # seconds to take up another velocity
STILL: Floats = np.zeros(2)


@dataclass(eq=False)
class Person:
    """Somebody on stage.

    Attributes:
        pace: m/s when in a hurry. side: -1 to 1, on which side of a way they like to keep.
        label: the class their script stands for, "" until it is cast; unclear: whether people might disagree on it.
        after: whom they follow now, -1 for nobody.
        followed_s, alone_s: seconds on the way after others, and by themselves.
    """

    number: int
    room: int
    pace: float
    side: float
    rng: np.random.Generator
    label: str = ""
    unclear: bool = False
    aware_at: float = np.nan
    free_at: float = np.nan
    down_at: float = np.nan
    fought_at: float = np.nan
    out_by: int = -1
    out_at: float = np.nan
    hidden: bool = False
    after: int = -1
    followed_s: float = 0.0
    alone_s: float = 0.0
    script: Script | None = None


@dataclass
class Intruder:
    """Walks through rooms along waypoints; held up by whoever comes to grips with it."""

    ways: list[tuple[Floats, int]]
    enters_at: float
    pace: float
    position: Floats
    room: int
    held_until: float = 0.0

    def move(self, time: float) -> None:
        """Go on for one step."""
        if time < self.enters_at or time < self.held_until or not self.ways:
            return
        point, room = self.ways[0]
        way = point - self.position
        distance = float(np.hypot(*way))
        self.position = self.position + way * min(self.pace * STEP / max(distance, 1e-9), 1.0)
        if distance < self.pace * STEP:
            self.ways, self.room = self.ways[1:], room


@dataclass
class Stage:
    """Everybody, as they stand now and as they stood before.

    Attributes:
        position, velocity: ``(n, 2)``; trail: positions, and trail_room the regions, of every step so far.
        shut: when each region was shut off by its own people.
        at_doors: who worked a door, from when until when.
    """

    places: Places
    people: list[Person]
    intruder: Intruder
    rng: np.random.Generator
    position: Floats
    harm: float = 0.01
    time: float = 0.0
    shut: dict[int, float] = field(default_factory=dict[int, float])
    at_doors: list[tuple[int, float, float]] = field(default_factory=list[tuple[int, float, float]])

    def __post_init__(self) -> None:
        n = len(self.people)
        self.velocity: Floats = np.zeros((n, 2))
        self.trail: list[Floats] = [self.position.copy()]
        self.trail_room = [np.array([each.room for each in self.people])]
        self.hidden = [np.zeros(n, np.bool_)]
        self.threat = [self.intruder.position.copy()]
        self.active = np.ones(n, np.bool_)  # neither down nor out
        self.upright = np.ones(n, np.bool_)  # and not in hiding: takes up room

    @property
    def has_entered(self) -> bool:
        """Whether the intruder is in the building."""
        return self.time >= self.intruder.enters_at

    def play(self, seconds: float) -> None:
        """Play everybody's scripts."""
        self.trail[0], self.trail_room[0] = self.position.copy(), np.array([each.room for each in self.people])
        for step in range(round(seconds / STEP)):
            self.time = (step + 1) * STEP
            self.intruder.move(self.time)
            wish = np.array([self._wish(person) for person in self.people])
            self._move(wish)
            self._harm()
            self._note()

    def _wish(self, person: Person) -> Floats:
        if person.script is None or not self.active[person.number]:
            return STILL
        return next(person.script, STILL)

    def _move(self, wish: Floats) -> None:
        self.velocity += (wish - self.velocity) * min(STEP / SLUGGISH, 1.0)
        speed = np.hypot(*self.velocity.T)[:, None]
        noise = self.rng.normal(0.0, 1.0, self.velocity.shape) * (0.02 + 0.08 * speed)
        free = self.active & self.upright
        self.position += np.where(free[:, None], (self.velocity + noise) * STEP + self._jostle(free), 0.0)
        box = self.places.box[[person.room for person in self.people]]
        back = np.clip(self.position, box[:, :2] + 0.2, box[:, 2:] - 0.2) - self.position
        self.position += np.where(self.active[:, None], np.clip(back, -0.12, 0.12), 0.0)

    def _jostle(self, free: NDArray[np.bool_]) -> Floats:
        push = np.zeros_like(self.position)
        pairs = cKDTree(self.position).query_pairs(ELBOW, output_type="ndarray")
        pairs = pairs[free[pairs].all(axis=1)]
        way = self.position[pairs[:, 0]] - self.position[pairs[:, 1]]
        distance = np.maximum(np.hypot(*way.T), 0.05)[:, None]
        shove = way / distance * (ELBOW - distance) * 0.4
        np.add.at(push, pairs[:, 0], shove)
        np.add.at(push, pairs[:, 1], -shove)
        return np.clip(push, -0.15, 0.15)

    def _harm(self) -> None:
        if not self.has_entered:
            return
        near = np.hypot(*(self.position - self.intruder.position).T) < 6.0
        hit = near & self.active & self.upright & (self.rng.random(len(self.people)) < self.harm * STEP)
        for number in np.flatnonzero(hit):
            if self.people[number].room == self.intruder.room:
                self.fell(self.people[number])

    def fell(self, person: Person) -> None:
        """Somebody is incapacitated."""
        person.down_at, self.active[person.number] = self.time, False

    def left(self, person: Person, exit: int) -> None:
        """Somebody is out of the building."""
        person.out_by, person.out_at, self.active[person.number] = exit, self.time, False

    def hide(self, person: Person, hidden: bool) -> None:
        """Somebody takes cover, or shows."""
        person.hidden, self.upright[person.number] = hidden, not hidden

    def _note(self) -> None:
        self.trail.append(self.position.copy())
        self.trail_room.append(np.array([each.room for each in self.people]))
        self.hidden.append(np.array([each.hidden for each in self.people]))
        self.threat.append(self.intruder.position.copy())
