"""The exercise of docs/ hosted: stepped by hand, or served while a thread lets it run."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from muster.client.access import Access
from muster.client.episode import Episode
from muster.client.pace import Held
from muster.recording.recorder import Recorder
from muster.scenario.exercise import Exercise
from muster.training.host.door import Door
from muster.training.host.host import Host
from muster.training.host.relaying import Behind
from muster.training.host.seat import Seat
from muster.training.host.serving import ExerciseServer
from muster.training.knowledge import Known
from muster.training.told import Answer, Moment, Part, Refusal
from muster.training.trainee.connection import Connection
from support.deciding import AnyOption

PATIENCE_S = 20.0


class ByHand:
    """A host whose steps a test makes."""

    def __init__(self, exercise: Exercise, awaited: tuple[str, ...] = ("ruth",), recorder: Recorder | None = None):
        self.host = Host(exercise, awaited, glance=self._stand_still)
        self.episode = Episode(exercise.scenario, 0, AnyOption(), recorder)
        self.world = self.episode.world

    def join(self, role: str = "ruth") -> tuple[Seat, Part]:
        seat, part = self.host.join(role, lambda: None)
        self.host.ready(seat)
        return seat, part

    def step(self, count: int = 1) -> None:
        """Make steps; fails where the host waits for somebody, who could not come: the test is the only thread."""
        for _ in range(count):
            self.host.hand(self.episode)
            self.episode.tick()
            self.host.turn(lambda: None)

    def _stand_still(self) -> None:
        raise AssertionError(f"no further step is made: {self.host.phase.name}. {self.host.word}")


def known_of(answers: list[Answer]) -> Known:
    """The picture of the last moment told."""
    known = [answer.known for answer in answers if isinstance(answer, Moment) and answer.known is not None]
    return known[-1]


def refusals(answers: list[Answer]) -> list[str]:
    return [answer.reason for answer in answers if isinstance(answer, Refusal)]


class Served:
    """A host on loopback whose exercise runs by the wall clock, once everybody awaited is ready."""

    def __init__(self, exercise: Exercise, awaited: tuple[str, ...], door: Door | None, scenes: Behind | None) -> None:
        self.host = Host(exercise, awaited)
        self.server = ExerciseServer(self.host, ["127.0.0.1:0"], door, scenes)
        self.episode = Episode(exercise.scenario, 0, AnyOption(), None)
        self.server.start()
        self.address = self.server.addresses[0]
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def connect(self, role: str = "", token: str = "") -> Connection:
        connection = Connection(self.address, role, Access(token=token))
        connection.join()
        return connection

    def close(self) -> None:
        self.host.end()
        self._thread.join(PATIENCE_S)
        self.server.close()

    def _run(self) -> None:
        self.episode.run(None, Held(lambda: self.host.turn(lambda: None), self.host.clock), self.host.hand)
        self.host.over()


@contextmanager
def served(
    exercise: Exercise, awaited: tuple[str, ...] = ("ruth",), door: Door | None = None, scenes: Behind | None = None
) -> Iterator[Served]:
    running = Served(exercise, awaited, door, scenes)
    try:
        yield running
    finally:
        running.close()


def wait_for(is_so: Callable[[], bool], what: str) -> None:
    until = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < until, f"never came: {what}"
        time.sleep(0.01)
