"""What a page is told of a run: plain values that JSON takes, as the scene service and the host tell them."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from muster.render.frame import Status
from muster.render.palette import STATUS_WORDS, THREAT
from muster.render.service import SceneServer
from muster.render.service.reading import Reader
from muster.render.testing import SampleSource
from muster.scene.v1 import scene_pb2 as pb
from muster.training.host.desk import entered
from muster.training.instruct.showing import (
    shown_entered,
    shown_events,
    shown_moment,
    shown_scene,
    shown_standing,
    shown_story,
)
from muster.training.leading import Standing
from muster.training.told import Phase, RoleState
from render.scene_fakes import Viewer, viewer
from support.exercising import hut_exercise

SECOND = 6.0


@pytest.fixture(scope="module")
def client() -> Iterator[Viewer]:
    with SceneServer(SampleSource(), "127.0.0.1:0") as server, viewer(server.address) as client:
        yield client


def moment(client: Viewer) -> dict[str, object]:
    reader = Reader(client.scene)
    frame = next(iter(client.watch(from_s=SECOND))).frame
    reader.take(frame)
    return json.loads(json.dumps(shown_moment(reader, alarm=frame.alarm)))


def test_every_storey_has_its_regions_and_every_door_stands_somewhere(client: Viewer):
    told = shown_scene(client.scene)
    storeys, doors = told["storeys"], told["doors"]
    assert isinstance(storeys, list) and isinstance(doors, list)
    assert [len(storey["regions"]) > 0 for storey in storeys] == [True, True]
    assert len(doors) == len(client.scene.building.doors)
    assert {storey for door in doors for storey in door["storeys"]} <= {0, 1}


def test_signs_are_those_of_our_palette(client: Viewer):
    told = shown_scene(client.scene)
    statuses = told["statuses"]
    assert isinstance(statuses, list)
    assert [sign[0] for sign in statuses] == [STATUS_WORDS[status] for status in Status]
    assert told["threat"] == "#{:02x}{:02x}{:02x}".format(*THREAT)


def test_a_moment_has_everybody_where_they_are(client: Viewer):
    told, frame = moment(client), SampleSource().frame(SECOND)
    people = told["people"]
    assert isinstance(people, list)
    assert people[0] == [round(1000 * float(x)) for x in frame.position[:, 0]]
    assert people[2] == frame.storey.tolist()
    assert told["time"] == SECOND


def test_smoke_is_told_by_the_number_of_each_region(client: Viewer):
    told = shown_scene(client.scene)
    storeys, smoke = told["storeys"], moment(client)["smoke"]
    assert isinstance(storeys, list) and isinstance(smoke, list)
    numbers = {region["number"] for storey in storeys for region in storey["regions"]}
    assert numbers == set(range(len(client.scene.building.regions))) == set(range(len(smoke)))
    state = SampleSource().frame(SECOND).smoke
    assert state is None or smoke == [round(1000 * float(each)) for each in state.extinction]


def test_doors_are_numbered_from_open(client: Viewer):
    assert moment(client)["doors"] == SampleSource().frame(SECOND).doors.tolist()


def test_the_threat_is_told_whether_it_is_there(client: Viewer):
    told = moment(client)
    threats = SampleSource().frame(SECOND).intruders
    assert told["present"] == threats.present.tolist()


def test_who_has_not_come_yet_is_said_to_be_absent(client: Viewer):
    reader = Reader(client.scene)
    reader.people["flags"][1] = pb.FLAG_ABSENT | pb.FLAG_OUTSIDE
    absent = shown_moment(reader, alarm=False)["absent"]
    assert isinstance(absent, list)
    assert [number for number, is_absent in enumerate(absent) if is_absent] == [1]


def test_what_people_do_is_told_in_words(client: Viewer):
    reader = Reader(client.scene)
    reader.people["act"][0] = pb.ACT_LOCK
    reader.people["act"][1] = 9999  # of a later version
    acts = shown_moment(reader, alarm=False)["act"]
    assert isinstance(acts, list)
    assert acts[:2] == ["locking a door", ""]


def test_an_event_is_told_with_its_weight():
    events = [pb.Event(time_s=1.234, weight=pb.WEIGHT_HARM, text="hurt", agent=0), pb.Event(weight=pb.WEIGHT_WARNING)]
    assert shown_events(events) == [
        {"time": 1.23, "weight": "harm", "text": "hurt", "agent": 0},
        {"time": 0.0, "weight": "warning", "text": "", "agent": None},
    ]


def test_a_story_has_every_option_with_its_chance():
    story = pb.GetStoryResponse(
        name="Ruth",
        choices=[pb.Choice(text="Leave", probability=0.75, is_chosen=True), pb.Choice(text="Stay", probability=0.25)],
        source="builtin",
        thought="Out.",
        memory=["An alarm."],
    )
    told = json.loads(json.dumps(shown_story(story)))
    assert told["choices"] == [["Leave", 0.75, True], ["Stay", 0.25, False]]
    assert (told["source"], told["thought"], told["memory"]) == ("builtin", "Out.", ["An alarm."])


def test_the_msel_says_what_is_expected_and_when(tmp_path: Path):
    told = shown_entered(entered(hut_exercise(tmp_path)))
    events = told["events"]
    assert isinstance(events, list)
    assert [(event["id"], event["at"], event["injects"]) for event in events] == [
        ("alarm", 5.0, False),
        ("question", 20.0, True),
        ("nobody-comes", None, False),
    ]
    assert events[0]["expected"] == "Tell everybody to leave."


def test_how_things_stand_is_told_in_plain_words():
    now = Standing(3.0, Phase.PAUSED, 2.0, (RoleState("ruth", "Owner", True, False),), ("alarm",), "wait", 7, ("no",))
    assert shown_standing(now) == {
        "time": 3.0,
        "phase": "paused",
        "speed": 2.0,
        "roles": [["Owner", True, False]],
        "brought": ["alarm"],
        "word": "wait",
        "taken": 7,
        "refused": ["no"],
    }
