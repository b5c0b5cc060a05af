"""How soon a trainee sees what they did, and how punctual the simulation is beside them.

``python benchmarks/training.py [--quick]``: ten minutes (one, with --quick) of the teacher's exercise with 86 people,
with the built-in minds and with a scripted model that takes 2 s a reply. Three processes as in ``muster train``:
simulation and host, minds, and the trainee's client with everything but the drawing. Somebody holds a key forward or
back for a second, over and over; the time counts from the key to the picture in which the own body has moved.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import numpy as np
from minds_server import SLOTS, apart
from numpy.typing import NDArray

from muster.behavior.v1.vocabulary import Clock
from muster.client.episode import run_episode
from muster.client.live import LiveLink
from muster.client.pace import Held
from muster.client.terms import Terms
from muster.commands.standin import stand_in
from muster.recording.header import Header
from muster.recording.recorder import Recorder
from muster.scenario.exercise_file import load_exercise
from muster.scenario.population import people
from muster.server.backend import Backend
from muster.server.builtin import BuiltinMind
from muster.server.embedded import private_address
from muster.server.engines.scripted import Pace, ScriptedEngine
from muster.server.language import LanguageMind
from muster.training.host.host import Host
from muster.training.host.serving import ExerciseServer
from muster.training.staging import Staging, staged
from muster.training.told import Ready
from muster.training.trainee.connection import Connection
from muster.training.trainee.playing import play
from muster.training.trainee.window import Closed, Down, Given, Picture, Up

EXERCISE, SEED, SPEED = "teacher-lockdown", 0, 1.0
MINUTES, MINUTES_QUICK = 10, 1
REPLY_S = 2.0
PROMISED_S, PROMISED_LATE = 0.1, 0.001  # issue of exercises: 95 % within; share of ticks
HELD_S = 1.0  # wall seconds that a key is down, and up
MOVED = 1e-3  # metres
FRAME_S = 1 / 60
Floats = NDArray[np.float32]
CYCLE = ("w", "s")


@dataclass
class Screen:
    """A window that nobody looks at: it presses keys and sees when the body moves.

    Attributes:
        seen_s: wall seconds from each key to the picture that shows it. unseen: keys without any, at a wall perhaps.
    """

    seen_s: list[float] = field(default_factory=list[float])
    unseen: int = 0
    pressed_at: float = 0.0
    is_down: bool = False
    stood: Floats | None = None  # where the body was when the key went down
    presses: int = 0
    next_at: float = 0.0
    is_seen: bool = True
    rng: np.random.Generator = field(default_factory=lambda: np.random.default_rng(0))

    def open(self, title: str, size: tuple[int, int]) -> None:
        """Begin."""

    def close(self) -> None:
        """Nothing to let go of."""

    def draw(self, picture: Picture) -> Sequence[Given]:
        """Look at the picture, and press the next key when its time has come."""
        now = time.perf_counter()
        card = picture.words.card
        if card is not None and card.title == "The exercise is over":
            return [Closed()]
        if picture.frame is None:
            return []
        here = picture.frame.position[0, :2]
        if self.is_down and not self.is_seen and self.stood is not None and np.hypot(*(here - self.stood)) > MOVED:
            self.is_seen = True
            self.seen_s.append(now - self.pressed_at)
        return self._hands(now, here)

    def _hands(self, now: float, here: Floats) -> Sequence[Given]:
        if self.next_at == 0.0:
            self.next_at = now + 2 * HELD_S
        if now < self.next_at:
            return []
        key = CYCLE[self.presses % len(CYCLE)]
        # A key goes down at any moment of a frame: its time is when it was due, not when it was looked at.
        pressed_at, self.next_at = self.next_at, self.next_at + HELD_S + self.rng.uniform(0.0, FRAME_S)
        if self.is_down:
            self.unseen += not self.is_seen
            self.is_down, self.presses = False, self.presses + 1
            return [Up(key)]
        self.is_down, self.is_seen, self.pressed_at, self.stood = True, False, pressed_at, here.copy()
        return [Down(key)]


class _Wire(Connection):
    """A connection whose trainee has read the brief before."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "")
        self.join()
        self.send(Ready())


