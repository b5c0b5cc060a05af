"""Who must decide now, and what each of them perceives."""

from collections.abc import Iterator, Sequence

import numpy as np

from muster.behavior.v1.vocabulary import Knowing, Tie, Trigger
from muster.perception.attention import Attention
from muster.perception.guidance import Guidance
from muster.perception.knowledge import Known
from muster.perception.options import OptionBuilder
from muster.perception.percept import MOST_PEOPLE, Cue, Percept, PersonNearby, ThreatBelief
from muster.perception.seeing import View, look_around
from muster.perception.senses import Senses, Word
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.perception.ties import Ties
from muster.perception.words import DOING, SEEN_DOING
from muster.scenario.inject import Inject, InjectKind
from muster.scenario.play import Play, PlayKind
from muster.world import draws
from muster.world.acts import Act, Door
from muster.world.draws import Purpose
from muster.world.events import Event
from muster.world.world import World

_DOING = [DOING.get(act, "") for act in Act]


class Perception:
    """The senses and knowledge of everybody in a world.

    Call ``notice`` after each step, then ``percepts`` for those who must decide.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._ties = Ties(world.cast)
        self._surroundings = Surroundings(world)
        start = world.bodies.region[: world.people].copy()
        self.known = Known(world.cast, world.scenario.building, world.plan, start, world.ticks_per_second)
        self._senses = Senses(world, self.known, self._ties, self._surroundings)
        self._options = OptionBuilder(world, self.known, self._ties, self._surroundings)
        self._guidance = Guidance(world, self._senses.telling, self._surroundings)
        self._attention = Attention(world, self.known, self._senses.notes)
        self._ordinal = np.zeros(world.people, np.int64)

    def notice(self, events: Sequence[Event], words: Sequence[Word]) -> list[int]:
        """Let everybody take in one tick; return how many people noticed each of ``words``."""
        self._options.take(events)
        self._attention.end_acts(events)
        return self._senses.notice(events, words)

    def said_at_doors(self) -> list[Word]:
        """Return what is said of itself at doors and by responders, once; it is heard at the next tick."""
        words, self._senses.at_doors.words = self._senses.at_doors.words, []
        return words

    @property
    def shot_heard(self) -> int | None:
        """How many people heard the shot of the last tick; None when there was none."""
        return self._senses.shot_heard

    def percepts(self) -> Iterator[Percept]:
        """Yield a percept for each who must decide now, in agent order, and set when the decision takes effect."""
        for agent, trigger, effect_tick in self._attention.due():
            yield self.perceive(agent, trigger, effect_tick)

    def decided(self, agent: int) -> None:
        """The decision pending for somebody has taken effect."""
        self._attention.decided(agent)

    def play(self, agent: int, play: Play) -> None:
        """A trainee has done something: whose mind is asked changes with it, and others may see it."""
        if play.kind is PlayKind.TAKE:
            self._attention.hold(agent)
        elif play.kind is PlayKind.RELEASE:
            self._attention.wake(agent)
        elif play.kind is PlayKind.POINT:
            self._guidance.point(agent, play)

    def inject(self, inject: Inject) -> None:
        """An instructor has done something that only minds take in."""
        if inject.kind is InjectKind.RUMOUR:
            self._guidance.rumour(inject)

    def noticed(self, agent: int) -> tuple[Cue, ...]:
        """Return what somebody has noticed since this was last asked, or they last decided, oldest first."""
        return self._cues(agent)

    def hears_alarm(self, agent: int) -> bool:
        """Whether somebody is where a sounder is on, and can hear it."""
        return bool(self._senses.ears.hears_alarm()[agent])

    def perceive(self, agent: int, trigger: Trigger, effect_tick: int) -> Percept:
        """Return what somebody perceives now; the cues they have noticed count as taken in."""
        world, bodies = self._world, self._world.bodies
        now = self._situation(agent)
        self._options.build(now)
        ordinal = self._next_ordinal(agent)
        return Percept(
            agent=agent,
            ordinal=ordinal,
            draw_key=draws.bits_of(world.seed, agent, Purpose.MIND, ordinal),
            tick=world.tick,
            effect_tick=effect_tick,
            trigger=trigger,
            place=self._surroundings.names[now.region],
            health=int(bodies.health[agent]) + 1,
            hidden=now.hidden,
            outside=now.outside,
            doing=_DOING[int(bodies.act[agent])],
            threat=self._belief(now),
            cues=self._cues(agent),
            people=self._people(agent, now.view),
            options=tuple(now.options),
            features=now.features(),
            noise=self._senses.ears.noise_at(now.region, now.view.crowding),
            crowding=now.view.crowding,
        )

    def _next_ordinal(self, agent: int) -> int:
        self._ordinal[agent] += 1
        return int(self._ordinal[agent]) - 1

    def _cues(self, agent: int) -> tuple[Cue, ...]:
        cues = self._senses.notes.cues(agent)
        self._senses.notes.clear(agent)
        return cues

    def _situation(self, agent: int) -> Situation:
        world, known, bodies = self._world, self.known, self._world.bodies
        region = int(bodies.region[agent])
        marks, beyond = self._surroundings.marks[region], self._surroundings.beyond[region]
        x, y = bodies.position[agent].tolist()
        return Situation(
            agent=agent,
            region=region,
            xy=(x, y),
            aware=bool(known.aware[agent]),
            outside=bool(bodies.outside[agent]),
            hidden=bool(bodies.hidden_in[agent] >= 0),
            threat=known.where(agent),
            sure=known.sureness(agent, world.tick),
            threat_in_sight=bool(self._senses.in_sight[agent]),
            shut=self._shut(agent, region),
            view=look_around(world, agent, marks, beyond),
            current=(-1, -1) if bodies.done[agent] else (int(bodies.act[agent]), int(bodies.target[agent])),
            advice=(int(known.advice_act[agent]), int(known.advice_target[agent]), float(known.advice_trust[agent])),
        )

    def _shut(self, agent: int, region: int) -> frozenset[int]:
        """Return the doors somebody holds to be locked, but for those here that they see stand open."""
        for door in self._surroundings.doors[region] if self.known.locked[agent] else ():
            if self._world.door_state(door) is Door.OPEN:
                self.known.finds_open(agent, door)
        return self.known.shut[agent]

    def _belief(self, now: Situation) -> ThreatBelief | None:
        where = now.threat
        if where is None:
            return None
        return ThreatBelief(
            knowing=Knowing(int(self.known.threat_how[now.agent])),
            age=float(self._world.tick - self.known.threat_tick[now.agent]) * self._world.dt,
            distance=now.metres_to(where.point) + where.beyond,
            place=self._surroundings.names[where.region],
            in_sight=now.threat_in_sight,
        )

    def _people(self, agent: int, view: View) -> tuple[PersonNearby, ...]:
        tie, k = self._ties.of[agent].get, MOST_PEOPLE
        return tuple(
            PersonNearby(row, distance, tie(row, Tie.UNSPECIFIED), SEEN_DOING[doing], health + 1)
            for row, distance, doing, health in zip(
                view.rows[:k], view.metres[:k], view.doing[:k], view.health[:k], strict=True
            )
        )


__all__ = ["Perception", "Word"]
