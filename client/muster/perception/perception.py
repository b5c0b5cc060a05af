"""Who must decide now, and what each of them perceives."""

from collections.abc import Iterator, Sequence

import numpy as np

from muster.perception.attention import Attention
from muster.perception.knowledge import Known
from muster.perception.options import OptionBuilder
from muster.perception.percept import MOST_PEOPLE, Knowing, Percept, PersonNearby, ThreatBelief, Trigger
from muster.perception.seeing import View, crowding, look_around
from muster.perception.senses import Senses, Word
from muster.perception.situation import Situation
from muster.perception.ties import Ties
from muster.perception.words import DOING
from muster.world import draws
from muster.world.acts import Act, Health
from muster.world.draws import Purpose
from muster.world.events import Event, EventKind
from muster.world.world import World

AROUND_ME = 2.0  # metres over which crowding is felt


class Perception:
    """The senses and knowledge of everybody in a world.

    Call ``notice`` after each step, then ``percepts`` for those who must decide.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._ties = Ties(world.cast)
        start = world.bodies.region[: world.people].copy()
        self.known = Known(world.cast, world.scenario.building, world.plan, start)
        self._senses = Senses(world, self.known, self._ties)
        self._options = OptionBuilder(world, self.known, self._ties)
        self._attention = Attention(world, self.known, self._senses.salience)
        self._ordinal = np.zeros(world.people, np.int64)
        self._regions = [region.name for region in world.scenario.building.regions]

    def notice(self, events: Sequence[Event], words: Sequence[Word]) -> list[int]:
        """Let everybody take in one tick; return how many people noticed each of ``words``."""
        for event in events:
            if event.kind is EventKind.CALLED:
                self._options.has_called(event.agent)
        self._attention.end_acts(events)
        return self._senses.notice(events, words)

    @property
    def shot_heard(self) -> int | None:
        """How many people heard the shot of the last tick; None when there was none."""
        return self._senses.shot_heard

    def percepts(self) -> Iterator[Percept]:
        """Yield a percept for each person who must decide now, in agent order, and set when the decision takes effect."""
        for agent, trigger, effect_tick in self._attention.due():
            yield self._percept(agent, trigger, effect_tick)

    def decided(self, agent: int) -> None:
        """The decision pending for somebody has taken effect."""
        self._attention.decided(agent)

    def _percept(self, agent: int, trigger: Trigger, effect_tick: int) -> Percept:
        world, known, bodies = self._world, self.known, self._world.bodies
        ordinal = int(self._ordinal[agent])
        self._ordinal[agent] += 1
        now = self._situation(agent)
        self._options.build(now)
        cues = tuple(known.cues[agent])
        known.cues[agent].clear()
        crowd = float(crowding(bodies, world.people, agent, AROUND_ME))
        key = draws.bits(world.seed, np.array([agent]), Purpose.MIND, np.array([ordinal]))
        return Percept(
            agent=agent,
            ordinal=ordinal,
            draw_key=int(key[0]),
            tick=world.tick,
            effect_tick=effect_tick,
            trigger=trigger,
            place=self._regions[now.region],
            health=int(bodies.health[agent]) + 1,
            hidden=now.hidden,
            outside=now.outside,
            doing=DOING[Act(int(bodies.act[agent]))],
            threat=self._belief(now),
            cues=cues,
            people=self._people(agent, now.view),
            options=tuple(now.options),
            features=now.features(),
            noise=float(self._senses.ears.noise(crowd, agent)),
            crowding=crowd,
        )

    def _situation(self, agent: int) -> Situation:
        world, known, bodies = self._world, self.known, self._world.bodies
        view = look_around(world, agent)
        moving = ~bodies.done[view.rows]
        advised = (int(known.advice_act[agent]), int(known.advice_target[agent]), float(known.advice_trust[agent]))
        return Situation(
            agent=agent,
            region=int(bodies.region[agent]),
            xy=bodies.position[agent].copy(),
            aware=bool(known.aware[agent]),
            outside=bool(bodies.outside[agent]),
            hidden=bodies.hidden_in[agent] >= 0,
            threat_region=int(known.threat_region[agent]),
            threat_point=known.threat_point[agent],
            threat_in_sight=bool(self._senses.in_sight[agent]),
            shut=tuple(sorted(known.shut[agent])),
            view=view,
            acts=bodies.act[view.rows[moving]].tolist(),
            targets=bodies.target[view.rows[moving]].tolist(),
            current=(-1, -1) if bodies.done[agent] else (int(bodies.act[agent]), int(bodies.target[agent])),
            advice=advised,
        )

    def _belief(self, now: Situation) -> ThreatBelief | None:
        known, agent = self.known, now.agent
        how = int(known.threat_how[agent])
        if not how:
            return None
        return ThreatBelief(
            knowing=Knowing(how),
            age=float(self._world.tick - known.threat_tick[agent]) * self._world.dt,
            distance=float(np.hypot(*(now.threat_point - now.xy))),
            place=self._regions[now.threat_region],
            in_sight=now.threat_in_sight,
        )

    def _people(self, agent: int, view: View) -> tuple[PersonNearby, ...]:
        bodies, ties = self._world.bodies, self._ties.of[agent]
        rows = view.rows[:MOST_PEOPLE].tolist()
        return tuple(
            PersonNearby(
                row,
                distance,
                ties.get(row, 0),
                "lying on the floor"
                if bodies.health[row] == Health.INCAPACITATED
                else DOING[Act(int(bodies.act[row]))],
                int(bodies.health[row]) + 1,
            )
            for row, distance in zip(rows, view.distance[:MOST_PEOPLE].tolist(), strict=True)
        )


__all__ = ["Perception", "Word"]
