"""Ways out of the building, and on to where people assemble."""

from muster.perception.familiarity import SIGNED
from muster.perception.knowledge import Known
from muster.perception.options.ways import Ways
from muster.perception.situation import Situation, Way
from muster.perception.surroundings import Surroundings
from muster.world.acts import Act, Intent
from muster.world.smoke.effects import LIT, REFLECTING
from muster.world.world import World

MOST_EXITS = 4
WEIGHED = 6  # of the exits known, nearest first as the crow flies, so many are thought through
NEXT_SIGN = 10.0  # metres to the next sign along a way, as a rule; ours

ON_TO_MUSTER = 10.0  # metres that the rest of the way to the muster point seems


class Exits:
    """Exits that a person knows, sees, or is led to by signs."""

    def __init__(self, world: World, known: Known, surroundings: Surroundings, ways: Ways) -> None:
        self._exits, self._places = world.scenario.building.exits, world.places
        self._ids = [f"exit:{exit.id}" for exit in self._exits]
        self._texts = [f"Leave by the {exit.name}" for exit in self._exits]
        self._known, self._surroundings, self._ways = known, surroundings, ways
        doors = surroundings.exit_doors
        self._xy = [surroundings.door_xy[door] for door in doors]
        self._here = [{exit for exit, door in enumerate(doors) if door in here} for here in surroundings.doors]

    def add(self, now: Situation) -> None:
        """Append the nearest of them to walk to."""
        ways: list[tuple[float, int, Way]] = []
        for exit in self._candidates(now):
            region, point = self._places.beyond_exit[exit]
            way = self._ways.to(now, region, point, self._surroundings.other_exits[exit])
            if way is not None:
                ways.append((way.distance, exit, way))
        for _, exit, way in sorted(ways)[:MOST_EXITS]:  # no two have the same exit
            self._add(now, exit, way)

    def add_muster(self, now: Situation) -> None:
        """Append going on to the muster point, for those who have come out."""
        for exit in self._nearest_first(now)[:1]:
            if self._places.muster[exit] is not None:
                id = f"muster:{self._exits[exit].muster_point}"
                intent = Intent(Act.EXIT, exit)
                now.add(id, "Go on to the muster point", intent, distance=ON_TO_MUSTER, familiar=1.0)

    def _add(self, now: Situation, exit: int, way: Way) -> None:
        here = exit in self._here[now.region] and self._shows(now, exit)
        familiar = float(self._known.familiar[now.agent, exit])
        now.add_way(
            self._ids[exit],
            self._texts[exit],
            now.walking(Act.EXIT, exit),
            way,
            familiar=max(familiar, SIGNED if here else 0.0),
            visible=float(here),
        )

    def _candidates(self, now: Situation) -> list[int]:
        """Exits known or right here; to who knows none, signs show the nearest."""
        familiar = self._known.familiar[now.agent].tolist()
        nearest = self._nearest_first(now)
        here = self._here[now.region]
        found = [exit for exit in nearest if familiar[exit] > 0 or (exit in here and self._shows(now, exit))]
        return found[:WEIGHED] or [exit for exit in nearest if self._exits[exit].signed and self._is_led(now)][:1]

    def _shows(self, now: Situation, exit: int) -> bool:
        """Whether an exit of the same region is made out through the smoke: by its lit sign, or as a door."""
        contrast = LIT if self._exits[exit].signed else REFLECTING
        return now.smoke_here * now.metres_to(self._xy[exit]) <= contrast

    def _is_led(self, now: Situation) -> bool:
        return now.smoke_here * NEXT_SIGN <= LIT

    def _nearest_first(self, now: Situation) -> list[int]:
        metres = [now.metres_to(xy) for xy in self._xy]
        return sorted(range(len(metres)), key=metres.__getitem__)
