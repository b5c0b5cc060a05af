"""What a recording shows of everybody, as arrays over time: all that a classifier of conduct may look at."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from muster.conduct.regions import RegionFinder
from muster.recording.codes import Flag, Health
from muster.recording.reader import Recording
from muster.recording.rows import EventRow
from muster.scenario.building import Building, DoorState, RegionKind

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Codes = NDArray[np.uint8]
Ints = NDArray[np.int64]

SAMPLES_PER_SECOND = 5
"""Half of a recording's frames: the shortest conduct that counts lasts a second."""

HERE = 1.5
"""Metres within which somebody who has their hands full stays."""

_RESPONDER, _CONTAINED = "responder", "threat_contained"
_OF_PEOPLE = frozenset({"position", "storey", "flags", "health"})
_BARRED_AFTER = {"door_locked": True, "door_barricaded": True, "door_unlocked": False}
_WORKED = ("door_locked", "door_barricaded", "door_unlocked", "door_closed", "called")
_STANDS_BY = ("aided", "knocked")  # after these somebody stays on: beside whom they help, or at the door


@dataclass(frozen=True)
class Observed:
    """Trajectories and events of one run: ``f`` moments of ``n`` people and ``k`` intruders, in metres and seconds.

    Nothing of what people said, thought or decided is here, but for when their reaction time was over.

    Attributes:
        building: where it happened. names: of the people, in agent order; responders are left out.
        times: ``(f,)`` simulated seconds, evenly spaced.
        position: ``(f, n, 2)``; storey ``(f, n)``; region ``(f, n)`` index into the building's regions, -1 for none.
        hidden: ``(f, n)`` in a hiding spot. outside: has left the building.
        health: ``(f, n)`` numbers of ``Health``.
        threat: ``(f, k, 2)`` where intruders are; threat_storey ``(f, k)``, threat_present ``(f, k)``.
        aware_at: ``(n,)`` when each noticed that something was wrong; NaN for those who never did.
        free_at: ``(n,)`` when the first decision after that took effect, so when the reaction time drawn for it was
            over; NaN when there was none.
        secluded: ``(f, r)`` whether all doors of a room are locked or barricaded; False for all that is no room.
        fought_at: ``(n,)`` when each came to grips with an intruder; NaN for those who never did.
        busy: ``(f, n)`` has their hands full: at a door they work, calling for help, or by somebody they help.
        exit_used: ``(n,)`` index of the exit each left by, -1 for none.
    """

    building: Building
    names: tuple[str, ...]
    times: Floats
    position: Floats
    storey: NDArray[np.uint16]
    region: Ints
    hidden: Bools
    outside: Bools
    health: Codes
    threat: Floats
    threat_storey: NDArray[np.uint16]
    threat_present: Bools
    aware_at: Floats
    free_at: Floats
    secluded: Bools
    fought_at: Floats
    busy: Bools
    exit_used: Ints

    @property
    def people(self) -> int:
        """How many there are."""
        return len(self.names)

    @property
    def step(self) -> float:
        """Seconds between two moments."""
        return float(self.times[1] - self.times[0]) if len(self.times) > 1 else 1.0 / SAMPLES_PER_SECOND

    @cached_property
    def down_at(self) -> Floats:
        """``(n,)`` when each was incapacitated; NaN for those who were not."""
        return _first(self.health == int(Health.INCAPACITATED), self.times)

    @cached_property
    def threat_region(self) -> Ints:
        """``(f, k)`` index of the region each intruder is in, -1 for none and before it enters."""
        regions = RegionFinder(self.building).regions(self.threat, self.threat_storey)
        return np.where(self.threat_present, regions, -1)


def observe(recording: Recording) -> Observed:
    """Return what ``recording`` shows; ``RecordingDamaged`` when part of it cannot be read."""
    people = sum(person.duty != _RESPONDER for person in recording.people)
    everything = [*recording.events()]
    end = _ends_at(everything, recording.meta.dt)
    columns = _moments(recording, people, end)
    events = [event for event in everything if _counts(event, people, end / recording.meta.dt)]
    times, flags = columns["time"], cast("Codes", columns["flags"])
    building = recording.scenario.building
    aware_at = _first(flags & Flag.AWARE.value != 0, times)
    return Observed(
        building=building,
        names=tuple(person.name for person in recording.people[:people]),
        times=times,
        position=columns["position"],
        storey=cast("NDArray[np.uint16]", columns["storey"]),
        region=RegionFinder(building).regions(columns["position"], cast("NDArray[np.uint16]", columns["storey"])),
        hidden=flags & Flag.HIDDEN.value != 0,
        outside=flags & Flag.OUTSIDE.value != 0,
        health=cast("Codes", columns["health"]),
        threat=columns["threat"],
        threat_storey=cast("NDArray[np.uint16]", columns["threat_storey"]),
        threat_present=cast("Bools", columns["threat_present"]),
        aware_at=aware_at,
        free_at=_until(end, _free_at(recording, aware_at)),
        secluded=_secluded(building, _barred(everything, building, times, recording.meta.dt)),
        fought_at=_event_times(events, {"confronted"}, people, recording.meta.dt),
        busy=_busy(events, times, columns["position"], recording.meta.dt),
        exit_used=_exits(events, building, people),
    )


