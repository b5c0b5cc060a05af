"""Going into the next room or corridor."""

from muster.perception.knowledge import Known
from muster.perception.options.ways import Ways
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.world.acts import Act, Door
from muster.world.world import World

UNFAMILIAR = 0.2  # familiarity of a region not known from before; ours


class Rooms:
    """The regions beyond the doors of one's own."""

    def __init__(self, world: World, known: Known, surroundings: Surroundings, ways: Ways) -> None:
        self._world, self._known, self._surroundings, self._ways = world, known, surroundings, ways
        self._ids = [f"go:{region.id}" for region in world.scenario.building.regions]

    def add(self, now: Situation, most: int) -> None:
        """Append the nearest of them, each by its nearest door."""
        doors = [door for door in self._surroundings.doors[now.region] if door not in now.shut]
        doors.sort(key=lambda door: (now.metres_to(self._surroundings.door_xy[door]), door))
        nearest: dict[int, int] = {}
        for door in doors:
            nearest.setdefault(self._surroundings.other_side(door, now.region), door)
        inside = [region for region in nearest if not self._world.plan.region_outside[region]]
        for region in inside[:most]:
            self._add(now, region, nearest[region])

    def _add(self, now: Situation, region: int, door: int) -> None:
        way = self._ways.by_door(now, door, region)
        now.add_way(
            self._ids[region],
            f"Go to {self._surroundings.names[region]}",
            now.walking(Act.GO, region),
            way,
            familiar=1.0 if self._known.regions.knows(now.agent, region) else UNFAMILIAR,
            visible=float(self._world.door_state(door) is Door.OPEN),
        )
