"""The moments that the time of a critical task counts from, in one recording."""

import math

from muster.scenario.objective import Anchor, Criterion
from muster.training.occasions import times_of
from muster.training.played import Part, Played
from muster.world.events import EventKind

ANCHOR_WORDS = {
    Anchor.START: "the start",
    Anchor.NOTICE: "first noticing that something was wrong",
    Anchor.ALARM: "the first alarm",
    Anchor.SHOT: "the first shot",
    Anchor.ANNOUNCEMENT: "the first announcement",
    Anchor.EVENT: "the event",
}
_KINDS = {Anchor.ALARM: EventKind.ALARM, Anchor.SHOT: EventKind.SHOT, Anchor.ANNOUNCEMENT: EventKind.ANNOUNCEMENT}


def anchor_time(played: Played, part: Part, criterion: Criterion) -> float | None:
    """Return the simulated second that a criterion counts from; None when that moment never came."""
    after = criterion.after
    if after is Anchor.START:
        return 0.0
    if after is Anchor.NOTICE:
        noticed = float(played.observed.aware_at[part.agent])
        return None if math.isnan(noticed) else noticed
    if after is Anchor.EVENT:
        agents = {row.id: row.agent for row in played.recording.people}
        came = times_of(played.exercise, agents, played.events, played.dt).get(criterion.event)
        return came if came is not None and came <= played.end else None
    kind = _KINDS[after].value
    return next((played.time(row.tick) for row in played.events if row.kind == kind), None)


def anchor_words(played: Played, criterion: Criterion) -> str:
    """Return that moment in words."""
    if criterion.after is not Anchor.EVENT:
        return ANCHOR_WORDS[criterion.after]
    texts = {event.id: event.text for event in played.exercise.events}
    return f"{ANCHOR_WORDS[Anchor.EVENT]} {texts.get(criterion.event, criterion.event)!r}"
