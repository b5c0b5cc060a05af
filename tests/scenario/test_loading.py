"""A file that cannot be used is refused with its name, the key, the value and the way out."""

import json

import pytest

from muster.scenario.building_file import load_building, parse_building
from muster.scenario.errors import ScenarioError
from muster.scenario.library import find_scenario
from muster.scenario.persona_file import parse_personas
from muster.scenario.scenario_file import load_scenario
from muster.scenario.source import read_text
from support.hut import example, write_examples

HUT, PEOPLE, ALARM = example("hut.json"), example("hut-people.toml"), example("hut-alarm.toml")


def complaint(text: str, parse, file: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        parse(text, file)
    return str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"height": 2.6', '"height": "tall"', 'storeys[0].height: "tall" is not a number'),
        ('"height": 2.6', '"height": true', "storeys[0].height: true is not a number"),
        ('"height": 2.6', '"height": 900', "storeys[0].height: 900 is outside 2 to 50 m"),
        ('"height": 2.6', '"height": 1e999', "storeys[0].height: Infinity is outside"),
        ('"height": 2.6', '"height": NaN', "NaN is not a number"),
        ('"height": 2.6', f'"height": 1{"0" * 400}', "a huge whole number is outside"),
        ('"height": 2.6', f'"height": 1{"0" * 9000}', "not usable JSON"),
        ('"height": 2.6', '"hieght": 2.6', "unknown key \"hieght\"; did you mean 'height'?"),
        ('"id": "ground", ', "", "storeys[0]: 'id' is missing"),
        ('"id": "ground", ', '"id": "ground", "id": "g", ', 'the key "id" stands twice'),
        ('"id": "ground"', '"id": "a b"', '"a b" is not an id'),
        ('"kind": "outside"', '"kind": "outsid"', "did you mean 'outside'?"),
        ("[[6, 2], [6, 3]]", "[[6, 2]]", "doors[0].segment: 1 entries, not 2"),
        ("[[6, 2], [6, 3]]", "[[6, 2], [6, 3, 4]]", "doors[0].segment[1]: 3 entries, not 2"),
        ("[[6, 2], [6, 3]]", "7", "doors[0].segment: 7 is not a list"),
        ("[[0, 0], [6, 0], [6, 5], [0, 5]]", "[[0, 0], [6, 0]]", "regions[0].polygon: 2 entries, outside 3 to 200"),
        ('"Workroom"', '"Work\\u001b[31mroom"', "control characters"),
        ('"Workroom"', '"\\ud800"', "control characters"),
        ('"muster-building/1"', '"muster-building/2"', "did you mean 'muster-building/1'?"),
        ('"format": "muster-building/1",', "", "no format line"),
        ('"muster-building/1",', '"muster-building/1"', "line 3"),
    ],
)
def test_a_bad_building_says_where_what_and_how_to_mend_it(old, new, says):
    assert old in HUT
    told = complaint(HUT.replace(old, new), parse_building, "hut.json")
    assert told.startswith("hut.json: ")
    assert says in told
    assert len(told) < 400


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("age = 58", "age = 58.5", "persona[0].age: 58.5 is not a whole number"),
        ("age = 58", "age = 580", "persona[0].age: 580 is outside 0 to 120 years"),
        ("age = 58", "age = nan", "persona[0].age"),
        ('"Even-tempered, slow to worry."', f'"{"calm " * 26}"', "persona[0].emotional_disposition: 26 words"),
        ('role = "carpenter"', "role = 1979-05-27", 'persona[0].role: "1979-05-27" is not text'),
        ('name = "Ruth Sandberg"', 'name = """Ruth\nSandberg"""', "spans several lines"),
        ('duty = "staff"', 'duty = "boss"', "choose one of pupil, staff, warden, security, visitor"),
    ],
)
def test_bad_personas_say_where_what_and_how_to_mend_it(old, new, says):
    assert old in PEOPLE
    assert says in complaint(PEOPLE.replace(old, new), parse_personas, "people.toml")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("duration = 120", "duration = 0", "duration: 0 is outside above 0 to 86400 s"),
        ("duration = 120", "duration = 120\ndt = 0.5", "dt: 0.5 is outside 0.01 to 0.1 s"),
        ("duration = 120", "duration = 120\ndt = nan", "dt: NaN is outside"),
        ("duration = 120", "duration = '2 min'", 'duration: "2 min" is not a number'),
        ('"hut.json"', '"hat.json"', "building: there is no file"),
        ('"hut.json"', '"schol"', "building: no building named 'schol'; there are: "),
        ('"hut.json"', "3", "building: 3 is not a building"),
        (
            '"hut.json"',
            '{generator = "towr"}',
            "building.generator: no generator named \"towr\"; did you mean 'tower'?",
        ),
        ('"hut.json"', '{generator = "tower", storys = 3}', "did you mean 'storeys'?"),
        ('"hut.json"', '{generator = "tower", storeys = 0}', "storeys"),
        ('"hut.json"', '{generator = "tower", storeys = 80, rooms_per_side = 60, wings = 11}', "outside 1 to 100000"),
        ('"hut-people.toml"', "[1]", "population.personas: a list is not text"),
        ("[population]", "[populaton]", "did you mean 'population'?"),
        ("at = 5", "at = -5", "cue[0].at: -5 is outside 0 to 86400 s"),
        ("at = 5", 'at = 5\nregions = ["atic"]', "cue 0: region 'atic', but there is no such region"),
        ("stop_when_settled = true", "stop_when_settled = 1", "stop_when_settled: 1 is not true or false"),
    ],
)
def test_a_bad_scenario_says_where_what_and_how_to_mend_it(old, new, says, tmp_path):
    assert old in ALARM
    path = write_examples(tmp_path)
    path.write_text(ALARM.replace(old, new), encoding="utf-8")
    assert says in complaint(str(path), lambda text, _: load_scenario(text), "")


