"""The few moments of an episode that a summary tells: who noticed, spoke, left or came to harm first, and who last."""

from collections.abc import Sequence

from muster.client.result import Moment
from muster.perception.senses import Word
from muster.scenario.persona import Duty, Persona
from muster.scenario.scenario import Scenario
from muster.world.events import Event, EventKind

WARNINGS = frozenset({EventKind.SHOT, EventKind.ALARM, EventKind.ANNOUNCEMENT})
HARM = frozenset({EventKind.INJURED, EventKind.INCAPACITATED})
QUOTED = 90  # characters of what somebody says

_TEXTS = {
    EventKind.ALARM: "the alarm sounds",
    EventKind.ANNOUNCEMENT: 'over the speakers: "{text}"',
    EventKind.DOOR_LOCKED: "{who} is the first to lock a door ({where})",
    EventKind.DOOR_BARRICADED: "{who} is the first to barricade a door ({where})",
    EventKind.HID: "{who} is the first to hide ({where})",
    EventKind.CALLED: "{who} calls for help",
    EventKind.AIDED: "{who} reaches {other} to help",
    EventKind.CONFRONTED: "{who} confronts the intruder",
    EventKind.THREAT_STOPPED: "{who} overcomes the intruder",
    EventKind.OUT: "{who} is the first out",
    EventKind.LET_IN: "{who} is the first to be let in ({where})",
    EventKind.DISPATCHED: "help is on its way",
    EventKind.RESPONDERS_ARRIVED: "responders are there and take command",
    EventKind.THREAT_CONTAINED: "the threat is contained",
    EventKind.ALL_RELEASED: "all rooms are released",
    EventKind.SMOKE_DETECTED: "a detector answers to smoke: {where}",
    EventKind.TURNED_BACK: "{who} is the first to turn back from smoke ({where})",
    EventKind.FOUGHT_FIRE: "{who} uses an extinguisher on the fire",
    EventKind.FIRE_OUT: "{who} puts out the fire",
    EventKind.OVERCOME: "{who} is the first to be overcome by smoke ({where})",
    EventKind.ROLL_CALL: "{who} is the first to call the names",
}
"""What is told of the first event of each kind."""


class Moments:
    """Keeps the first and last of what matters while an episode runs."""

    def __init__(self, cast: Sequence[Persona], scenario: Scenario) -> None:
        self._cast = cast
        self._places = [region.name for region in scenario.building.regions]
        self._dt = scenario.dt
        self._first: dict[EventKind, Moment] = {}
        self._spoken: Moment | None = None
        self._harmed: list[Event] = []
        self._out: dict[int, Event] = {}
        self._warned = False

    def take(self, events: Sequence[Event], said: Sequence[Word], *, shot_heard: int | None = None) -> None:
        """Look at one tick; ``shot_heard`` is how many people heard the shot among ``events``."""
        for event in events:
            self._take(event, shot_heard)
        if said and self._warned and self._spoken is None:
            word = said[0]
            self._spoken = self._moment(word.tick, f'{self._name(word.agent)} speaks up: "{_quoted(word.text)}"')

    def chosen(self) -> tuple[Moment, ...]:
        """Return the moments so far, in order of time."""
        moments = [*self._first.values()]
        if self._spoken is not None:
            moments.append(self._spoken)
        if self._harmed:
            moments.append(self._first_harm())
        if len(self._out) > 1:
            moments.append(self._last_out())
        return tuple(sorted(moments, key=lambda moment: moment.time_s))

    def _take(self, event: Event, shot_heard: int | None) -> None:
        self._warned |= event.kind in WARNINGS
        if event.kind in HARM:
            self._harmed.append(event)
        if event.kind is EventKind.OUT:
            self._out.setdefault(event.agent, event)
        if event.kind in self._first:
            return
        if event.kind is EventKind.SHOT:
            self._first[event.kind] = self._moment(event.tick, self._shot(event, shot_heard))
        elif event.kind in _TEXTS and (event.agent >= 0 or "{who}" not in _TEXTS[event.kind]):
            self._first[event.kind] = self._moment(event.tick, self._told(event))

    def _told(self, event: Event) -> str:
        is_about_person = event.kind is EventKind.AIDED
        return _TEXTS[event.kind].format(
            who=self._name(event.agent),
            where=self._place(event),
            other=self._name(event.other) if is_about_person else "",
            text=_quoted(event.text),
        )

    def _shot(self, event: Event, heard: int | None) -> str:
        reach = "" if heard is None else f"; {_people(heard)} hear{'s' if heard == 1 else ''} it"
        return f"a shot: {self._place(event)}{reach}"

    def _first_harm(self) -> Moment:
        first, hurt = self._harmed[0], len({event.agent for event in self._harmed})
        in_all = f", the first of {_people(hurt)}" if hurt > 1 else ""
        return self._moment(first.tick, f"{self._name(first.agent)} is hurt{in_all}")

    def _last_out(self) -> Moment:
        last = max(self._out.values(), key=lambda event: event.tick)
        rest = sum(person.duty is not Duty.RESPONDER for person in self._cast) - len(self._out)
        inside = f"; {rest} {'is' if rest == 1 else 'are'} still inside at the end" if rest else ""
        return self._moment(last.tick, f"{self._name(last.agent)} is the last of {_people(len(self._out))} out{inside}")

    def _moment(self, tick: int, text: str) -> Moment:
        return Moment(round(tick * self._dt, 6), text)

    def _name(self, agent: int) -> str:
        if not 0 <= agent < len(self._cast):
            return "the intruder"
        return f"{self._cast[agent].name} ({self._cast[agent].role})"

    def _place(self, event: Event) -> str:
        return self._places[event.region] if event.region >= 0 else "everywhere"


def _people(count: int) -> str:
    return "1 person" if count == 1 else f"{count} people"


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= QUOTED else f"{line[: QUOTED - 3].rstrip()}..."
