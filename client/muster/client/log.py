"""Writing an episode down as it goes: frames, rows and inputs in the recording's terms."""

from collections.abc import Callable, Iterable

import numpy as np

from muster.client.decision import Decision, Reflection
from muster.client.inputs import CONTROL, DECISION, INJECT, NOTE, PLAY, WORD, write_intent
from muster.perception.percept import Percept
from muster.perception.senses import Word
from muster.recording.codes import Flag, Pose
from muster.recording.frames import Frame, Threats
from muster.recording.recorder import Recorder
from muster.recording.rows import (
    DecisionRow,
    EventRow,
    HashRow,
    InputRow,
    PerceptRow,
    ReflectionRow,
    WordRow,
    canonical,
)
from muster.recording.smoke import SmokeState
from muster.scenario.inject import Inject
from muster.scenario.play import Play
from muster.scenario.said_and_done import write_act
from muster.world.acts import DOOR_ACTS, Act, Intent
from muster.world.arrays import Bools, Bytes
from muster.world.events import Event, EventKind
from muster.world.smoke.smoke import Smoke
from muster.world.world import World

FRAME_EVERY = 0.1  # seconds
AGENTS_OTHER = frozenset(
    {
        EventKind.LOST,
        EventKind.AIDED,
        EventKind.DISPATCHED,
        EventKind.FOUND,
        EventKind.ACCOUNTED,
        EventKind.MISSED,
        EventKind.ROLL_CALLED,
    }
)
_ABOUT_DOORS = frozenset({EventKind.KNOCKED, EventKind.ASKED, EventKind.LET_IN, EventKind.ANNOUNCED})
_ABOUT_EXITS = frozenset({EventKind.OUT, EventKind.ASSEMBLED, EventKind.RESPONDERS_ARRIVED, EventKind.ROLL_CALL})
_POSE = np.array([Pose.STAND, Pose.STAND, Pose.STAND, Pose.CROUCH, Pose.CRAWL], np.uint8)  # by Gait


class Log:
    """The recording of one episode; without a recorder it keeps nothing.

    ``on_frame`` is given each frame when it has been kept; whoever wants it for longer copies it.
    """

    def __init__(
        self, recorder: Recorder | None, world: World, aware: Bools, on_frame: Callable[[Frame], None] | None = None
    ) -> None:
        self._recorder, self._world, self._aware, self._on_frame = recorder, world, aware, on_frame
        self._frame_ticks = max(round(FRAME_EVERY * world.ticks_per_second), 1)
        self._second_ticks = round(world.ticks_per_second)
        self._regions = [region.id for region in world.scenario.building.regions]

    def moment(self) -> None:
        """Write what is due at this tick: a frame at 10 Hz, a hash and a commit each second."""
        if self._world.tick % self._frame_ticks == 0:
            self._frame()
        if self._recorder is not None and self._world.tick % self._second_ticks == 0:
            self._recorder.hash(HashRow(self._world.tick, self._world.state_hash()))
            if self._world.smoke is not None:
                self._recorder.smoke(smoke_state(self._world.tick, self._world.smoke))
            self._recorder.commit()

    def _frame(self) -> None:
        if self._recorder is None and self._on_frame is None:
            return
        frame = snapshot(self._world, self._aware)
        if self._recorder is not None:
            self._recorder.frame(frame)
        if self._on_frame is not None:
            self._on_frame(frame)

    def percepts(self, percepts: Iterable[Percept], messages: Iterable[bytes]) -> None:
        """Write percepts with the messages they were sent as."""
        if self._recorder is None:
            return
        for percept, message in zip(percepts, messages, strict=True):
            row = PerceptRow(percept.agent, percept.ordinal, percept.tick, int(percept.trigger), message)
            self._recorder.percept(row)

    def decision(self, decision: Decision, option_id: str, intent: Intent, message: bytes) -> None:
        """Write a decision that takes effect now, and the input it is to the world."""
        if self._recorder is None:
            return
        tick, act, gait = self._world.tick, int(intent.act), int(intent.gait)
        source = int(decision.source)
        self._recorder.decision(
            DecisionRow(
                decision.agent, decision.ordinal, tick, option_id, act, gait, source, decision.latency_us, message
            )
        )
        self._recorder.input(InputRow(tick, DECISION, decision.agent, write_intent(intent)))

    def reflection(self, reflection: Reflection, message: bytes) -> None:
        """Write what goes with a decision taken before."""
        if self._recorder is not None:
            self._recorder.reflection(ReflectionRow(reflection.agent, reflection.ordinal, self._world.tick, message))

    def word(self, word: Word, heard: int) -> None:
        """Write something said and how many noticed."""
        if self._recorder is None:
            return
        self._recorder.word(WordRow(word.tick, word.agent, int(word.volume), word.text, heard))
        payload = canonical({"volume": int(word.volume), "text": word.text})
        self._recorder.input(InputRow(word.tick, WORD, word.agent, payload))

    def play(self, agent: int, play: Play) -> None:
        """Write what a trainee does, whether it can be done or not."""
        self._input(PLAY, agent, write_act(play))

    def inject(self, inject: Inject) -> None:
        """Write what an instructor does, whether it can be done or not."""
        self._input(INJECT, None, write_act(inject))

    def note(self, text: str) -> None:
        """Write why somebody wants to come back to this moment."""
        self._input(NOTE, None, canonical({"text": text}))

    def control(self, kind: str, speed: float) -> None:
        """Write what an instructor does to the clock."""
        self._input(CONTROL, None, canonical({"kind": kind, "speed": speed} if kind == "speed" else {"kind": kind}))

    def _input(self, kind: str, agent: int | None, payload: str) -> None:
        if self._recorder is not None:
            self._recorder.input(InputRow(self._world.tick, kind, agent, payload))

    def events(self, events: Iterable[Event]) -> None:
        """Write what happened."""
        if self._recorder is None:
            return
        for event in events:
            self._recorder.event(self.row(event))

    def row(self, event: Event) -> EventRow:
        """Return an event as a recording has it."""
        place = self._regions[event.region] if event.region >= 0 else ""
        agent = event.agent if 0 <= event.agent < self._world.people else None
        other = event.other if event.kind in AGENTS_OTHER and event.other >= 0 else None
        return EventRow(event.tick, event.kind.value, agent, other, place, self._what(event))

    def _what(self, event: Event) -> str:
        """Return the id of the door, exit or spot an event is about, or what an announcement says."""
        building, other = self._world.scenario.building, event.other
        if other < 0 or event.kind in AGENTS_OTHER:
            return event.text
        if event.kind.value.startswith("door") or event.kind in _ABOUT_DOORS:
            return building.doors[other].id
        if event.kind in _ABOUT_EXITS:
            return building.exits[other].id
        if event.kind is EventKind.HID:
            return building.hiding_spots[other].id
        if event.kind in (EventKind.ARRIVED, EventKind.FAILED):
            act = Act(int(self._world.bodies.act[event.agent]))
            return building.doors[other].id if act in DOOR_ACTS else act.name.lower()
        return ""


