"""One moment for tests of perception: people put where a test wants them, and what each of them perceives."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from muster.behavior.v1.vocabulary import CueKind, Feature, Trigger, Volume
from muster.client.wire import PerceptWriter
from muster.perception.hearing import Word
from muster.perception.percept import Option, Percept
from muster.perception.perception import Perception
from muster.scenario.building import Building, Door, DoorState, HidingSpot, LockKind, RegionKind
from muster.scenario.persona import Persona
from muster.scenario.scenario import Threat
from muster.world.acts import Act
from muster.world.events import Event, EventKind
from muster.world.world import World
from support.buildings import box, leaf, opening, outside
from support.buildings import building as build
from support.walking import PLAIN, put, scenario_of

LURKING = Threat(route=("corridor",), enters_at=1e6)
"""It is in the building only where a test puts it."""

NORTH, SOUTH, EAST, WEST = (0.0, 1.0), (0.0, -1.0), (1.0, 0.0), (-1.0, 0.0)


def wing(state: DoorState = DoorState.CLOSED, lock: LockKind = LockKind.NONE) -> Building:
    """A corridor, 2 m by 40, leading out at both ends; rooms ``a`` and ``b``, 6 by 6 m, north of it, 10 m apart.

    Doors: 0 of a at x = 6.5 to 7.5, 1 of b at 22.5 to 23.5, 2 and 3 the ways out, west and east.
    """
    return build(
        [
            box("a", 4.0, 2.0, 10.0, 8.0),
            box("b", 20.0, 2.0, 26.0, 8.0),
            box("corridor", 0.0, 0.0, 40.0, 2.0, RegionKind.CORRIDOR),
            outside("west", -12.0, 0.0, 0.0, 2.0),
            outside("east", 40.0, 0.0, 52.0, 2.0),
        ],
        [
            leaf("a", "corridor", (6.5, 2.0), (7.5, 2.0), state, lock),
            leaf("b", "corridor", (22.5, 2.0), (23.5, 2.0)),
            opening("corridor", "west", (0.0, 0.0), (0.0, 2.0)),
            opening("corridor", "east", (40.0, 0.0), (40.0, 2.0)),
        ],
        spots=[
            HidingSpot("a-desk", "a", (4.6, 7.4), "under a desk", 1, 0.5),
            HidingSpot("b-cupboard", "b", (25.4, 7.4), "in a cupboard", 2, 0.8),
        ],
    )


def with_doors(building: Building, **changes: object) -> Building:
    """The same building with door 0 changed."""
    first, *rest = building.doors
    changed: Door = replace(first, **changes)  # pyright: ignore[reportArgumentType]
    return replace(building, doors=(changed, *rest))


def person(id: str, room: str = "a", /, **changes: object) -> Persona:
    """Somebody plain who starts in ``room``, but for ``changes``."""
    return replace(PLAIN, id=id, name=id.capitalize(), start=room, **changes)  # pyright: ignore[reportArgumentType]


@dataclass
class Moment:
    """A world that stands still, and the senses of the people in it."""

    cast: Sequence[Persona]
    building: Building = field(default_factory=wing)
    threat: Threat | None = LURKING
    seed: int = 0

    def __post_init__(self) -> None:
        self.world = World(scenario_of(self.building, self.cast, threat=self.threat), self.seed)
        self.perception = Perception(self.world)

    def stand(self, agent: int, x: float, y: float, region: str, facing: tuple[float, float] = SOUTH) -> "Moment":
        put(self.world, agent, x, y, region)
        self.world.bodies.heading[agent] = facing
        return self

    def lurk(self, x: float, y: float, region: str) -> "Moment":
        """Put the threat somewhere."""
        self.world.bodies.present[self.world.people] = True
        return self.stand(self.world.people, x, y, region)

    def notice(self, *events: Event, words: Sequence[Word] = ()) -> list[int]:
        return self.perception.notice(events, words)

    def perceive(self, agent: int = 0) -> Percept:
        return self.perception.perceive(agent, Trigger.IDLE, self.world.tick + 1)

    def sent(self, agent: int = 0) -> bytes:
        """What goes to the mind, byte for byte."""
        return PerceptWriter(self.cast, self.world.dt).write([self.perceive(agent)])[1][0]

    def event(self, kind: EventKind, agent: int = -1, other: int = -1) -> Event:
        """Something that somebody does where they are."""
        x, y = self.world.bodies.position[agent]
        return Event(self.world.tick, kind, agent, other, int(self.world.bodies.region[agent]), (float(x), float(y)))

    def shot(self) -> Event:
        return self.event(EventKind.SHOT, self.world.people)

    def say(self, agent: int, volume: Volume = Volume.TALK, text: str = "Come on.") -> list[int]:
        return self.notice(words=[Word(self.world.tick, agent, volume, text)])

    def alarm(self) -> "Moment":
        self.notice(Event(self.world.tick, EventKind.ALARM))
        return self


def kinds(percept: Percept) -> list[CueKind]:
    return [cue.kind for cue in percept.cues]


def ids(percept: Percept) -> list[str]:
    return [option.id for option in percept.options]


def acts(percept: Percept) -> set[Act]:
    return {option.intent.act for option in percept.options}


def option(percept: Percept, id: str) -> Option:
    return percept.options[ids(percept).index(id)]


def feature(percept: Percept, id: str, feature: Feature) -> float:
    return float(percept.features[ids(percept).index(id), feature])
