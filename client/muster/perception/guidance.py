"""What trainees point at and instructors spread, as people take it in."""

import numpy as np

from muster.perception.surroundings import Surroundings
from muster.perception.telling import Telling
from muster.scenario.inject import Inject
from muster.scenario.play import Play
from muster.scenario.scenario import Advice
from muster.scenario.speech import Urge
from muster.world.acts import Act
from muster.world.arrays import Ints
from muster.world.world import World

_URGE = {Advice.NONE: Urge.NONE, Advice.LEAVE: Urge.LEAVE, Advice.SHELTER: Urge.HIDE}


class Guidance:
    """Turns a gesture or a rumour into what those near by are told by it."""

    def __init__(self, world: World, telling: Telling, surroundings: Surroundings) -> None:
        self._world, self._telling, self._surroundings = world, telling, surroundings
        self._exits = [exit.name for exit in world.scenario.building.exits]
        self._spots = [spot.kind for spot in world.scenario.building.hiding_spots]

    def point(self, by: int, play: Play) -> None:
        """Show those in view the way that somebody points: to an exit, a place, a hiding place, or one who needs help.

        A door stands for the exit that it is, or else for the room beyond it.
        """
        thing, _, number = self._world.players.hands.pointed_at(play)
        if thing == "door":
            thing, number = self._beyond(by, number)
        act, name = {
            "exit": (Act.EXIT, lambda: self._exits[number]),
            "spot": (Act.HIDE, lambda: f"a place to hide, {self._spots[number]}"),
            "person": (Act.HELP, lambda: self._world.cast[number].name),
            "region": (Act.GO, lambda: self._surroundings.names[number]),
        }[thing]
        self._telling.point(by, act, number, f"(points to {name()})")

    def rumour(self, inject: Inject) -> None:
        """Let one person, or everybody in a region, hear something that nobody can say the source of."""
        place = self._world.region_index.get(inject.place, -1)
        rows = self._told(inject)
        if len(rows):
            self._telling.rumour(rows, inject.text, place, _URGE[inject.advice])

    def _told(self, inject: Inject) -> Ints:
        world = self._world
        if inject.person:
            rows = np.array([world.agent_of(inject.person)])
        else:
            rows = np.flatnonzero(world.bodies.region[: world.people] == world.region_index.get(inject.region, -2))
        return rows[world.able()[rows]]

    def _beyond(self, by: int, door: int) -> tuple[str, int]:
        exit = self._world.places.exit_of_door.get(door, -1)
        if exit >= 0:
            return "exit", exit
        return "region", self._surroundings.other_side(door, int(self._world.bodies.region[by]))
