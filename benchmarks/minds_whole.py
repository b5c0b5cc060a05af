"""Whole decisions: from perception over the stream to a scripted backend and back, and where the time goes.

Bodies move in a first run, which says what everything costs. In a second one they are where they were in the first,
from a tape: so many decisions a second perception, stream and backend make of the same situations on the wall clock.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

from minds_percepts import Play
from minds_server import apart, by_lot, script
from minds_tape import Tape

from muster.client.collecting import collected_seldom
from muster.client.episode import Episode
from muster.client.link import GrpcLink
from muster.perception.percept import Percept
from muster.scenario.scenario_file import load_scenario
from muster.server.backend import Backend

P = ParamSpec("P")
T = TypeVar("T")

PROMISED_RATE = 5_000.0
PERCEPTION, STREAM, SERVER = "perception", "the client's end of the stream", "the server"
BODIES = "the bodies"
SCENARIO, AGENTS, SECONDS, SECONDS_QUICK = "school-intruder", 1_000, 30.0, 12.0


class Shares:
    """Processor seconds of this thread, by part."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def of(self, part: str, do: Callable[P, T]) -> Callable[P, T]:
        """Return ``do``, whose time counts for ``part``."""

        def timed(*args: P.args, **kwargs: P.kwargs) -> T:
            began = time.thread_time()
            try:
                return do(*args, **kwargs)
            finally:
                self._add(part, began)

        return timed

    def each(self, part: str, do: Callable[[], Iterator[T]]) -> Callable[[], Iterator[T]]:
        """Return a generator function whose making of items counts for ``part``."""

        def timed() -> Iterator[T]:
            items, began = do(), time.thread_time()
            for item in items:
                self._add(part, began)
                yield item
                began = time.thread_time()
            self._add(part, began)

        return timed

    def _add(self, part: str, began: float) -> None:
        self.seconds[part] += time.thread_time() - began


class Watched(Episode):
    """An episode that tells where its time goes."""

    def __init__(self, address: str, seconds: float, shares: Shares, tape: Tape, *, again: bool) -> None:
        link = GrpcLink(address)
        super().__init__(load_scenario(SCENARIO, agents=AGENTS, duration=seconds), 1, link, None)
        percepts: Callable[[], Iterator[Percept]] = shares.each(PERCEPTION, self._perception.percepts)
        self._perception.percepts = percepts
        self._perception.notice = shares.of(PERCEPTION, self._perception.notice)
        if again:
            tape.play(self.world)
        else:
            self.world.step = tape.keep(shares.of(BODIES, self.world.step), self.world)
            self.world.apply = shares.of(BODIES, self.world.apply)
        link.send = shares.of(STREAM, link.send)
        link.take = shares.of(STREAM, link.take)
        link.take_words = shares.of(STREAM, link.take_words)
        self.hang_up = link.close


def report(play: Play, *, quick: bool) -> None:
    """Print the tables."""
    seconds = SECONDS_QUICK if quick else SECONDS
    print(f"Whole decisions: {SCENARIO}, {AGENTS:,} people, {seconds:.0f} s, two processes         decisions/s")
    _report("a scripted backend", by_lot, seconds)
    _report("the scripted engine behind prompts, and words", script, seconds)


def _report(name: str, make: Callable[[], Backend], seconds: float) -> None:
    """Print the rate of a run, where its time goes, and what the parts that the promise names would allow alone."""
    shares, tape = Shares(), Tape()
    with apart(make) as server:
        before = server.cpu_s()
        moving, decisions = _run(Watched(server.address, seconds, shares, tape, again=False))
        shares.seconds[SERVER] = server.cpu_s() - before
        rate, again = _run(Watched(server.address, seconds, Shares(), tape, again=True))
    assert again == decisions, f"the tape led to {again} decisions, not {decisions}"
    print(f"  {name:<50}{rate:9.0f}  of {PROMISED_RATE:,.0f} promised {'' if rate >= PROMISED_RATE else 'BELOW'}")
    print(f"    {'while the bodies move':<48}{moving:9.0f}")
    for part, spent in shares.seconds.items():
        print(f"    {part:<48}{1e6 * spent / decisions:9.0f} us of one core")
    named = sum(shares.seconds[part] for part in (PERCEPTION, STREAM, SERVER))
    print(f"    {'all but the bodies, were two cores kept busy':<48}{2 * decisions / named:9.0f} a second\n")


def _run(episode: Watched) -> tuple[float, int]:
    """Return decisions a second, and how many there were."""
    try:
        with collected_seldom():  # as ``run_episode`` does
            result = episode.run(None)
    finally:
        episode.hang_up()
    return result.decisions_total / result.wall_s, result.decisions_total
