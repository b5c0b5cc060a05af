"""An instructor's connection to the host of an exercise, and to the scenes that it shows."""

import threading
from collections.abc import Iterator
from itertools import count
from queue import Empty, SimpleQueue

import grpc

from muster.client.access import OPEN, Access
from muster.client.channel import said
from muster.exercise.v1 import exercise_pb2 as pb
from muster.exercise.v1 import exercise_pb2_grpc as pb_grpc
from muster.render.service.reading import Reader
from muster.scene.v1 import scene_pb2, scene_pb2_grpc
from muster.training.errors import HostGone, TrainingError
from muster.training.instruct.feed import Feed
from muster.training.instruct.showing import (
    shown_entered,
    shown_events,
    shown_moment,
    shown_scene,
    shown_standing,
    shown_story,
)
from muster.training.leading import Entered, Here, Lead, Standing, Wish
from muster.training.leading_wire import read_word, write_lead
from muster.training.told import Refusal
from muster.training.trainee.connection import ALIVE_EVERY_S, ANSWER_S, FIRST_RUN_S, channel_to

AGAIN_S = 0.5  # wall seconds between two tries to see scenes: there are none before the first step
RATE_HZ = 10.0  # moments in a second of the wall clock; the page moves bodies evenly between them
_FINAL = (
    grpc.StatusCode.UNAUTHENTICATED,
    grpc.StatusCode.PERMISSION_DENIED,
    grpc.StatusCode.RESOURCE_EXHAUSTED,
    grpc.StatusCode.UNIMPLEMENTED,
)
"""What trying again does not mend."""


class Link:
    """Leads one exercise; what is told of it goes into ``feed``.

    Attributes:
        has_ended: whether the host has said that it is over, or has gone for good.
    """

    def __init__(self, address: str, access: Access = OPEN, feed: Feed | None = None) -> None:
        """Raises HostGone and NoAccess for what is no address, or must not be spoken to."""
        self._address, self._access, self.feed = address, access, feed or Feed()
        self._channel = channel_to(address, access)
        self._scenes = scene_pb2_grpc.SceneServiceStub(self._channel)
        self._asked: SimpleQueue[Lead | None] = SimpleQueue()
        self._numbers = count(1)
        self._closing, self._entered = threading.Event(), threading.Event()
        self._is_there = False
        self._failed = self._lost = ""
        self.has_ended = False

    def enter(self) -> None:
        """Begin to lead; raises HostGone when nobody answers, TrainingError when one may not."""
        for name, run in (("lead", self._lead), ("watch", self._watch)):
            threading.Thread(target=run, name=f"muster-{name}", daemon=True).start()
        self._entered.wait(ANSWER_S)
        if "refused" not in self._lost:  # somebody listens there, and is busy
            self._entered.wait(FIRST_RUN_S)
        if self._failed:
            self.close()
            raise TrainingError(self._failed)
        if not self._entered.is_set():
            self.close()
            raise HostGone(f"no exercise answers at {self._address}; start one with: muster train --listen")

    def ask(self, wish: Wish) -> int:
        """Ask for something; return its number, which refusals name. Raises HostGone while there is no connection."""
        if not self._is_there:
            reason = "the exercise is over" if self.has_ended else "there is no connection to the exercise; wait for it"
            raise HostGone(reason)
        number = next(self._numbers)
        self._asked.put(Lead(number, wish))
        return number

    def story(self, agent: int, time: float) -> dict[str, object]:
        """Return what somebody noticed, thought and decided by then; raises TrainingError."""
        request = scene_pb2.GetStoryRequest(agent=agent, time_s=time)
        try:
            return shown_story(self._scenes.GetStory(request, timeout=ANSWER_S, metadata=self._access.metadata))
        except grpc.RpcError as error:
            raise TrainingError(said(error)) from None

    def close(self) -> None:
        """Leave; a second time, do nothing."""
        self._closing.set()
        self._asked.put(None)
        self.feed.close()
        self._channel.close()

    # ---- Leading ----

    def _lead(self) -> None:
        while not self._closing.is_set() and not self.has_ended:
            try:
                self._converse()
                self._is_there, self.has_ended = False, True
            except grpc.RpcError as error:
                self._lose(error)
                self._closing.wait(ALIVE_EVERY_S)
            except ValueError:  # the channel was closed under it
                return

    def _converse(self) -> None:
        self._asked = SimpleQueue()  # of its own for each try: that of a lost one may still be read from
        stub = pb_grpc.ExerciseServiceStub(self._channel)
        for response in stub.Instruct(self._requests(self._asked), metadata=self._access.metadata):
            match read_word(response):
                case Entered() as entered:
                    self.feed.show("entered", shown_entered(entered))
                    self._is_there = True
                    self._entered.set()
                case Standing() as now:
                    self.feed.show("standing", shown_standing(now))
                case Refusal(number, reason):
                    self.feed.tell("refusal", {"number": number, "reason": reason})
                case _:
                    pass

    def _requests(self, queue: "SimpleQueue[Lead | None]") -> Iterator[pb.InstructRequest]:
        asked: Lead | None = Lead(0, Here())
        while asked is not None:
            yield write_lead(asked)
            try:
                asked = queue.get(timeout=ALIVE_EVERY_S)
            except Empty:
                asked = Lead(0, Here())

    def _lose(self, error: grpc.RpcError) -> None:
        self._is_there, self._lost = False, said(error)
        self._asked.put(None)
        code = error.code() if isinstance(error, grpc.Call) else None
        if code in _FINAL and not self._entered.is_set():
            self._failed = said(error).partition(": ")[2] or said(error)
            self._entered.set()
            self.has_ended = True
        elif self._entered.is_set():
            self.feed.show("lost", {"why": said(error), "for_good": code in _FINAL})
            self.has_ended = code in _FINAL

    # ---- Watching ----

    def _watch(self) -> None:
        while not self._closing.is_set():
            try:
                self._follow()
                return
            except grpc.RpcError as error:
                self.feed.show("unseen", {"why": said(error)})
                self._closing.wait(AGAIN_S)
            except ValueError:  # the channel was closed under it
                return

    def _follow(self) -> None:
        """Tell of every moment, until the last one of the run."""
        token = self._access.metadata
        scene = self._scenes.GetScene(scene_pb2.GetSceneRequest(), timeout=ANSWER_S, metadata=token)
        self.feed.show("scene", shown_scene(scene))
        reader = Reader(scene)
        for response in self._scenes.Watch(scene_pb2.WatchRequest(rate_hz=RATE_HZ), metadata=token):
            frame = response.frame
            reader.take(frame)
            if frame.is_key:  # which has no events of its own
                self.feed.show("history", {"events": shown_events(self._events_until(frame.time_s))})
            elif frame.events:
                self.feed.tell("events", {"events": shown_events(frame.events)})
            self.feed.show("moment", shown_moment(reader, alarm=frame.alarm))

    def _events_until(self, time: float) -> Iterator[scene_pb2.Event]:
        """Yield all that happened by then."""
        after = -1.0
        while True:
            request = scene_pb2.GetEventsRequest(after_s=after, until_s=time)
            told = self._scenes.GetEvents(request, timeout=ANSWER_S, metadata=self._access.metadata)
            yield from told.events
            if not told.more:
                return
            after = told.events[-1].time_s
