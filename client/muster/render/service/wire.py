"""The only place where frames and requests meet protobuf."""

import math
from collections.abc import Iterable

import numpy as np

from muster.render.chronicle import Told, Weight
from muster.render.frame import Speech
from muster.render.scene import Scene
from muster.render.service.coding import Delta
from muster.render.service.columns import Table, Whole
from muster.render.service.errors import BadRequest
from muster.render.service.watching import Notice, Watch
from muster.render.story import Story
from muster.scene.v1 import scene_pb2 as pb

FASTEST_HZ, USUAL_HZ = 60.0, 10.0
MOST_SPEED = 1000.0
_WEIGHTS = {
    Weight.HARM: pb.WEIGHT_HARM,
    Weight.THREAT: pb.WEIGHT_THREAT,
    Weight.WARNING: pb.WEIGHT_WARNING,
    Weight.ACT: pb.WEIGHT_ACT,
    Weight.SAFE: pb.WEIGHT_SAFE,
    Weight.SPEECH: pb.WEIGHT_SPEECH,
}
_VOLUMES = {int(volume): volume for volume in pb.Volume.values()}


def read_watch(request: pb.WatchRequest, scene: Scene) -> Watch:
    """Return what a viewer wants; raises BadRequest."""
    return Watch(
        rate_hz=_within("rate_hz", request.rate_hz or USUAL_HZ, FASTEST_HZ),
        start=_within("from_s", request.from_s, math.inf) if request.HasField("from_s") else None,
        speed=_within("speed", request.speed or 1.0, MOST_SPEED),
        storeys=read_storeys(request.storeys, scene),
    )


def read_storeys(storeys: Iterable[int], scene: Scene) -> frozenset[int]:
    """Return the storeys asked for; empty for all. Raises BadRequest."""
    wanted, there_are = frozenset(storeys), len(scene.building.storeys)
    for storey in sorted(wanted):
        if storey >= there_are:
            raise BadRequest(f"there is no storey {storey}; GetScene lists {there_are}, counted from 0")
    return wanted


def read_agent(agent: int, scene: Scene) -> int:
    """Return who was asked about; raises BadRequest."""
    if agent >= len(scene.people):
        raise BadRequest(f"there is no person {agent}; GetScene lists {len(scene.people)}, counted from 0")
    return agent


def read_weights(weights: Iterable[int]) -> frozenset[Weight]:
    """Return the weights asked for; all when none is named. Those of a newer contract are not known here."""
    wanted = frozenset(weights)
    return frozenset(ours for ours, theirs in _WEIGHTS.items() if not wanted or theirs in wanted)


def write_delta(delta: Delta) -> pb.WatchResponse:
    """Return one moment for a viewer."""
    frame = pb.Frame(
        time_s=delta.time,
        end_s=delta.end,
        is_key=delta.is_key,
        alarm=delta.alarm,
        silent=delta.silent,
        said=map(_speech, delta.said),
        skipped=delta.skipped,
        events=map(write_event, delta.events),
        fire_kw=delta.fire_kw,
    )
    _write_table(delta.people, frame.people)
    _write_table(delta.intruders, frame.intruders)
    if delta.doors is not None:
        _write_column(delta.doors, frame.doors)
    if delta.smoke is not None:
        _write_column(delta.smoke, frame.smoke_per_km)
    return pb.WatchResponse(frame=frame)


def write_notice(notice: Notice) -> pb.WatchResponse:
    """Return a moment in which nothing has changed, but something is to be read."""
    return pb.WatchResponse(frame=pb.Frame(time_s=notice.time, end_s=notice.end, notice=notice.text))


def write_event(told: Told) -> pb.Event:
    """Return what happened."""
    agent = told.agent if told.agent >= 0 else None
    return pb.Event(time_s=told.time, weight=_WEIGHTS[told.weight], text=told.text, agent=agent)


def write_story(story: Story) -> pb.GetStoryResponse:
    """Return why somebody does what they do."""
    return pb.GetStoryResponse(
        agent=story.agent,
        name=story.name,
        role=story.role,
        persona=story.persona,
        noticed=story.noticed,
        trigger=story.why_then,
        choices=[
            pb.Choice(text=choice.text, probability=choice.probability, is_chosen=choice.is_chosen)
            for choice in story.choices
        ],
        decided_s=story.decided_at,
        source=story.source,
        latency_ms=story.latency_ms,
        thought=story.thought,
        said=story.said,
        mood=story.mood,
        arousal=story.arousal,
        memory=story.memory,
    )


def _speech(said: Speech) -> pb.Speech:
    volume = _VOLUMES.get(said.volume, pb.VOLUME_UNSPECIFIED)
    return pb.Speech(agent=said.agent, volume=volume, text=said.text, since_s=said.since)


def _write_table(table: Table, bodies: pb.Bodies) -> None:
    for name, changes in table.items():
        _write_column(changes, getattr(bodies, name))


def _write_column(changes: Whole, column: pb.Column) -> None:
    """Write a number for every row, or for those that changed, whichever is shorter."""
    rows = np.flatnonzero(changes)
    if 2 * len(rows) < len(changes):
        column.steps.extend(np.diff(rows, prepend=0).tolist())
        changes = changes[rows]
    column.changes.extend(changes.tolist())


def _within(name: str, value: float, most: float) -> float:
    if math.isfinite(value) and 0 <= value <= most and (value > 0 or name == "from_s"):
        return value
    limit = f"from 0 to {most:g}" if math.isfinite(most) else "a number of seconds, at least 0"
    raise BadRequest(f"{name} is {value:g}; give {limit}")
