"""When somebody must decide, and when that decision takes effect: interruption, reaction time, boredom.

Between a percept and its effect a person needs time, drawn in simulated seconds from the scenario's reaction times. A
cue more salient than the one being thought about cancels the pending decision and asks anew; that never makes the
effect later than it would have been, for more evidence does not slow anybody down.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from muster.behavior.v1.vocabulary import CueKind, Trigger
from muster.perception.knowledge import Known
from muster.perception.noting import Salience
from muster.world import draws
from muster.world.acts import Act, Health
from muster.world.arrays import Ints
from muster.world.bodies import NEVER
from muster.world.draws import Purpose
from muster.world.events import Event, EventKind
from muster.world.world import World

START_WITHIN = 8.0  # seconds over which people are first asked what they are up to
IDLE_UNAWARE, IDLE_STANDING, IDLE_HIDDEN, IDLE_WALKING = 20.0, 8.0, 30.0, 40.0
"""Seconds without news after which somebody thinks again; ours."""

_ENDS = frozenset({EventKind.ARRIVED, EventKind.LOST, EventKind.FAILED, EventKind.AIDED, EventKind.BLOCKED})
"""After these somebody thinks at once; who has got into hiding stays there until there is news or time has passed."""


class Attention:
    """Keeps, for everybody, whether a decision is pending and until when.

    A drill of thousands does not ask everybody at the start: those who have noticed nothing carry on.
    """

    def __init__(self, world: World, known: Known, salience: Salience) -> None:
        self._world, self._known, self._salience = world, known, salience
        n = world.people
        self.effect_tick: Ints = np.full(n, NEVER, np.int64)  # of the pending decision
        self._pending_level: Ints = np.zeros(n, np.int8)
        self._ended = np.zeros(n, np.bool_)
        self._ordinal = np.zeros(n, np.int64)
        start = draws.uniform(world.seed, np.arange(n), Purpose.IDLE, np.zeros(n, np.int64)) * START_WITHIN
        self._think_at: Ints = np.maximum(start * world.ticks_per_second, 1).astype(np.int64)
        self._started = np.zeros(n, np.bool_)

    def end_acts(self, events: Sequence[Event]) -> None:
        """Note whose act has ended."""
        for event in events:
            if event.kind in _ENDS:
                self._ended[event.agent] = True

    def due(self) -> Iterator[tuple[int, Trigger, int]]:
        """Yield ``(agent, trigger, effect tick)`` of all who start deciding now, in agent order."""
        tick, bodies, n = self._world.tick, self._world.bodies, self._world.people
        able = (bodies.health[:n] != Health.INCAPACITATED) & ~bodies.assembled[:n]
        pending = self.effect_tick != NEVER
        salient = self._salience.level > np.where(pending, self._pending_level, 0)
        bored = ~pending & (self._think_at <= tick)
        due = able & (salient | (~pending & self._ended) | bored)
        for agent in np.flatnonzero(due):
            agent = int(agent)
            trigger = self._why(agent, bool(salient[agent]))
            yield agent, trigger, self._begin(agent, trigger)

    def _why(self, agent: int, salient: bool) -> Trigger:
        if salient:
            return Trigger.SALIENT
        if self._ended[agent]:
            return Trigger.DONE
        return Trigger.IDLE if self._started[agent] else Trigger.START

    def _begin(self, agent: int, trigger: Trigger) -> int:
        tick = self._world.tick
        delay = max(round(self._reaction(agent, trigger) * self._world.ticks_per_second), 1)
        effect = tick + delay
        if self.effect_tick[agent] != NEVER:
            effect = min(effect, max(int(self.effect_tick[agent]), tick + 1))
        self.effect_tick[agent] = effect
        self._pending_level[agent] = self._salience.level[agent]
        self._salience.level[agent] = 0
        self._ended[agent] = False
        self._started[agent] = True
        return effect

    def _reaction(self, agent: int, trigger: Trigger) -> float:
        """Return a drawn reaction time in seconds."""
        times = self._world.scenario.reaction
        median, sigma = times.routine
        if trigger is Trigger.SALIENT:
            kinds = {cue.kind for cue in self._known.cues[agent]}
            if kinds & {CueKind.THREAT_SEEN, CueKind.SHOT, CueKind.INJURED_SELF}:
                median, sigma = times.threat
            elif CueKind.ALARM in kinds or CueKind.PEOPLE_LEAVING in kinds:
                median, sigma = times.alarm
            elif kinds & {CueKind.ANNOUNCEMENT, CueKind.SPEECH, CueKind.SHOUT}:
                median, sigma = times.word
        ordinal = int(self._ordinal[agent])
        self._ordinal[agent] += 1
        z = draws.normal(self._world.seed, np.array([agent]), Purpose.REACTION, ordinal)
        return float(median * np.exp(sigma * z[0]))

    def decided(self, agent: int) -> None:
        """The decision has taken effect: think again when nothing happens for a while."""
        self.effect_tick[agent] = NEVER
        self._pending_level[agent] = 0
        self._ended[agent] = False
        wait = self._patience(agent)
        share = draws.uniform(self._world.seed, np.array([agent]), Purpose.IDLE, self._ordinal[agent : agent + 1] + 1)
        self._think_at[agent] = self._world.tick + round(
            wait * (0.75 + 0.5 * float(share[0])) * self._world.ticks_per_second
        )

    def _patience(self, agent: int) -> float:
        bodies = self._world.bodies
        if not self._known.aware[agent]:
            return IDLE_UNAWARE
        if bodies.hidden_in[agent] >= 0 or bodies.act[agent] == Act.HIDE:
            return IDLE_HIDDEN
        return IDLE_WALKING if bodies.walks[agent] else IDLE_STANDING
