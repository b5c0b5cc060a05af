"""Whether doors, stairs and exits lead somewhere and can be worked as they say."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from muster.scenario.building import Building, Door, DoorKind, DoorState, LockKind, Region, RegionKind
from muster.scenario.finding import Finding, error, warning
from muster.scenario.geometry import along, shared_length, to_boundary

_NARROWEST = 0.5  # metres; a body is 0.4 m wide
_WIDEST_LEAF = 10.0  # metres; openings may be wider
_TOLERANCE = 0.05  # metres off the boundary that drawing may leave
_SHUT = (DoorState.LOCKED, DoorState.BARRICADED)


def door_findings(building: Building) -> Iterator[Finding]:
    """Yield what is wrong with each door, then with stairs, then with exits."""
    for door in building.doors:
        yield from _place(door, building)
        yield from _working(door)
    yield from _doubles(building)
    for region in building.regions:
        if region.kind is RegionKind.STAIR and region.rises_to is not None:
            yield from _stair(region, building)
    yield from _exits(building)


def storeys_of(region: Region) -> set[str]:
    """Return the ids of the storeys on which ``region`` has floor."""
    return {region.storey} | ({region.rises_to} if region.rises_to else set())


def _place(door: Door, building: Building) -> Iterator[Finding]:
    where = f"door {door.id!r}"
    if door.width < _NARROWEST:
        yield error(where, f"is {door.width:.2f} m wide, less than {_NARROWEST} m; move an end of its segment")
    if door.kind is DoorKind.DOOR and door.width > _WIDEST_LEAF:
        message = f"is {door.width:.2f} m wide, more than {_WIDEST_LEAF} m; narrow it or make it an opening"
        yield error(where, message)
    a, b = (building.region(id) for id in door.between)
    for region in (a, b):
        off = max(to_boundary(along(door.segment, share / 4), region.polygon) for share in range(5))
        if off > _TOLERANCE:
            message = f"leads nowhere: it is {off:.2f} m off the outline of {region.id!r}; put its segment on the wall"
            yield error(where, f"{message} that {a.id!r} and {b.id!r} share")
    if not storeys_of(a) & storeys_of(b):
        yield error(where, f"joins {a.id!r} and {b.id!r} on different storeys; put a stair between them")


def _working(door: Door) -> Iterator[Finding]:
    where = f"door {door.id!r}"
    if door.kind is DoorKind.OPENING:
        if door.lock is not LockKind.NONE or door.state in _SHUT:
            yield error(where, "is an opening, which has no leaf to lock or bar; make it a door or remove the lock")
        if door.swing is not None:
            yield warning(where, "is an opening and swings nowhere; remove swing")
    elif door.state is DoorState.LOCKED and door.lock is LockKind.NONE:
        yield error(where, "is locked but has no lock, so nobody could open it; set lock to inside or key")


def _doubles(building: Building) -> Iterator[Finding]:
    alike: dict[frozenset[str], list[Door]] = defaultdict(list)
    for door in building.doors:
        alike[frozenset(door.between)].append(door)
    for a, b in (pair for doors in alike.values() for pair in combinations(doors, 2)):
        if shared_length(a.segment, b.segment, _TOLERANCE) > _TOLERANCE:
            yield error(f"doors {a.id!r} and {b.id!r}", "lie over one another; move or remove one")


def _stair(stair: Region, building: Building) -> Iterator[Finding]:
    neighbours = [
        building.region(other)
        for door in building.doors
        if stair.id in door.between
        for other in door.between
        if other != stair.id
    ]
    for part, storey in (("foot", stair.storey), ("head", stair.rises_to)):
        if not any(storey in storeys_of(region) for region in neighbours):
            yield error(
                f"stair {stair.id!r}", f"has no {part}: no door joins it to storey {storey!r}; add an opening there"
            )


def _exits(building: Building) -> Iterator[Finding]:
    doors = {door.id: door for door in building.doors}
    for exit in building.exits:
        outside = [id for id in doors[exit.door].between if building.region(id).kind is RegionKind.OUTSIDE]
        if len(outside) != 1:
            sides = "neither side" if not outside else "both sides"
            message = f"its door {exit.door!r} has {sides} outside; use a door from inside to a region of kind outside"
            yield error(f"exit {exit.id!r}", message)
    if not building.exits:
        yield warning(f"building {building.name!r}", "has no exit, so nobody can get out; add exits")
