"""Reaching a behavior server: its address, the channel to it, and what it says of itself."""

import grpc

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1 import behavior_pb2_grpc as pb_grpc
from muster.client import wire
from muster.client.access import OPEN, Access
from muster.client.decision import MindInfo
from muster.client.errors import MindUnavailable

ANSWER_S = 10.0  # in which a server that is there says what it is
_UNIX = "unix:"
_MESSAGE_BYTES = 64 * 1024 * 1024
_OPTIONS = [
    ("grpc.max_receive_message_length", _MESSAGE_BYTES),
    ("grpc.max_send_message_length", _MESSAGE_BYTES),
    # So that the server can go on deciding while we simulate: decisions pile up here, not there.
    ("grpc.http2.lookahead_bytes", 16 * 1024 * 1024),
    # So that each try to connect is one: channels of the process to one address else share a pause after a failure.
    ("grpc.use_local_subchannel_pool", 1),
    ("grpc.keepalive_time_ms", 30_000),
    ("grpc.keepalive_timeout_ms", 10_000),
]


def connect(address: str, access: Access = OPEN) -> grpc.Channel:
    """Return a channel to ``HOST:PORT`` or ``unix:PATH``; nothing is sent yet. Raises MindUnavailable, NoAccess."""
    host, _, port = address.rpartition(":")
    is_tcp = bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if not (is_tcp or (address.startswith(_UNIX) and len(address) > len(_UNIX))) or not address.isprintable():
        raise MindUnavailable(
            f"{address[:200]!r} is no address of a mind server; give HOST:PORT, such as 127.0.0.1:50051, or unix:PATH"
        )
    access.check(address)
    credentials = access.credentials()
    if credentials is None:
        return grpc.insecure_channel(address, options=_OPTIONS)
    return grpc.secure_channel(address, credentials, options=_OPTIONS)


def ask_who(address: str, access: Access = OPEN) -> MindInfo:
    """Return what answers at ``address``, without beginning anything; raises MindUnavailable, also when not ready."""
    with connect(address, access) as channel:
        try:
            about = info(channel, access)
        except grpc.RpcError as error:
            raise MindUnavailable(unavailable(address, error)) from None
    if about.not_ready:
        raise MindUnavailable(about.not_ready)
    return wire.read_info(about, address)


def info(channel: grpc.Channel, access: Access = OPEN) -> pb.GetInfoResponse:
    """Return what the server says of itself, or raise what gRPC raises."""
    return pb_grpc.BehaviorServiceStub(channel).GetInfo(pb.GetInfoRequest(), timeout=ANSWER_S, metadata=access.metadata)


def unavailable(address: str, error: Exception) -> str:
    """Return what to tell when no episode can begin at ``address``."""
    return (
        f"no mind server answers at {address} ({said(error)}); start one with "
        f"`muster serve --listen {address}`, or leave --server away to run one inside this process"
    )


def said(error: Exception) -> str:
    """Return gRPC's reason in a few words."""
    if not isinstance(error, grpc.Call):
        return str(error) or "it hung up"
    details = " ".join((error.details() or "").split())
    if error.code() is grpc.StatusCode.UNAVAILABLE:  # a chain of causes; the last one is what people know
        details = details.rpartition(": ")[2]
    return f"{error.code().name.lower().replace('_', ' ')}: {details[:200]}"
