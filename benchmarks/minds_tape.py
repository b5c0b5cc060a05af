"""What happened in a run, tick by tick: to be perceived and decided on again while nobody moves."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.world.acts import Intent
from muster.world.events import Event
from muster.world.world import World

_Arrays = list[NDArray[Any]]


class Tape:
    """All that perception reads of a world, after each step; 0.2 MB a tick of 1,000 people."""

    def __init__(self) -> None:
        self._ticks: list[tuple[_Arrays, list[Event]]] = []

    def keep(self, step: Callable[[], list[Event]], world: World) -> Callable[[], list[Event]]:
        """Return ``step``, of which everything is kept."""

        def kept() -> list[Event]:
            events = step()
            self._ticks.append(([array.copy() for array in _read(world)], events))
            return events

        return kept

    def play(self, world: World) -> None:
        """Have a world at its beginning go through the same again, whatever is decided in it."""
        arrays, ticks = _read(world), iter(self._ticks)

        def step() -> list[Event]:
            after, events = next(ticks)
            for array, values in zip(arrays, after, strict=True):
                np.copyto(array, values)
            world.tick += 1
            return events

        def apply(agent: int, intent: Intent) -> None: ...

        world.step, world.apply = step, apply


def _read(world: World) -> _Arrays:
    doors = [world.doors.state, world.doors.closed, world.doors.barred, world.plan.walls.opaque]
    return [*world.bodies, *doors, world.acting.hideouts.free, world.lights]
