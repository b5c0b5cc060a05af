"""Knocks and voices at doors: who hears them, who asks who it is, and who learns that they are being let in."""

from collections.abc import Sequence

import numpy as np

from muster.behavior.v1.vocabulary import CueKind, Volume
from muster.perception.hearing import NOTICED, Ears, Word
from muster.perception.knowledge import Knock, Known
from muster.perception.noting import NEWS, Notes
from muster.perception.percept import Cue
from muster.perception.surroundings import Surroundings
from muster.scenario.scenario import ScenarioKind
from muster.world.acts import Act
from muster.world.arrays import Ints
from muster.world.events import Event, EventKind
from muster.world.world import World

KNOCK = 70.0  # dB at 1 m of knuckles on a door, on either side of it; ours
KNOCK_INTERRUPTS_AGAIN = 8.0  # seconds
ANSWERS_WITHIN = 3.0  # metres from the door at which somebody still answers
INVITED = 0.8  # trust in a door that is opened to one, as advice to come in; ours

_TEXTS = {
    ScenarioKind.INTRUDER: "Police. The danger is over. You are safe. Open the door and come out.",
    ScenarioKind.ALARM: "Fire service. Is anybody here? Please leave the building now.",
}


class AtDoors:
    """Takes what happens at doors. ``words`` holds what is said there of itself, to be heard at the next tick."""

    def __init__(self, world: World, known: Known, ears: Ears, notes: Notes, surroundings: Surroundings) -> None:
        self._world, self._known, self._ears = world, known, ears
        self._notes, self._surroundings = notes, surroundings
        self._last: dict[int, int] = {}  # by door: who knocked last
        self.words: list[Word] = []
        self._handlers = {
            EventKind.KNOCKED: self._knocked,
            EventKind.ASKED: self._asked,
            EventKind.ANNOUNCED: self._announced,
            EventKind.RELEASED: self._announced,
            EventKind.DOOR_UNLOCKED: self._unlocked,
            EventKind.DOOR_OPENED: self._unlocked,
        }

    def take(self, events: Sequence[Event]) -> None:
        """Take in what happened at doors in one tick."""
        for event in events:
            handler = self._handlers.get(event.kind)
            if handler is not None:
                handler(event)

    def _knocked(self, event: Event) -> None:
        """A knock is heard on both sides of the door; those behind it know which door it is."""
        door, tick, names = event.other, self._world.tick, self._surroundings.names
        self._last[door] = event.agent
        beyond = self._surroundings.other_side(door, event.region)
        rows = self._hearers(door, beyond)
        inside = self._world.bodies.region[rows] == beyond
        for agent in rows[inside].tolist():
            self._known.knocks[agent] = {**self._known.knocks[agent], door: Knock(tick)}
        here = np.where(inside, event.region, beyond)
        self._notes.take_each(rows, here, lambda region: Cue(CueKind.KNOCK, tick, names[region]))
        self._known.aware[rows[inside]] = True
        self._notes.interrupt(rows[inside], CueKind.KNOCK, NEWS, tick, KNOCK_INTERRUPTS_AGAIN)

    def _hearers(self, door: int, region: int) -> Ints:
        """Return who notices a knock, heard from its side in ``region``; who knocks is on the other."""
        sound = self._ears.levels(region, np.array(self._surroundings.door_xy[door]), KNOCK)
        heard = sound.only(self._world.able()[sound.rows])
        return heard.rows[heard.level > self._ears.noise(heard) + NOTICED]

    def _asked(self, event: Event) -> None:
        """Whoever knocked says who they are, unless they have gone; then all in the room know who it is."""
        door, world = event.other, self._world
        by = self._last.get(door, -1)
        if by < 0 or not self._is_at(by, door) or world.playing.mask[by]:
            return
        if by >= world.occupants:
            self._say(by, Volume.SHOUT, self._call())
        else:
            self._say(by, Volume.TALK, f"It's {world.cast[by].name}. Please let me in.")
        for agent in np.flatnonzero(world.bodies.region[: world.occupants] == event.region).tolist():
            if door in self._known.knocks[agent]:
                self._known.knocks[agent] = {**self._known.knocks[agent], door: Knock(world.tick, by)}

    def _is_at(self, body: int, door: int) -> bool:
        bodies, (x, y) = self._world.bodies, self._surroundings.door_xy[door]
        away = np.hypot(bodies.position[body, 0] - x, bodies.position[body, 1] - y)
        return bool(bodies.present[body]) and float(away) < ANSWERS_WITHIN

    def _announced(self, event: Event) -> None:
        self._say(event.agent, Volume.SHOUT, self._call())

    def _call(self) -> str:
        scenario = self._world.scenario
        own = scenario.response.text if scenario.response is not None else ""
        return own or _TEXTS[scenario.kind]

    def _say(self, agent: int, volume: Volume, text: str) -> None:
        self.words.append(Word(self._world.tick, agent, volume, text))

    def _unlocked(self, event: Event) -> None:
        """Who knocked notices that they are being let in."""
        door, by = event.other, self._last.get(event.other, -1)
        if not 0 <= by < self._world.occupants or by == event.agent or not self._is_at(by, door):
            return
        beyond = self._surroundings.other_side(door, int(self._world.bodies.region[by]))
        who = np.array([by])
        self._known.finds_open(by, door)
        self._known.advise(who, Act.GO, beyond, INVITED)
        self._notes.take(by, Cue(CueKind.LET_IN, self._world.tick, self._surroundings.names[beyond]))
        self._notes.interrupt(who, CueKind.LET_IN, NEWS, self._world.tick)
