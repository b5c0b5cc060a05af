"""Whether every id is unique and every id that is referred to exists: what must hold before anything can run."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from muster.scenario.building import Building, Door, MusterPoint, Region, RegionKind, Storey
from muster.scenario.errors import ScenarioError
from muster.scenario.finding import Finding, error
from muster.scenario.persona import Duty, Persona
from muster.scenario.place import nearest
from muster.scenario.scenario import Scenario
from muster.scenario.smoke import GivenSmoke, uneven

_COMPARED = 2000  # finding the nearest of more ids takes too long
_NUMBERED = re.compile(r"(.+)-([2-9]|[1-9]\d+)")


def building_references(building: Building) -> list[Finding]:
    """Return every repeated or dangling id of ``building``."""
    return [*_repeated(building), *_dangling(building)]


def persona_references(personas: Sequence[Persona]) -> list[Finding]:
    """Return every repeated persona id and every tie to nobody."""
    ids = [persona.id for persona in personas]
    known = dict.fromkeys(ids)
    found = repeated("persona", ids)
    for persona in personas:
        where = f"persona {persona.id!r}"
        for tie in persona.ties:
            found += unless_known(where, "tie to", tie.to, "persona", known)
            if tie.to == persona.id:
                found.append(error(where, "has a tie to itself; remove it"))
        if persona.duty is Duty.RESPONDER:
            found.append(error(where, "is a responder; they come by a scenario's [response]: give another duty"))
        numbered = _NUMBERED.fullmatch(persona.id)
        if numbered and numbered[1] in known:
            message = f"repetition {numbered[2]} of {numbered[1]!r} would bear the same id; rename one of them"
            found.append(error(where, message))
    return found


def scenario_references(scenario: Scenario) -> list[Finding]:
    """Return every repeated or dangling id of ``scenario``, its building and its population."""
    found = [*building_references(scenario.building), *persona_references(scenario.population.personas)]
    known = _ids(scenario.building.regions)
    for number, cue in enumerate(scenario.cues):
        for id in cue.regions:
            found += unless_known(f"cue {number}", "region", id, "region", known)
    for id in scenario.threat.route if scenario.threat else ():
        found += unless_known("threat", "route through", id, "region", known)
    if scenario.fire is not None:
        found += unless_known("fire", "burns in", scenario.fire.region, "region", known)
        found += [] if scenario.fire.smoke is None else _smoke(scenario.fire.smoke, known)
    if scenario.response is not None:
        found += _entrance(scenario.response.enters_by, scenario.building)
    if scenario.population.spread:
        return found
    for persona in scenario.population.personas:
        where = f"persona {persona.id!r}"
        found += unless_known(where, "start in", persona.start, "region", known)
        for id in persona.also_knows:
            found += unless_known(where, "knowledge of", id, "region", known)
    return found


def _smoke(smoke: GivenSmoke, known: Collection[str]) -> list[Finding]:
    ids = [air.region for air in smoke.regions]
    dangling = [each for id in ids for each in unless_known("smoke", "lies in", id, "region", known)]
    return [*repeated("smoke of region", ids), *dangling, *uneven(smoke)]


def _entrance(enters_by: str, building: Building) -> list[Finding]:
    exits = dict.fromkeys(exit.id for exit in building.exits)
    if not exits:
        return [error("response", f"finds no exit in building {building.name!r} to come in by; add one")]
    return unless_known("response", "enters by", enters_by, "exit", exits) if enters_by else []


def require(file: str, findings: Iterable[Finding]) -> None:
    """Raise one ScenarioError about ``file`` that lists all of ``findings``, if there are any."""
    problems = [f"{file}: {finding}" for finding in findings]
    if problems:
        raise ScenarioError(*problems)


def _repeated(building: Building) -> Iterator[Finding]:
    for kind, things in (
        ("storey", building.storeys),
        ("region", building.regions),
        ("door", building.doors),
        ("exit", building.exits),
        ("hiding spot", building.hiding_spots),
        ("muster point", building.muster_points),
    ):
        yield from repeated(kind, [thing.id for thing in things])


def repeated(kind: str, ids: Sequence[str]) -> list[Finding]:
    """Return an error for each id that stands more than once among ``ids``."""
    return [
        error(f"{kind} {id!r}", f"stands {count} times; rename all but one")
        for id, count in Counter(ids).items()
        if count > 1
    ]


def _dangling(building: Building) -> Iterator[Finding]:
    regions = _ids(building.regions)
    storeys = _ids(building.storeys)
    doors = _ids(building.doors)
    points = _ids(building.muster_points)
    for region in building.regions:
        yield from _region(region, storeys)
    for door in building.doors:
        where = f"door {door.id!r}"
        for id in door.between:
            yield from unless_known(where, "leads to", id, "region", regions)
        if door.between[0] == door.between[1]:
            yield error(where, f"joins {door.between[0]!r} with itself; name two regions in between")
        if door.swing is not None and door.swing not in door.between:
            yield error(where, f"swings into {door.swing!r}, which it does not join; name one of {door.between}")
    for exit in building.exits:
        yield from unless_known(f"exit {exit.id!r}", "through", exit.door, "door", doors)
        if exit.muster_point is not None:
            yield from unless_known(f"exit {exit.id!r}", "leads to", exit.muster_point, "muster point", points)
    for spot in building.hiding_spots:
        yield from unless_known(f"hiding spot {spot.id!r}", "in", spot.region, "region", regions)
    for point in building.muster_points:
        yield from unless_known(f"muster point {point.id!r}", "in", point.region, "region", regions)
    for number, wall in enumerate(building.walls):
        yield from unless_known(f"wall {number}", "on", wall.storey, "storey", storeys)
    for number, piece in enumerate(building.furniture):
        yield from unless_known(f"furniture {number}", "on", piece.storey, "storey", storeys)


def _region(region: Region, storeys: Collection[str]) -> Iterator[Finding]:
    where = f"region {region.id!r}"
    yield from unless_known(where, "on", region.storey, "storey", storeys)
    if region.rises_to is not None:
        yield from unless_known(where, "rises to", region.rises_to, "storey", storeys)
    is_stair = region.kind is RegionKind.STAIR
    if is_stair and (region.rises_to is None or region.walking_length is None):
        yield error(where, "is a stair without head or length; give rises_to and walking_length")
    if is_stair and region.rises_to == region.storey:
        yield error(where, f"rises to its own storey {region.storey!r}; name the storey above in rises_to")
    if not is_stair and (region.rises_to is not None or region.walking_length is not None):
        yield error(where, f"is a {region.kind}, yet has rises_to or walking_length; remove them or make it a stair")


def unless_known(where: str, how: str, id: str, kind: str, known: Collection[str]) -> list[Finding]:
    """Return an error unless ``id`` is among the ``known`` ids of that kind."""
    if id in known:
        return []
    return [error(where, f"{how} {id!r}, but there is no such {kind}; {_remedy(id, kind, known)}")]


def _ids(things: Iterable[Storey | Region | Door | MusterPoint]) -> Collection[str]:
    return dict.fromkeys(thing.id for thing in things)


def _remedy(id: str, kind: str, known: Collection[str]) -> str:
    some = ", ".join(islice(known, 5)) + (", ..." if len(known) > 5 else "")
    return nearest(id, tuple(islice(known, _COMPARED)), otherwise=f"known are {some}" if known else f"add a {kind}")
