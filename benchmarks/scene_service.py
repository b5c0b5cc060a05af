"""What it costs to show a run to other programs: bytes, processor time, and what a stalled viewer costs a quick one.

1,000 people, 70 % of them walking all the time: real crowds stand more. Server and viewers are processes of their own.
Budget: 10 KB and 3 ms of the server's processor time a frame and viewer; beside a stalled viewer a quick one is sent
as many frames as alone.
"""

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import median

import grpc
import numpy as np

from muster.recording.looking_back import Past
from muster.recording.rows import PersonRow
from muster.render.chronicle import Told
from muster.render.frame import Frame
from muster.render.scene import Scene
from muster.render.service import SceneServer
from muster.render.service.coding import Coder
from muster.render.service.columns import columns
from muster.render.service.wire import write_delta
from muster.scenario.building import Building, Region, RegionKind, Storey
from muster.scene.v1 import scene_pb2 as pb
from muster.scene.v1 import scene_pb2_grpc as pb_grpc

PEOPLE, WALKING = 1000, 0.7
RATE_HZ, RATES_HZ = 30, (10, 30, 60)
VIEWERS = 8


class Crowd:
    """A source that is over after an hour: everybody who walks goes round in a circle of their own."""

    is_live, end = False, 3600.0

    def __init__(self) -> None:
        rng = np.random.default_rng(0)
        hall = Region("hall", "the hall", RegionKind.ROOM, "ground", ((0, 0), (100, 0), (100, 100), (0, 100)))
        building = Building("hall", "one room", (Storey("ground", 0.0),), (hall,), ())
        people = tuple(PersonRow(i, f"p{i}", f"Person {i}", "clerk", "staff", 30, "walks") for i in range(PEOPLE))
        self.scene = Scene("a crowd", building, people, 0, 0.05)
        self._middle, self._radius = rng.uniform(10, 90, (PEOPLE, 2)), rng.uniform(2, 10, PEOPLE)
        self._speed = np.where(rng.random(PEOPLE) < WALKING, rng.uniform(0.8, 1.8, PEOPLE), 0.0)
        self._codes, self._storey = np.ones(PEOPLE, np.uint8), np.zeros(PEOPLE, np.uint16)

    def frame(self, time: float) -> Frame:
        turned = time * self._speed / self._radius
        position = np.zeros((PEOPLE, 3), np.float32)
        position[:, 0] = self._middle[:, 0] + self._radius * np.cos(turned)
        position[:, 1] = self._middle[:, 1] + self._radius * np.sin(turned)
        heading, speed, codes = (turned + np.pi / 2).astype(np.float32), self._speed.astype(np.float32), self._codes
        return Frame(time, position, heading, speed, self._storey, codes, codes, codes, codes, np.zeros(0, np.uint8))

    def told(self) -> Sequence[Told]:
        return ()

    def marks(self) -> Sequence[Told]:
        return ()

    def past(self, agent: int, time: float) -> Past:
        raise LookupError("nobody here has a past")

    def close(self) -> None: ...


def sizes() -> dict[str, float]:
    """Return the bytes of the first frame, and of those that follow at each rate."""
    source, bytes_a_frame = Crowd(), dict[str, float]()
    for rate in RATES_HZ:
        coder = Coder()
        messages = [
            write_delta(coder.code(columns(source.frame(tick / rate)), end=source.end)).ByteSize()
            for tick in range(2 * rate)
        ]
        bytes_a_frame["key"] = messages[0]
        bytes_a_frame[f"{rate} Hz"] = median(messages[1:])
    return bytes_a_frame


def work() -> dict[str, float]:
    """Return the milliseconds that coding one frame takes, by part; the parts marked * all viewers of a run share."""
    source, coder = Crowd(), Coder()
    spent: dict[str, list[float]] = {"rounding *": [], "changes": [], "message": [], "bytes": []}
    for tick in range(240):
        frame = source.frame(tick / RATE_HZ)
        moments = [time.perf_counter()]
        rounded = columns(frame)
        moments.append(time.perf_counter())
        delta = coder.code(rounded, end=source.end)
        moments.append(time.perf_counter())
        message = write_delta(delta)
        moments.append(time.perf_counter())
        message.SerializeToString()
        moments.append(time.perf_counter())
        for part, (began, ended) in zip(spent, pairwise(moments), strict=True):
            spent[part].append(1e3 * (ended - began))
    return {part: median(times[1:]) for part, times in spent.items()}


def _serve(line: Connection) -> None:
    with SceneServer(Crowd(), "127.0.0.1:0") as server:
        line.send(server.address)
        while line.recv():
            line.send(time.process_time())


@contextmanager
def served() -> Iterator[tuple[str, Callable[[], float]]]:
    """Yield the address of a server in a process of its own, and a call that returns its processor seconds."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs,), daemon=True)
    process.start()

    def processor_s() -> float:
        ours.send(True)
        return ours.recv()

    try:
        yield ours.recv(), processor_s
    finally:
        ours.send(False)
        process.join()


def _read(line: Connection, address: str, seconds: float) -> None:
    """Read a stream for so long, and say when frames came."""
    with grpc.insecure_channel(address) as channel:
        stream = pb_grpc.SceneServiceStub(channel).Watch(pb.WatchRequest(rate_hz=RATE_HZ))
        came: list[float] = []
        while not came or came[-1] - came[0] < seconds:
            next(stream)
            came.append(time.perf_counter())
        stream.cancel()
    line.send(came)


def watch(address: str, seconds: float, viewers: int) -> list[list[float]]:
    """Return when frames came to each of so many viewers at once, each a process of its own."""
    context = get_context("spawn")
    lines = [context.Pipe() for _ in range(viewers)]
    processes = [context.Process(target=_read, args=(theirs, address, seconds)) for _, theirs in lines]
    for process in processes:
        process.start()
    came = [ours.recv() for ours, _ in lines]
    for process in processes:
        process.join()
    return came


def rate(came: list[float]) -> float:
    """Return the frames a second."""
    return (len(came) - 1) / (came[-1] - came[0])


def network(seconds: float) -> dict[str, float]:
    """Return rates and processor time as viewers see and cause them."""
    with served() as (address, processor_s):
        (alone,) = watch(address, seconds, 1)
        with grpc.insecure_channel(address) as channel:
            stalled = pb_grpc.SceneServiceStub(channel).Watch(pb.WatchRequest(rate_hz=60))
            next(stalled)  # and never again
            (beside,) = watch(address, seconds, 1)
            stalled.cancel()
        before = processor_s()
        many = watch(address, seconds, VIEWERS)
        spent = processor_s() - before
    gaps = [later - earlier for earlier, later in pairwise(beside)]
    return {
        "alone_hz": rate(alone),
        "beside_stalled_hz": rate(beside),
        "beside_stalled_longest_ms": 1e3 * max(gaps),
        "many_hz": min(map(rate, many)),
        "ms_a_frame_and_viewer": 1e3 * spent / sum(map(len, many)),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--seconds", type=float, default=5.0, help="of the wall clock, a measurement over the network")
    options = parser.parse_args()
    figures = {"bytes": sizes(), "ms": work(), "network": network(options.seconds)}
    if options.json:
        print(json.dumps(figures))
        return
    print(
        f"{PEOPLE} people, {WALKING:.0%} walking; {RATE_HZ} frames a second, {VIEWERS} viewers, unless said otherwise"
    )
    for heading, row in figures.items():
        print(heading)
        for name, value in row.items():
            print(f"  {name:28} {value:10,.2f}")


if __name__ == "__main__":
    main()
