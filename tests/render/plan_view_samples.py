"""A small school in which everything can be seen that a plan can show, and two dozen people in it."""

from collections.abc import Sequence

import numpy as np

from muster.recording.codes import Act, Flag, Health, Pose, Volume
from muster.recording.looking_back import Past
from muster.recording.rows import PersonRow
from muster.render.camera import home
from muster.render.chronicle import Told, Weight
from muster.render.frame import Frame, Intruders, Speech
from muster.render.scene import Scene
from muster.render.view import View
from muster.scenario.building import (
    Building,
    Door,
    DoorKind,
    Exit,
    Furniture,
    HidingSpot,
    MusterPoint,
    Point,
    Region,
    RegionKind,
    Storey,
    Wall,
)
from muster.world.acts import Door as State

END = 40.0
CLUSTER = tuple(range(10, 22))
"""Agents who stand closer than four to the square metre."""
WALKER, SPEAKER, UPSTAIRS = 0, 3, 23


def _box(x: float, y: float, width: float, depth: float) -> tuple[Point, ...]:
    return ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth))


def building() -> Building:
    """A corridor with four rooms that have doors in every state, a lawn to the south and a loft above."""
    rooms = [Region(f"r{n}", f"Room {n}", RegionKind.ROOM, "ground", _box(6 * n, 4, 6, 7)) for n in range(4)]
    doors = [Door(f"d{n}", ((6 * n + 2, 4), (6 * n + 3.2, 4)), (f"r{n}", "hall"), swing=f"r{n}") for n in range(4)]
    return Building(
        "small school",
        "",
        (Storey("ground", 0.0), Storey("loft", 3.0)),
        (
            *rooms,
            Region("hall", "Long corridor", RegionKind.CORRIDOR, "ground", _box(0, 0, 24, 4)),
            Region("lawn", "Lawn", RegionKind.OUTSIDE, "ground", _box(-8, -9, 40, 9)),
            Region("stair", "Stair", RegionKind.STAIR, "ground", _box(24, 0, 6, 4), "", "loft", 7.0),
            Region("loft", "Loft", RegionKind.ROOM, "loft", _box(10, 4, 20, 7)),
            Region("landing", "Landing", RegionKind.CORRIDOR, "loft", _box(30, 0, 3, 11)),
        ),
        (
            *doors,
            Door("way-out", ((9, 0), (11, 0)), ("hall", "lawn"), swing="lawn"),
            Door("foot", ((24, 1), (24, 3)), ("hall", "stair"), DoorKind.OPENING),
            Door("head", ((30, 1), (30, 3)), ("stair", "landing"), DoorKind.OPENING),
            Door("up", ((30, 6), (30, 7)), ("landing", "loft"), swing="loft"),
        ),
        (Exit("out", "Main exit", "way-out", "oak"),),
        (HidingSpot("desk", "r1", (7, 10), "desk"), HidingSpot("shelf", "loft", (12, 10), "shelf")),
        (MusterPoint("oak", "Old oak", "lawn", (2, -5), 3.0),),
        (Wall("ground", ((15, 8), (15, 11))),),
        (Furniture("ground", _box(8, 7, 2, 1)), Furniture("ground", _box(20, 7, 2, 1), height=2.0, kind="shelf")),
    )


def scene() -> Scene:
    names = ("Ada Lind", "Brontë Ngũgĩ", "Łukasz Wróbel", "Zoë Çağlar", "Iñigo Åkesson")
    people = tuple(
        PersonRow(n, f"p{n}", f"{names[n % 5]} {n}", "pupil", "pupil", 12, "wheelchair" if n == 5 else "walks")
        for n in range(24)
    )
    return Scene("small school, seed 0", building(), people, threats=1, dt=0.05, mind="builtin")


def frame(time: float) -> Frame:
    """Somebody walks along the corridor, an intruder comes towards them, a dozen people crowd the way out."""
    agent = np.arange(24)
    position = np.zeros((24, 3), np.float32)
    position[:10, 0], position[:10, 1] = 1 + 2.4 * agent[:10], 6 + agent[:10] % 4
    position[WALKER, :2] = 2 + 0.5 * time, 2
    place = agent[list(CLUSTER)] - CLUSTER[0]
    position[list(CLUSTER), 0], position[list(CLUSTER), 1] = 9.2 + 0.42 * (place % 4), 0.6 + 0.42 * (place // 4)
    position[22, :2] = 2, -5
    position[UPSTAIRS] = 20, 8, 3
    heading = (agent * 0.7).astype(np.float32)
    heading[WALKER] = 0.0
    flags = np.full(24, int(Flag.AWARE), np.uint8)
    flags[1], flags[2], flags[22] = 0, flags[2] | Flag.HIDDEN, flags[22] | Flag.OUTSIDE | Flag.ASSEMBLED
    flags[CLUSTER[0]] |= Flag.OUTSIDE
    health, pose = np.zeros(24, np.uint8), np.full(24, int(Pose.STAND), np.uint8)
    health[[6, 7]] = int(Health.INJURED), int(Health.INCAPACITATED)
    pose[[2, 4, 5, 7]] = int(Pose.CROUCH), int(Pose.CRAWL), int(Pose.SEATED), int(Pose.DOWN)
    storey = (agent == UPSTAIRS).astype(np.uint16)
    return Frame(
        time,
        position,
        heading,
        np.where(agent == WALKER, 0.5, 0.0).astype(np.float32),
        storey,
        pose,
        health,
        np.full(24, int(Act.EXIT), np.uint8),
        flags,
        doors=np.array([*State, State.CLOSED, State.OPEN, State.OPEN, State.CLOSED], np.uint8),
        intruders=Intruders(
            np.array([[22 - 0.25 * time, 2, 0]], np.float32),
            np.array([np.pi], np.float32),
            np.zeros(1, np.uint16),
            np.array([True]),
        ),
        speech=(Speech(SPEAKER, int(Volume.SHOUT), "Into the next room, all of you!", time - 1),),
        alarm=True,
    )


class Playing:
    """A source of those frames, as much of one as ``Showing`` asks for."""

    is_live, end = False, END

    def __init__(self) -> None:
        self.scene = scene()

    def frame(self, time: float) -> Frame:
        return frame(min(max(time, 0.0), END))

    def told(self) -> Sequence[Told]:
        return (
            Told(5.0, Weight.WARNING, "the alarm sounds"),
            Told(12.0, Weight.THREAT, "the intruder enters (Long corridor)"),
            Told(18.0, Weight.HARM, "Ada Lind 5 is injured (Room 2)", 5),
            Told(19.0, Weight.SPEECH, 'Zoë Çağlar 3 shouts: "Into the next room, all of you!"', SPEAKER),
            Told(30.0, Weight.WARNING, "Ada Lind 0 calls for help", WALKER),
        )

    def marks(self) -> Sequence[Told]:
        return [told for told in self.told() if told.weight is not Weight.SPEECH]

    def past(self, agent: int, time: float) -> Past:
        raise NotImplementedError("stories are made up in these tests")

    def close(self) -> None:
        """Have nothing to let go of."""


def first_view() -> View:
    return home(scene())
