"""Places to hide, here and in the rooms next door."""

from muster.perception.knowledge import Known
from muster.perception.options.ways import Ways
from muster.perception.situation import Situation, Way
from muster.perception.surroundings import Surroundings
from muster.world.acts import Act
from muster.world.world import World

MOST_SPOTS = 4
NEAREST_HERE = 2  # and the best concealed of the rest
NEXT_DOOR = 2  # rooms
UNFAMILIAR = 0.3  # familiarity of a hiding place in a room not known from before; ours


class Hiding:
    """Hiding places that a person sees, or remembers next door."""

    def __init__(self, world: World, known: Known, surroundings: Surroundings, ways: Ways) -> None:
        self._bodies, self._free = world.bodies, world.acting.hideouts.free
        self._spots, self._cover = world.scenario.building.hiding_spots, world.places.spot_concealment.tolist()
        self._ids = [f"hide:{spot.id}" for spot in self._spots]
        self._region = [int(region) for region in world.places.spot_region]
        self._known, self._surroundings, self._ways = known, surroundings, ways

    def add(self, now: Situation) -> None:
        """Append the nearest and the best, and one in each of the nearest known rooms."""
        for spot in [*self._here(now), *self._next_door(now)][:MOST_SPOTS]:
            way = self._ways.to(now, self._region[spot], self._surroundings.spot_xy[spot])
            if way is not None:
                self._add(now, spot, way)

    def _add(self, now: Situation, spot: int, way: Way) -> None:
        place, region = self._spots[spot], self._region[spot]
        here = region == now.region
        where = "" if here else f" in {self._surroundings.names[region]}"
        now.add_way(
            self._ids[spot],
            f"Take cover {place.kind}{where}",
            now.walking(Act.HIDE, spot),
            way,
            familiar=1.0 if self._known.regions.knows(now.agent, region) else UNFAMILIAR,
            visible=float(here),
            cover=self._cover[spot],
        )

    def _here(self, now: Situation) -> list[int]:
        xy = self._surroundings.spot_xy
        spots = [spot for k, spot in enumerate(self._surroundings.spots[now.region]) if self._seems_free(now, k, spot)]
        spots.sort(key=lambda spot: (now.metres_to(xy[spot]), spot))
        rest = sorted(spots[NEAREST_HERE:], key=lambda spot: (-self._cover[spot], spot))
        return [*spots[:NEAREST_HERE], *rest[:1]]

    def _seems_free(self, now: Situation, k: int, spot: int) -> bool:
        """Whether a hiding place here has room, also for those seen to get there first."""
        mark = len(self._surroundings.doors[now.region]) + k
        free = int(self._free[spot]) - now.view.ahead[mark]
        return free > 0 and spot != self._bodies.hidden_in[now.agent]

    def _next_door(self, now: Situation) -> list[int]:
        """The best hiding place one knows of in each of the nearest known rooms; whether it is free one cannot see."""
        taken, knows = self._known.taken[now.agent], self._known.regions.knows
        found: dict[int, tuple[float, int]] = {}
        for door in self._surroundings.doors[now.region]:
            region = self._surroundings.other_side(door, now.region)
            spots = [spot for spot in self._surroundings.spots[region] if spot not in taken]
            if door in now.shut or not spots or not knows(now.agent, region):
                continue
            best = max(spots, key=lambda spot: (self._cover[spot], -spot))
            far = now.metres_to(self._surroundings.door_xy[door])
            found[region] = min(found.get(region, (far, best)), (far, best))
        return [spot for _, spot in sorted(found.values())[:NEXT_DOOR]]
