"""Whether an inject says all that its kind needs, nothing that it does not take, and only ids that there are."""

from collections.abc import Collection, Iterator
from types import MappingProxyType

from muster.scenario.finding import Finding, error
from muster.scenario.inject import Inject, InjectKind
from muster.scenario.place import nearest
from muster.scenario.scenario import Scenario

_NEEDS = MappingProxyType(
    {
        InjectKind.LOCK: ("door",),
        InjectKind.UNLOCK: ("door",),
        InjectKind.CLOSE: ("door",),
        InjectKind.OPEN: ("door",),
        InjectKind.ANNOUNCE: ("text",),
        InjectKind.RUMOUR: ("text",),
        InjectKind.INJURY: ("person",),
        InjectKind.MOVE_THREAT: ("region",),
        InjectKind.SAY: ("person", "text"),
    }
)
_TAKES = MappingProxyType(
    {
        InjectKind.ALARM: ("regions",),
        InjectKind.ANNOUNCE: ("regions", "advice"),
        InjectKind.RUMOUR: ("person", "region", "place", "advice"),
        InjectKind.INJURY: ("severity",),
        InjectKind.SAY: ("volume",),
    }
)
_THREAT = frozenset({InjectKind.MOVE_THREAT, InjectKind.STOP_THREAT})
_FIELDS = ("door", "person", "region", "regions", "text", "volume", "advice", "place", "severity")


def inject_references(where: str, inject: Inject, scenario: Scenario, people: Collection[str]) -> Iterator[Finding]:
    """Yield what an inject lacks, what it has to no purpose, and every id in it that there is not in ``scenario``.

    ``people`` are the ids of those who may be there.
    """
    building, kind = scenario.building, inject.kind
    needs, takes = _NEEDS.get(kind, ()), {*_NEEDS.get(kind, ()), *_TAKES.get(kind, ())}
    for name in _FIELDS:
        is_said = getattr(inject, name) != getattr(Inject(kind), name)
        if name in needs and not is_said:
            yield error(where, f"{kind} without {name}; add {name}")
        elif is_said and name not in takes:
            yield error(where, f"{kind} takes no {name}; remove it")
    if kind is InjectKind.RUMOUR and bool(inject.person) == bool(inject.region):
        yield error(where, "rumour needs somebody to hear it; give one of person and region")
    if kind in _THREAT and scenario.threat is None:
        yield error(where, f"{kind} needs a threat, and the scenario has none; remove it")
    regions = dict.fromkeys(region.id for region in building.regions)
    yield from _known(where, "door", [inject.door], dict.fromkeys(door.id for door in building.doors))
    yield from _known(where, "region", [inject.region, inject.place, *inject.regions], regions)
    yield from _known(where, "person", [inject.person], people)


def _known(where: str, kind: str, ids: list[str], known: Collection[str]) -> Iterator[Finding]:
    for id in ids:
        if id and id not in known:
            hint = nearest(id, tuple(known), otherwise="name one of those in the scenario")
            yield error(where, f"there is no {kind} {id!r}; {hint}")
