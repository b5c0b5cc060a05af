"""Whether people can get from every region to an exit."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from muster.scenario.building import Building, Door, DoorState, RegionKind
from muster.scenario.finding import Finding, error, warning

_SHUT = (DoorState.LOCKED, DoorState.BARRICADED)


def reach_findings(building: Building) -> Iterator[Finding]:
    """Yield the regions that no way out leads to, and those that only locked doors lead to."""
    start = _ways_out(building)
    reached = _reached(start, building.doors)
    unlocked = _reached(start, (door for door in building.doors if door.state not in _SHUT))
    for region in building.regions:
        where = f"region {region.id!r}"
        if region.id not in reached:
            yield error(where, f"is unreachable: no doors lead from it to {_goal(building)}; add a door or an opening")
        elif region.id not in unlocked:
            yield warning(where, "is reached only through locked or barricaded doors; unlock one, unless that is meant")


def neighbours(doors: Iterable[Door]) -> dict[str, set[str]]:
    """Return, for each region that has a door, the ids of the regions its doors lead to."""
    joined: dict[str, set[str]] = defaultdict(set)
    for door in doors:
        a, b = door.between
        joined[a].add(b)
        joined[b].add(a)
    return joined


def _ways_out(building: Building) -> set[str]:
    """Return the outside regions of the exits; without exits, the first region stands in."""
    used = {exit.door for exit in building.exits}
    sides = {id for door in building.doors if door.id in used for id in door.between}
    outside = {id for id in sides if building.region(id).kind is RegionKind.OUTSIDE}
    return outside or {region.id for region in building.regions[:1]}


def _goal(building: Building) -> str:
    return "an exit" if building.exits else repr(building.regions[0].id)


def _reached(start: set[str], doors: Iterable[Door]) -> set[str]:
    joined = neighbours(doors)
    reached, edge = set(start), list(start)
    while edge:
        fresh = joined[edge.pop()] - reached
        reached |= fresh
        edge += fresh
    return reached
