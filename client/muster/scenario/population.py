"""Who takes part: the personas of a scenario, repeated, thinned out or spread over the rooms as it asks."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from muster.scenario.building import Building, Region, RegionKind
from muster.scenario.errors import ScenarioError
from muster.scenario.geometry import area
from muster.scenario.persona import AgeBand, Duty, Knowledge, Persona
from muster.scenario.scenario import Scenario, ScenarioKind


def people(scenario: Scenario) -> tuple[Persona, ...]:
    """Return one persona for each person of the run, each with an id of its own and ties to people present.

    Those who come to help are the last of them; see ``crew``.
    """
    population = scenario.population
    wanted = population.size
    present = _repeated(population.personas, wanted)
    return (*(_spread(present, scenario.building) if population.spread else present), *crew(scenario))


def crew(scenario: Scenario) -> tuple[Persona, ...]:
    """Return the responders of a scenario, in the order in which they follow its people; they have no minds here."""
    if scenario.response is None:
        return ()
    is_police = scenario.kind is ScenarioKind.INTRUDER
    outside = next((region.id for region in scenario.building.regions if region.kind is RegionKind.OUTSIDE), "")
    return tuple(
        _responder(number, "police officer" if is_police else "firefighter", outside)
        for number in range(1, scenario.response.responders + 1)
    )


def _responder(number: int, role: str, start: str) -> Persona:
    return Persona(
        id=f"responder:{number}",
        name=f"Responder {number}",
        role=role,
        age=36,
        gender="unspecified",
        pronouns="they/them",
        personality_traits="calm and clear",
        emotional_disposition="steady",
        motivations_goals="to get everybody out",
        communication_style="short sentences, says who they are",
        knowledge_scope="has a master key and a floor plan, knows nobody here",
        backstory="came when help was called",
        age_band=AgeBand.ADULT,
        start=start,
        duty=Duty.RESPONDER,
        knows=Knowledge.ALL,
        trained=True,
    )


def _repeated(personas: tuple[Persona, ...], wanted: int) -> tuple[Persona, ...]:
    whole, rest = divmod(wanted, len(personas))
    rounds = [personas] * whole
    if rest:
        rounds.append(_every_kth(personas, rest))
    return tuple(each for number, part in enumerate(rounds, start=1) for each in _round(part, number))


def _every_kth(personas: Sequence[Persona], wanted: int) -> tuple[Persona, ...]:
    """Return ``wanted`` of ``personas`` in file order, evenly spread, so that every role stays represented."""
    return tuple(personas[index * len(personas) // wanted] for index in range(wanted))


def _round(personas: Sequence[Persona], number: int) -> list[Persona]:
    """Return ``personas`` as the ``number``-th of their kind, tied among themselves only."""
    present = {persona.id for persona in personas}
    mark = "" if number == 1 else f"-{number}"
    return [
        replace(
            persona,
            id=persona.id + mark,
            name=persona.name if number == 1 else f"{persona.name} {number}",
            ties=tuple(replace(tie, to=tie.to + mark) for tie in persona.ties if tie.to in present),
        )
        for persona in personas
    ]


def _spread(present: Sequence[Persona], building: Building) -> tuple[Persona, ...]:
    """Return everybody at even steps through the floor of all rooms: as many to a room as its share of the area.

    Neighbours in the file start near each other, so those who are tied mostly share a room or a storey.
    """
    rooms = rooms_of(building)
    ends = list(accumulate(area(room.polygon) for room in rooms))
    regions = {region.id for region in building.regions}
    spread: list[Persona] = []
    for index, persona in enumerate(present):
        room = rooms[min(bisect_right(ends, (index + 0.5) / len(present) * ends[-1]), len(rooms) - 1)]
        known = tuple(id for id in persona.also_knows if id in regions)
        spread.append(replace(persona, start=room.id, also_knows=known))
    return tuple(spread)


def rooms_of(building: Building) -> tuple[Region, ...]:
    """Return the regions that spread people start in: the rooms, or the corridors of a building without rooms."""
    for kind in (RegionKind.ROOM, RegionKind.CORRIDOR):
        found = tuple(region for region in building.regions if region.kind is kind)
        if found:
            return found
    raise ScenarioError(f"building {building.name!r}: has no room to spread people over; add one or set spread = false")
