"""What a trainee could see and hear, and what they did, in order of time.

What they could hear is told from where they stood: anything said in their room, shouts from near by, what comes over
the speakers while they are inside. That is coarser than what the simulation let them hear, and the page says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from muster.behavior.v1.vocabulary import Volume
from muster.recording.rows import EventRow, WordRow
from muster.training.played import Part, Played
from muster.world.events import EventKind

SHOUT_CARRIES = 25.0  # metres on one storey: a shout of 88 dB at 1 m, 28 dB less at 25 m, in 50 to 60 dB of noise
WHISPER_CARRIES = 3.0  # metres: 45 dB at 1 m in a quiet room of 40 dB
_AGAIN_S = 60.0  # what is heard or seen again within so many seconds is not told again: announcements repeat


class How(StrEnum):
    """What a line of the trainee's story is."""

    NOTICED = "noticed"
    DID = "did"
    SAID = "said"
    FAILED = "failed"


@dataclass(frozen=True)
class Line:
    """One thing at ``time`` seconds."""

    time: float
    how: How
    text: str


_DID = {
    EventKind.DOOR_LOCKED: "locked {door}",
    EventKind.DOOR_UNLOCKED: "unlocked {door}",
    EventKind.DOOR_CLOSED: "closed {door}",
    EventKind.DOOR_OPENED: "opened {door}",
    EventKind.DOOR_BARRICADED: "barricaded {door}",
    EventKind.KNOCKED: "knocked at {door}",
    EventKind.ASKED: "asked through {door} who it is",
    EventKind.CALLED: "called for help",
    EventKind.ALARM: "set off the alarm",
    EventKind.ANNOUNCEMENT: 'announced: "{text}"',
    EventKind.LIGHTS_OFF: "put out the light, {place}",
    EventKind.LIGHTS_ON: "put on the light, {place}",
    EventKind.POINTED: "pointed at {text}",
    EventKind.LED: "asked others to follow",
    EventKind.HID: "hid, {place}",
    EventKind.AIDED: "reached {other} to help",
    EventKind.OUT: "left the building",
    EventKind.ASSEMBLED: "reached the muster point",
    EventKind.ROLL_CALL: "began the roll call",
    EventKind.ROLL_CALLED: "finished the roll call: {text}",
    EventKind.TAKEN_OVER: "took over",
    EventKind.HANDED_BACK: "was away from here on: the person's own mind decided",
}
_FAILED = {
    EventKind.REFUSED: "tried what could not be done: {text}",
    EventKind.DOOR_REFUSED: "found {door} locked",
    EventKind.INJURED: "was injured",
    EventKind.INCAPACITATED: "was incapacitated",
}
_HEARD = {
    EventKind.SHOT: "a shot",
    EventKind.ALARM: "the alarm",
    EventKind.ANNOUNCEMENT: 'over the speakers: "{text}"',
}
_NEAR = {
    EventKind.KNOCKED: "a knock at {door}",
    EventKind.RELEASED: "responders released {place}",
    EventKind.INJURED: "{who} was injured",
    EventKind.INCAPACITATED: "{who} was incapacitated",
}


def story_of(played: Played, part: Part) -> list[Line]:
    """Return what the trainee of a part noticed and did, in order of time."""
    near = _Near(played, part)
    lines = [line for row in played.events if (line := _of_event(played, part, row, near)) is not None]
    lines += [line for row in played.words if (line := _of_word(played, part, row, near)) is not None]
    lines += _sightings(played, part)
    return list(_without_repeats(sorted(lines, key=lambda line: line.time)))


class _Near:
    """Who was near a trainee when."""

    def __init__(self, played: Played, part: Part) -> None:
        self._observed, self._agent = played.observed, part.agent

    def is_inside(self, time: float) -> bool:
        """Return whether the trainee was inside the building."""
        return not bool(self._observed.outside[self._sample(time), self._agent])

    def is_with(self, agent: int | None, time: float, within: float = np.inf) -> bool:
        """Return whether somebody was in the trainee's room, and within so many metres."""
        sample = self._sample(time)
        regions = self._observed.region[sample]
        return agent is not None and regions[agent] == regions[self._agent] and self._metres(agent, sample) <= within

    def is_within(self, agent: int, time: float, metres: float) -> bool:
        """Return whether somebody was so near on the same storey."""
        sample = self._sample(time)
        storeys = self._observed.storey[sample]
        return bool(storeys[agent] == storeys[self._agent]) and self._metres(agent, sample) <= metres

    def room(self, time: float) -> str:
        """Return the id of the trainee's room; "" for none."""
        region = int(self._observed.region[self._sample(time), self._agent])
        return self._observed.building.regions[region].id if region >= 0 else ""

    def _sample(self, time: float) -> int:
        times = self._observed.times
        return min(int(np.searchsorted(times, time - 1e-6)), len(times) - 1)

    def _metres(self, agent: int, sample: int) -> float:
        position = self._observed.position[sample]
        return float(np.hypot(*(position[agent] - position[self._agent])))


def _of_event(played: Played, part: Part, row: EventRow, near: _Near) -> Line | None:
    kind, time = EventKind(row.kind) if row.kind in _KINDS else None, played.time(row.tick)
    if kind is None:
        return None
    if row.agent == part.agent:
        how, texts = (How.DID, _DID) if kind in _DID else (How.FAILED, _FAILED)
        return Line(time, how, _worded(played, texts[kind], row)) if kind in texts else None
    if kind in _HEARD and near.is_inside(time):
        return Line(time, How.NOTICED, _worded(played, _HEARD[kind], row))
    at_hand = near.is_with(row.agent, time) or (row.place and row.place == near.room(time))
    return Line(time, How.NOTICED, _worded(played, _NEAR[kind], row)) if kind in _NEAR and at_hand else None


def _of_word(played: Played, part: Part, row: WordRow, near: _Near) -> Line | None:
    time = played.time(row.tick)
    if row.agent == part.agent:
        heard = f"{row.heard} heard it" if row.heard else "nobody heard it"
        return Line(time, How.SAID, f'"{row.text}" ({heard})')
    is_heard = {
        int(Volume.SHOUT): near.is_within(row.agent, time, SHOUT_CARRIES),
        int(Volume.WHISPER): near.is_with(row.agent, time, WHISPER_CARRIES),
    }.get(row.volume, near.is_with(row.agent, time))
    return Line(time, How.NOTICED, f'{played.name(row.agent)}: "{row.text}"') if is_heard else None


def _sightings(played: Played, part: Part) -> Iterator[Line]:
    """Yield when an intruder came into the trainee's room or the trainee into its."""
    observed = played.observed
    own = observed.region[:, part.agent]
    here = ((observed.threat_region == own[:, None]) & (own >= 0)[:, None]).any(axis=1)
    for sample in np.flatnonzero(here & ~np.concatenate(([False], here[:-1]))):
        yield Line(float(observed.times[sample]), How.NOTICED, "the intruder, in the same place")


def _worded(played: Played, text: str, row: EventRow) -> str:
    return text.format(
        door=played.door_name(row.text),
        text=row.text,
        place=played.place_of(row.place),
        who="somebody" if row.agent is None else played.name(row.agent),
        other="somebody" if row.other is None else played.name(row.other),
    )


def _without_repeats(lines: Iterable[Line]) -> Iterator[Line]:
    last: dict[tuple[How, str], float] = {}
    for line in lines:
        key = (line.how, line.text)
        if line.time - last.get(key, -np.inf) >= _AGAIN_S:
            yield line
        last[key] = line.time


_KINDS = frozenset(kind.value for kind in EventKind)
