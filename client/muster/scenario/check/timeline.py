"""Whether what happens in a scenario can happen: cues in time, a route that somebody can walk."""

from collections.abc import Iterator
from itertools import pairwise

from muster.scenario.building import RegionKind
from muster.scenario.check.reach import neighbours
from muster.scenario.finding import Finding, error, warning
from muster.scenario.fire import Fire
from muster.scenario.response import Response
from muster.scenario.scenario import Cue, CueKind, Scenario, ScenarioKind, Threat


def timeline_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield what is wrong with the cues, the threat, the fire and the help."""
    for number, cue in enumerate(scenario.cues):
        yield from _cue(f"cue {number}", cue, scenario.duration)
    if scenario.threat is not None:
        yield from _threat(scenario.threat, scenario)
    elif scenario.kind is ScenarioKind.INTRUDER:
        yield warning("scenario", "is of kind intruder but has no [threat]; add one or change its kind")
    if scenario.fire is not None:
        yield from _fire(scenario.fire, scenario)
    if scenario.response is not None:
        yield from _response(scenario.response, scenario)


def _response(response: Response, scenario: Scenario) -> Iterator[Finding]:
    soonest, latest = response.delay
    if soonest > latest:
        yield error("response", f"delay is at least {soonest:g} s and at most {latest:g} s; swap them")
    if soonest >= scenario.duration:
        yield warning(
            "response", f"is there after {soonest:g} s at the soonest, after the end at {scenario.duration:g} s"
        )


def _fire(fire: Fire, scenario: Scenario) -> Iterator[Finding]:
    regions = {region.id: region for region in scenario.building.regions}
    if fire.region in regions and regions[fire.region].kind is RegionKind.OUTSIDE:
        yield error("fire", f"burns in {fire.region!r}, which is outside; name a room, a corridor or a stair")
    if fire.starts_at >= scenario.duration:
        yield warning("fire", f"starts at {fire.starts_at:g} s, after the end at {scenario.duration:g} s")
    if fire.smoke is not None and fire.starts_at + fire.smoke.seconds - 1 < scenario.duration:
        ends = fire.starts_at + fire.smoke.seconds - 1
        text = f"has smoke until {ends:g} s, which then stays as it is until the end at {scenario.duration:g} s"
        yield warning("fire", f"{text}; have it computed for longer, or shorten the duration")


def _cue(where: str, cue: Cue, duration: float) -> Iterator[Finding]:
    if cue.at >= duration:
        yield warning(where, f"comes at {cue.at:g} s, after the end at {duration:g} s; move it or extend the duration")
    if cue.kind is CueKind.ANNOUNCEMENT:
        if not cue.text.strip():
            yield error(where, "is an announcement without words; give its text")
    elif cue.text or cue.repeat_every is not None:
        yield warning(
            where, f"has kind {cue.kind}, which has no text and does not repeat; remove text and repeat_every"
        )


def _threat(threat: Threat, scenario: Scenario) -> Iterator[Finding]:
    if threat.enters_at >= scenario.duration:
        yield warning("threat", f"enters at {threat.enters_at:g} s, after the end at {scenario.duration:g} s")
    joined = neighbours(scenario.building.doors)
    known = {region.id for region in scenario.building.regions}
    for a, b in pairwise(threat.route):
        if a != b and {a, b} <= known and b not in joined[a]:
            between = _between(a, b, joined)
            remedy = f"name the regions between: {between}" if between else "no doors join them; change the route"
            yield error("threat", f"route goes from {a!r} to {b!r}, which share no door; {remedy}")


def _between(start: str, end: str, joined: dict[str, set[str]]) -> str:
    """Return the regions on the shortest way from ``start`` to ``end``, or "" when there is none."""
    came_from: dict[str, str] = {start: start}
    edge = [start]
    while edge and end not in came_from:
        fresh = {other: here for here in edge for other in sorted(joined[here]) if other not in came_from}
        came_from |= fresh
        edge = list(fresh)
    way: list[str] = []
    here = came_from.get(end, start)
    while here != start:
        way.append(here)
        here = came_from[here]
    return ", ".join(reversed(way))
