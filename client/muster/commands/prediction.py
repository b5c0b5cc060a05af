"""Which decisions a model of a given speed makes in time: a queue played through, with no model in it."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

DECISION, WORDS = 0, 1  # as the server's scheduler has it: words are thought up while nobody waits for a decision
WORDS_S = 2.0  # simulated seconds after a decision in which its words are taken


@dataclass(frozen=True)
class Speed:
    """How fast a model is.

    Attributes:
        slots: requests it works on at once.
        decisions, words: answered a second, all slots busy with nothing else.
        words_share: of decisions that are followed by words.
    """

    slots: int
    decisions: float
    words: float
    words_share: float


class Wanted(NamedTuple):
    """A decision: asked for at a time, of use until another; seconds. The lowest ``urgency`` goes first."""

    at_s: float
    until_s: float
    urgency: int = 0


class _Job(NamedTuple):
    kind: int
    urgency: int
    until_s: float
    is_followed: bool


def scaled(wanted: Sequence[Wanted], factor: float) -> list[Wanted]:
    """Return as many as ``factor`` times as many people would ask for, at the same times."""
    counts = [int((place + 1) * factor) - int(place * factor) for place in range(len(wanted))]
    return [each for each, count in zip(wanted, counts, strict=True) for _ in range(count)]


def share_in_time(wanted: Sequence[Wanted], speed: Speed) -> float:
    """Return the share of decisions that are made in time in realtime, the most urgent first; 1.0 of none.

    As in the server, nothing is begun that cannot be done in time, and no words follow a decision that was not made.
    """
    every = sorted(wanted)
    takes_s = {DECISION: speed.slots / speed.decisions, WORDS: speed.slots / speed.words if speed.words else 0.0}
    coming = [
        (each.at_s, _Job(DECISION, each.urgency, each.until_s, _is_hit(place, speed.words_share)))
        for place, each in enumerate(every)
    ]
    free = [0.0] * speed.slots  # when each slot is
    waiting: list[_Job] = []
    in_time = 0
    while coming or waiting:
        now = heapq.heappop(free)
        if not waiting:
            now = max(now, coming[0][0])
        while coming and coming[0][0] <= now:
            heapq.heappush(waiting, heapq.heappop(coming)[1])
        job = heapq.heappop(waiting)
        done_s = now + takes_s[job.kind]
        if done_s > job.until_s:
            done_s = now
        elif job.kind == DECISION:
            in_time += 1
            if job.is_followed:
                heapq.heappush(coming, (done_s, _Job(WORDS, 0, job.until_s + WORDS_S, is_followed=False)))
        heapq.heappush(free, done_s)
    return in_time / len(every) if every else 1.0


def lockstep_factor(wanted: Sequence[Wanted], speed: Speed, simulated_s: float) -> float:
    """Return the wall seconds that the model takes for each simulated one when everything waits for it."""
    busy_s = len(wanted) / speed.decisions
    if speed.words:
        busy_s += len(wanted) * speed.words_share / speed.words
    return busy_s / simulated_s


def _is_hit(place: int, share: float) -> bool:
    """Spreads hits evenly."""
    return int((place + 1) * share) > int(place * share)
