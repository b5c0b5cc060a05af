"""A HUD without a window, and what it is to show: little, or so much and so long that it cannot all fit."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from panda3d.core import NodePath

from muster.recording.codes import Volume
from muster.recording.rows import PersonRow
from muster.render.actions import BINDINGS
from muster.render.camera import Eye
from muster.render.chronicle import Told, Weight
from muster.render.frame import Frame, Speech, Status
from muster.render.palette import STATUS_WORDS
from muster.render.panda3d.hud import Hud
from muster.render.panels import Panels
from muster.render.renderer import Settings
from muster.render.scene import Scene
from muster.render.story import Choice, Story
from muster.render.view import View
from muster.scenario.building import Building, Region, RegionKind, Storey

SIZES = ((960, 540), (1280, 720), (1920, 1080))
LONG = (
    "Attention everybody, this is not a drill: leave your things and walk to the nearest exit that is free of smoke. "
)
NAMES = ("Emily Brontë", "Nádia Ferreira", "Łukasz Żak", "Ann", "Bartholomew Featherstonehaugh-Cholmondeley")
EYE = Eye(np.array([10.0, -12.0, 9.0]), np.array([0.0, 0.8, -0.6]), np.array([0.0, 0.6, 0.8]))
VIEW = View(time=30.0, storey=0, selected=1)
KEYS = tuple((" ".join(binding.keys), binding.help) for binding in BINDINGS.values())


def scene(storeys: int = 3, people: int = 12) -> Scene:
    floor = ((0.0, 0.0), (20.0, 0.0), (20.0, 12.0), (0.0, 12.0))
    building = Building(
        "block",
        "a block",
        storeys=tuple(Storey(f"storey {index}", 3.0 * index) for index in range(storeys)),
        regions=tuple(Region(f"r{i}", f"Room {i}", RegionKind.ROOM, f"storey {i}", floor) for i in range(storeys)),
        doors=(),
    )
    rows = tuple(PersonRow(i, f"p{i}", NAMES[i % len(NAMES)], "pupil", "pupil", 12, "walks") for i in range(people))
    return Scene("block, seed 1", building, rows, 1, 0.05)


def frame(time: float = 30.0, people: int = 12, *, speech: tuple[Speech, ...] = (), storey: int = 0) -> Frame:
    """Return people in rows of four, three metres apart."""
    codes, nought = np.zeros(people, np.uint8), np.zeros(people, np.float32)
    row, column = np.divmod(np.arange(people), 4)
    position = np.stack([4.0 + 4.0 * column, 2.0 + 3.0 * row, 0 * row], axis=1).astype(np.float32)
    storeys = np.full(people, storey, np.uint16)
    return Frame(time, position, nought, nought, storeys, codes, codes, codes, codes, codes[:0], speech=speech)


def talk() -> tuple[Speech, ...]:
    said = ("Where is the exit?", "Get out, everybody!", "Hide here, quietly.")
    volumes = (Volume.TALK, Volume.SHOUT, Volume.WHISPER)
    return tuple(Speech(i, int(volume), text, 29.0) for i, (volume, text) in enumerate(zip(volumes, said, strict=True)))


def story() -> Story:
    return Story(
        1,
        "Nádia Ferreira",
        "teacher",
        ("41, woman, staff, trained", "calm and caring", "worries for the children"),
        noticed=("heard the alarm, Corridor", "was told by Emily Brontë: “Everybody out!”"),
        why_then="something happened",
        choices=(
            Choice("Leave by the main door, 14 m away", 0.62, True),
            Choice("Hide behind the desk", 0.27, False),
            Choice("Stay and see", 0.11, False),
        ),
        decided_at=28.4,
        source="model",
        latency_ms=112.0,
        thought="The children first.",
        said="Come with me!",
        mood="tense",
        arousal=0.7,
        memory=("0:12 the alarm began", "0:20 Emily said to leave"),
    )


def panels(**changes: object) -> Panels:
    told = (
        Told(3.0, Weight.THREAT, "the intruder enters (Hall)"),
        Told(9.0, Weight.WARNING, "the alarm sounds"),
        Told(21.0, Weight.HARM, "Ann is injured (Room 1)", 3),
        Told(27.0, Weight.ACT, "Emily Brontë locks a door (Room 1)", 0),
        Told(28.0, Weight.SPEECH, "Nádia Ferreira says: “Come with me!”", 1),
        Told(29.5, Weight.SAFE, "Łukasz Żak is out", 2),
    )
    counts = tuple((status, STATUS_WORDS[status], 3 + 40 * int(status)) for status in Status)
    intents = (("exit", 70), ("follow", 12), ("hide", 4))
    few = Panels("block, seed 1", "0:30.0 / 1:00.0  2x", "storey 0", counts, intents, told, story(), (), 60.0, told[:3])
    return replace(few, **changes)  # pyright: ignore[reportArgumentType]


def full() -> Panels:
    """Return panels with more, and longer, than any picture holds."""
    person = replace(
        story(),
        name=NAMES[-1] * 3,
        role=LONG,
        persona=(LONG,) * 6,
        noticed=(LONG * 3,) * 20,
        why_then=LONG,
        choices=tuple(Choice(LONG * 2, 1 / 20, index == 19) for index in range(20)),
        thought=LONG * 5,
        said=LONG * 5,
        mood=LONG,
        memory=(LONG,) * 30,
    )
    told = tuple(Told(600.0 + index, Weight.SPEECH, LONG * 3) for index in range(6))
    counts = tuple((status, STATUS_WORDS[status], 100_000) for status in Status)
    return panels(
        title=LONG * 3,
        clock="100:30.0 / 160:00.0  live, held",
        statuses=counts,
        intents=tuple((LONG, 1_000_000) for _ in range(6)),
        ticker=told,
        story=person,
        notice=LONG * 9,
        end=9600.0,
    )


class Glass:
    """Stands in for Panda3D's application: a size and a node to draw under, but nothing to draw with."""

    def __init__(self, width: int, height: int) -> None:
        self.size = (width, height)
        self.win = SimpleNamespace(get_x_size=lambda: self.size[0], get_y_size=lambda: self.size[1])
        self.render2d = NodePath("render2d")
        self.mouse: tuple[float, float] | None = None
        self.mouseWatcherNode = SimpleNamespace(
            has_mouse=lambda: self.mouse is not None,
            get_mouse_x=lambda: (self.mouse or (0, 0))[0],
            get_mouse_y=lambda: (self.mouse or (0, 0))[1],
        )


class Shown:
    """A HUD of one size that has drawn once."""

    def __init__(
        self,
        what: Panels,
        view: View = VIEW,
        size: tuple[int, int] = SIZES[1],
        *,
        storeys: int = 3,
        has_mouse: bool = False,
    ) -> None:
        self.glass = Glass(*size)
        self.panels, self.view, self.frame = what, view, frame(speech=talk())
        self.hud = Hud(self.glass, scene(storeys), Settings(*size, offscreen=not has_mouse))  # pyright: ignore
        self.draw()

    def draw(self, view: View | None = None, what: Panels | None = None) -> None:
        self.view, self.panels = view or self.view, what or self.panels
        self.hud.update(self.frame, self.view, self.panels, EYE)

    def click(self, x: float, y: float) -> list[object]:
        """Press and release; return what that gave."""
        self.hud.pointer.move((x, y))
        self.draw()
        self.hud.pointer.press()
        self.hud.pointer.release()
        return list(self.hud.inputs())
