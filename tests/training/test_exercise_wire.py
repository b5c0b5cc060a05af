"""What trainees do and are told is the same at both ends of the wire; what nobody can do does not get past it."""

import math

import pytest

from muster.exercise.v1 import exercise_pb2 as pb
from muster.scenario.play import Pace, Play, PlayKind
from muster.scenario.speech import Loudness, Urge
from muster.training.errors import BadAct
from muster.training.host.surveyor import Surveyor
from muster.training.places_wire import read_pieces, write_pieces
from muster.training.told import LONGEST_TEXT, Act, Alive, Asked, Join, Leave, Ready, Stop
from muster.training.trainee.atlas import Atlas
from muster.training.wire import read_asked, write_asked
from support.hut import hut

THEIRS = [kind for kind in PlayKind if kind not in (PlayKind.TAKE, PlayKind.RELEASE)]
STEERING = Play(PlayKind.STEER, toward=(0.5, -0.25), look=1.5, gait=Pace.RUN)


@pytest.mark.parametrize(
    "asked", [Join("teacher"), Ready(), Stop(), Leave(), Alive(), Act(3, STEERING), Act(4, STEERING, 7)]
)
def test_what_is_asked_arrives(asked: Asked):
    assert read_asked(write_asked(asked)) == asked


@pytest.mark.parametrize("kind", THEIRS)
def test_every_play_of_a_trainee_has_a_number_on_the_wire(kind: PlayKind):
    play = Play(kind, door="d", text="Come!", volume=Loudness.SHOUT, urge=Urge.FOLLOW)
    assert read_asked(write_asked(Act(1, play))) == Act(1, play)


def test_nobody_can_take_a_body_over_or_hand_it_back_by_themselves():
    assert not [name for name in pb.ActKind.DESCRIPTOR.values_by_name if name.endswith(("_TAKE", "_RELEASE"))]


@pytest.mark.parametrize(
    "act, why",
    [
        (pb.Act(kind=pb.ActKind.ValueType(77)), "no act of kind 77"),
        (pb.Act(), "no act of kind 0"),
        (pb.Act(kind=pb.ACT_KIND_STEER, toward_x=math.nan), "finite"),
        (pb.Act(kind=pb.ACT_KIND_STEER, look=math.inf), "finite"),
        (pb.Act(kind=pb.ACT_KIND_SAY, text="a" * (LONGEST_TEXT + 1)), "at most 200"),
        (pb.Act(kind=pb.ACT_KIND_SAY, text="\x1b[2J"), "printed"),
        (pb.Act(kind=pb.ACT_KIND_OPEN, door="d" * 101), "no id of a door"),
        (pb.Act(kind=pb.ACT_KIND_SAY, loudness=pb.Loudness.ValueType(9)), "no loudness 9"),
    ],
)
def test_what_nobody_can_do_is_refused_with_the_reason(act: pb.Act, why: str):
    act.number = 5
    with pytest.raises(BadAct, match=why) as refused:
        read_asked(pb.TakePartRequest(act=act))
    assert refused.value.number == 5


def test_directions_arrive_as_the_log_writes_them():
    """Minus zero would be another state than the zero of a rerun."""
    asked = read_asked(pb.TakePartRequest(act=pb.Act(kind=pb.ACT_KIND_STEER, toward_x=-0.0, toward_y=0.1)))
    assert isinstance(asked, Act)
    assert (math.copysign(1, asked.play.toward[0]), asked.play.toward[1]) == (1.0, 0.1)


def test_a_building_told_piece_by_piece_is_the_building():
    building = hut()
    surveyor, atlas = Surveyor(building), Atlas(building.storeys)
    for region in range(len(building.regions)):
        told = pb.Places()
        write_pieces(surveyor.pieces([region], []), building, told)
        atlas.take(read_pieces(told, building.storeys))
    ours = atlas.building()
    assert [region.polygon for region in ours.regions] == [region.polygon for region in building.regions]
    assert [door.between for door in ours.doors] == [door.between for door in building.doors]
    assert (ours.exits[0].door, ours.hiding_spots[0].region) == ("front-door", "room")


def test_a_door_into_the_unknown_hangs_in_the_wall_one_knows():
    building = hut()
    atlas = Atlas(building.storeys)
    atlas.take(Surveyor(building).pieces([1], []))  # the corridor
    assert {door.id: door.between for door in atlas.building().doors} == {
        "room-door": ("corridor", "corridor"),
        "front-door": ("corridor", "corridor"),
    }


def test_nothing_is_told_twice():
    surveyor = Surveyor(hut())
    surveyor.pieces([0, 1], [0, 1])
    assert surveyor.pieces([], [0, 1]).doors == ()
