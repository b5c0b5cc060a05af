"""Before a run: how fast a model decides on this machine, with real prompts, and for how many people that does."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from time import perf_counter

from muster.behavior.v1.vocabulary import Source, Trigger
from muster.commands.prediction import Speed, Wanted, lockstep_factor, scaled, share_in_time
from muster.server.backend import Backend
from muster.server.engine import EngineError
from muster.server.errors import BackendError
from muster.server.values import Answer, Percept, Query

SCENARIO, PEOPLE, MINUTE_S = "school-intruder", 80, 60.0  # the first shot falls after 10 s
ALONE_S, TOGETHER_S, WORDS_S = 1.5, 5.0, 4.0  # wall seconds
FEWEST = 3  # replies of each kind, however long they take


@dataclass(frozen=True)
class Measured:
    """What a model does on this machine.

    Attributes:
        ready_s: wall seconds until it could be asked.
        alone: decisions a second, one after the other.
        asked, unreadable: decisions, and how many of those replies were of no use.
    """

    backend: str
    model: str
    ready_s: float
    alone: float
    speed: Speed
    asked: int
    unreadable: int


@dataclass(frozen=True)
class Forecast:
    """What that does for a crowd in the minute of an incident.

    Attributes:
        needed: decisions a second, on average.
        in_time: share of decisions that the model makes in realtime, and that can be read.
        lockstep: wall seconds for each simulated one.
    """

    agents: int
    needed: float
    in_time: float
    lockstep: float


@dataclass(frozen=True)
class Preflight:
    """Both."""

    measured: Measured
    forecast: Forecast

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return asdict(self)

    def lines(self) -> list[tuple[str, str]]:
        """Return what to tell, by topic."""
        measured, speed, forecast = self.measured, self.measured.speed, self.forecast
        words = (
            f"{speed.words:.3g} a second; they follow {speed.words_share:.0%} of decisions" if speed.words else "none"
        )
        return [
            ("model", f"{measured.model} on {measured.backend}, ready after {measured.ready_s:.1f} s"),
            ("decisions", f"{speed.decisions:.3g} a second, {speed.slots} at once; {measured.alone:.3g} one by one"),
            ("words", words),
            ("unreadable", f"{measured.unreadable} of {measured.asked} decisions"),
            ("needed", f"{forecast.needed:.3g} decisions a second, by {forecast.agents} people in {SCENARIO}"),
            ("realtime", f"{forecast.in_time:.0%} of decisions in time; the built-in mind makes the rest, labelled"),
            ("lockstep", f"{forecast.lockstep:.2g} wall seconds for each simulated second"),
        ]


def preflight(make: Callable[[], Backend], agents: int, incident: Callable[[], Sequence[Query]]) -> Preflight:
    """Measure the backend that ``make`` makes, and predict from an incident of ``PEOPLE``.

    Raises:
        BackendError: it cannot be asked.
    """
    measured, queries = asyncio.run(_measure(make, incident))
    wanted = scaled([_wanted(query.percept) for query in queries], agents / PEOPLE)
    forecast = Forecast(
        agents,
        needed=len(wanted) / MINUTE_S,
        in_time=share_in_time(wanted, measured.speed) * (1.0 - measured.unreadable / measured.asked),
        lockstep=lockstep_factor(wanted, measured.speed, MINUTE_S),
    )
    return Preflight(measured, forecast)


def _wanted(percept: Percept) -> Wanted:
    return Wanted(percept.time_s, percept.deadline_s, 0 if percept.trigger is Trigger.SALIENT else 1)


async def _measure(
    make: Callable[[], Backend], incident: Callable[[], Sequence[Query]]
) -> tuple[Measured, Sequence[Query]]:
    backend = make()
    try:
        began = perf_counter()
        await backend.check()  # first: what cannot be asked is told at once
        ready_s = perf_counter() - began
        queries = await asyncio.to_thread(incident)
        return await _Measuring(backend, queries).run(ready_s), queries
    except EngineError as error:
        raise BackendError(str(error)) from error
    finally:
        await backend.close()


class _Measuring:
    """Asks each query once, so that no engine finds a whole prompt in its cache; from the busiest time on."""

    def __init__(self, backend: Backend, incident: Sequence[Query]) -> None:
        self._backend = backend
        self._left = iter([*incident[len(incident) // 3 :], *incident[: len(incident) // 3]])
        self._few = len(incident) // 3  # for one after the other: however quick the engine, most are left for together
        self._answered: list[tuple[Query, Answer]] = []

    async def run(self, ready_s: float) -> Measured:
        await self._decide(next(self._left))  # the engine reads what all prompts begin with
        alone = await _rate(islice(self._decisions(), self._few), lambda: 1, ALONE_S)
        decisions = await _rate(self._decisions(), self._slots, TOGETHER_S)
        followed = [pair for pair in self._answered if pair[1].words_follow]
        words = await _rate(self._words(followed), self._slots, WORDS_S)
        share = len(followed) / len(self._answered)
        return Measured(
            backend=self._backend.about.name,
            model=self._backend.about.model,
            ready_s=ready_s,
            alone=alone,
            speed=Speed(self._slots(), decisions, words, share),
            asked=len(self._answered),
            unreadable=sum(answer.source is Source.FALLBACK for _, answer in self._answered),
        )

    def _slots(self) -> int:
        return max(self._backend.slots, 1)

    def _decisions(self) -> Iterator[Awaitable[None]]:
        return (self._decide(query) for query in self._left)

    def _words(self, followed: Sequence[tuple[Query, Answer]]) -> Iterator[Awaitable[object]]:
        return (self._backend.speak(query, answer) for query, answer in followed)

    async def _decide(self, query: Query) -> None:
        (answer,) = await self._backend.decide([query])
        self._answered.append((query, answer))


async def _rate(work: Iterator[Awaitable[object]], slots: Callable[[], int], seconds: float) -> float:
    """Return how much is done a second with all slots busy for so long; 0.0 when there is nothing to do."""
    began, done = perf_counter(), 0
    running: set[asyncio.Future[object]] = set()
    try:
        while True:
            while len(running) < slots() and (perf_counter() - began < seconds or done + len(running) < FEWEST):
                if (job := next(work, None)) is None:
                    break
                running.add(asyncio.ensure_future(job))
            if not running:
                break
            finished, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
            for each in finished:
                each.result()
            done += len(finished)
    finally:
        for each in running:
            each.cancel()
    return done / (perf_counter() - began)
