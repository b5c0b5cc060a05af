"""What the scenario makes happen at given times."""

from collections.abc import Iterator, Mapping

from muster.scenario.scenario import Cue, CueKind, Scenario
from muster.world.events import Event, EventKind

_KIND = {
    CueKind.ALARM: EventKind.ALARM,
    CueKind.ANNOUNCEMENT: EventKind.ANNOUNCEMENT,
    CueKind.SHOT: EventKind.SHOT,
}


def timeline(scenario: Scenario, region_index: Mapping[str, int]) -> dict[int, list[Event]]:
    """Return the scenario's cues as events by tick, repetitions written out."""
    events: dict[int, list[Event]] = {}
    for cue in scenario.cues:
        regions = tuple(region_index[id] for id in cue.regions)
        for at in _times(cue, scenario.duration):
            tick = round(at / scenario.dt)
            events.setdefault(tick, []).append(
                Event(tick, _KIND[cue.kind], text=cue.text, regions=regions, advice=cue.advice)
            )
    return events


def _times(cue: Cue, duration: float) -> Iterator[float]:
    at = cue.at
    while at < duration:
        yield at
        if cue.repeat_every is None:
            return
        at += cue.repeat_every
