"""Who must decide now, and what each of them perceives."""

from collections.abc import Iterator, Sequence

import numpy as np

from muster.behavior.v1.vocabulary import Knowing, Tie, Trigger
from muster.perception.attention import Attention, Due
from muster.perception.gathering import Gathering
from muster.perception.guidance import Guidance
from muster.perception.knowledge import Known
from muster.perception.options import OptionBuilder
from muster.perception.percept import MOST_PEOPLE, Cue, Percept, PersonNearby, ThreatBelief
from muster.perception.roll_call import RollCalls
from muster.perception.seeing import View
from muster.perception.senses import Senses, Word
from muster.perception.situation import Situation
from muster.perception.surroundings import Surroundings
from muster.perception.ties import Ties
from muster.perception.words import DOING, SEEN_DOING
from muster.scenario.inject import Inject, InjectKind
from muster.scenario.play import Play, PlayKind
from muster.world import draws
from muster.world.acts import Act
from muster.world.draws import Purpose
from muster.world.events import Event
from muster.world.world import World

TOGETHER = 64
"""People whose situations are looked up at once: thousands at one tick must not all be in memory together."""

_NO_TIE = Tie.UNSPECIFIED
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
        self._gathering = Gathering(world, self.known, self._senses, self._surroundings, self._options)
        self.roll_call = None
        if world.scenario.roll_call is not None:
            self.roll_call = RollCalls(world.scenario.roll_call, world, self._surroundings)
        self._attention = Attention(world, self.known, self._senses.notes)
        self._ordinal = np.zeros(world.people, np.int64)

    def notice(self, events: Sequence[Event], words: Sequence[Word]) -> list[int]:
        """Let everybody take in one tick; return how many people noticed each of ``words``."""
        self._options.take(events)
        self._attention.end_acts(events)
        return self._senses.notice(events, words)

    def call_roll(self, events: Sequence[Event]) -> list[Event]:
        """Let the roll calls take in one tick; return what came of it."""
        return [] if self.roll_call is None else self.roll_call.take(events)

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
        due = self._attention.due()
        for first in range(0, len(due), TOGETHER):
            yield from self._perceive(due[first : first + TOGETHER])

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
        (percept,) = self._perceive([(agent, trigger, effect_tick)])
        return percept

    def _perceive(self, due: Sequence[Due]) -> Iterator[Percept]:
        agents = [agent for agent, _, _ in due]
        ordinals = self._ordinal[agents]
        self._ordinal[agents] += 1
        keys = draws.bits(self._world.seed, np.array(agents), Purpose.MIND, ordinals)
        situations = self._gathering.situations(agents)
        for now, each, ordinal, key in zip(situations, due, ordinals.tolist(), keys.tolist(), strict=True):
            yield self._percept(now, each, ordinal, key)

    def _percept(self, now: Situation, due: Due, ordinal: int, draw_key: int) -> Percept:
        (agent, trigger, effect_tick), world, bodies = due, self._world, self._world.bodies
        self._options.build(now)
        if self.roll_call is not None:
            self.roll_call.sees(agent, now.view.rows)
        return Percept(
            agent=agent,
            ordinal=ordinal,
            draw_key=draw_key,
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
            smoke=None if self._senses.smoke is None else self._senses.smoke.belief(agent),
        )

    def _cues(self, agent: int) -> tuple[Cue, ...]:
        cues = self._senses.notes.cues(agent)
        self._senses.notes.clear(agent)
        return cues

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
        rows, tie = view.rows[:MOST_PEOPLE], self._ties.of[agent].get
        ties = [tie(row, _NO_TIE) for row in rows]
        doing, health = [SEEN_DOING[k] for k in view.doing[:MOST_PEOPLE]], [k + 1 for k in view.health[:MOST_PEOPLE]]
        return tuple(map(PersonNearby, rows, view.metres[:MOST_PEOPLE], ties, doing, health))


__all__ = ["Perception", "Word"]