def take_part(line: Pipe, address: str) -> None:
    """Be the trainee's process: play to the end, then tell what was seen."""
    screen, wire = Screen(), _Wire(address)
    assert wire.part is not None
    play(wire.part, wire, screen)
    wire.close()
    line.send((screen.seen_s, screen.unseen))


@dataclass(frozen=True)
class Found:
    """What one exercise came to; seconds of the wall clock."""

    people: int
    minutes: float
    seen_s: Floats
    unseen: int
    ticks: int
    late: int
    worst_s: float


def builtin() -> Backend:
    """Return the built-in minds."""
    return BuiltinMind()


def slow_model() -> Backend:
    """Return a scripted model that takes its time; what it does not make in time, the built-in mind does."""
    engine = ScriptedEngine(Pace(latency_s=REPLY_S, slots=SLOTS), faults=lambda request: "A", keep=0)
    return LanguageMind(engine, "scripted")


def measure(make: Callable[[], Backend], minutes: int) -> Found:
    """Play the exercise for so long."""
    staging = staged(load_exercise(EXERCISE), SEED)
    host = Host(staging.exercise, [role.id for role in staging.roles])
    with private_address() as address, apart(make) as minds, tempfile.TemporaryDirectory() as folder:
        server = ExerciseServer(host, [address])
        server.start()
        ours, theirs = get_context("spawn").Pipe()
        trainee = get_context("spawn").Process(target=take_part, args=(theirs, server.addresses[0]), daemon=True)
        trainee.start()
        _run(staging, host, minds.address, Path(folder) / "played.muster", minutes)
        host.over()
        seen_s, unseen = ours.recv()
        trainee.join()
        server.close()
    clock = host.clock
    size = len(people(staging.exercise.scenario))
    return Found(size, minutes, np.array(seen_s), unseen, clock.ticks, clock.late, clock.worst_s)


def _run(staging: Staging, host: Host, minds: str, path: Path, minutes: int) -> None:
    scenario = replace(staging.exercise.scenario, duration=60.0 * minutes)
    recorder = Recorder(path, Header(scenario, SEED, people(scenario), "", ""))
    link = LiveLink(minds, terms=Terms(Clock.REALTIME), stand_in=stand_in)
    try:
        pace = Held(partial(host.turn, lambda: None), host.clock)
        result = run_episode(scenario, seed=SEED, link=link, recorder=recorder, pace=pace, hand=host.hand)
    finally:
        link.close()
    recorder.finish(result.to_json())


def tell(name: str, found: Found) -> None:
    """Print one row."""
    p50, p95, worst = (1e3 * np.percentile(found.seen_s, share) for share in (50, 95, 100))
    share = found.late / found.ticks
    print(f"{name}: {found.people} people, {found.minutes:g} minutes")
    print(
        f"  from key to picture: median {p50:.0f} ms, 95 % within {p95:.0f} ms (promised {1e3 * PROMISED_S:.0f}), "
        f"at most {worst:.0f} ms; {len(found.seen_s)} keys, {found.unseen} without effect"
    )
    print(
        f"  ticks late by more than a frame: {found.late} of {found.ticks}, {100 * share:.2f} % "
        f"(promised {100 * PROMISED_LATE:g} %), at most {1e3 * found.worst_s:.0f} ms"
    )


def main() -> None:
    """Measure both kinds of minds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one minute each")
    minutes = MINUTES_QUICK if parser.parse_args().quick else MINUTES
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    tell("built-in minds", measure(builtin, minutes))
    tell(f"a model at {REPLY_S:g} s a reply", measure(slow_model, minutes))
    print(f"load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
