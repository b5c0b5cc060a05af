"""When the events of the MSEL come: at their time, or once what they wait for has happened."""

from collections.abc import Iterable, Mapping
from itertools import chain

from muster.recording.rows import EventRow
from muster.scenario.exercise import Exercise
from muster.scenario.msel import MselEvent, Occasion


class Waiting:
    """The MSEL of one run; tells of each event once, when it is due.

    ``agents``: number of each person by id.
    """

    def __init__(self, exercise: Exercise, agents: Mapping[str, int], dt: float) -> None:
        self._dt = dt
        self._agents = {role.id: agents.get(role.persona, -1) for role in exercise.roles} | dict(agents)
        self._open = list(exercise.events)
        self._due_at = {event.id: event.at for event in exercise.events if event.at is not None}

    def due(self, time: float, happened: Iterable[EventRow]) -> list[MselEvent]:
        """Return the events that are due by ``time``, given what has happened since the last call, in file order."""
        for row in happened:
            for event in self._open:
                if event.on is not None and event.id not in self._due_at and self._fits(event.on, row):
                    self._due_at[event.id] = row.tick * self._dt + event.on.delay
        due = [event for event in self._open if self._due_at.get(event.id, float("inf")) <= time]
        self._open = [event for event in self._open if event not in due]
        return due

    def due_at(self, event: str) -> float | None:
        """Return the seconds at which an event comes, as far as is known by now."""
        return self._due_at.get(event)

    def _fits(self, occasion: Occasion, row: EventRow) -> bool:
        return (
            row.kind == occasion.what.value
            and (not occasion.by or row.agent == self._agents.get(occasion.by, -1))
            and occasion.place in ("", row.place)
            and occasion.door in ("", row.text)
        )


def times_of(exercise: Exercise, agents: Mapping[str, int], events: Iterable[EventRow], dt: float) -> dict[str, float]:
    """Return the seconds at which each event of the MSEL came in a run, by id; without those that never came."""
    waiting = Waiting(exercise, agents, dt)
    waiting.due(-1.0, events)
    known = ((event.id, waiting.due_at(event.id)) for event in chain(exercise.events))
    return {id: at for id, at in known if at is not None}
