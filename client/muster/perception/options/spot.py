"""What can be done without going anywhere, and facing the threat."""

from muster.perception.options.ways import Ways
from muster.perception.situation import Situation
from muster.perception.words import spoken
from muster.world.acts import Act, Gait, Intent
from muster.world.world import World

NOT_FAR = 40.0  # metres within which going up to the threat is thinkable; ours
NOT_THERE = 3.0  # metres from where one took it to be, at which one would see it; ours
TELEPHONE_AGE = 11  # years


class OnTheSpot:
    """Staying, looking around, telephoning, telling others."""

    def __init__(self, world: World, ways: Ways) -> None:
        self._world, self._ways = world, ways
        self._building, self._places = world.scenario.building, world.places
        self._called: set[int] = set()

    def has_called(self, agent: int) -> None:
        """Somebody has telephoned; they need not again."""
        self._called.add(agent)

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
        """Append facing the threat, for those who see it or take it to be not far off."""
        if now.threat is None:
            return
        if now.threat_in_sight:
            self._confront(now, -1, now.metres_to(now.threat.point))
            return
        region = now.threat.region
        way = self._ways.to(now, region, self._places.inner_point[region])
        if way is not None and way.distance > NOT_THERE:
            self._confront(now, region, way.distance)

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
        return now.threat is not None and old_enough and now.agent not in self._called
