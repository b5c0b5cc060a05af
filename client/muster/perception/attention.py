"""When somebody must decide, and when that decision takes effect: interruption, reaction time, boredom.

Between a percept and its effect a person needs time, drawn in simulated seconds from the scenario's reaction times. A
cue more salient than the one being thought about cancels the pending decision and asks anew; that never makes the
effect later than it would have been, for more evidence does not slow anybody down.
"""

from collections.abc import Sequence

import numpy as np

from muster.behavior.v1.vocabulary import CueKind, Trigger
from muster.perception.knowledge import Known
from muster.perception.noting import Notes
from muster.world import draws
from muster.world.acts import Act
from muster.world.arrays import Floats, Ints
from muster.world.bodies import NEVER
from muster.world.draws import Purpose
from muster.world.events import Event, EventKind
from muster.world.world import World

START_WITHIN = 8.0  # seconds over which people are first asked what they are up to
IDLE_UNAWARE, IDLE_STANDING, IDLE_HIDDEN, IDLE_WALKING = 20.0, 8.0, 30.0, 40.0
"""Seconds without news after which somebody thinks again; ours."""

_ENDS = frozenset({EventKind.ARRIVED, EventKind.LOST, EventKind.FAILED, EventKind.AIDED, EventKind.BLOCKED})
"""After these somebody thinks at once; who has got into hiding stays there until there is news or time has passed."""

_THREAT = frozenset({CueKind.THREAT_SEEN, CueKind.SHOT, CueKind.INJURED_SELF, CueKind.FIRE_SEEN, CueKind.SMOKE_SEEN})
_ALARM = frozenset({CueKind.ALARM, CueKind.PEOPLE_LEAVING, CueKind.SMOKE_SMELLED})
_WORD = frozenset({CueKind.ANNOUNCEMENT, CueKind.SPEECH, CueKind.SHOUT, CueKind.KNOCK, CueKind.RELEASE})
"""Cues after which people react as fast as to a threat; else as to an alarm; else as to a word."""


Due = tuple[int, Trigger, int]
"""Somebody who must decide, why now, and the tick at which the decision takes effect."""


class Attention:
    """Keeps, for everybody, whether a decision is pending and until when.

    A drill of thousands does not ask everybody at the start: those who have noticed nothing carry on.
    """

    def __init__(self, world: World, known: Known, notes: Notes) -> None:
        self._world, self._known, self._notes = world, known, notes
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

    def due(self) -> list[Due]:
        """Return all who start deciding now, in agent order."""
        tick = self._world.tick
        pending = self.effect_tick != NEVER
        salient = self._notes.level > np.where(pending, self._pending_level, 0)
        bored = ~pending & (self._think_at <= tick)
        rows = np.flatnonzero(self._world.minded() & (salient | (~pending & self._ended) | bored))
        if not len(rows):
            return []
        triggers = [
            self._why(agent, is_salient) for agent, is_salient in zip(rows.tolist(), salient[rows], strict=True)
        ]
        effect = self._begin(rows, triggers)
        return list(zip(rows.tolist(), triggers, effect.tolist(), strict=True))

    def _why(self, agent: int, is_salient: bool) -> Trigger:
        if is_salient:
            return Trigger.SALIENT
        if self._ended[agent]:
            return Trigger.DONE
        return Trigger.IDLE if self._started[agent] else Trigger.START

    def _begin(self, rows: Ints, triggers: Sequence[Trigger]) -> Ints:
        """Note that people ``(k,)`` start deciding; return ``(k,)`` when each decision takes effect."""
        tick = self._world.tick
        delay = np.rint(self._reactions(rows, triggers) * self._world.ticks_per_second).astype(np.int64)
        effect, before = tick + np.maximum(delay, 1), self.effect_tick[rows]
        effect = np.where(before == NEVER, effect, np.minimum(effect, np.maximum(before, tick + 1)))
        self.effect_tick[rows] = effect
        self._pending_level[rows] = self._notes.level[rows]
        self._notes.level[rows] = 0
        self._ended[rows] = False
        self._started[rows] = True
        return effect

    def _reactions(self, rows: Ints, triggers: Sequence[Trigger]) -> Floats:
        """Return ``(k,)`` drawn reaction times in seconds."""
        drawn_from = [self._times(agent, trigger) for agent, trigger in zip(rows.tolist(), triggers, strict=True)]
        median, sigma = np.array(drawn_from).reshape(-1, 2).T
        z = draws.normal(self._world.seed, rows, Purpose.REACTION, self._ordinal[rows])
        self._ordinal[rows] += 1
        return median * np.exp(sigma * z)

    def _times(self, agent: int, trigger: Trigger) -> tuple[float, float]:
        """Return median and spread of the reaction time to what interrupted somebody."""
        times = self._world.scenario.reaction
        if trigger is Trigger.SALIENT:
            kinds = {cue.kind for cue in self._notes.cues(agent)}
            if not kinds.isdisjoint(_THREAT):
                return times.threat
            if not kinds.isdisjoint(_ALARM):
                return times.alarm
            if not kinds.isdisjoint(_WORD):
                return times.word
        return times.routine

    def decided(self, agent: int) -> None:
        """The decision has taken effect: think again when nothing happens for a while."""
        self.effect_tick[agent] = NEVER
        self._pending_level[agent] = 0
        self._ended[agent] = False
        wait, tick_rate = self._patience(agent), self._world.ticks_per_second
        share = draws.uniform_of(self._world.seed, agent, Purpose.IDLE, int(self._ordinal[agent]) + 1)
        self._think_at[agent] = self._world.tick + round(wait * (0.75 + 0.5 * share) * tick_rate)

    def hold(self, agent: int) -> None:
        """Somebody else decides from now on: what is pending comes to nothing."""
        self.effect_tick[agent] = NEVER
        self._pending_level[agent] = 0

    def wake(self, agent: int) -> None:
        """Somebody decides for themselves again, and at once."""
        self._ended[agent] = True

    def _patience(self, agent: int) -> float:
        bodies = self._world.bodies
        if not self._known.aware[agent]:
            return IDLE_UNAWARE
        if bodies.hidden_in[agent] >= 0 or int(bodies.act[agent]) == Act.HIDE:
            return IDLE_HIDDEN
        return IDLE_WALKING if bodies.walks[agent] else IDLE_STANDING