def test_everything_wrong_is_told_at_once(tmp_path):
    path = write_examples(tmp_path)
    (tmp_path / "hut.json").write_text(
        HUT.replace('"swing": "room"', '"swung": 1').replace('"lock": "key"', '"lock": 7')
    )
    path.write_text(ALARM.replace("duration = 120", "duration = -1"), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load_scenario(str(path))
    assert len(caught.value.problems) == 3


def test_every_dangling_id_is_told_at_once(tmp_path):
    path = write_examples(tmp_path)
    people = PEOPLE.replace('start = "room"', 'start = "rom"').replace('to = "imre"', 'to = "imra"')
    (tmp_path / "hut-people.toml").write_text(people)
    (tmp_path / "hut.json").write_text(HUT.replace('"door": "front-door"', '"door": "back-door"'))
    with pytest.raises(ScenarioError) as caught:
        load_scenario(str(path))
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"\x00\x01\x02", "not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[]", "a list"),
    ],
)
def test_what_is_no_json_object_is_refused(content, says, tmp_path):
    path = tmp_path / "hut.json"
    path.write_bytes(content)
    assert says in complaint(str(path), lambda text, _: load_building(text), "")


def test_a_folder_a_missing_file_and_a_device_are_refused(tmp_path):
    for path, says in ((tmp_path, "is a folder"), (tmp_path / "none.toml", "no such file")):
        with pytest.raises(ScenarioError, match=says):
            read_text(path)
    for name in ("\0.toml", "x" * 5000 + ".toml"):
        with pytest.raises(ScenarioError):
            load_scenario(name)


def test_an_unknown_name_lists_the_known_and_the_nearest():
    with pytest.raises(ScenarioError, match=r"there are: .*tower-alarm.* did you mean 'school-alarm'"):
        find_scenario("shcool-alarm")


def test_overrides_are_applied_and_bounded(tmp_path):
    path = str(write_examples(tmp_path))
    scenario = load_scenario(path, agents=7, duration=30)
    assert (scenario.population.agents, scenario.duration) == (7, 30.0)
    with pytest.raises(ScenarioError, match="agents: 0 is outside 1 to 100000 people"):
        load_scenario(path, agents=0)
    with pytest.raises(ScenarioError, match="duration: NaN is outside"):
        load_scenario(path, duration=float("nan"))


def test_numbers_written_whole_are_read_as_floats():
    elevation = parse_building(HUT, "hut.json").storeys[0].elevation
    assert json.dumps(elevation) == "0.0"
