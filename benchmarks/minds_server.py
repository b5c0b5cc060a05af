"""A server in a process of its own that says what it took: processor time, memory and queue."""

import asyncio
import resource
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import log
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

from muster.behavior.v1.vocabulary import Gait, Source
from muster.client.collecting import collected_seldom
from muster.server.backend import Backend, BackendAbout
from muster.server.drawing import uniforms
from muster.server.embedded import EmbeddedServer
from muster.server.engine import Reply, Request
from muster.server.engines.scripted import Pace, ScriptedEngine
from muster.server.factories import scripted
from muster.server.language import LanguageMind
from muster.server.options import BackendOptions
from muster.server.values import Answer, Interview, Query, Spoken, Words

SLOTS = 8
_PAGE_MB = resource.getpagesize() / 2**20


class AtOnce:
    """A backend that has decided before it is asked: what is left is queue, session and stream."""

    slots = SLOTS
    about = BackendAbout("at-once")

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        return [Answer(0, _even(len(query.percept.options)), Gait.WALK, Source.MODEL, query.mind) for query in batch]

    async def speak(self, query: Query, answer: Answer) -> Words:
        return Words(Source.MODEL)

    async def ask(self, interview: Interview) -> Spoken:
        return Spoken("", Source.MODEL)

    async def check(self) -> None: ...

    async def close(self) -> None: ...


class ByLot(AtOnce):
    """A scripted backend: every option as likely as any other, drawn by the percept's key; what is left is all else."""

    about = BackendAbout("by-lot")

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        return [self._draw(query) for query in batch]

    def _draw(self, query: Query) -> Answer:
        options = len(query.percept.options)
        option = int(uniforms(query.percept.draw_key, 1)[0] * options)
        return Answer(option, _even(options), Gait.WALK, Source.MODEL, query.mind)


class NoTime:
    """An engine that takes no time: what is left is all that is ours, prompts and their records as well."""

    name, slots = "no-time", SLOTS

    async def complete(self, request: Request) -> Reply:
        return Reply("A", {label: -log(len(request.labels)) for label in request.labels}, completion_tokens=1)

    async def check(self, model: str) -> None: ...

    async def close(self) -> None: ...


class Wordless:
    """Decisions of the backend inside, and no words after them."""

    def __init__(self, inner: Backend) -> None:
        self._inner = inner
        self.slots, self.about = inner.slots, inner.about

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        answers = await self._inner.decide(batch)
        for answer in answers:
            object.__setattr__(answer, "words_follow", False)  # `replace` would cost as much as what is measured
        return answers

    async def speak(self, query: Query, answer: Answer) -> Words:
        return await self._inner.speak(query, answer)

    async def ask(self, interview: Interview) -> Spoken:
        return await self._inner.ask(interview)

    async def check(self) -> None:
        await self._inner.check()

    async def close(self) -> None:
        await self._inner.close()


def queue_only() -> Backend:
    return AtOnce()


def by_lot() -> Backend:
    return ByLot()


def no_time() -> Backend:
    return Wordless(LanguageMind(NoTime(), "none"))


def script() -> Backend:
    return scripted(BackendOptions(slots=SLOTS))


@dataclass(frozen=True)
class Paced:
    """Makes the scripted backend with ``rate`` replies a wall second."""

    rate: float

    def __call__(self) -> Backend:
        # A reply of its own would be a hash of the request for each label: more work than all of ours.
        engine = ScriptedEngine(Pace(slots=SLOTS, rate=self.rate), faults=lambda request: "A", keep=0)
        return LanguageMind(engine, "scripted")


@dataclass(frozen=True)
class Sample:
    """One look at the server; ``queued`` requests wait for a slot, ``megabytes`` are resident."""

    at_s: float
    queued: int
    megabytes: float


class Apart:
    """The server, seen from the process that measures it."""

    def __init__(self, address: str, line: Connection) -> None:
        self.address, self._line = address, line

    def cpu_s(self) -> float:
        """Return the processor time that it has taken so far."""
        self._line.send("cpu")
        return self._line.recv()

    def samples(self) -> list[Sample]:
        """Return what was seen of it so far, twice a second."""
        self._line.send("samples")
        return self._line.recv()


@contextmanager
def apart(make: Callable[[], Backend]) -> Iterator[Apart]:
    """Yield a server for the backend that ``make`` makes in the other process."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs, make), daemon=True)
    process.start()
    try:
        yield Apart(ours.recv(), ours)
    finally:
        ours.send("stop")
        process.join()


def _serve(line: Connection, make: Callable[[], Backend]) -> None:
    samples: list[Sample] = []
    with collected_seldom(), EmbeddedServer(make()) as server:  # as ``muster serve`` does

        def look() -> None:
            while True:
                samples.append(Sample(time.perf_counter(), server.tally.queued, _megabytes()))
                time.sleep(0.5)

        threading.Thread(target=look, daemon=True).start()
        line.send(server.address)
        while (asked := line.recv()) != "stop":
            line.send(time.process_time() if asked == "cpu" else list(samples))


def _megabytes() -> float:
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE_MB
    except OSError:  # not on Linux: the most it has ever been
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _even(options: int) -> tuple[float, ...]:
    return (1.0 / options,) * options


async def in_turn(backend: Backend, queries: Sequence[Query]) -> float:
    """Return the processor seconds of deciding with nothing around the backend."""
    began = time.process_time()
    for query in queries:
        await backend.decide([query])
    return time.process_time() - began


def bare_us(backend: Backend, queries: Sequence[Query]) -> float:
    """Return microseconds of a decision with nothing around the backend."""
    return 1e6 * asyncio.run(in_turn(backend, queries)) / len(queries)
