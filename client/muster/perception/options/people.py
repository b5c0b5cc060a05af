"""What one can do about others: help them, go to them, wait for them, look for them, go along."""

from heapq import nsmallest

from muster.behavior.v1.vocabulary import Tie
from muster.perception.knowledge import Known
from muster.perception.options.ways import Ways
from muster.perception.seeing import ON_THEIR_WAY
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.perception.ties import DEAREST, Ties
from muster.perception.words import spoken
from muster.scenario.persona import Hearing
from muster.world.acts import DOWN, Act, Intent
from muster.world.bodies import NEVER
from muster.world.errands import Point
from muster.world.world import World

MOST_FOLLOWED, MOST_TIED, MOST_HURT = 2, 2, 2
WITH_ME = 5.0  # metres within which those one belongs with are as good as at one's side
HELPLESS, HURT, CARED_FOR = 1.0, 0.7, 0.2  # how badly somebody needs help: down, injured, with a helper; ours
KEEP_WITH_TEACHER = 0.7  # weight of the standing advice to do so; ours
_WORD = {Act.HELP: "help", Act.JOIN: "join", Act.FOLLOW: "follow"}
FAR_OFF = 0.05  # how much less somebody is worth following for each metre they are away; ours


class People:
    """Options about people in view, and about the dearest where they were supposed to be."""

    def __init__(self, world: World, known: Known, ties: Ties, surroundings: Surroundings, ways: Ways) -> None:
        self._world, self._known, self._ties = world, known, ties
        self._surroundings, self._ways = surroundings, ways

    def add(self, now: Situation) -> None:
        """Append them, those in need first."""
        self._hurt(now)
        self._tied(now)
        if not now.outside:
            self._followed(now)

    def _hurt(self, now: Situation) -> None:
        hurt = [k for k, health in enumerate(now.view.health) if health]
        for k in hurt[:MOST_HURT]:
            self._about(now, k, Act.HELP, "Help {name}, who is hurt", need=self._need(now.view.rows[k]))

    def _need(self, other: int) -> float:
        bodies, world = self._world.bodies, self._world
        is_down = bodies.health[other] == DOWN
        helped = (
            bodies.helped[other] != NEVER if is_down else world.tick - bodies.helped[other] < world.ticks_per_second
        )
        return CARED_FOR if helped else HELPLESS if is_down else HURT

    def _tied(self, now: Situation) -> None:
        ties, view = self._ties.of[now.agent], now.view
        near = [k for k, row in enumerate(view.rows) if row in ties]
        far = [k for k in near if view.metres[k] > WITH_ME]
        for k in far[:MOST_TIED]:
            self._about(now, k, Act.JOIN, "Go to {name} and stay together")
        if near and now.aware:
            strength = max(self._ties.strength(now.agent, view.rows[k]) for k in near)
            now.add("wait", "Wait here for those you belong with", Intent(Act.WAIT), tie=strength)
        if now.aware and not now.outside:
            self._missing(now, {view.rows[k] for k in near})

    def _missing(self, now: Situation, in_view: set[int]) -> None:
        """Going to look for somebody dear where they were supposed to be."""
        for other in self._sought(now, in_view)[:1]:
            region = self._surroundings.starts[other]
            if region == now.region or not self._known.regions.knows(now.agent, region):
                continue
            way = self._ways.to(now, region, self._world.places.inner_point[region])
            if way is None:
                continue
            person, room = self._world.cast[other], self._surroundings.names[region]
            now.add_way(
                f"seek:{person.id}",
                f"Go and look for {person.name} in {room}",
                now.walking(Act.GO, region),
                way,
                familiar=1.0,
                tie=self._ties.strength(now.agent, other),
            )

    def _sought(self, now: Situation, in_view: set[int]) -> list[int]:
        """The dearest, and those one belongs with who cannot hear what is going on."""
        cast = self._world.cast
        return [
            other
            for other, tie in self._ties.of[now.agent].items()
            if other not in in_view and (tie in DEAREST or cast[other].hearing is Hearing.DEAF)
        ]

    def _followed(self, now: Situation) -> None:
        """Going along with those who are plainly on their way and do not come toward oneself."""
        view = now.view
        called = self._leader(now)
        authority, strength = self._ties.authority, self._ties.strength_of[now.agent]
        worth = [
            (FAR_OFF * view.metres[k] - (authority[row] + strength.get(row, 0.0)), k)
            for k, (row, motion) in enumerate(zip(view.rows, view.motion, strict=True))
            if motion == ON_THEIR_WAY or row == called
        ]
        for _, k in nsmallest(MOST_FOLLOWED, worth):
            self._about(now, k, Act.FOLLOW, "Go along with {name}", others=view.along[k])

    def _leader(self, now: Situation) -> int:
        """Return the trainee who has asked this person to follow them; -1 for none."""
        act, target, _ = now.advice
        is_led = target >= 0 and act == int(Act.FOLLOW) and bool(self._world.playing.leads[target])
        return target if is_led else -1

    def _about(self, now: Situation, k: int, act: Act, text: str, *, need: float = 0.0, others: float = 0.0) -> None:
        other, distance, person = now.view.rows[k], now.view.metres[k], self._world.cast[now.view.rows[k]]
        to = self._ahead_of(now, other) if act is Act.FOLLOW else self._at(other)
        now.add(
            f"{_WORD[act]}:{person.id}",
            text.format(name=person.name) + spoken(distance),
            now.walking(act, other),
            distance=distance,
            away=now.away(to, to),
            visible=1.0,
            familiar=1.0,
            tie=self._ties.strength(now.agent, other),
            authority=self._ties.authority[other],
            need=need,
            others=others,
            advised=self._standing_advice(now, other, act),
            smoke=self._smoke_at(now, other) if now.smoke else 0.0,
        )

    def _smoke_at(self, now: Situation, other: int) -> float:
        """Return the smoke that one believes to be where somebody is or is about to go, 1/m."""
        bodies = self._world.bodies
        here, door = int(bodies.region[other]), int(bodies.next_door[other])
        beyond = here if door < 0 else self._surroundings.other_side(door, here)
        return max(now.smoke.get(here, 0.0), now.smoke.get(beyond, 0.0))

    def _standing_advice(self, now: Situation, other: int, act: Act) -> float:
        """Return how much somebody has been told, long before, to keep with those who are in charge of them."""
        in_charge = self._ties.of[now.agent].get(other) is Tie.TEACHER
        return KEEP_WITH_TEACHER if in_charge and now.aware and act in (Act.FOLLOW, Act.JOIN) else 0.0

    def _at(self, other: int) -> Point:
        x, y = self._world.bodies.position[other].tolist()
        return x, y

    def _ahead_of(self, now: Situation, other: int) -> Point:
        """Return a point in the direction in which somebody goes."""
        dx, dy = self._world.bodies.heading[other].tolist()
        return now.xy[0] + dx, now.xy[1] + dy
