"""The episode loop: bodies move until a decision is due; in lockstep they then wait for the mind.

One tick, in this order: decisions due now take effect, the world steps, everybody notices what happened, those who must
decide are asked. A decision takes effect at its own tick however long the mind took, so that the speed of a model or of
this machine never decides what becomes of anybody.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice

from muster.behavior.v1.vocabulary import Source, Volume
from muster.client.burned import burned
from muster.client.collecting import collected_seldom
from muster.client.decision import Decision
from muster.client.errors import LinkLost
from muster.client.link import MindLink
from muster.client.log import Log
from muster.client.moments import Moments
from muster.client.outcomes import egress_times, is_settled, outcomes
from muster.client.outside import Control, Note, Outside
from muster.client.pace import UNPACED, Pace
from muster.client.result import EpisodeResult
from muster.client.rolled import rolled
from muster.perception.perception import Perception
from muster.perception.senses import Word
from muster.recording.frames import Frame
from muster.recording.recorder import Recorder
from muster.recording.rows import EventRow
from muster.scenario.codec import personas_hash
from muster.scenario.inject import Inject
from muster.scenario.play import Play
from muster.scenario.scenario import Scenario
from muster.world.acts import Intent
from muster.world.events import Event, EventKind
from muster.world.world import World

ASK_AT_ONCE = 256
"""Percepts built before they are sent: thousands at one tick must not all be in memory together."""


def run_episode(
    scenario: Scenario,
    *,
    seed: int,
    link: MindLink,
    recorder: Recorder | None = None,
    on_second: Callable[[float], None] | None = None,
    pace: Pace = UNPACED,
    on_frame: Callable[[Frame], None] | None = None,
    hand: "Callable[[Episode], None] | None" = None,
) -> EpisodeResult:
    """Run one episode to its end and return what became of everybody.

    Args:
        scenario: what to run.
        seed: same scenario, seed and mind, same episode.
        link: to the minds, opened for this episode.
        recorder: where to write it down; it is finished by the caller with the result.
        on_second: called with the simulated time after every simulated second.
        pace: holds every step back until its time has come; unless given, nothing does.
        on_frame: given the picture of every tenth of a second, as it is recorded; it must not be kept uncopied.
        hand: given the episode before every step, to play or inject something.

    Raises:
        LinkLost: the mind server has gone. What was recorded until then stays.
    """
    episode = Episode(scenario, seed, link, recorder, on_frame)
    with collected_seldom():
        return episode.run(on_second, pace, hand)


_Choices = tuple[tuple[str, Intent], ...]
"""The id of each option and what it sets in motion: thousands wait at once, and need not keep their words."""

_Pending = tuple[int, int, _Choices]
"""Agent and ordinal of a percept, and what there is to choose from."""


class Episode:
    """One episode under way."""

    def __init__(
        self,
        scenario: Scenario,
        seed: int,
        link: MindLink,
        recorder: Recorder | None,
        on_frame: Callable[[Frame], None] | None = None,
    ) -> None:
        self.world = World(scenario, seed)
        self._link = link
        self._perception = Perception(self.world)
        self._log = Log(recorder, self.world, self._perception.known.aware, on_frame)
        self._outside = Outside(self.world, self._perception, self._log)
        self._moments = Moments(self.world.cast, scenario)
        self._pending: dict[int, list[_Pending]] = {}  # by the tick at which they take effect
        self._reflecting: dict[int, list[tuple[int, int]]] = {}  # by tick: whose words on which percept are due
        self._asked: dict[int, int] = {}  # the ordinal of each agent's latest percept; an earlier one is cancelled
        self._said: list[Word] = []
        self._happened: Sequence[Event] = ()
        self._by_source: Counter[Source] = Counter()
        self._out_at: dict[int, float] = {}

    @property
    def perception(self) -> Perception:
        """What everybody senses and knows; to be read only."""
        return self._perception

    def happened(self) -> list[EventRow]:
        """Return what happened in the last step."""
        return [self._log.row(event) for event in self._happened]

    def play(self, agent: int, play: Play) -> None:
        """Let a trainee do something at the next step; from any thread. What cannot be done is told by an event."""
        self._outside.add(agent, play)

    def inject(self, inject: Inject) -> None:
        """Let an instructor do something to the world at the next step; from any thread."""
        self._outside.add(-1, inject)

    def remark(self, remark: Note | Control) -> None:
        """Note a moment, or what was done to the clock; ``ControlKind.END`` ends the episode. From any thread."""
        self._outside.add(-1, remark)

    def run(
        self,
        on_second: Callable[[float], None] | None,
        pace: Pace = UNPACED,
        hand: "Callable[[Episode], None] | None" = None,
    ) -> EpisodeResult:
        """Run to the end."""
        scenario, world = self.world.scenario, self.world
        mind = self._link.open(scenario, world.cast, world.seed)
        started = time.perf_counter()
        last = round(scenario.duration * world.ticks_per_second)
        each_second = round(world.ticks_per_second)
        self._log.moment()
        while world.tick < last and not self._outside.is_over:
            pace.wait(world.tick * world.dt)
            if hand is not None:
                hand(self)
            self.tick()
            if world.tick % each_second == 0:
                if on_second is not None:
                    on_second(world.tick * world.dt)
                if scenario.stop_when_settled and is_settled(world) and self._is_roll_called():
                    break
        wall_s = time.perf_counter() - started
        return EpisodeResult(
            scenario=scenario.name,
            seed=world.seed,
            agents=world.occupants,
            duration_s=world.tick * world.dt,
            outcomes=outcomes(world),
            decisions_total=self._by_source.total(),
            decisions_by_source=dict(sorted((source.name.lower(), count) for source, count in self._by_source.items())),
            state_hash=world.state_hash(),
            wall_s=wall_s,
            realtime_factor=world.tick * world.dt / max(wall_s, 1e-9),
            moments=self._moments.chosen(),
            egress_times_s=egress_times(self._out_at),
            personas_sha256=personas_hash(scenario),
            mind=mind,
            roll_call=rolled(self.world, self._perception.roll_call),
            fire=burned(self.world),
        )

    def tick(self) -> None:
        """Move everything on by one step."""
        self._take_effect()
        self._take_words()
        self._said += self._outside.take_in()
        events = self.world.step()
        heard = self._perception.notice(events, self._said)
        events += self._perception.call_roll(events)
        for word, listeners in zip(self._said, heard, strict=True):
            self._log.word(word, listeners)
        self._moments.take(events, self._said, shot_heard=self._perception.shot_heard)
        self._note_out(events)
        self._said = self._perception.said_at_doors()
        self._happened = events
        self._log.events(events)
        self._ask()
        self._log.moment()

    def _ask(self) -> None:
        """Send the percepts of those who must decide, and note when their decisions are due."""
        percepts = self._perception.percepts()
        while batch := list(islice(percepts, ASK_AT_ONCE)):
            self._log.percepts(batch, self._link.send(batch))
            for percept in batch:
                self._asked[percept.agent] = percept.ordinal
                choices = tuple((option.id, option.intent) for option in percept.options)
                due = self._pending.setdefault(percept.effect_tick, [])
                due.append((percept.agent, percept.ordinal, choices))

    def _take_effect(self) -> None:
        """Carry out the decisions due at this tick, waiting for those that are not there yet."""
        for agent, ordinal, choices in self._pending.pop(self.world.tick, ()):
            if self._asked[agent] == ordinal and self._decides(agent):
                decision, message = self._link.take(agent, ordinal)
                self._decided(decision, message, choices)

    def _decides(self, agent: int) -> bool:
        """Whether somebody's mind moves their body now."""
        return self.world.is_able(agent) and not self.world.playing.mask[agent]

    def _decided(self, decision: Decision, message: bytes, choices: _Choices) -> None:
        if not decision.ok:
            raise LinkLost(
                f"the mind server refused percept {decision.ordinal} of agent {decision.agent}: {decision.error}; "
                "is it of the same version as this client?"
            )
        agent, (option_id, intent) = decision.agent, choices[decision.option]
        intent = intent._replace(gait=decision.gait)
        self._by_source[decision.source] += 1
        self._perception.decided(agent)
        self.world.apply(agent, intent)
        self._log.decision(decision, option_id, intent, message)
        if decision.utterance and decision.volume is not Volume.UNSPECIFIED:
            self._said.append(Word(self.world.tick, agent, decision.volume, decision.utterance))
        if decision.words_due_s > 0:
            due = max(round(decision.words_due_s * self.world.ticks_per_second), self.world.tick + 1)
            self._reflecting.setdefault(due, []).append((agent, decision.ordinal))

    def _take_words(self) -> None:
        """Say what is due at this tick: words that a language model thought of while the body acted already."""
        for agent, ordinal in self._reflecting.pop(self.world.tick, ()):
            if not self._decides(agent):
                continue
            reflection, message = self._link.take_words(agent, ordinal)
            self._log.reflection(reflection, message)
            if reflection.utterance and reflection.volume is not Volume.UNSPECIFIED:
                self._said.append(Word(self.world.tick, agent, reflection.volume, reflection.utterance))

    def _is_roll_called(self) -> bool:
        roll_call = self._perception.roll_call
        return roll_call is None or roll_call.is_over

    def _note_out(self, events: Sequence[Event]) -> None:
        for event in events:
            if event.kind is EventKind.OUT:
                self._out_at.setdefault(event.agent, event.tick * self.world.dt)
