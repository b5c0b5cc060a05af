"""The gRPC service: what stands still, moments, and what happened and why."""

import asyncio
from bisect import bisect_right
from collections.abc import AsyncIterator
from typing import Any, NoReturn

import grpc
from grpc import aio

from muster.recording.errors import RecordingError
from muster.render.meshes import meshes
from muster.render.renderer import RenderError
from muster.render.service import wire
from muster.render.service.errors import BadRequest, ServerStopping, TooManyViewers
from muster.render.service.scene_wire import write_mesh, write_scene
from muster.render.service.seats import Seats
from muster.render.service.watching import Delta, Moments, Notice, Watching
from muster.render.source import Source
from muster.render.story import story
from muster.scene.v1 import scene_pb2 as pb
from muster.scene.v1 import scene_pb2_grpc as pb_grpc

MOST_EVENTS = 4096  # in one answer
_Context = aio.ServicerContext[Any, Any]
_CODES: dict[type[Exception], grpc.StatusCode] = {
    BadRequest: grpc.StatusCode.INVALID_ARGUMENT,
    TooManyViewers: grpc.StatusCode.RESOURCE_EXHAUSTED,
    ServerStopping: grpc.StatusCode.UNAVAILABLE,
}


class SceneService(pb_grpc.SceneServiceServicer):
    """Shows one source, which it reads on the event loop's thread only.

    Attributes:
        seats: of the streams under way.
    """

    def __init__(self, source: Source, seats: Seats) -> None:
        self._source, self.seats = source, seats
        self._moments = Moments(source)

    async def GetScene(self, request: pb.GetSceneRequest, context: _Context) -> pb.GetSceneResponse:
        """What stands still."""
        return write_scene(self._source.scene, is_live=self._source.is_live, end=self._source.end)

    async def GetMeshes(  # type: ignore[override]
        self, request: pb.GetMeshesRequest, context: _Context
    ) -> AsyncIterator[pb.GetMeshesResponse]:
        """The building as triangles; made in a thread, for a tower takes some tenths of a second."""
        scene = self._source.scene
        try:
            wanted = wire.read_storeys(request.storeys, scene)
        except RenderError as error:
            await _refuse(context, error)
        for mesh in await asyncio.to_thread(meshes, scene.building):
            if not wanted or mesh.storey in wanted:
                yield write_mesh(mesh)

    async def Watch(self, request: pb.WatchRequest, context: _Context) -> None:  # type: ignore[override]
        """Moments; the next one is made when the transport has taken the one before."""
        try:
            watch = wire.read_watch(request, self._source.scene)
            with self.seats.take():
                async for moment in Watching(self._moments, watch, sleep=self.seats.sleep).moments():
                    await _send(_written(moment), context)
        except RenderError as error:
            await _refuse(context, error)

    async def GetEvents(self, request: pb.GetEventsRequest, context: _Context) -> pb.GetEventsResponse:
        """What happened."""
        told, weights = self._source.told(), wire.read_weights(request.weights)
        first = bisect_right(told, request.after_s, key=lambda each: each.time)
        last = len(told)
        if request.HasField("until_s"):
            last = bisect_right(told, request.until_s, key=lambda each: each.time)
        found = [each for each in told[first:last] if each.weight in weights]
        return pb.GetEventsResponse(events=map(wire.write_event, found[:MOST_EVENTS]), more=len(found) > MOST_EVENTS)

    async def GetStory(self, request: pb.GetStoryRequest, context: _Context) -> pb.GetStoryResponse:
        """Why somebody does what they do."""
        try:
            agent = wire.read_agent(request.agent, self._source.scene)
            return wire.write_story(story(self._source.past(agent, request.time_s)))
        except (RenderError, RecordingError) as error:
            await _refuse(context, error)


def _written(moment: Delta | Notice) -> pb.WatchResponse:
    return wire.write_delta(moment) if isinstance(moment, Delta) else wire.write_notice(moment)


async def _send(response: pb.WatchResponse, context: _Context) -> None:
    """Send ``response``; returns when the transport has taken it, which a stalled viewer may put off for ever."""
    try:
        await context.write(response)
    except aio.InternalError:  # what gRPC calls a viewer that went away in the middle of it
        raise asyncio.CancelledError from None


async def _refuse(context: _Context, error: Exception) -> NoReturn:
    await context.abort(_CODES.get(type(error), grpc.StatusCode.DATA_LOSS), str(error))
