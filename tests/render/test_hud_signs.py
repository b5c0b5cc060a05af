"""Exits, muster points and rooms bear their names in 3D, where these cover nothing of more weight."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from muster.render.camera import Eye
from muster.render.panda3d.doors import MARK_HALF, MARK_HEIGHT
from muster.render.panda3d.hud.box import Box
from muster.render.panda3d.hud.labels import Hung
from muster.render.panda3d.hud.project import project
from muster.render.panda3d.hud.room import mark_boxes
from muster.render.panda3d.hud.signs import Signs
from muster.render.panda3d.hud.style import letter_sizes, style_for
from muster.render.panda3d.hud.typeface import typeface
from muster.render.view import Above, Camera, CameraKind, View
from muster.scenario.building import Building, Door, Exit, MusterPoint, Point, Region, RegionKind, Storey
from muster.world.acts import Door as DoorState

SIZE = (1280, 720)
ABOVE = Eye(np.array([15.0, 5.0, 45.0]), np.array([0.0, 0.0, -1.0]), np.array([0.0, 1.0, 0.0]))


def box(left: float, bottom: float, right: float, top: float) -> tuple[Point, ...]:
    return (left, bottom), (right, bottom), (right, top), (left, top)


def building() -> Building:
    """Return a hall, a cupboard and a lawn, and a loft on the storey above."""
    return Building(
        "house",
        "a house",
        storeys=(Storey("low", 0.0), Storey("high", 3.0)),
        regions=(
            Region("hall", "Great hall", RegionKind.ROOM, "low", box(0, 0, 20, 10)),
            Region("cupboard", "Broom cupboard", RegionKind.ROOM, "low", box(20, 0, 21, 1)),
            Region("lawn", "Lawn", RegionKind.OUTSIDE, "low", box(0, -10, 30, 0)),
            Region("loft", "Loft", RegionKind.ROOM, "high", box(0, 0, 20, 10)),
        ),
        doors=(Door("front", ((9.0, 0.0), (11.0, 0.0)), ("hall", "lawn")),),
        exits=(Exit("way", "Front door", "front"),),
        muster_points=(MusterPoint("meet", "Oak tree", "lawn", (25.0, -5.0)),),
    )


def hung(
    view: View, *, taken: tuple[Box, ...] = (), size: tuple[int, int] = SIZE, door: DoorState = DoorState.CLOSED
) -> list[Hung]:
    faces = {name: typeface(letters) for name, letters in letter_sizes(*size).items()}
    return Signs(building(), style_for(*size, faces)).hung(view, ABOVE, taken, np.array([door], np.uint8))


def texts(signs: list[Hung]) -> set[str]:
    return {" ".join(words.text for words in label.sheet.words) for label, _, _ in signs}


def test_exits_muster_points_and_rooms_with_room_for_it_are_named():
    assert texts(hung(View(storey=0))) == {"Front door", "Oak tree", "Great hall"}


@pytest.mark.parametrize(
    ("view", "named"),
    [
        (View(storey=1), {"Oak tree", "Loft"}),
        (View(storey=None), {"Front door", "Oak tree"}),
        (View(storey=0, above=Above.SHOW), {"Front door", "Oak tree"}),
    ],
)
def test_only_rooms_whose_floor_is_in_sight_are_named(view: View, named: set[str]):
    assert texts(hung(view)) == named


def test_through_somebodys_eyes_nothing_is_named_for_walls_are_in_the_way():
    assert hung(View(storey=0, selected=1, camera=replace(Camera(), kind=CameraKind.EYES))) == []


def test_small_pictures_name_the_ways_out_alone():
    assert texts(hung(View(storey=0), size=(640, 360))) == {"Front door", "Oak tree"}


def test_names_keep_off_what_is_taken_and_off_each_other():
    panel = Box(300, 0, 1000, 420)
    boxes = [label.box.moved(x, y) for label, x, y in hung(View(storey=0), taken=(panel,))]
    assert not [each for each in boxes if each.overlaps(panel)]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("state", [DoorState.LOCKED, DoorState.BARRICADED])
def test_names_keep_off_the_marks_of_barred_doors(state: DoorState):
    """The front door's mark is under the name of the exit, which hangs there else."""
    style = style_for(*SIZE, {name: typeface(letters) for name, letters in letter_sizes(*SIZE).items()})
    (mark,) = mark_boxes(np.array([(10.0, 0.0, MARK_HEIGHT)]), MARK_HALF, ABOVE, style)
    covering = {
        door: [each for each in hung(View(storey=0), door=door) if each[0].box.moved(*each[1:]).overlaps(mark)]
        for door in (DoorState.CLOSED, state)
    }
    assert texts(covering[DoorState.CLOSED]) == {"Front door"}
    assert not covering[state]
    assert texts(hung(View(storey=0), door=state)) == {"Front door", "Oak tree", "Great hall"}


def test_a_name_that_cannot_be_in_the_middle_of_its_room_is_elsewhere_in_it():
    (middle,) = [each for each in hung(View(storey=0)) if texts([each]) == {"Great hall"}]
    in_the_way = middle[0].box.moved(*middle[1:])
    (aside,) = [each for each in hung(View(storey=0), taken=(in_the_way,)) if texts([each]) == {"Great hall"}]
    corners, _ = project(ABOVE, np.array([(0.0, 10.0, 0.0), (20.0, 0.0, 0.0)]), *SIZE)
    box = aside[0].box.moved(*aside[1:])
    assert not box.overlaps(in_the_way)
    assert Box(*corners[0].tolist(), *corners[1].tolist()).contains(box)
