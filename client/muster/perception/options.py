"""What a person can do right now, as far as they know: at most 20 options, each with what they believe of it."""

from collections.abc import Iterable, Sequence

import numpy as np

from muster.perception.knowledge import Known
from muster.perception.situation import Situation
from muster.perception.ties import Ties
from muster.perception.words import spoken
from muster.scenario.building import RegionKind
from muster.scenario.persona import Duty, Persona
from muster.world.acts import DOOR_ACTS, Act, Door, Gait, Health, Intent
from muster.world.bodies import NEVER
from muster.world.errands import Point
from muster.world.world import World

MOST_EXITS, MOST_REGIONS, MOST_SPOTS, MOST_FOLLOWED, MOST_TIED, MOST_HURT, MOST_DOORS = 4, 6, 4, 2, 2, 2, 2
WITH_ME = 5.0  # metres within which those one belongs with are as good as at one's side
ARMS_LENGTH = 15.0  # metres within which confronting the threat is thinkable
KEY_HOLDERS = frozenset({Duty.STAFF, Duty.WARDEN, Duty.SECURITY})
TELEPHONE_AGE = 11
LOCK_COVER, BARRICADE_COVER = 0.6, 0.7
"""How well a locked or barricaded door is believed to protect, beside hiding places' concealment; ours."""