def _ends_at(events: list[EventRow], dt: float) -> float:
    """Return when there was no danger any more to behave under, simulated seconds; infinite when there always was.

    Waiting to be released, and walking out then, are what people are told to do: neither is freezing or running.
    """
    return min((event.tick * dt for event in events if event.kind == _CONTAINED), default=np.inf)


def _counts(event: EventRow, people: int, last_tick: float) -> bool:
    return event.tick <= last_tick and (event.agent is None or event.agent < people)


def _until(end: float, times: Floats) -> Floats:
    """Return ``times`` with those after ``end`` as NaN."""
    return np.where(times <= end, times, np.nan)


def _moments(recording: Recording, people: int, end: float) -> Mapping[str, Floats]:
    """Return the sampled columns of the first ``people``, of all seconds until ``end``, one after the other."""
    gathered: dict[str, list[NDArray[np.generic]]] = {}
    every = max(round(1.0 / (SAMPLES_PER_SECOND * _frame_step(recording))), 1)
    for second in recording.seconds:
        motion = recording.motion(second)
        threats = motion.threats
        kept = {
            "time": motion.ticks * recording.meta.dt,
            "position": motion.position,
            "storey": motion.storey,
            "flags": motion.flags,
            "health": motion.health,
            "threat": threats.position,
            "threat_storey": threats.storey,
            "threat_present": threats.present,
        }
        for name, values in kept.items():
            sampled = np.asarray(values)[::every]
            gathered.setdefault(name, []).append(sampled[:, :people] if name in _OF_PEOPLE else sampled)
    whole = {name: cast("Floats", np.concatenate(parts)) for name, parts in gathered.items()}
    kept = whole["time"] <= end
    return whole if kept.all() else {name: values[kept] for name, values in whole.items()}


def _frame_step(recording: Recording) -> float:
    """Return the seconds between two recorded frames."""
    ticks = recording.motion(recording.seconds[0]).ticks
    return float(ticks[1] - ticks[0]) * recording.meta.dt if len(ticks) > 1 else 1.0


def _first(when: Bools, times: Floats) -> Floats:
    """Return ``(n,)`` the first of ``times`` at which ``when`` ``(f, n)`` holds, NaN where it never does."""
    ever = when.any(axis=0)
    return np.where(ever, times[when.argmax(axis=0)], np.nan)


def _free_at(recording: Recording, aware_at: Floats) -> Floats:
    """Return when the first decision that was asked for once somebody was aware took effect."""
    dt = recording.meta.dt
    asked: dict[int, int] = {}  # the ordinal of the first percept of whoever is aware
    for agent, ordinal, tick in recording.asked():
        if agent not in asked and tick * dt >= aware_at[agent] - 1.0 / SAMPLES_PER_SECOND - 1e-6:
            asked[agent] = ordinal
    free = np.full(len(aware_at), np.nan)
    for agent, ordinal, tick in recording.acted():
        if np.isnan(free[agent]) and ordinal >= asked.get(agent, 1 << 62):
            free[agent] = tick * dt
    return free


def _event_times(events: list[EventRow], kinds: set[str], people: int, dt: float) -> Floats:
    times = np.full(people, np.nan)
    for event in events:
        if event.kind in kinds and event.agent is not None and np.isnan(times[event.agent]):
            times[event.agent] = event.tick * dt
    return times


def _busy(events: list[EventRow], times: Floats, position: Floats, dt: float) -> Bools:
    """Return ``(f, n)`` who stood there until they had done it, or stands by somebody they help or where they knock."""
    busy = np.zeros(position.shape[:2], np.bool_)
    for event in events:
        if event.agent is None or event.kind not in (*_WORKED, *_STANDS_BY):
            continue
        at = min(int(np.searchsorted(times, event.tick * dt - 1e-6)), len(times) - 1)
        near = np.linalg.norm(position[:, event.agent] - position[at, event.agent], axis=1) < HERE
        if event.kind in _STANDS_BY:
            away = np.flatnonzero(~near[at:])
            busy[at : at + int(away[0]) if len(away) else None, event.agent] = True
        else:
            away = np.flatnonzero(~near[: at + 1])
            busy[int(away[-1]) + 1 if len(away) else 0 : at + 1, event.agent] = True
    return busy


def _barred(events: list[EventRow], building: Building, times: Floats, dt: float) -> Bools:
    """Return ``(f, d)`` whether each door is locked or barricaded."""
    index = {door.id: number for number, door in enumerate(building.doors)}
    now = np.array([door.state in (DoorState.LOCKED, DoorState.BARRICADED) for door in building.doors], np.bool_)
    barred = np.tile(now, (len(times), 1))
    for event in events:
        if event.kind in _BARRED_AFTER and event.text in index:
            barred[times >= event.tick * dt - 1e-6, index[event.text]] = _BARRED_AFTER[event.kind]
    return barred


def _secluded(building: Building, barred: Bools) -> Bools:
    secluded = np.zeros((len(barred), len(building.regions)), np.bool_)
    for number, region in enumerate(building.regions):
        doors = [index for index, door in enumerate(building.doors) if region.id in door.between]
        if region.kind is RegionKind.ROOM and doors:
            secluded[:, number] = barred[:, doors].all(axis=1)
    return secluded


def _exits(events: list[EventRow], building: Building, people: int) -> Ints:
    index = {exit.id: number for number, exit in enumerate(building.exits)}
    used = np.full(people, -1, np.int64)
    for event in events:
        if event.kind == "out" and event.agent is not None:
            used[event.agent] = index.get(event.text, -1)
    return used
