"""What can be done without going anywhere, and facing the threat."""

from collections.abc import Iterator

from muster.perception.knowledge import Known
from muster.perception.options.ways import Ways
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.perception.words import spoken
from muster.scenario.building import RegionKind
from muster.world.acts import Act, Gait, Intent
from muster.world.bodies import NEVER
from muster.world.world import World

NOT_FAR = 40.0  # metres within which going up to the threat is thinkable; ours
NOT_THERE = 3.0  # metres from where one took it to be, at which one would see it; ours
HALL_DOORS = 4  # from which on a room is one that people pass through; ours
TELEPHONE_AGE = 11  # years


class OnTheSpot:
    """Staying, looking around, telephoning, telling others."""

    def __init__(self, world: World, known: Known, surroundings: Surroundings, ways: Ways) -> None:
        self._world, self._known, self._surroundings, self._ways = world, known, surroundings, ways
        self._building, self._places = world.scenario.building, world.places
        self._called: set[int] = set()
        self._searched: dict[tuple[int, int], int] = {}  # tick at which an agent had come to a region

    def has_called(self, agent: int) -> None:
        """Somebody has telephoned; they need not again."""
        self._called.add(agent)

    def has_come_to(self, agent: int, region: int) -> None:
        """Somebody has come to where they went, and seen what is there."""
        self._searched[agent, region] = self._world.tick

    def add(self, now: Situation) -> None:
        """Append what is possible here."""
        if now.hidden:
            self._stay_hidden(now)
        else:
            now.add("stay", "Stay where you are and do nothing", Intent(Act.STAY), others=now.view.still)
        if not now.aware:
            text = "Carry on with what you were doing"
            now.add("carry-on", text, Intent(Act.CARRY_ON), others=now.view.still)
            return
        if not now.threat_in_sight and not now.hidden:
            now.add("check", "Look around and ask those near you what is going on", Intent(Act.CHECK))
        if self._may_call(now):
            now.add("call", "Telephone for help", Intent(Act.CALL))
        if now.view.rows:
            now.add("warn", "Tell the people around you what you know and what to do", Intent(Act.WARN))

    def add_confront(self, now: Situation) -> None:
        """Append facing the threat, for those who see it, take it to be not far off or look for it."""
        if now.threat is None:
            return
        if now.threat_in_sight:
            self._confront(now, -1, now.metres_to(now.threat.point))
            return
        for region in self._where_to_look(now, now.threat.region):
            way = self._ways.to(now, region, self._places.inner_point[region])
            if way is not None and way.distance > NOT_THERE and not self._has_searched(now.agent, region):
                self._confront(now, region, way.distance)
                return

    def _where_to_look(self, now: Situation, believed: int) -> Iterator[int]:
        """Yield where they take it to be, then the corridors and halls next to here, nearest door first."""
        yield believed
        doors = [door for door in self._surroundings.doors[now.region] if door not in now.shut]
        doors.sort(key=lambda door: (now.metres_to(self._surroundings.door_xy[door]), door))
        regions = (self._surroundings.other_side(door, now.region) for door in doors)
        yield from filter(self._leads_on, regions)

    def _leads_on(self, region: int) -> bool:
        is_corridor = self._building.regions[region].kind is RegionKind.CORRIDOR
        return is_corridor or len(self._surroundings.doors[region]) >= HALL_DOORS

    def _has_searched(self, agent: int, region: int) -> bool:
        """Return whether somebody has been there since they last noticed the threat."""
        return self._searched.get((agent, region), NEVER) > int(self._known.threat_tick[agent])

    def _confront(self, now: Situation, region: int, far: float) -> None:
        if far < NOT_FAR:
            intent = Intent(Act.CONFRONT, region, shut=now.shut)
            seen = float(now.threat_in_sight)
            now.add("confront", f"Confront the intruder{spoken(far)}", intent, distance=far, away=-1.0, visible=seen)

    def _stay_hidden(self, now: Situation) -> None:
        spot = int(self._world.bodies.hidden_in[now.agent])
        place = self._building.hiding_spots[spot]
        here = Intent(Act.HIDE, spot, Gait.CROUCH)
        now.add(f"hide:{place.id}", f"Stay where you are, {place.kind}", here, cover=place.concealment)

    def _may_call(self, now: Situation) -> bool:
        old_enough = self._world.cast[now.agent].age >= TELEPHONE_AGE
        knows = now.threat is not None or now.fire is not None or bool(now.smoke)
        return knows and old_enough and now.agent not in self._called
