"""What every renderer must do, as tests for whoever writes one.

With pytest, in a file of your own package::

    from muster.render.testing import RendererConformance
    from my_package import MyRenderer

    class TestMyRenderer(RendererConformance):
        def make(self):
            return MyRenderer()

Windows stay closed: everything is drawn offscreen. Renderers that draw with OpenGL are best tested in a process of
their own, since drivers rarely forgive a second window.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import cast, get_args

import numpy as np
from numpy.typing import NDArray

from muster.recording.codes import Act, Flag, Pose, Volume
from muster.recording.looking_back import Past
from muster.recording.rows import EventRow, PersonRow, WordRow
from muster.recording.smoke import SmokeState
from muster.render.actions import Action, act
from muster.render.camera import home
from muster.render.chronicle import Chronicle, Told
from muster.render.frame import Frame, Intruders
from muster.render.inputs import Input
from muster.render.panels import panels
from muster.render.renderer import Capability, Picture, Pictures, Renderer, Settings
from muster.render.scene import Scene
from muster.render.story import Choice, Story
from muster.render.view import Above, CameraKind, View
from muster.scenario.building import (
    Building,
    Door,
    DoorKind,
    Exit,
    Furniture,
    HidingSpot,
    LockKind,
    MusterPoint,
    Point,
    Region,
    RegionKind,
    Storey,
    Wall,
)

PEOPLE = 24
LENGTH_S = 20.0
SMALL = Settings(width=320, height=180, offscreen=True)

_NAMES = ("Ada", "Brontë", "Nádia", "Łukasz", "李小龙", "O'Neil")


def _rectangle(x: float, y: float, width: float, depth: float) -> tuple[Point, ...]:
    return ((x, y), (x + width, y), (x + width, y + depth), (x, y + depth))


def sample_building() -> Building:
    """Return a hall with a closet, a stair and a loft above it, and a lawn outside: one of everything there can be."""
    return Building(
        "sample",
        "one of everything",
        storeys=(Storey("ground", 0.0), Storey("upper", 3.0)),
        regions=(
            Region("hall", "Hall", RegionKind.ROOM, "ground", _rectangle(0, 0, 12, 10)),
            Region("way", "Way", RegionKind.CORRIDOR, "ground", _rectangle(12, 0, 3, 10)),
            Region("lawn", "Lawn", RegionKind.OUTSIDE, "ground", _rectangle(-12, -2, 12, 14)),
            Region("stair", "Stair", RegionKind.STAIR, "ground", _rectangle(12, 10, 3, 5), "", "upper", 6.0),
            Region("loft", "Loft", RegionKind.ROOM, "upper", _rectangle(4, 15, 11, 6)),
        ),
        doors=(
            Door("front", ((0, 4), (0, 6)), ("hall", "lawn"), swing="lawn"),
            Door("inner", ((12, 4), (12, 5)), ("hall", "way"), lock=LockKind.INSIDE, swing="hall"),
            Door("foot", ((12, 10), (15, 10)), ("way", "stair"), DoorKind.OPENING),
            Door("head", ((12, 15), (15, 15)), ("stair", "loft"), DoorKind.OPENING),
        ),
        exits=(Exit("main", "Main exit", "front", "tree"),),
        hiding_spots=(HidingSpot("closet", "hall", (1.0, 9.0), "closet", 2, 0.8),),
        muster_points=(MusterPoint("tree", "The tree", "lawn", (-7, 5), 4.0),),
        walls=(Wall("ground", ((6, 0), (6, 3))),),
        furniture=(Furniture("ground", _rectangle(3, 6, 2, 1)),),
    )


def sample_scene(people: int = PEOPLE) -> Scene:
    """Return a scene with a threat, wheelchairs, children, and names that need more than ASCII."""
    rows = tuple(
        PersonRow(
            agent=number,
            id=f"p{number}",
            name=f"{_NAMES[number % len(_NAMES)]} {number}",
            role="pupil" if number % 3 else "teacher",
            duty="pupil" if number % 3 else "staff",
            age=8 + 5 * (number % 12),
            mobility="wheelchair" if number % 8 == 7 else "walks",
        )
        for number in range(people)
    )
    return Scene("sample, seed 0", sample_building(), rows, threats=1, dt=0.05, mind="builtin")


def sample_smoke(heat: float, thickest: float) -> SmokeState:
    """Return a fire of ``heat`` kW in the hall, whose smoke of ``thickest`` 1/m thins out towards the loft."""
    return SmokeState(120, heat, np.array([1.0, 0.3, 0.0, 0.1, 0.05], np.float32) * np.float32(thickest))


class SampleSource:
    """People who walk in circles in every posture and state, a threat, an alarm, and somebody who talks.

    A ``muster.render.source.Source``; every array is read-only, so that a renderer that writes into one is caught.
    """

    is_live = False

    def __init__(self, people: int = PEOPLE) -> None:
        self.scene = sample_scene(people)
        self._chronicle = Chronicle(self.scene)
        events = [
            EventRow(20, "alarm"),
            EventRow(60, "threat_entered", place="hall"),
            EventRow(80, "door_locked", 0, None, "hall", "inner"),
            EventRow(120, "injured", 1, None, "hall"),
        ]
        words = [WordRow(40, 0, int(Volume.SHOUT), "Everybody out, this way! <b>&</b>", 3)]
        self._chronicle.extend(events if people else events[:2], words if people else [])

    @property
    def end(self) -> float:
        """The last second."""
        return LENGTH_S

    def frame(self, time: float) -> Frame:
        """Return who is where at ``time``."""
        number = np.arange(len(self.scene.people))
        angle = number * 2.4 + time * 0.2
        radius = 1.0 + 0.15 * number
        upstairs = number % 5 == 4
        x = np.where(upstairs, 9.5 + 0.2 * radius * np.cos(angle), 6 + radius * np.cos(angle))
        y = np.where(upstairs, 18 + 0.2 * radius * np.sin(angle), 5 + radius * np.sin(angle))
        frame = Frame(
            time=time,
            position=np.column_stack((x, y, 3.0 * upstairs)).astype(np.float32),
            heading=(angle + np.pi / 2).astype(np.float32),
            speed=(0.2 * radius).astype(np.float32),
            storey=upstairs.astype(np.uint16),
            pose=self._poses(number),
            health=(number % 7 == 5).astype(np.uint8) + np.uint8(2) * (number % 7 == 6).astype(np.uint8),
            act=(1 + number % len(Act)).astype(np.uint8),
            flags=self._flags(number),
            doors=self._chronicle.doors(time),
            intruders=_threat(time),
            speech=self._chronicle.speech(time),
            alarm=self._chronicle.is_alarm(time),
        )
        for array in (frame.position, frame.heading, frame.speed, frame.storey, frame.pose, frame.health, frame.flags):
            array.flags.writeable = False
        return frame

    def told(self) -> Sequence[Told]:
        """Return what happens."""
        return self._chronicle.told

    def marks(self) -> Sequence[Told]:
        """Return what of it matters most."""
        return self._chronicle.marks

    def past(self, agent: int, time: float) -> Past:
        """There is no recording behind this."""
        raise NotImplementedError

    def close(self) -> None:
        """Have nothing to let go of."""

    def _poses(self, number: NDArray[np.intp]) -> NDArray[np.uint8]:
        pose = np.array([Pose.STAND, Pose.CROUCH, Pose.CRAWL], np.uint8)[number % 3]
        pose[self.scene.seated] = int(Pose.SEATED)
        pose[number % 7 == 6] = int(Pose.DOWN)
        return pose

    @staticmethod
    def _flags(number: NDArray[np.intp]) -> NDArray[np.uint8]:
        kinds = (0, Flag.AWARE, Flag.AWARE | Flag.HIDDEN, Flag.OUTSIDE, Flag.OUTSIDE | Flag.ASSEMBLED)
        return np.array(kinds, np.uint8)[number % len(kinds)]


SAMPLE_STORY = Story(
    agent=1,
    name="Brontë 1",
    role="pupil",
    persona=("13, girl, pupil", "Curious and quick, " * 12, "Calm."),
    noticed=('heard a shout by Ada 0: "Everybody out, this way! <b>&</b>"', "heard the alarm"),
    why_then="something happened",
    choices=(Choice("Leave by the main exit, 6 m away", 0.7, True), Choice("Stay where you are", 0.3, False)),
    decided_at=2.5,
    source="builtin",
    latency_ms=1.2,
    thought="I'd rather be outside.",
    said="Wait for me!",
    mood="frightened",
    arousal=0.7,
    memory=("0:01 The alarm went off.",),
)


class RendererConformance:
    """Tests of one renderer; subclass it and say how to ``make`` one."""

    def make(self) -> Renderer:
        """Return a new renderer, not opened."""
        raise NotImplementedError

    def test_says_what_it_can_do_before_it_is_opened(self) -> None:
        """Commands ask before they open."""
        assert isinstance(self.make().capabilities, Capability)

    def test_closes_without_having_opened_and_twice(self) -> None:
        """An error elsewhere may close a renderer at any time."""
        renderer = self.make()
        renderer.close()
        renderer.open(sample_scene(), SMALL)
        renderer.close()
        renderer.close()

    def test_opens_again_after_closing(self) -> None:
        """Another run, another window."""
        for _ in range(2):
            with self._opened() as (renderer, source):
                _draw(renderer, source, home(source.scene))

    def test_gives_back_inputs_and_nothing_else(self) -> None:
        """What ``draw`` returns is told to the view model as it is."""
        with self._opened() as (renderer, source):
            given = [*_draw(renderer, source, home(source.scene))]
        assert all(isinstance(each, get_args(Input)) for each in given)

    def test_draws_every_moment_in_any_order(self) -> None:
        """Seeking goes back as well as forth."""
        with self._opened() as (renderer, source):
            for time in (0.0, 5.0, 19.9, 2.0, 20.0, 0.0):
                _draw(renderer, source, replace(home(source.scene), time=time))

    def test_draws_every_view(self) -> None:
        """Every camera, storey, panel and switch, whether it means anything to this renderer or not."""
        with self._opened() as (renderer, source):
            for view in _views(source):
                _draw(renderer, source, view, SAMPLE_STORY if view.selected is not None else None)

    def test_draws_an_empty_building(self) -> None:
        """Nobody there, not even a threat."""
        with self._opened(people=0) as (renderer, source):
            view = home(source.scene)
            frame = replace(source.frame(1.0), intruders=Intruders())
            renderer.draw(frame, view, panels(view, frame, source, None))

    def test_draws_smoke_and_fire(self) -> None:
        """Clear, hazy, black, and a fire that has been put out; where there are pictures, thicker smoke is seen."""
        with self._opened(fire=0) as (renderer, source):
            pictures = list[Picture]()
            for view in (home(source.scene), replace(home(source.scene), storey=None)):
                for smoke in (None, *(sample_smoke(heat, thickest) for heat, thickest in ((900, 0.3), (0, 20.0)))):
                    frame = replace(source.frame(6.0), smoke=smoke)
                    renderer.draw(frame, view, panels(view, frame, source, None))
                    if Capability.PICTURE in renderer.capabilities:
                        pictures.append(cast("Pictures", renderer).picture().copy())
            for first, second in pairwise(pictures):
                assert not np.array_equal(first, second)

    def test_draws_a_notice(self) -> None:
        """Part of a recording may be lost."""
        with self._opened() as (renderer, source):
            view = home(source.scene)
            frame = source.frame(0.0)
            renderer.draw(frame, view, panels(view, frame, source, None, "second 12 cannot be read " * 8))

    def test_pictures_have_the_size_asked_for(self) -> None:
        """Rows from the top, three bytes a pixel."""
        with self._opened() as (renderer, source):
            if Capability.PICTURE in renderer.capabilities:
                _draw(renderer, source, home(source.scene))
                picture = cast("Pictures", renderer).picture()
                assert (picture.shape, picture.dtype) == ((SMALL.height, SMALL.width, 3), np.dtype(np.uint8))

    def test_the_same_moment_is_the_same_picture_however_it_was_reached(self) -> None:
        """Played up to it, or sought; ``shows_trails`` may differ."""
        with self._opened() as (renderer, source):
            if Capability.PICTURE in renderer.capabilities:
                view = replace(home(source.scene), time=3.0, playing=False)
                sought = _picture(renderer, source, view)
                for time in (0.0, 1.0, 2.0, 2.9):
                    _draw(renderer, source, replace(view, time=time))
                assert np.array_equal(sought, _picture(renderer, source, view))

    def test_another_moment_is_another_picture(self) -> None:
        """People who have moved are seen to have moved."""
        with self._opened() as (renderer, source):
            if Capability.PICTURE in renderer.capabilities:
                view = replace(home(source.scene), shows_panels=False)
                first, later = (_picture(renderer, source, replace(view, time=time)) for time in (0.0, 4.0))
                assert not np.array_equal(first, later)

    @contextmanager
    def _opened(self, people: int = PEOPLE, fire: int = -1) -> Generator[tuple[Renderer, SampleSource]]:
        source, renderer = SampleSource(people), self.make()
        source.scene = replace(source.scene, fire=fire)
        renderer.open(source.scene, SMALL)
        try:
            yield renderer, source
        finally:
            renderer.close()


def _threat(time: float) -> Intruders:
    return Intruders(
        np.array([[2.0 + 0.3 * time, 2.0, 0.0]], np.float32),
        np.zeros(1, np.float32),
        np.zeros(1, np.uint16),
        np.array([time >= 3.0]),
    )


def _draw(renderer: Renderer, source: SampleSource, view: View, story: Story | None = None) -> Sequence[Input]:
    frame = source.frame(view.time)
    return renderer.draw(frame, view, panels(view, frame, source, story))


def _picture(renderer: Renderer, source: SampleSource, view: View) -> Picture:
    _draw(renderer, source, view)
    return cast("Pictures", renderer).picture().copy()


def _views(source: SampleSource) -> Iterator[View]:
    first = replace(home(source.scene), time=6.0)
    for kind in CameraKind:
        for selected in (None, 1):
            yield replace(first, camera=replace(first.camera, kind=kind), selected=selected)
    for storey in (None, 0, 1):
        for above in Above:
            yield replace(first, storey=storey, above=above)
    for action in Action:
        changed = act(replace(first, selected=4), action, source, source.frame(6.0))
        if changed is not None:
            yield changed
