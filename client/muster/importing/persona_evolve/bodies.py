"""Everybody's motion, frame by frame, and what happened to bodies: hidden, out, harmed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.importing.persona_evolve.log import Agent, Log, Track
from muster.importing.persona_evolve.site import Site, regions_at
from muster.importing.sampling import DT, sampled, tick_of, ticks
from muster.recording.codes import Flag
from muster.recording.frames import Frame, Threats
from muster.recording.rows import EventRow
from muster.scenario.building import Building, RegionKind
from muster.world.acts import Act, Health, Pose
from muster.world.events import EventKind

AT_SPOT = 1.0
"""Metres from a hiding spot within which somebody who went for it hides; against the log's own ``isHiding`` it holds
for 342 of the 344 observations of a real run."""
ALARMING = ("gunshot", "got_shot")
"""Kinds of happening that tell an agent that something is wrong."""
_DOWN = int(Health.INCAPACITATED)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint8]


@dataclass(frozen=True)
class Bodies:
    """``f`` frames of ``n`` bodies.

    Attributes:
        position: ``(f, n, 2)``; z, heading ``(f, n)``; region ``(f, n)`` index into the building's, -1 for none.
        health, act, flags: ``(f, n)`` as recordings have them.
        spot: ``(f, n)`` index of the hiding spot somebody hides in, -1 for none.
        threat: ``(f, 2)`` where the intruder is, with z, heading and presence ``(f,)``; None without one.
    """

    position: Floats
    z: Floats
    heading: Floats
    region: Ints
    health: Codes
    act: Codes
    flags: Codes
    spot: Ints
    threat: "Intruder | None"

    def frames(self) -> Iterator[Frame]:
        """Yield every frame."""
        no_storey = np.zeros(self.region.shape[1], np.uint16)
        pose = np.where(self.health == _DOWN, np.uint8(Pose.DOWN), np.uint8(Pose.STAND))
        for tick in range(len(self.position)):
            yield Frame(
                tick,
                self.position[tick],
                self.z[tick],
                self.heading[tick],
                no_storey,
                pose[tick],
                self.health[tick],
                self.act[tick],
                self.flags[tick],
                self.threat.at(tick) if self.threat else Threats(),
            )


@dataclass(frozen=True)
class Intruder:
    """``f`` frames of the intruder; ``present`` from when it first stands on floor of the building."""

    position: Floats
    z: Floats
    heading: Floats
    region: Ints
    present: Bools

    def at(self, tick: int) -> Threats:
        """Return one frame."""
        now = slice(tick, tick + 1)
        storey = np.zeros(1, np.uint16)
        return Threats(self.position[now], self.z[now], self.heading[now], storey, self.present[now])


def move(log: Log, site: Site) -> Bodies:
    """Return everybody at our frames."""
    frames = ticks(log.end)
    building = site.building
    columns = [_column(track, frames) for _, track in log.bodies]
    position, z, heading, health = (np.stack(each, axis=1) for each in zip(*columns, strict=True))
    region = regions_at(building, position)
    spots = [_hides(agent, log, frames, position[:, number]) for number, (agent, _) in enumerate(log.bodies)]
    spot = np.stack([_numbered(each, log, site) for each in spots], axis=1)
    spot[health == _DOWN] = -1
    act = np.stack([_acts(agent, frames) for agent, _ in log.bodies], axis=1)
    flags = _flags(log, building, position, region, spot)
    return Bodies(position, z, heading, region, health, act, flags, spot, _intruder(log.threat, building, frames))


def aware_at(agent: Agent) -> float:
    """Return when an agent's model was first shown that something is wrong, in seconds; infinite if it never was."""
    shown = (
        each.time
        for each in agent.observations
        if each.threat is not None or any(happening.kind in ALARMING for happening in each.happenings)
    )
    return min(shown, default=np.inf)


def shot_at(log: Log) -> float | None:
    """Return when the first shot fell, as those who were told of it have it; None without one."""
    times = [
        happening.time
        for agent in log.agents
        for each in agent.observations
        for happening in each.happenings
        if happening.kind == "gunshot" and happening.time is not None
    ]
    return min(times, default=None)


def happened(log: Log, site: Site, bodies: Bodies) -> list[EventRow]:
    """Return what happened, in order of time."""
    building = site.building
    events = [*_harm(bodies, building), *_hiding(bodies, building), *_leaving(bodies, building)]
    shot, frames = shot_at(log), len(bodies.position)
    if shot is not None:
        events.append(EventRow(tick_of(shot, frames), EventKind.SHOT.value))
    if bodies.threat is not None and bodies.threat.present.any():
        tick = int(bodies.threat.present.argmax())
        events.append(
            EventRow(tick, EventKind.THREAT_ENTERED.value, place=_place(building, int(bodies.threat.region[tick])))
        )
    return sorted(events, key=lambda event: event.tick)


def _column(track: Track, frames: int) -> tuple[Floats, Floats, Floats, Codes]:
    body = sampled(track.times, track.position, track.heading, frames)
    z = np.interp(np.arange(frames) * DT, track.times, track.z)
    return body.position, z, body.heading, track.health[body.latest]


