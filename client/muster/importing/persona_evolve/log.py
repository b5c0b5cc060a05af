"""A logged run as frozen values: seconds, metres, x east and y north (the log's z)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.scenario.building import Point

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]


@dataclass(frozen=True)
class Box:
    """A region of the map: an upright box. ``low`` and ``high`` are opposite corners of its floor."""

    id: str
    description: str
    low: Point
    high: Point

    @property
    def area(self) -> float:
        """Square metres."""
        return (self.high[0] - self.low[0]) * (self.high[1] - self.low[1])

    def holds(self, point: Point) -> bool:
        """Return whether a point lies in it."""
        return all(low <= at <= high for low, at, high in zip(self.low, point, self.high, strict=True))


@dataclass(frozen=True)
class Spot:
    """A place to hide at, or an exit."""

    id: str
    description: str
    at: Point


@dataclass(frozen=True)
class Map:
    """The log's building; ``links`` are pairs of ids of regions that one can walk between, each once."""

    boxes: tuple[Box, ...]
    hiding: tuple[Spot, ...]
    exits: tuple[Spot, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Track:
    """Where a body was: ``(m,)`` ascending seconds, ``(m, 2)`` metres, height of the feet, radians, ``Health``."""

    times: Floats
    position: Floats
    z: Floats
    heading: Floats
    health: Codes


@dataclass(frozen=True)
class Happening:
    """Something an agent was told of: its kind, in words, and when, by the log's clock, where that can be read."""

    kind: str
    text: str
    time: float | None


@dataclass(frozen=True)
class Observation:
    """What an agent's model was shown.

    Attributes:
        threat: what it said of the intruder, by the log's keys as text; None: nothing.
        people: names of those near by, with the log's number for their health.
        points: ids and distances in metres of the hiding spots and exits it named.
        heard: speaker, words and moment of what was said near by.
        options: the log's ids of what could be done.
    """

    time: float
    mood: str
    hiding: bool
    threat: Mapping[str, str] | None
    happenings: tuple[Happening, ...]
    people: tuple[tuple[str, int], ...]
    heard: tuple[tuple[str, str, float], ...]
    options: tuple[str, ...]


@dataclass(frozen=True)
class Action:
    """What the model answered: the log's kinds, where to (None: nowhere), what was said and what was thought."""

    time: float
    kind: str
    movement: str
    said: str
    plan: str
    target: Point | None


@dataclass(frozen=True)
class Agent:
    """One log of ``AgentLogs``. More than one track: as many bodies of one name share the file.

    Attributes:
        persona: the log's fields as they are, those that are missing left out. traits: likewise.
        memories: seconds and text.
    """

    persona: Mapping[str, str]
    traits: Mapping[str, str]
    tracks: tuple[Track, ...]
    observations: tuple[Observation, ...]
    actions: tuple[Action, ...]
    memories: tuple[tuple[float, str], ...]

    @property
    def name(self) -> str:
        """As the log calls them."""
        return self.persona["name"]


@dataclass(frozen=True)
class Utterance:
    """Something said aloud."""

    time: float
    speaker: str
    text: str


@dataclass(frozen=True)
class Log:
    """A whole run.

    Attributes:
        threat: where the intruder was; None where the log has none.
        model: the language model behind all minds, as the log names it. seed: 0 where none is given.
        usage: what the model took, by the log's keys.
    """

    name: str
    map: Map
    agents: tuple[Agent, ...]
    threat: Track | None
    dialog: tuple[Utterance, ...]
    model: str
    seed: int
    started_at: str
    usage: Mapping[str, float]

    @property
    def bodies(self) -> tuple[tuple[Agent, Track], ...]:
        """One entry a body, in agent order: those who share a file stand at the end, after one body of each."""
        first = [(agent, agent.tracks[0]) for agent in self.agents]
        return (*first, *((agent, track) for agent in self.agents for track in agent.tracks[1:]))

    @property
    def end(self) -> float:
        """The last moment anybody was logged, in seconds."""
        return max(float(track.times[-1]) for _, track in self.bodies)