class OptionBuilder:
    """Builds options from the world as one person knows it. Reads the world and changes nothing."""

    def __init__(self, world: World, known: Known, ties: Ties) -> None:
        self._world, self._known, self._ties = world, known, ties
        self._building = world.scenario.building
        self._places = world.acting.places
        self._called: set[int] = set()
        spots: dict[int, list[int]] = {}
        for spot, region in enumerate(self._places.spot_region):
            spots.setdefault(int(region), []).append(spot)
        self._spots = spots
        self._doors = [
            [int(door) for door in world.plan.doors_of(region)] for region in range(len(self._building.regions))
        ]
        self._starts = [int(region) for region in world.bodies.region[: world.people]]

    def build(self, now: Situation) -> None:
        """Append all options to ``now``, the most ordinary first."""
        self._on_the_spot(now)
        if now.outside:
            self._muster(now)
            self._people(now)
            return
        if now.aware:
            self._exits(now)
            self._hiding(now)
            self._people(now)
            self._at_doors(now)
            self._confront(now)
        self._regions(now, MOST_REGIONS if now.aware else 2)

    def has_called(self, agent: int) -> None:
        """Somebody has telephoned; they need not again."""
        self._called.add(agent)

    def _person(self, agent: int) -> Persona:
        return self._world.cast[agent]

    def _on_the_spot(self, now: Situation) -> None:
        if now.hidden:
            spot = int(self._world.bodies.hidden_in[now.agent])
            cover = float(self._places.spot_concealment[spot])
            kind = self._building.hiding_spots[spot].kind
            here = Intent(Act.HIDE, spot, Gait.CROUCH)
            now.add(f"hide:{self._building.hiding_spots[spot].id}", f"Stay where you are, {kind}", here, cover=cover)
        else:
            now.add("stay", "Stay where you are and do nothing", Intent(Act.STAY))
        if not now.aware:
            now.add("carry-on", "Carry on with what you were doing", Intent(Act.CARRY_ON))
            return
        if not now.threat_in_sight and not now.hidden:
            now.add("check", "Look around and ask those near you what is going on", Intent(Act.CHECK))
        if now.agent not in self._called and self._person(now.agent).age >= TELEPHONE_AGE and now.knows_threat:
            now.add("call", "Telephone for help", Intent(Act.CALL))
        if len(now.view.rows):
            now.add("warn", "Tell the people around you what you know and what to do", Intent(Act.WARN))

    def _muster(self, now: Situation) -> None:
        for exit in self._nearest_exits(now)[:1]:
            point = self._places.muster[exit]
            if point is not None:
                name = self._building.exits[exit].muster_point
                now.add(
                    f"muster:{name}", "Go on to the muster point", Intent(Act.EXIT, exit), distance=10.0, familiar=1.0
                )

    def _nearest_exits(self, now: Situation) -> list[int]:
        middle = self._world.plan.door_middle[self._places.exit_doors] - now.xy
        return [int(exit) for exit in np.argsort(np.hypot(middle[:, 0], middle[:, 1]), kind="stable")]

    def _exits(self, now: Situation) -> None:
        familiar = self._known.familiar[now.agent]
        legs: list[tuple[float, int, int]] = []
        for exit in self._candidate_exits(now, familiar):
            others = frozenset(self._places.exit_doors) - {self._places.exit_doors[exit]}
            leg = self._leg(now, self._places.beyond_exit[exit], others)
            if leg is not None:
                legs.append((leg[0], leg[1], exit))
        for distance, door, exit in sorted(legs)[:MOST_EXITS]:
            here = self._places.exit_doors[exit] in self._doors[now.region]
            name = self._building.exits[exit].name
            now.add(
                f"exit:{self._building.exits[exit].id}",
                f"Leave by the {name}{spoken(distance)}",
                Intent(Act.EXIT, exit, avoid=now.avoid, shut=now.shut),
                distance=distance,
                familiar=max(float(familiar[exit]), 0.3 if here else 0.0),
                visible=float(here),
                past_threat=self._past_threat(now, self._places.beyond_exit[exit]),
                **self._way(now, door, self._places.beyond_exit[exit][1]),
            )

    def _candidate_exits(self, now: Situation, familiar: Sequence[float] | np.ndarray) -> list[int]:
        """Exits known or in sight of the way on; signs show one to those who know none."""
        known = [exit for exit in range(len(familiar)) if familiar[exit] > 0]
        here = [exit for exit, door in enumerate(self._places.exit_doors) if door in self._doors[now.region]]
        signed = [exit for exit in range(len(familiar)) if self._building.exits[exit].signed]
        nearest = [exit for exit in self._nearest_exits(now) if exit in known or exit in here]
        return nearest[:6] or signed[:1]

    def _regions(self, now: Situation, most: int) -> None:
        plan = self._world.plan
        known = self._known.regions[now.agent]
        doors = [door for door in self._doors[now.region] if door not in now.shut]
        doors.sort(key=lambda door: (_metres(plan.door_middle[door], now.xy), door))
        seen: set[int] = set()
        for door in doors:
            a, b = plan.door_regions[door]
            region = int(b if a == now.region else a)
            if region in seen or len(seen) >= most or plan.region_outside[region]:
                continue
            seen.add(region)
            x, y = plan.door_middle[door]
            distance = _metres(plan.door_middle[door], now.xy)
            now.add(
                f"go:{self._building.regions[region].id}",
                f"Go to {self._building.regions[region].name}{spoken(distance)}",
                Intent(Act.GO, region, avoid=now.avoid, shut=now.shut),
                distance=distance,
                away=now.away(x, y),
                past_threat=float(region == now.threat_region),
                familiar=1.0 if known[region] else 0.2,
                visible=1.0,
                crowding=self._queue(door),
            )

    def _hiding(self, now: Situation) -> None:
        spots = [spot for spot in self._spots.get(now.region, ()) if self._free(now, spot)]
        spots.sort(key=lambda spot: (_metres(self._places.spot_point[spot], now.xy), spot))
        nearby = [*self._best(now, spots), *self._next_door_spots(now)]
        for spot in nearby[:MOST_SPOTS]:
            region, point = int(self._places.spot_region[spot]), self._places.spot_point[spot]
            leg = self._leg(now, (region, point))
            if leg is None:
                continue
            distance, door = leg
            where = "" if region == now.region else f" in {self._building.regions[region].name}"
            now.add(
                f"hide:{self._building.hiding_spots[spot].id}",
                f"Take cover {self._building.hiding_spots[spot].kind}{where}{spoken(distance)}",
                Intent(Act.HIDE, spot, avoid=now.avoid, shut=now.shut),
                distance=distance,
                familiar=1.0 if self._known.regions[now.agent, region] else 0.3,
                visible=float(region == now.region),
                cover=float(self._places.spot_concealment[spot]),
                past_threat=float(region == now.threat_region),
                **self._way(now, door, point),
            )

    def _free(self, now: Situation, spot: int) -> bool:
        return self._world.acting.free_places[spot] > 0 and spot != self._world.bodies.hidden_in[now.agent]

    def _best(self, now: Situation, spots: list[int]) -> list[int]:
        """The nearest two, and the best concealed of the rest."""
        rest = sorted(spots[2:], key=lambda spot: (-float(self._places.spot_concealment[spot]), spot))
        return [*spots[:2], *rest[:1]]

    def _next_door_spots(self, now: Situation) -> list[int]:
        """One spot, as far as one remembers free, in each of the nearest known rooms."""
        found: list[tuple[float, int]] = []
        for door in self._doors[now.region]:
            if door in now.shut:
                continue
            for region in self._world.plan.door_regions[door]:
                spots = self._spots.get(int(region), ()) if region != now.region else ()
                if spots and self._known.regions[now.agent, region]:
                    best = max(spots, key=lambda spot: (float(self._places.spot_concealment[spot]), -spot))
                    found.append((_metres(self._world.plan.door_middle[door], now.xy), best))
        return [spot for _, spot in sorted(found)[:2]]

    def _people(self, now: Situation) -> None:
        self._hurt(now)
        self._tied(now)
        if not now.outside:
            self._followed(now)

    def _hurt(self, now: Situation) -> None:
        bodies, tick = self._world.bodies, self._world.tick
        hurt = [k for k, row in enumerate(now.view.rows) if bodies.health[row] != Health.UNHARMED]
        for k in hurt[:MOST_HURT]:
            other = int(now.view.rows[k])
            helped = tick - bodies.helped[other] < self._world.ticks_per_second or (
                bodies.health[other] == Health.INCAPACITATED and bodies.helped[other] != NEVER
            )
            need = 0.2 if helped else 0.7 if bodies.health[other] == Health.INJURED else 1.0
            self._about(now, k, "help", "Help {name}, who is hurt", Act.HELP, need=need)

    def _tied(self, now: Situation) -> None:
        ties = self._ties.of[now.agent]
        near = [k for k, row in enumerate(now.view.rows) if int(row) in ties]
        far = [k for k in near if now.view.distance[k] > WITH_ME]
        for k in far[:MOST_TIED]:
            self._about(now, k, "join", "Go to {name} and stay together", Act.JOIN)
        if near and now.aware:
            strength = max(self._ties.strength(now.agent, int(now.view.rows[k])) for k in near)
            now.add("wait", "Wait here for those you belong with", Intent(Act.WAIT), tie=strength)
        if now.aware and not now.outside:
            self._missing(now, {int(now.view.rows[k]) for k in near})

    def _missing(self, now: Situation, in_view: set[int]) -> None:
        """Going to look for somebody dear where they were supposed to be."""
        dear = [other for other, tie in self._ties.of[now.agent].items() if tie in (1, 4) and other not in in_view]
        for other in dear[:1]:
            region = self._starts[other]
            if region == now.region or not self._known.regions[now.agent, region]:
                continue
            goal = (region, self._places.inner_point[region])
            leg = self._leg(now, goal)
            if leg is None:
                continue
            name, room = self._person(other).name, self._building.regions[region].name
            now.add(
                f"seek:{self._person(other).id}",
                f"Go and look for {name} in {room}{spoken(leg[0])}",
                Intent(Act.GO, region, avoid=now.avoid, shut=now.shut),
                distance=leg[0],
                familiar=1.0,
                tie=self._ties.strength(now.agent, other),
                past_threat=self._past_threat(now, goal),
                **self._way(now, leg[1], goal[1]),
            )

    def _followed(self, now: Situation) -> None:
        bodies = self._world.bodies
        moving = [
            k
            for k, row in enumerate(now.view.rows)
            if bodies.speed[row] > 0.4
            and bodies.next_door[row] >= 0
            and not (bodies.act[row] == Act.FOLLOW and bodies.target[row] == now.agent)
        ]

        def worth(k: int) -> float:
            other = int(now.view.rows[k])
            return (
                self._ties.authority[other] + self._ties.strength(now.agent, other) - 0.05 * float(now.view.distance[k])
            )

        for k in sorted(moving, key=lambda k: (-worth(k), k))[:MOST_FOLLOWED]:
            heading = bodies.heading[now.view.rows[k]]
            along = bodies.heading[now.view.rows[moving]] @ heading
            others = float(np.mean(along > 0.5)) * len(moving) / max(len(now.view.rows), 1)
            self._about(now, k, "follow", "Go along with {name}", Act.FOLLOW, heading=heading, others=others)

    def _about(
        self,
        now: Situation,
        k: int,
        verb: str,
        text: str,
        act: Act,
        *,
        need: float = 0.0,
        others: float = 0.0,
        heading: np.ndarray | None = None,
    ) -> None:
        other, distance = int(now.view.rows[k]), float(now.view.distance[k])
        person = self._person(other)
        x, y = self._world.bodies.position[other] if heading is None else now.xy + heading
        now.add(
            f"{verb}:{person.id}",
            text.format(name=person.name) + spoken(distance),
            Intent(act, other, avoid=now.avoid, shut=now.shut),
            distance=distance,
            away=now.away(float(x), float(y)),
            visible=1.0,
            familiar=1.0,
            tie=self._ties.strength(now.agent, other),
            authority=self._ties.authority[other],
            need=need,
            others=others,
        )

    def _at_doors(self, now: Situation) -> None:
        if self._building.regions[now.region].kind is not RegionKind.ROOM:
            return
        world, plan = self._world, self._world.plan
        busy = {target for act, target in zip(now.acts, now.targets, strict=True) if act in DOOR_ACTS}
        doors = [door for door in self._doors[now.region] if world.doors.leaf[door] and door not in busy]
        doors.sort(key=lambda door: (_metres(plan.door_middle[door], now.xy), door))
        for door in doors[:MOST_DOORS]:
            for act, verb, cover in self._door_acts(now, door):
                distance = _metres(plan.door_middle[door], now.xy)
                a, b = plan.door_regions[door]
                beyond = self._building.regions[int(b if a == now.region else a)].name
                now.add(
                    f"{verb}:{self._building.doors[door].id}",
                    f"{verb.capitalize()} the door to {beyond}{spoken(distance)}",
                    Intent(act, door),
                    distance=distance,
                    familiar=1.0,
                    visible=1.0,
                    cover=cover,
                )

    def _door_acts(self, now: Situation, door: int) -> Iterable[tuple[Act, str, float]]:
        doors, regions = self._world.doors, self._world.plan.door_regions
        has_key = bool(doors.key[door]) and self._person(now.agent).duty in KEY_HOLDERS
        can_lock = has_key or (bool(doors.turn[door]) and regions[door, 0] == now.region)
        state = doors.state[door]
        if state == Door.OPEN:
            yield Act.CLOSE, "close", 0.2
        if state <= Door.CLOSED:
            if can_lock:
                yield Act.LOCK, "lock", LOCK_COVER
            yield Act.BARRICADE, "barricade", BARRICADE_COVER
        elif state == Door.BARRICADED or can_lock:
            yield Act.OPEN, "open", 0.0

    def _confront(self, now: Situation) -> None:
        distance = _metres(now.threat_point, now.xy) if now.threat_in_sight else np.inf
        if distance < ARMS_LENGTH:
            now.add(
                "confront",
                f"Confront the intruder{spoken(distance)}",
                Intent(Act.CONFRONT),
                distance=distance,
                away=-1.0,
                visible=1.0,
            )

    def _leg(
        self, now: Situation, goal: tuple[int, Point], also_shut: frozenset[int] = frozenset()
    ) -> tuple[float, int] | None:
        """Return metres to a goal and the first door on the way; None when the person knows no way."""
        if goal[0] == now.region:
            return _metres(goal[1], now.xy), -1
        leg = self._world.router.next_door(
            now.region, now.xy, goal, frozenset(now.shut) | also_shut, frozenset(now.avoid)
        )
        return (float(leg.distance), leg.door) if leg.is_reachable else None

    def _way(self, now: Situation, door: int, point: Point) -> dict[str, float]:
        x, y = self._world.plan.door_middle[door] if door >= 0 else point
        return {"away": now.away(float(x), float(y)), "crowding": self._queue(door)}

    def _queue(self, door: int) -> float:
        return float(self._world.door_crowding()[door]) if door >= 0 else 0.0

    def _past_threat(self, now: Situation, goal: tuple[int, Point]) -> float:
        if now.threat_region < 0 or now.threat_region == now.region:
            return 0.0
        path = self._world.router.path_regions(now.region, now.xy, goal, frozenset(now.shut), frozenset(now.avoid))
        return float(now.threat_region in path)


def _metres(a: np.ndarray | Point, b: np.ndarray) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)