def smoke_state(tick: int, smoke: Smoke) -> SmokeState:
    """Return fire and smoke at ``tick`` as recordings have them."""
    return SmokeState(tick, smoke.heat, smoke.extinction.astype(np.float32))


def snapshot(world: World, aware: Bools) -> Frame:
    """Return the picture of this moment; ``aware`` ``(n,)`` who knows that something is wrong."""
    bodies, n = world.bodies, world.people
    z = world.plan.z_at(bodies.region, bodies.position)
    heading = np.arctan2(bodies.heading[:, 1], bodies.heading[:, 0])
    storey = world.plan.region_storey[bodies.region]
    return Frame(
        tick=world.tick,
        position=bodies.position[:n],
        z=z[:n],
        heading=heading[:n],
        storey=storey[:n],
        pose=poses(world),
        health=bodies.health[:n],
        act=bodies.act[:n],
        flags=_flags(world, aware),
        threats=Threats(bodies.position[n:], z[n:], heading[n:], storey[n:], bodies.present[n:]),
    )


def poses(world: World) -> Bytes:
    """Return ``(n,)`` how everybody holds themselves, numbers of ``Pose``."""
    bodies, n = world.bodies, world.people
    pose = _POSE[bodies.gait[:n]]
    pose = np.where(bodies.hidden_in[:n] >= 0, np.uint8(Pose.CROUCH), pose)
    pose = np.where(bodies.seated[:n], np.uint8(Pose.SEATED), pose)
    return np.where(bodies.health[:n] == 2, np.uint8(Pose.DOWN), pose)


def _flags(world: World, aware: Bools) -> Bytes:
    bodies, n, crew = world.bodies, world.people, world.occupants
    flags = (
        bodies.outside[:n] * np.uint8(Flag.OUTSIDE)
        + bodies.assembled[:n] * np.uint8(Flag.ASSEMBLED)
        + (bodies.hidden_in[:n] >= 0) * np.uint8(Flag.HIDDEN)
        + aware * np.uint8(Flag.AWARE)
    ).astype(np.uint8)
    absent, outside = bodies.assembled[crew:n], bodies.outside[crew:n] * np.uint8(Flag.OUTSIDE)
    flags[crew:] = np.where(absent, np.uint8(Flag.ABSENT), np.uint8(Flag.RESPONDER)) | outside
    return flags
