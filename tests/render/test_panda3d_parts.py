"""The threat, doors and signs of the 3D view as the rows and nodes they are drawn from; no window is opened."""

from dataclasses import replace

import numpy as np
import pytest
from panda3d.core import NodePath

from muster.render.camera import eye, home
from muster.render.frame import Frame, Intruders, Singles
from muster.render.panda3d.doors import Doors
from muster.render.panda3d.engine import tier_of
from muster.render.panda3d.people.packing import Finesse, Shown, shown
from muster.render.panda3d.sight import Sight
from muster.render.panda3d.storeys import Seen, seen_storeys
from muster.render.panda3d.symbols import Shape, signs_of_people
from muster.render.panda3d.threat import Threat
from muster.render.renderer import Tier
from muster.render.testing import SampleSource
from muster.render.view import Above, View
from muster.world.acts import Door

SOURCE = SampleSource()
ALL = np.full(2, int(Seen.SOLID), np.uint8)


class Watched:
    """A crowd that keeps what it is told."""

    notice = ""

    def __init__(self) -> None:
        self.intruders: Singles = np.zeros((0, 3, 4), np.float32)

    def update(self, shown: Shown, pixel: float) -> None: ...

    def show_intruders(self, rows: Singles) -> None:
        self.intruders = rows


def sight(view: View) -> Sight:
    return Sight(eye(view, SOURCE.frame(6.0), SOURCE.scene), 960, 540)


def marks(
    at: tuple[float, float, float], *, present: bool = True, is_found_anywhere: bool = True
) -> tuple[Watched, Singles]:
    """Where the mark of an intruder is, -1 to 1, and the crowd that was told to draw it."""
    threat = Intruders(np.array([at], np.float32), np.zeros(1, np.float32), np.zeros(1, np.uint16), np.array([present]))
    crowd, seen = Watched(), sight(home(SOURCE.scene))
    frame = replace(SOURCE.frame(6.0), intruders=threat)
    rows = Threat(NodePath("root"), SOURCE.scene, crowd).update(frame, seen, is_found_anywhere=is_found_anywhere)
    return crowd, np.array([seen.projected(row[0, :3])[:2] for row in rows], np.float32)


def test_the_threat_is_taller_than_anybody_and_marked_above():
    crowd, where = marks((7.0, 10.0, 0.0))
    assert crowd.intruders[0, 0, 3] > SOURCE.scene.stature.max() + 0.2
    assert np.abs(where).max() < 0.9


@pytest.mark.parametrize("at", [(7.0, 300.0, 0.0), (7.0, -300.0, 0.0), (-300.0, 10.0, 0.0), (400.0, 10.0, 0.0)])
def test_a_threat_outside_the_picture_is_marked_at_its_edge(at: tuple[float, float, float]):
    _, where = marks(at)
    assert 0.85 < np.abs(where).max() < 0.95


def test_whoever_looks_through_somebodys_eyes_is_not_told_what_lies_outside():
    _, where = marks((7.0, 300.0, 0.0), is_found_anywhere=False)
    assert np.abs(where).max() > 1.0


def test_a_threat_that_has_not_come_is_not_shown():
    crowd, where = marks((7.0, 10.0, 0.0), present=False)
    assert len(where) == len(crowd.intruders) == 0


def barred(state: Door, storey: int | None = 0, seen: np.ndarray = ALL) -> list[Shape]:
    doors = np.array([Door.OPEN, state, Door.OPEN, Door.OPEN], np.uint8)
    rows = Doors(NodePath("root"), SOURCE.scene).signs(doors, seen, storey)
    return [Shape(int(shape)) for shape in rows[:, 0, 3]]


def test_barred_doors_are_marked_apart_and_others_not_at_all():
    assert barred(Door.LOCKED) == [Shape.PADLOCK]
    assert barred(Door.BARRICADED) == [Shape.PLANKS]
    assert barred(Door.CLOSED) == barred(Door.OPEN) == []


def test_doors_of_other_storeys_bear_no_marks():
    assert barred(Door.LOCKED, 1) == []
    assert barred(Door.LOCKED, None) == [Shape.PADLOCK]
    assert barred(Door.LOCKED, None, np.full(2, int(Seen.HIDDEN), np.uint8)) == []


def test_leaves_move_when_their_door_opens():
    root = NodePath("root")
    doors = Doors(root, SOURCE.scene)
    reach: list[float] = []
    for state in (Door.CLOSED, Door.OPEN):
        doors.update(np.array([Door.CLOSED, state, Door.OPEN, Door.OPEN], np.uint8), ALL)
        bounds = root.get_tight_bounds()
        assert bounds
        reach.append(float((bounds[1] - bounds[0]).get_x()))
    assert reach[1] < reach[0]  # the inner one, in the east, swings into the hall


def worn(frame: Frame, storey: int | None) -> set[Shape]:
    view = replace(home(SOURCE.scene), storey=storey, above=Above.SHOW)
    people = shown(frame, view, SOURCE.scene, sight(view), Finesse(90.0, 16.0))
    return {Shape(int(row[0, 3])) for row in signs_of_people(people, frame, view)}


def test_signs_tell_states_apart_and_the_aware_wear_none():
    assert worn(SOURCE.frame(6.0), None) == {Shape.SQUARE, Shape.RING, Shape.TRIANGLE, Shape.CROSS}
    calm = replace(SOURCE.frame(6.0), flags=np.zeros(24, np.uint8), health=np.zeros(24, np.uint8))
    assert worn(calm, None) == set()


def test_those_harmed_wear_a_sign_of_eight_pixels_at_least_however_far_they_are():
    frame, view = SOURCE.frame(6.0), replace(home(SOURCE.scene), storey=None)
    far = replace(view, camera=replace(view.camera, distance=400.0))
    people = shown(frame, far, SOURCE.scene, sight(far), Finesse(90.0, 16.0))
    signs = signs_of_people(people, frame, far)
    assert {Shape(int(row[0, 3])) for row in signs} == {Shape.TRIANGLE, Shape.CROSS}
    assert signs[:, 1, 3].min() >= 8


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (Above.HIDE, [Seen.SOLID, Seen.SOLID, Seen.HIDDEN]),
        (Above.GHOST, [Seen.SOLID, Seen.SOLID, Seen.GHOST]),
        (Above.SHOW, [Seen.SOLID] * 3),
    ],
)
def test_what_lies_above_the_storey_looked_at_is_as_chosen(above: Above, expected: list[Seen]):
    assert seen_storeys(View(storey=1, above=above), 3).tolist() == expected
    assert seen_storeys(View(storey=None, above=above), 3).tolist() == [Seen.SOLID] * 3


@pytest.mark.parametrize("driver", ["llvmpipe (LLVM 15.0.6, 256 bits)", "softpipe", "Google SwiftShader"])
def test_drivers_that_draw_in_software_are_known_and_can_be_overruled(driver: str):
    assert tier_of(Tier.AUTO, driver) is Tier.SOFTWARE
    assert tier_of(Tier.GPU, driver) is Tier.GPU
    assert tier_of(Tier.AUTO, "NVIDIA H200/PCIe/SSE2") is Tier.GPU
