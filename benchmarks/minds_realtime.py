"""A thousand people by the wall clock: is the server's memory flat, and does the model decide what matters most?

The stream is made up of percepts that a real run had, at times of ours: a simulation of so many cannot keep up at this
speed beside its server on two cores. Ten simulated minutes; the model makes 50 decisions a simulated second.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from statistics import fmean
from threading import Thread

import numpy as np
from minds_client import Session
from minds_percepts import Noticed, Play
from minds_server import Paced, Sample, apart

from muster.behavior.v1 import behavior_pb2 as pb

PEOPLE = 1_000
MODEL_RATE = 50.0  # decisions a simulated second
URGENT_RATE, OTHER_RATE = 0.8 * MODEL_RATE, 1.2 * MODEL_RATE  # percepts a simulated second: twice what it can do in all
MINUTES, MINUTES_QUICK = 10, 1
BURST = 250  # urgent ones, and as many others, at once: five seconds' work each
REACTION_S = (0.6, 1.6)  # simulated: from percept to deadline
TICK_S = 0.05  # simulated
CALM_S = 12.0  # simulated, after a burst, in which arrivals are not counted as calm
URGENT = pb.TRIGGER_SALIENT
OTHERS = (pb.TRIGGER_DONE, pb.TRIGGER_START, pb.TRIGGER_IDLE)


@dataclass(frozen=True)
class Sent:
    """A percept that was sent: wall seconds, and whether it was part of a burst."""

    urgent: bool
    in_burst: bool
    at_s: float
    due_s: float


@dataclass
class Diary:
    """What was sent and what came back, by agent and ordinal."""

    sent: dict[tuple[int, int], Sent] = field(default_factory=dict[tuple[int, int], Sent])
    came: dict[tuple[int, int], tuple[float, "pb.Source.ValueType"]] = field(
        default_factory=dict[tuple[int, int], tuple[float, "pb.Source.ValueType"]]
    )

    def read(self, session: Session) -> None:
        for decisions in session.decisions():
            now = time.perf_counter()
            for each in decisions:
                if each.status == pb.STATUS_OK:
                    self.came[each.agent, each.ordinal] = now, each.source

    def share(self, *, urgent: bool, in_burst: bool) -> tuple[float, int]:
        """Return which share of such percepts the model decided in time, and how many there were."""
        asked = [key for key, sent in self.sent.items() if (sent.urgent, sent.in_burst) == (urgent, in_burst)]
        made = sum(self._is_models(key) for key in asked)
        return made / max(len(asked), 1), len(asked)

    def late(self) -> float:
        """Return which share of all percepts outside of bursts was answered after its deadline, or never."""
        calm = [(key, sent) for key, sent in self.sent.items() if not sent.in_burst]
        return fmean(key not in self.came or self.came[key][0] > sent.due_s for key, sent in calm)

    def ordered(self) -> float | None:
        """Return, of the model's decisions in a burst, how many of the urgent came before the first of the others.

        None when it had no time for any.
        """
        firsts: list[float] = []
        for burst in self._bursts():
            made = [(self.came[key][0], self.sent[key].urgent) for key in burst if self._is_models(key)]
            first = min((at for at, urgent in made if not urgent), default=float("inf"))
            urgents = [at for at, urgent in made if urgent]
            firsts += [sum(at <= first for at in urgents) / len(urgents)] if urgents else []
        return fmean(firsts) if firsts else None

    def _bursts(self) -> Iterator[list[tuple[int, int]]]:
        bursts: dict[float, list[tuple[int, int]]] = {}
        for key, sent in self.sent.items():
            if sent.in_burst:
                bursts.setdefault(sent.at_s, []).append(key)
        yield from bursts.values()

    def _is_models(self, key: tuple[int, int]) -> bool:
        at, source = self.came.get(key, (float("inf"), pb.SOURCE_UNSPECIFIED))
        return source == pb.SOURCE_MODEL and at <= self.sent[key].due_s


class Stream:
    """Sends percepts at their times."""

    def __init__(self, session: Session, noticed: Sequence[Noticed], diary: Diary, speed: float) -> None:
        self._session, self._diary, self._speed = session, diary, speed
        self._noticed = cycle(noticed)
        self._rng = np.random.default_rng(1)
        self._ordinals = [0] * PEOPLE
        self._busy_until = np.zeros(PEOPLE)
        self.worst_s = 0.0

    def run(self, minutes: int) -> None:
        """Send for so many simulated minutes; a burst in the middle of each."""
        began, ticks = time.perf_counter(), round(minutes * 60 / TICK_S)
        calm_from = 0.0
        for tick in range(ticks):
            now_s = (tick + 1) * TICK_S
            due = began + now_s / self._speed
            if tick % round(60 / TICK_S) == round(30 / TICK_S):
                calm_from = now_s + CALM_S
                self._send(now_s, due, BURST, BURST, in_burst=True)
            elif now_s >= calm_from:
                urgent, others = self._rng.poisson((URGENT_RATE * TICK_S, OTHER_RATE * TICK_S))
                self._send(now_s, due, int(urgent), int(others), in_burst=False)

    def _send(self, now_s: float, due: float, urgent: int, others: int, *, in_burst: bool) -> None:
        """Make percepts beforehand and send them at ``due``, of the wall clock; that is when their time begins."""
        free = np.flatnonzero(self._busy_until < now_s)
        agents = self._rng.permutation(free)[: urgent + others]
        batch = [
            self._percept(int(agent), now_s, due, is_urgent=place < urgent, in_burst=in_burst)
            for place, agent in enumerate(agents)
        ]
        time.sleep(max(due - time.perf_counter(), 0.0))
        self.worst_s = max(self.worst_s, time.perf_counter() - due)
        for first in range(0, len(batch), 256):
            self._session.send(batch[first : first + 256])

    def _percept(self, agent: int, now_s: float, at_s: float, *, is_urgent: bool, in_burst: bool) -> pb.Percept:
        percept = pb.Percept()
        percept.CopyFrom(next(self._noticed).percept)
        left_s = self._rng.uniform(*REACTION_S)
        percept.agent, percept.ordinal = agent, self._ordinals[agent]
        percept.time_s, percept.deadline_s = now_s, now_s + left_s
        percept.trigger = URGENT if is_urgent else OTHERS[percept.ordinal % len(OTHERS)]
        self._ordinals[agent] += 1
        self._busy_until[agent] = now_s + left_s
        self._diary.sent[agent, percept.ordinal] = Sent(is_urgent, in_burst, at_s, at_s + left_s / self._speed)
        return percept


def report(play: Play, *, quick: bool) -> None:
    """Print the tables."""
    _live(play, 16.0, MINUTES_QUICK if quick else MINUTES)
    _live(play, 2.0, 1)


def _live(play: Play, speed: float, minutes: int) -> None:
    opening, _ = play.as_crowd(PEOPLE)
    opening.clock, opening.speed = pb.CLOCK_REALTIME, speed
    diary = Diary()
    with apart(Paced(MODEL_RATE * speed)) as server, Session(server.address, opening) as session:
        reading = Thread(target=diary.read, args=(session,))
        reading.start()
        stream = Stream(session, play.noticed, diary, speed)
        began, cpu_s = time.perf_counter(), server.cpu_s()
        stream.run(minutes)
        wall_s, cpu_s = time.perf_counter() - began, server.cpu_s() - cpu_s
        samples = [sample for sample in server.samples() if began <= sample.at_s]
        session.half_close()
        reading.join()
    print(
        f"Realtime: {PEOPLE:,} people, {minutes} simulated minutes at {speed:.0f} times, "
        f"{MODEL_RATE:.0f} decisions a simulated second ({MODEL_RATE * speed:.0f} a wall second)"
    )
    _table(diary)
    _resources(samples)
    print(
        f"  the server took {100 * cpu_s / wall_s:.0f} % of one core; percepts were sent {1e3 * stream.worst_s:.0f} ms "
        f"late at worst; between bursts {100 * diary.late():.2f} % of the answers came late\n"
    )


def _table(diary: Diary) -> None:
    print("                                                      percepts   by the model, in time")
    for name, urgent, in_burst in (
        ("urgent, 80 % of what it can answer", True, False),
        ("others, 120 % more beside them", False, False),
        (f"urgent, {BURST} at once", True, True),
        (f"others, {BURST} with them", False, True),
    ):
        share, asked = diary.share(urgent=urgent, in_burst=in_burst)
        promised = (" (promised 95 %) " + ("ok" if share >= 0.95 else "BELOW")) if urgent and not in_burst else ""
        print(f"  {name:<50}{asked:10}{100 * share:10.1f} %{promised}")
    ordered = diary.ordered()
    if ordered is not None:
        print(f"  in bursts {100 * ordered:.1f} % of the model's urgent decisions came before any other")


def _resources(samples: Sequence[Sample]) -> None:
    quarter = max(len(samples) // 4, 1)
    quarters = [samples[first : first + quarter] for first in range(0, 4 * quarter, quarter)]
    filled = [some for some in quarters if some]
    queued = ", ".join(f"{fmean(each.queued for each in some):.0f}" for some in filled)
    resident = ", ".join(f"{fmean(each.megabytes for each in some):.0f}" for some in filled)
    print(f"  from quarter to quarter: waiting in the queue {queued}; resident {resident} MB")
