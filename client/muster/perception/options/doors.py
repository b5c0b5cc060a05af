"""Working doors: closing, locking and barricading them, and opening them again."""

from collections.abc import Iterable

from muster.perception.knowledge import Known
from muster.perception.seeing import BUSY
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.perception.ties import Ties
from muster.perception.words import spoken
from muster.scenario.building import RegionKind
from muster.scenario.persona import Duty
from muster.world.acts import DOOR_ACTS, Act, Door, Intent
from muster.world.world import World

_WORD = {act: act.name.lower() for act in DOOR_ACTS}
_SAID = {Act.KNOCK: "Knock, and ask to be let in, at"}
_AT_A_DOOR = frozenset(BUSY + act for act in DOOR_ACTS)
MOST_DOORS = 2
KEY_HOLDERS = frozenset({Duty.STAFF, Duty.WARDEN, Duty.SECURITY})
ANSWERED_WITHIN = 30.0  # seconds after a knock; ours
UNNAMED_NEED, NAMED_NEED = 0.5, 0.8  # how badly who knocks is taken to need help; ours
CLOSED_COVER, LOCK_COVER, BARRICADE_COVER = 0.2, 0.6, 0.7
"""How well a closed, locked or barricaded door is believed to protect, beside hiding places' concealment; ours."""


class Doors:
    """The doors of one's own region: of a room to shut oneself in, anywhere those one has the key to.

    A locked door looks like a closed one; furniture piled up before it is seen on that side only.
    """

    def __init__(self, world: World, known: Known, ties: Ties, surroundings: Surroundings) -> None:
        self._world, self._known, self._ties, self._surroundings = world, known, ties, surroundings
        self._knocks = world.scenario.knocking
        regions = world.scenario.building.regions
        self._ids = [door.id for door in world.scenario.building.doors]
        self._is_room = [region.kind is RegionKind.ROOM for region in regions]
        self._first = [int(region) for region in world.plan.door_regions[:, 0]]
        self._piled_up: dict[int, int] = {}

    def piled_up(self, door: int, region: int) -> None:
        """Somebody has barricaded a door from ``region``."""
        self._piled_up[door] = region

    def add(self, now: Situation) -> None:
        """Append what can be done to the nearest doors."""
        world, busy = self._world, self._being_worked(now)
        doors = [door for door in self._surroundings.doors[now.region] if world.doors.leaf[door] and door not in busy]
        doors.sort(key=lambda door: (now.metres_to(self._surroundings.door_xy[door]), door))
        self._answer(now)
        for door in doors[:MOST_DOORS]:
            for act, cover in self._acts(now, door):
                self._add(now, door, act, cover)

    def _answer(self, now: Situation) -> None:
        """Append what can be done about a knock: open, or ask who it is; to keep silent is to stay put."""
        tick_rate = self._world.ticks_per_second
        for door, knock in self._known.knocks[now.agent].items():
            is_here = now.region in (self._first[door], self._surroundings.other_side(door, self._first[door]))
            if not is_here or self._world.tick - knock.tick > ANSWERED_WITHIN * tick_rate:
                continue
            distance = now.metres_to(self._surroundings.door_xy[door])
            beyond = self._surroundings.names[self._surroundings.other_side(door, now.region)]
            who = self._world.cast[knock.by].name if knock.by >= 0 else "whoever knocks"
            now.add(
                f"let-in:{self._ids[door]}",
                f"Open the door to {beyond} and let {who} in{spoken(distance)}",
                Intent(Act.LET_IN, door),
                distance=distance,
                tie=self._ties.strength(now.agent, knock.by) if knock.by >= 0 else 0.0,
                authority=self._ties.authority[knock.by] if knock.by >= 0 else 0.0,
                need=NAMED_NEED if knock.by >= 0 else UNNAMED_NEED,
            )
            if knock.by < 0:
                text = f"Ask through the door to {beyond} who it is{spoken(distance)}"
                now.add(f"ask:{self._ids[door]}", text, Intent(Act.ASK, door), distance=distance)

    def _add(self, now: Situation, door: int, act: Act, cover: float) -> None:
        distance = now.metres_to(self._surroundings.door_xy[door])
        beyond = self._surroundings.names[self._surroundings.other_side(door, now.region)]
        against = ", against the smoke" if act is Act.CLOSE and self._smoke_beyond(now, door) else ""
        now.add(
            f"{_WORD[act]}:{self._ids[door]}",
            f"{_SAID.get(act, _WORD[act].capitalize())} the door to {beyond}{against}{spoken(distance)}",
            Intent(act, door),
            distance=distance,
            familiar=1.0,
            visible=1.0,
            cover=cover,
        )

    def _being_worked(self, now: Situation) -> set[int]:
        """Doors at which somebody in view has their hands."""
        target, view = self._world.bodies.target, now.view
        return {int(target[row]) for row, doing in zip(view.rows, view.doing, strict=True) if doing in _AT_A_DOOR}

    def _acts(self, now: Situation, door: int) -> Iterable[tuple[Act, float]]:
        looks = self._looks(now, door)
        can_lock = self._has_key(now.agent, door) or self._has_turn(now.region, door)
        if looks is Door.BARRICADED or (looks is Door.LOCKED and can_lock):
            yield Act.OPEN, 0.0
        elif looks is Door.LOCKED and self._knocks:
            yield Act.KNOCK, 0.0
        if looks is Door.OPEN and not self._is_room[now.region] and self._smoke_beyond(now, door):
            yield Act.CLOSE, CLOSED_COVER
        if not self._is_room[now.region] or looks >= Door.LOCKED:
            return
        if looks is Door.OPEN:
            yield Act.CLOSE, CLOSED_COVER
        if can_lock:
            yield Act.LOCK, LOCK_COVER
        yield Act.BARRICADE, BARRICADE_COVER

    def _smoke_beyond(self, now: Situation, door: int) -> bool:
        """Whether a person believes more smoke, or the fire, to be beyond a door than on this side of it."""
        beyond = self._surroundings.other_side(door, now.region)
        burns = now.fire is not None and now.fire.region == beyond
        return burns or now.smoke.get(beyond, 0.0) > now.smoke_here

    def _looks(self, now: Situation, door: int) -> Door:
        """Return how a door stands, as far as this person sees or knows."""
        state, known = self._world.door_state(door), door in self._known.locked[now.agent]
        if state is Door.OPEN:
            return Door.OPEN
        if state is Door.BARRICADED and self._piled_up.get(door, self._first[door]) == now.region:
            return Door.BARRICADED
        if known or (state is Door.LOCKED and self._has_turn(now.region, door)):
            return Door.LOCKED
        return Door.CLOSED

    def _has_key(self, agent: int, door: int) -> bool:
        return bool(self._world.doors.key[door]) and self._world.cast[agent].duty in KEY_HOLDERS

    def _has_turn(self, region: int, door: int) -> bool:
        return bool(self._world.doors.turn[door]) and self._first[door] == region
