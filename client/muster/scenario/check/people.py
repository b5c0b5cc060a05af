"""Whether everybody fits where they start, and whether personas leave behaviour to the person."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from muster.scenario.building import Region
from muster.scenario.errors import ScenarioError
from muster.scenario.finding import Finding, error, warning
from muster.scenario.geometry import area, contains
from muster.scenario.persona import Persona
from muster.scenario.population import people
from muster.scenario.scenario import Scenario

_DENSEST = 4.0  # people per m²; above it a crowd cannot be placed without bodies overlapping
_EVOLVED = (
    "personality_traits",
    "emotional_disposition",
    "motivations_goals",
    "communication_style",
    "knowledge_scope",
    "backstory",
)
# What the benchmark of arXiv 2509.16457 counts: run (following or independently), hide, freeze, fight.
_CLASS = re.compile(
    r"\b(hide|hides|hid|hiding|freeze|freezes|froze|frozen|freezing|fight|fights|fought|fighting|flee|flees|fled"
    r"|fleeing|(?:run|runs|ran|running) (?:away|off|for it)|follow(?:s|ed|ing)? the (?:crowd|others|group)"
    r"|run_\w+|hide_\w+)\b",
    re.IGNORECASE,
)


def wording_findings(personas: Sequence[Persona]) -> Iterator[Finding]:
    """Yield the persona texts that name a behaviour class: they would tell the person what to do."""
    for persona in personas:
        for name in _EVOLVED:
            named = _CLASS.search(getattr(persona, name))
            if named:
                message = f"{name} names a behaviour ({named[0]!r}); say what the person is like instead"
                yield warning(f"persona {persona.id!r}", message)


def crowd_findings(scenario: Scenario) -> Iterator[Finding]:
    """Yield the regions in which more people start than can stand there."""
    try:
        present = people(scenario)
    except ScenarioError as nowhere:
        yield from (error("population", problem) for problem in nowhere.problems)
        return
    starting = Counter(person.start for person in present)
    for region in scenario.building.regions:
        most = int(_floor(scenario, region) * _DENSEST)
        if starting[region.id] > most:
            yield error(
                f"region {region.id!r}",
                f"{starting[region.id]} people start in it, more than the {most} that fit "
                f"({_DENSEST:g} a m²); use fewer agents or spread them",
            )


def _floor(scenario: Scenario, region: Region) -> float:
    """Return the m² of ``region`` that no furniture stands on."""
    pieces = (piece for piece in scenario.building.furniture if piece.storey == region.storey)
    return area(region.polygon) - sum(
        area(piece.polygon) for piece in pieces if contains(region.polygon, piece.polygon[0])
    )
