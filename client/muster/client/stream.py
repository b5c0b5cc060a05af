"""One session on one connection, as it is on the wire: what is above it decides what a loss means."""

from collections.abc import Iterator
from queue import SimpleQueue

import grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.client.access import OPEN, Access
from muster.client.channel import connect, info, said, unavailable
from muster.client.errors import LinkLost, MindUnavailable

_Requests = SimpleQueue["pb.SessionRequest | None"]


class Stream:
    """A session with the server at ``address``. ``send`` and ``receive`` may be called from different threads.

    Attributes:
        about: what the server says of itself.
        opened: its answer to the opening message.
    """

    def __init__(self, address: str, opening: pb.SessionRequest, access: Access = OPEN) -> None:
        """Begin; raises MindUnavailable when nobody answers there."""
        self._address = address
        self._requests: _Requests = SimpleQueue()
        self._requests.put(opening)
        self._channel = connect(address, access)
        try:
            self.about = info(self._channel, access)
            stub = pb_grpc.BehaviorServiceStub(self._channel)
            self._responses = stub.Session(_until_none(self._requests), metadata=access.metadata)
            self.opened: pb.Opened = next(self._responses).opened
        except (grpc.RpcError, StopIteration) as error:
            self.close()
            raise MindUnavailable(unavailable(address, error)) from None

    def send(self, request: pb.SessionRequest) -> None:
        """Send a message; whether it got there shows in what is received."""
        self._requests.put(request)

    def receive(self) -> pb.SessionResponse:
        """Wait for the next message; raises LinkLost."""
        try:
            return next(self._responses)
        except StopIteration:
            raise LinkLost(f"the mind server at {self._address} has ended the session; {RESTART}") from None
        except grpc.RpcError as error:
            raise LinkLost(f"lost the mind server at {self._address} ({said(error)}); {RESTART}") from None

    def close(self) -> None:
        """End the session; what is under way is dropped. May be called at any time, from any thread, and twice."""
        self._requests.put(None)
        self._channel.close()


RESTART = "what there is so far is kept; see that the server runs, then go on with --resume"


def _until_none(requests: _Requests) -> Iterator[pb.SessionRequest]:
    while (request := requests.get()) is not None:
        yield request
