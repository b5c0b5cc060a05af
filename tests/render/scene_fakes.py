"""A source that shows whatever a test puts into it, and a server on a tiny recording."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import grpc
import numpy as np

from muster.recording.looking_back import Past
from muster.recording.reader import Recording
from muster.recording.rows import PersonRow
from muster.render.chronicle import Told
from muster.render.frame import Frame, Speech
from muster.render.playback import Playback
from muster.render.scene import Scene
from muster.render.service import Guard, SceneServer
from muster.render.service.reading import Reader
from muster.scene.v1 import scene_pb2 as pb
from muster.scene.v1 import scene_pb2_grpc as pb_grpc
from recording.samples import building, record


def scene(people: int = 3) -> Scene:
    rows = tuple(PersonRow(i, f"p{i}", f"Person {i}", "pupil", "pupil", 12, "walks") for i in range(people))
    return Scene("sample, seed 7", building(), rows, 1, 0.05)


def frame(time: float = 0.0, people: int = 3, *, x: float = 0.0, speech: tuple[Speech, ...] = ()) -> Frame:
    """Return everybody at ``x`` metres, unaware, on the lowest storey."""
    codes, position = np.zeros(people, np.uint8), np.zeros((people, 3), np.float32)
    position[:, 0] = x
    nought = np.zeros(people, np.float32)
    storey, doors = codes.astype(np.uint16), np.ones(4, np.uint8)
    return Frame(time, position, nought, nought, storey, codes, codes, codes, codes, doors, speech=speech)


class Live:
    """A run that comes to ``end`` when a test says so; everybody is ``time`` metres to the east."""

    def __init__(self, people: int = 3) -> None:
        self.scene, self.is_live, self.end = scene(people), True, 0.0
        self.asked: list[float] = []
        self.news: list[Told] = []
        self.is_closed = False

    def frame(self, time: float) -> Frame:
        self.asked.append(time)
        return frame(time, len(self.scene.people), x=time)

    def told(self) -> Sequence[Told]:
        return self.news

    def marks(self) -> Sequence[Told]:
        return ()

    def past(self, agent: int, time: float) -> Past:
        raise NotImplementedError

    def close(self) -> None:
        self.is_closed = True


class Viewer:
    """A client with one channel."""

    def __init__(self, channel: grpc.Channel) -> None:
        self.stub = pb_grpc.SceneServiceStub(channel)
        self.scene = self.stub.GetScene(pb.GetSceneRequest(), timeout=10)

    def watch(self, **wanted: object):
        return self.stub.Watch(pb.WatchRequest(**wanted), timeout=30)  # pyright: ignore[reportArgumentType]

    def readings(self, **wanted: object) -> Iterator[tuple[pb.Frame, Reader]]:
        """Yield each frame of a stream with what is known after it."""
        reader = Reader(self.scene)
        for response in self.watch(**wanted):
            reader.take(response.frame)
            yield response.frame, reader


def soon(is_so: Callable[[], bool]) -> bool:
    """Return whether ``is_so()`` comes true within seconds."""
    deadline = time.monotonic() + 10
    while not is_so() and time.monotonic() < deadline:
        time.sleep(0.005)
    return is_so()


@contextmanager
def viewer(address: str) -> Iterator[Viewer]:
    """Connect with a window of 64 KB that does not grow: on loopback it would come to 4 MB, seconds of frames."""
    with grpc.insecure_channel(address, options=[("grpc.http2.bdp_probe", 0)]) as channel:
        yield Viewer(channel)


def recorded(folder: Path, **how: int | float) -> Playback:
    path = record(folder / "sample.muster", **how)  # pyright: ignore[reportArgumentType]
    return Playback(Recording.open(path))


@contextmanager
def served(folder: Path, guard: Guard | None = None) -> Iterator[tuple[SceneServer, Viewer]]:
    with SceneServer(recorded(folder), "127.0.0.1:0", guard) as server, viewer(server.address) as client:
        yield server, client
