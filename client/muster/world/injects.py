"""Injects: what an instructor does to the world, by the same ways as what happens in it of itself."""

from collections.abc import Callable, Mapping

from muster.scenario.building import Building
from muster.scenario.inject import Inject, InjectKind, Severity
from muster.world.acts import Door, Health
from muster.world.bodies import Bodies
from muster.world.doors import Doors
from muster.world.events import Event, EventKind
from muster.world.hands import Refused
from muster.world.navigation.plan import FloorPlan
from muster.world.patrol import Patrol

_DOORS = {
    InjectKind.LOCK: (Door.LOCKED, EventKind.DOOR_LOCKED),
    InjectKind.UNLOCK: (Door.CLOSED, EventKind.DOOR_UNLOCKED),
    InjectKind.CLOSE: (Door.CLOSED, EventKind.DOOR_CLOSED),
    InjectKind.OPEN: (Door.OPEN, EventKind.DOOR_OPENED),
}
_HEALTH = {Severity.INJURED: Health.INJURED, Severity.INCAPACITATED: Health.INCAPACITATED}


class Injects:
    """Carries out injects. Rumours and what people say are perception's: nothing moves for them.

    Attributes:
        waiting: by door, what is to be done to it as soon as nobody stands in it.
    """

    def __init__(
        self,
        building: Building,
        plan: FloorPlan,
        bodies: Bodies,
        *,
        people: Mapping[str, int],
        doors: Doors,
        patrol: Patrol | None,
        hurt: Callable[[int, Health], None],
        happen: Callable[[Event], None],
    ) -> None:
        self._plan, self._bodies, self._people = plan, bodies, people
        self._doors, self._patrol, self._hurt, self._happen = doors, patrol, hurt, happen
        self.waiting: dict[int, Inject] = {}
        self._door_index = {door.id: number for number, door in enumerate(building.doors)}
        self._region_index = {region.id: number for number, region in enumerate(building.regions)}

    def update(self, tick: int) -> None:
        """Shut the doors that somebody stood in when they were to be shut."""
        for inject in [*self.waiting.values()]:
            self._set_door(inject, tick)

    def do(self, inject: Inject, tick: int) -> None:
        """Carry out an inject; raises Refused when it cannot be done as things stand."""
        kind = inject.kind
        if kind in _DOORS:
            self._set_door(inject, tick)
        elif kind is InjectKind.INJURY:
            self._injure(_index(self._people, "person", inject.person), _HEALTH[inject.severity])
        elif kind in (InjectKind.MOVE_THREAT, InjectKind.STOP_THREAT):
            self._command(inject, tick)
        elif kind in (InjectKind.ALARM, InjectKind.ALARM_OFF, InjectKind.ANNOUNCE):
            self._sound(inject, tick)
        elif kind is InjectKind.SAY and self._is_down(_index(self._people, "person", inject.person)):
            raise Refused(f"{inject.person} is incapacitated and says nothing")

    def _set_door(self, inject: Inject, tick: int) -> None:
        door = _index(self._door_index, "door", inject.door)
        state, happened = _DOORS[inject.kind]
        if not self._doors.leaf[door]:
            raise Refused(f"{inject.door} is an opening without a door")
        self.waiting.pop(door, None)
        if state is not Door.OPEN and not self._doors.is_clear(door, self._bodies):
            self.waiting[door] = inject
            return
        was_barred = bool(self._doors.barred[door])
        if state is Door.OPEN:
            self._doors.pull(door, tick)
        else:
            self._doors.set(door, state)
        if was_barred and state is Door.OPEN:
            self._tell(EventKind.DOOR_UNLOCKED, door, tick)
        self._tell(happened, door, tick)

    def _tell(self, kind: EventKind, door: int, tick: int) -> None:
        x, y = self._plan.door_middle[door].tolist()
        region = int(self._plan.door_regions[door, 0])
        self._happen(Event(tick, kind, other=door, region=region, position=(x, y)))

    def _injure(self, body: int, health: Health) -> None:
        if self._bodies.health[body] >= int(health):
            raise Refused("that person is hurt as badly already")
        self._hurt(body, health)

    def _is_down(self, body: int) -> bool:
        return self._bodies.health[body] == int(Health.INCAPACITATED)

    def _command(self, inject: Inject, tick: int) -> None:
        if self._patrol is None:
            raise Refused("there is no threat in this scenario")
        if self._patrol.is_over:
            raise Refused("the threat has been stopped already")
        if inject.kind is InjectKind.MOVE_THREAT:
            self._patrol.divert(_index(self._region_index, "region", inject.region))
            return
        self._patrol.stop(self._bodies)
        self._happen(Event(tick, EventKind.THREAT_CONTAINED))

    def _sound(self, inject: Inject, tick: int) -> None:
        regions = tuple(_index(self._region_index, "region", id) for id in inject.regions)
        kind = EventKind(inject.kind) if inject.kind is not InjectKind.ANNOUNCE else EventKind.ANNOUNCEMENT
        self._happen(Event(tick, kind, text=inject.text, regions=regions, advice=inject.advice))


def _index(known: Mapping[str, int], kind: str, id: str) -> int:
    if id not in known:
        raise Refused(f"there is no {kind} {id[:80]!r}")
    return known[id]