def _hides(agent: Agent, log: Log, frames: int, position: Floats) -> Ints:
    """Return ``(f,)`` the index of the log's hiding spot that one body is in: it went there, and is there still."""
    found = np.full(frames, -1, np.int64)
    goal, actions = -1, agent.actions
    for number, action in enumerate(actions):
        until = actions[number + 1].time if number + 1 < len(actions) else np.inf
        if action.kind == "MoveToHideSpot" and action.target is not None and log.map.hiding:
            away = [np.hypot(*np.subtract(spot.at, action.target)) for spot in log.map.hiding]
            goal = int(np.argmin(away))
        elif action.kind != "StayStill":
            goal = -1
        if goal >= 0:
            first, last = tick_of(action.time, frames), tick_of(min(until, log.end), frames)
            here = slice(first, last + (until > log.end))
            near = np.linalg.norm(position[here] - log.map.hiding[goal].at, axis=1) < AT_SPOT
            found[here][near] = goal
    return found


def _numbered(spot: Ints, log: Log, site: Site) -> Ints:
    """Return spots of the log as the building numbers them; those it leaves out are none."""
    table = np.array([site.spots.get(each.id, -1) for each in log.map.hiding] + [-1])
    return table[spot]


_ACTS = {
    "StayStill": Act.STAY,
    "MoveToRegion": Act.GO,
    "MoveToExit": Act.EXIT,
    "MoveToHideSpot": Act.HIDE,
    "MoveToPerson": Act.JOIN,
}
"""The log's actions as our acts."""


def act_of(kind: str) -> Act | None:
    """Return our act for the log's kind of action; None where there is none."""
    return Act.CONFRONT if kind.startswith("Fight") else _ACTS.get(kind)


def _acts(agent: Agent, frames: int) -> Codes:
    act = np.full(frames, int(Act.CARRY_ON), np.uint8)
    for action in agent.actions:
        act[tick_of(action.time, frames) :] = int(act_of(action.kind) or Act.CARRY_ON)
    return act


def _flags(log: Log, building: Building, position: Floats, region: Ints, spot: Ints) -> Codes:
    is_outside = np.array([each.kind is RegionKind.OUTSIDE for each in building.regions] + [False])
    flags = np.where(is_outside[region], np.uint8(Flag.OUTSIDE), np.uint8(0))
    for point in building.muster_points:
        arrived = np.linalg.norm(position - point.at, axis=2) <= point.radius
        flags[arrived & is_outside[region]] |= np.uint8(Flag.ASSEMBLED)
    flags[spot >= 0] |= np.uint8(Flag.HIDDEN)
    now = np.arange(len(position))[:, None] * DT
    aware = np.array([aware_at(agent) for agent, _ in log.bodies])
    flags[now >= aware - DT / 2] |= np.uint8(Flag.AWARE)
    return flags


def _intruder(track: Track | None, building: Building, frames: int) -> Intruder | None:
    if track is None:
        return None
    body = sampled(track.times, track.position, track.heading, frames)
    region = regions_at(building, body.position)
    z = np.interp(np.arange(frames) * DT, track.times, track.z)
    return Intruder(body.position, z, body.heading, region, np.maximum.accumulate(region >= 0))


def _harm(bodies: Bodies, building: Building) -> Iterator[EventRow]:
    kinds = {int(Health.INJURED): EventKind.INJURED.value, _DOWN: EventKind.INCAPACITATED.value}
    for tick, agent in _starts(np.diff(bodies.health.astype(int), axis=0) > 0):
        kind = kinds[int(bodies.health[tick, agent])]
        yield EventRow(tick, kind, agent, place=_place(building, int(bodies.region[tick, agent])))


def _hiding(bodies: Bodies, building: Building) -> Iterator[EventRow]:
    spots = building.hiding_spots
    changed = (bodies.spot[1:] != bodies.spot[:-1]) & (bodies.spot[1:] >= 0)
    for tick, agent in _starts(changed):
        spot = spots[int(bodies.spot[tick, agent])]
        yield EventRow(tick, EventKind.HID.value, agent, place=spot.region, text=spot.id)


def _leaving(bodies: Bodies, building: Building) -> Iterator[EventRow]:
    for flag, kind in ((Flag.OUTSIDE, EventKind.OUT), (Flag.ASSEMBLED, EventKind.ASSEMBLED)):
        held = (bodies.flags & np.uint8(flag)) != 0
        for tick, agent in _starts(held[1:] & ~held[:-1]):
            place = _place(building, int(bodies.region[tick, agent]))
            exit = _exit(building, place, bodies.position[tick, agent])
            yield EventRow(tick, kind.value, agent, place=place, text=exit)


def _exit(building: Building, outside: str, at: Floats) -> str:
    """Return the id of the nearest exit that leads to a region; "" without one."""
    doors = {door.id: door for door in building.doors}
    leading = [exit for exit in building.exits if outside in doors[exit.door].between]
    return min(leading, key=lambda exit: _away(doors[exit.door].segment, at)).id if leading else ""


def _away(segment: Sequence[tuple[float, float]], at: Floats) -> float:
    return float(np.linalg.norm(np.mean(segment, axis=0) - at))


def _starts(when: Bools) -> list[tuple[int, int]]:
    """Return frame and agent of each ``when`` ``(f - 1, n)``, which says what is so from the next frame on."""
    return [(int(before) + 1, int(agent)) for before, agent in np.argwhere(when)]


def _place(building: Building, region: int) -> str:
    return building.regions[region].id if region >= 0 else ""
