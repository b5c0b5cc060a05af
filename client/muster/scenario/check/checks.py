"""All checks in one list; each looks at one matter and knows nothing of the others."""

from dataclasses import replace

from muster.scenario.benchmark import Benchmark
from muster.scenario.building import Building
from muster.scenario.check.benchmarks import benchmark_findings
from muster.scenario.check.doors import door_findings
from muster.scenario.check.floor import floor_findings
from muster.scenario.check.obstacles import obstacle_findings
from muster.scenario.check.people import crowd_findings, wording_findings
from muster.scenario.check.places import place_findings
from muster.scenario.check.reach import reach_findings
from muster.scenario.check.timeline import timeline_findings
from muster.scenario.exercise import Exercise
from muster.scenario.exercise_references import exercise_references
from muster.scenario.finding import Finding, Severity
from muster.scenario.persona_file import People
from muster.scenario.references import building_references, persona_references, scenario_references
from muster.scenario.scenario import Scenario

Subject = Scenario | Building | People | Benchmark | Exercise
"""What a file can hold."""


def check(subject: Subject) -> list[Finding]:
    """Return everything found wrong with ``subject``, errors first."""
    if isinstance(subject, Scenario):
        found = _scenario(subject)
    elif isinstance(subject, Building):
        found = [*building_references(subject), *_geometry(subject)]
    elif isinstance(subject, Exercise):
        found = [*_scenario(subject.scenario), *exercise_references(subject)]
    elif isinstance(subject, Benchmark):
        found = benchmark_findings(subject)
    else:
        found = [*persona_references(subject.personas), *wording_findings(subject.personas)]
    return sorted(found, key=lambda finding: finding.severity is Severity.WARNING)


def _scenario(scenario: Scenario) -> list[Finding]:
    return [
        *scenario_references(scenario),
        *_geometry(scenario.building),
        *wording_findings(scenario.population.personas),
        *crowd_findings(scenario),
        *timeline_findings(replace(scenario, building=_sound(scenario.building))),
    ]


def _geometry(building: Building) -> list[Finding]:
    sound = _sound(building)
    return [
        *floor_findings(sound),
        *door_findings(sound),
        *reach_findings(sound),
        *obstacle_findings(sound),
        *place_findings(sound),
    ]


def _sound(building: Building) -> Building:
    """Return ``building`` without whatever refers to ids that do not exist: that is reported on its own."""
    storeys = {storey.id for storey in building.storeys}
    regions = tuple(
        region
        for region in building.regions
        if region.storey in storeys and (region.rises_to is None or region.rises_to in storeys)
    )
    known = {region.id for region in regions}
    doors = tuple(door for door in building.doors if known.issuperset(door.between))
    passable = {door.id for door in doors}
    return replace(
        building,
        regions=regions,
        doors=doors,
        exits=tuple(exit for exit in building.exits if exit.door in passable),
        hiding_spots=tuple(spot for spot in building.hiding_spots if spot.region in known),
        muster_points=tuple(point for point in building.muster_points if point.region in known),
        walls=tuple(wall for wall in building.walls if wall.storey in storeys),
        furniture=tuple(piece for piece in building.furniture if piece.storey in storeys),
    )
