"""One agent's percepts under way, where answers take time: the fold of ``fold`` over answers that come in any order.

Pure bookkeeping: whoever asks and sends calls it on the event loop.
"""

from asyncio import TimerHandle
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from muster.behavior.v1 import behavior_pb2 as pb
from muster.server.fold import carry_on, stands, with_words
from muster.server.handed import Handed
from muster.server.scheduler import Job
from muster.server.values import Answer, Mind, Percept, Query, Words


@dataclass(eq=False, slots=True)
class Asked:
    """A percept under way.

    Attributes:
        percept: with the cues of those it superseded.
        horizon_s: words due until then count for it, simulated.
        began_ns: when it arrived, of ``perf_counter_ns``.
        query: what the backend is asked; None until all that came before is known.
        expires_at: in realtime, when the built-in mind decides instead; of the event loop's clock.
        reply: what is sent; None until it is settled.
        decided: the mind after it; None while or when nothing was decided.
        handed: what an earlier server made of it; the backend is not asked then.
    """

    percept: Percept
    horizon_s: float
    began_ns: int
    query: Query | None = None
    expires_at: float = 0.0
    reply: pb.Decision | None = None
    decided: Mind | None = None
    handed: Handed | None = None
    job: Job | None = None
    timer: TimerHandle | None = None


@dataclass(eq=False, slots=True)
class Owed:
    """Words that a decision has promised; ``words`` is None until they are there."""

    asked: Asked
    query: Query
    answer: Answer
    due_s: float
    words: Words | None = None
    job: Job | None = None
    timer: TimerHandle | None = None


@dataclass(slots=True)
class Strand:
    """One agent.

    Attributes:
        mind: before the latest percept whose decision stands, or is still open.
        unsent: percepts and refusals in their order, of which the first ones that have a reply can be sent.
        waiting: those not settled; each stands on the one before it. Only the first is asked.
        settled: the latest percept, when it is settled and may yet be superseded.
        owed: words that do not count yet.
        horizon_s: words due until then count from now on, simulated; never falls.
    """

    mind: Mind
    unsent: deque[Asked | pb.Decision] = field(default_factory=deque[Asked | pb.Decision])
    waiting: deque[Asked] = field(default_factory=deque[Asked])
    settled: Asked | None = None
    owed: list[Owed] = field(default_factory=list[Owed])
    horizon_s: float = -inf

    def perceive(self, percept: Percept, began_ns: int, handed: Handed | None = None) -> tuple[Asked, Asked | None]:
        """Take the next percept in; return it, and the one that it supersedes."""
        latest = self.waiting[-1] if self.waiting else self.settled
        superseded = None
        if latest is not None and not stands(latest.percept.deadline_s, percept):
            superseded = latest
            percept = carry_on(latest.percept.cues, latest.percept.time_s, percept)
            self._forget_latest()
        self.horizon_s = max(self.horizon_s, percept.time_s)
        asked = Asked(percept, self.horizon_s, began_ns, handed=handed)
        self.waiting.append(asked)
        self.unsent.append(asked)
        return asked, superseded

    def refuse(self, reply: pb.Decision) -> None:
        """Have a percept answered in its turn that cannot be decided; nothing follows from it."""
        self.unsent.append(reply)

    def next(self) -> Asked | None:
        """Return the percept to be asked now, when all that it is answered from has just become known."""
        if not self.waiting or self.waiting[0].query is not None:
            return None
        head = self.waiting[0]
        self._fold_settled(head)
        due = [owed for owed in self.owed if owed.due_s <= head.horizon_s]
        if any(owed.words is None for owed in due):
            return None
        for owed in sorted(due, key=lambda each: each.due_s):
            assert owed.words is not None
            self.mind = with_words(self.mind, owed.words)
            self.owed.remove(owed)
        return head

    def settle(self, asked: Asked, reply: pb.Decision, decided: Mind | None) -> None:
        """Note what became of the percept that was asked."""
        assert self.waiting[0] is asked, "percepts of one agent are settled in their order"
        self.waiting.popleft()
        asked.reply, asked.decided = reply, decided
        self.settled = asked

    def sendable(self) -> Iterator[pb.Decision]:
        """Yield the replies whose turn has come, and forget them."""
        while self.unsent:
            first = self.unsent[0]
            reply = first.reply if isinstance(first, Asked) else first
            if reply is None:
                return
            self.unsent.popleft()
            yield reply

    def _fold_settled(self, head: Asked) -> None:
        settled, self.settled = self.settled, None
        if settled is None:
            return
        if settled.decided is not None:
            self.mind = settled.decided
        else:  # nobody could be asked; what was noticed still was
            head.percept = carry_on(settled.percept.cues, settled.percept.time_s, head.percept)

    def _forget_latest(self) -> None:
        if self.waiting:
            self.waiting.pop()
        else:
            self.settled = None
