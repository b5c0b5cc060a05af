"""What can be done about a fire: put it out while it is small, set off the alarm, shelter from its smoke."""

from muster.perception.knowledge import Known
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.perception.words import spoken
from muster.scenario.building import RegionKind
from muster.world.acts import Act, Door, Intent
from muster.world.smoke.turning import HAZY
from muster.world.world import World

WITHIN_REACH = 15.0  # metres to the flames within which people think of an extinguisher; ours
BEARABLE = 1.0  # 1/m of smoke by the fire up to which they do: they must see what they aim at; ours
GROWN_UP = 16  # years from which on; ours
ALARM_AGE = 8  # years from which on somebody knows what a call point is for; ours


class FireOptions:
    """Options of those who know of a fire, or of smoke thick enough to turn back from."""

    def __init__(self, world: World, known: Known, surroundings: Surroundings) -> None:
        self._world, self._known, self._surroundings = world, known, surroundings
        regions = world.scenario.building.regions
        self._is_room = [region.kind is RegionKind.ROOM for region in regions]
        self._ids = [region.id for region in regions]
        self._has_call_point = world.places.call_points.tolist()
        self._has_extinguishers = world.scenario.fire is not None and world.scenario.fire.extinguishers
        self._fought: set[int] = set()

    def has_fought(self, agent: int) -> None:
        """Somebody has used up an extinguisher; they do not try again."""
        self._fought.add(agent)

    def add(self, now: Situation) -> None:
        """Append what can be done."""
        if now.fire is None and not now.smoke:
            return
        self._extinguish(now)
        self._sound_alarm(now)
        self._shelter(now)

    def _extinguish(self, now: Situation) -> None:
        fire = now.fire
        if fire is None or not fire.is_small or not self._may_fight(now.agent):
            return
        far = now.metres_to(self._world.places.inner_point[fire.region])
        smoke = now.smoke.get(fire.region, 0.0)
        if far > WITHIN_REACH or smoke > BEARABLE:
            return
        text = f"Put out the fire with an extinguisher while it is small{spoken(far)}"
        intent = Intent(Act.EXTINGUISH, fire.region, shut=now.shut)
        now.add(f"extinguish:{self._ids[fire.region]}", text, intent, distance=far, visible=1.0, smoke=smoke)

    def _may_fight(self, agent: int) -> bool:
        return self._has_extinguishers and self._world.cast[agent].age >= GROWN_UP and agent not in self._fought

    def _sound_alarm(self, now: Situation) -> None:
        """Append going to the nearest call point, here or next door, for those who have heard no alarm yet."""
        if self._known.alarmed[now.agent] or self._world.cast[now.agent].age < ALARM_AGE:
            return
        found = self._call_point(now)
        if found is not None:
            far, region = found
            text = f"Set off the fire alarm at the call point{spoken(far)}"
            smoke = now.smoke.get(region, 0.0)
            now.add("sound-alarm", text, now.walking(Act.SOUND_ALARM, region), distance=far, smoke=smoke)

    def _call_point(self, now: Situation) -> tuple[float, int] | None:
        """Return metres to the nearest region with one, and which it is."""
        if self._has_call_point[now.region]:
            return 0.0, now.region
        doors = (door for door in self._surroundings.doors[now.region] if door not in now.shut)
        found = ((now.metres_to(self._surroundings.door_xy[door]), self._beyond(now, door)) for door in doors)
        return min(((far, region) for far, region in found if self._has_call_point[region]), default=None)

    def _shelter(self, now: Situation) -> None:
        """Append staying behind closed doors, for those in a room with smoke before it and less in it."""
        doors = self._surroundings.doors[now.region]
        if not self._is_room[now.region] or any(self._world.door_state(door) is Door.OPEN for door in doors):
            return
        worst = max((now.smoke.get(self._beyond(now, door), 0.0) for door in doors), default=0.0)
        if worst >= HAZY and now.smoke_here < HAZY:
            text = "Stay in here behind the closed door, out of the smoke, and wait for help"
            now.add("shelter", text, Intent(Act.SHELTER), others=now.view.still)

    def _beyond(self, now: Situation, door: int) -> int:
        return self._surroundings.other_side(door, now.region)
