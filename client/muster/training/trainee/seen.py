"""What a trainee's body sees, as the scene and frames that renderers draw."""

import math
from collections.abc import Sequence

import numpy as np

from muster.recording.codes import Flag, Pose
from muster.recording.rows import PersonRow
from muster.render.frame import Frame, Intruders
from muster.render.scene import Scene
from muster.scenario.persona import Mobility
from muster.training.knowledge import Known, Person
from muster.training.told import Part
from muster.training.trainee.atlas import Atlas

SEATS = 200
"""People drawn at once, one's own body the first; of more in view, those told first."""
_CHAIRS = 8  # of them, for those who use wheelchairs
_ADULT = 30  # years; statures are set as people come into view
_FULL_TURN = 2 * math.pi


def scene_for(part: Part, atlas: Atlas) -> Scene:
    """Return what stands still, as far as it is known; people are nameless, for they come and go."""
    kinds = [Mobility.WALKS.value] * (SEATS - _CHAIRS) + [Mobility.WHEELCHAIR.value] * _CHAIRS
    if part.uses_wheelchair:
        kinds[0] = Mobility.WHEELCHAIR.value
    people = [PersonRow(row, str(row), "", "", "", _ADULT, kind) for row, kind in enumerate(kinds)]
    return Scene(part.title, atlas.building(), tuple(people), threats=1, dt=part.step)


class Seats:
    """Which row of a frame somebody in view is drawn in, for as long as they are in view."""

    def __init__(self) -> None:
        self._row_of: dict[int, int] = {}

    def rows(self, people: Sequence[Person]) -> list[tuple[int, Person]]:
        """Return whom to draw in which row."""
        there = {person.body for person in people}
        self._row_of = {body: row for body, row in self._row_of.items() if body in there}
        taken = set(self._row_of.values())
        walking = (row for row in range(1, SEATS - _CHAIRS) if row not in taken)
        seated = (row for row in range(SEATS - _CHAIRS, SEATS) if row not in taken)
        for person in people:
            if person.body not in self._row_of:
                row = next(seated if person.pose == int(Pose.SEATED) else walking, None)
                if row is not None:
                    self._row_of[person.body] = row
        return [(self._row_of[person.body], person) for person in people if person.body in self._row_of]


def frame_of(before: Known, now: Known, share: float, scene: Scene, seats: Seats, doors: Sequence[int]) -> Frame:
    """Return the moment ``share`` of the way from ``before`` to ``now``, of ``scene``, whose statures it sets.

    ``doors`` has how each door of the scene was seen last.
    """
    earlier = {person.body: person for person in before.people}
    frame = _empty(before.time + share * (now.time - before.time), doors, alarm=now.alarm)
    own, was = now.own, before.own
    _put(frame, 0, _blend(was.position, own.position, share), own.heading, own.speed, own.pose, own.health)
    frame.flags[0] = Flag.AWARE.value
    for row, person in seats.rows(now.people):
        old = earlier.get(person.body, person)
        heading = old.heading + share * _turn(person.heading - old.heading)
        at = _blend(old.position, person.position, share)
        _put(frame, row, at, heading, person.speed, person.pose, person.health)
        frame.flags[row] = Flag.AWARE.value  # one colour for all: what others know does not show
        scene.stature[row] = person.stature
    if now.threat is not None:
        _threat(frame.intruders, before, now, share)
    return frame


def _empty(time: float, doors: Sequence[int], *, alarm: bool) -> Frame:
    n = SEATS
    return Frame(
        time=time,
        position=np.zeros((n, 3), np.float32),
        heading=np.zeros(n, np.float32),
        speed=np.zeros(n, np.float32),
        storey=np.zeros(n, np.uint16),
        pose=np.zeros(n, np.uint8),
        health=np.zeros(n, np.uint8),
        act=np.zeros(n, np.uint8),
        flags=np.full(n, Flag.ABSENT.value, np.uint8),
        doors=np.array(doors, np.uint8),
        intruders=Intruders(
            np.zeros((1, 3), np.float32),
            np.zeros(1, np.float32),
            np.zeros(1, np.uint16),
            np.zeros(1, np.bool_),
            np.zeros(1, np.float32),
        ),
        alarm=alarm,
    )


def _put(
    frame: Frame,
    row: int,
    at: tuple[float, float, float],
    heading: float,
    speed: float,
    pose: int,
    health: int,
) -> None:
    frame.position[row], frame.heading[row], frame.speed[row] = at, heading, speed
    frame.pose[row], frame.health[row] = pose, health


def _threat(intruders: Intruders, before: Known, now: Known, share: float) -> None:
    assert now.threat is not None
    old = before.threat or now.threat
    intruders.position[0] = _blend(old.position, now.threat.position, share)
    intruders.heading[0] = old.heading + share * _turn(now.threat.heading - old.heading)
    apart = max(now.time - before.time, 1e-6)
    intruders.speed[0] = math.dist(old.position, now.threat.position) / apart
    intruders.present[0] = True


def _blend(a: tuple[float, float, float], b: tuple[float, float, float], share: float) -> tuple[float, float, float]:
    x, y, z = (old + share * (new - old) for old, new in zip(a, b, strict=True))
    return x, y, z


def _turn(angle: float) -> float:
    return (angle + math.pi) % _FULL_TURN - math.pi
