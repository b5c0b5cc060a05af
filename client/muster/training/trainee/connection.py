"""A trainee's connection to the host of an exercise; lost, it is made again for as long as it is wanted."""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue

import grpc

from muster.client.access import OPEN, Access
from muster.client.channel import said
from muster.exercise.v1 import exercise_pb2 as pb
from muster.exercise.v1 import exercise_pb2_grpc as pb_grpc
from muster.training.errors import HostGone, TrainingError
from muster.training.told import Alive, Answer, Asked, Join, Part, Playbill
from muster.training.wire import read_answer, read_playbill, write_asked

ANSWER_S = 10.0  # wall seconds in which a host that is there answers
FIRST_RUN_S = 120.0  # wall seconds for a host that answers nobody: before its first run it compiles the kernels
LEAVE_S = 1.0  # wall seconds for the last words to arrive
ALIVE_EVERY_S = 1.0  # wall seconds; the host takes who is silent for five for gone
_OPTIONS = [
    ("grpc.keepalive_time_ms", 5_000),
    ("grpc.keepalive_timeout_ms", 5_000),
    ("grpc.use_local_subchannel_pool", 1),
    ("grpc.initial_reconnect_backoff_ms", 200),
    ("grpc.max_reconnect_backoff_ms", 2_000),
]
_FINAL = (
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.ALREADY_EXISTS,
    grpc.StatusCode.UNAUTHENTICATED,
    grpc.StatusCode.PERMISSION_DENIED,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
    grpc.StatusCode.INVALID_ARGUMENT,
)
"""What trying again does not mend."""


def channel_to(address: str, access: Access = OPEN) -> grpc.Channel:
    """Return a channel to ``HOST:PORT`` or ``unix:PATH``; raises HostGone, NoAccess. Nothing is sent yet."""
    host, _, port = address.rpartition(":")
    is_tcp = bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if not (is_tcp or address.startswith("unix:")) or not address.isprintable():
        raise HostGone(f"{address[:200]!r} is no address of an exercise; give HOST:PORT, such as 127.0.0.1:50071")
    access.check(address)
    credentials = access.credentials()
    if credentials is None:
        return grpc.insecure_channel(address, options=_OPTIONS)
    return grpc.secure_channel(address, credentials, options=_OPTIONS)


def ask_playbill(address: str, access: Access = OPEN) -> Playbill:
    """Return what is played at ``address``; raises HostGone."""
    with channel_to(address, access) as channel:
        try:
            stub = pb_grpc.ExerciseServiceStub(channel)
            answer = stub.GetExercise(pb.GetExerciseRequest(), timeout=FIRST_RUN_S, metadata=access.metadata)
        except grpc.RpcError as error:
            raise HostGone(
                f"no exercise is played at {address} ({said(error)}); start one with: muster train"
            ) from None
    return read_playbill(answer)


class Connection:
    """One role in an exercise elsewhere; ``poll`` and ``send`` never wait.

    Attributes:
        part: what the host has told of the role.
        lost: why there is no connection at this moment; "" while there is.
        failed: why there will be none; "" otherwise.
        has_ended: whether the host has said that it is over.
    """

    def __init__(self, address: str, role: str, access: Access = OPEN) -> None:
        self._address, self._role, self._access = address, role, access
        self._stub = pb_grpc.ExerciseServiceStub(channel_to(address, access))
        self._answers: deque[Answer] = deque()
        self._queue: SimpleQueue[Asked | None] = SimpleQueue()
        self._sent_at = 0.0
        self._closing = threading.Event()
        self._joined = threading.Event()
        self.part: Part | None = None
        self.lost = self.failed = ""
        self.has_ended = False
        self._thread = threading.Thread(target=self._run, name="muster-trainee", daemon=True)

    def join(self) -> Part:
        """Join the exercise; raises TrainingError when that does not work."""
        self._thread.start()
        if not self._joined.wait(ANSWER_S) and not self.lost:
            self._joined.wait(FIRST_RUN_S)
        if self.part is None:
            self.close()
            raise TrainingError(self.failed or f"no exercise answers at {self._address}; start one with: muster train")
        return self.part

    def send(self, asked: Asked) -> None:
        """Say something to the host; while there is no connection, nobody hears it."""
        self._sent_at = time.monotonic()
        self._queue.put(asked)

    def poll(self) -> list[Answer]:
        """Return what has come since, oldest first."""
        if time.monotonic() - self._sent_at > ALIVE_EVERY_S:
            self.send(Alive())
        taken: list[Answer] = []
        with suppress(IndexError):
            while True:
                taken.append(self._answers.popleft())
        return taken

    def close(self) -> None:
        """Leave; a second time, do nothing."""
        self._closing.set()
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(LEAVE_S)

    def _run(self) -> None:
        while not self._closing.is_set() and not self.failed and not self.has_ended:
            try:
                self._converse()
                self.has_ended = True
            except grpc.RpcError as error:
                self._lose(error)
            if not self.has_ended and not self.failed:
                self._closing.wait(ALIVE_EVERY_S)
        self._joined.set()

    def _converse(self) -> None:
        self._queue = SimpleQueue()
        self._queue.put(Join(self._role))
        storeys = () if self.part is None else self.part.storeys
        for response in self._stub.TakePart(self._requests(self._queue), metadata=self._access.metadata):
            answer = read_answer(response, storeys)
            if isinstance(answer, Part):
                self.part, storeys, self.lost = answer, answer.storeys, ""
                self._joined.set()
            if answer is not None:
                self._answers.append(answer)

    def _requests(self, queue: "SimpleQueue[Asked | None]") -> Iterator[pb.TakePartRequest]:
        while (asked := queue.get()) is not None:
            yield write_asked(asked)

    def _lose(self, error: grpc.RpcError) -> None:
        code = error.code() if isinstance(error, grpc.Call) else None
        self._queue.put(None)
        # Somebody who comes back may find the role taken: by their own connection, which the host has not missed yet.
        if code in _FINAL and not (code is grpc.StatusCode.ALREADY_EXISTS and self.part is not None):
            self.failed = said(error).partition(": ")[2] or said(error)
        else:
            self.lost = said(error)
