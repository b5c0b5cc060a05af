"""Each mistake in a population or a timeline is found; what we ship has none."""

from dataclasses import replace

import pytest

from muster.scenario.building import Region, RegionKind
from muster.scenario.check import FileKind, Severity, check, check_file
from muster.scenario.errors import ScenarioError
from muster.scenario.library import assets_dir, shipped
from muster.scenario.persona import Duty, Tie, TieKind
from muster.scenario.persona_file import People
from muster.scenario.response import Response
from muster.scenario.scenario import Cue, CueKind, Scenario, ScenarioKind, Threat
from muster.scenario.tower import tower
from support.hut import hut_alarm, write_examples

SHIPPED = sorted(
    path for folder in ("buildings", "personas", "scenarios") for path in (assets_dir() / folder).iterdir()
)


def told(scenario: Scenario, severity: Severity = Severity.ERROR) -> str:
    return "\n".join(str(finding) for finding in check(scenario) if finding.severity is severity)


def with_first(scenario: Scenario, **changes: object) -> Scenario:
    first, *rest = scenario.population.personas
    personas = (replace(first, **changes), *rest)  # pyright: ignore[reportArgumentType]
    return replace(scenario, population=replace(scenario.population, personas=personas))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_we_ship_has_no_errors(path):
    _, findings = check_file(path)
    assert [str(finding) for finding in findings if finding.severity is Severity.ERROR] == []


def test_a_tower_has_no_findings():
    assert check(tower(storeys=4, rooms_per_side=3, wings=2)) == []


def test_a_start_that_does_not_exist(tmp_path):
    assert "persona 'ruth': start in 'rom'" in told(with_first(hut_alarm(tmp_path), start="rom"))


def test_spread_people_need_no_start(tmp_path):
    scenario = with_first(hut_alarm(tmp_path), start="rom")
    assert told(replace(scenario, population=replace(scenario.population, spread=True))) == ""


def test_spreading_over_a_building_without_floor_to_spread_on(tmp_path):
    scenario = hut_alarm(tmp_path)
    building = replace(scenario.building, regions=scenario.building.regions[2:], doors=(), exits=(), hiding_spots=())
    scenario = replace(scenario, building=building, population=replace(scenario.population, spread=True))
    assert "has no room to spread people over" in told(scenario)


def test_a_tie_to_nobody_and_to_oneself(tmp_path):
    ties = (Tie("imra", TieKind.FRIEND), Tie("ruth", TieKind.FRIEND))
    said = told(with_first(hut_alarm(tmp_path), ties=ties))
    assert "tie to 'imra', but there is no such persona; did you mean 'imre'?" in said
    assert "has a tie to itself" in said


def test_a_persona_twice_or_under_the_name_of_a_repetition(tmp_path):
    assert "persona 'imre': stands 2 times" in told(with_first(hut_alarm(tmp_path), id="imre", ties=()))
    assert "would bear the same id" in told(with_first(hut_alarm(tmp_path), id="imre-2", ties=()))


def test_more_people_than_fit(tmp_path):
    scenario = hut_alarm(tmp_path)
    crowded = replace(scenario, population=replace(scenario.population, agents=400))
    assert "region 'room': 200 people start in it, more than the 108 that fit" in told(crowded)


@pytest.mark.parametrize(
    "text", ["Runs away from trouble.", "Tends to freeze.", "Follows the crowd.", "A hiding sort."]
)
def test_a_persona_that_names_a_behaviour_is_doubted(text, tmp_path):
    scenario = with_first(hut_alarm(tmp_path), backstory=text)
    assert "backstory names a behaviour" in told(scenario, Severity.WARNING)


def test_a_persona_who_runs_a_shop_is_not(tmp_path):
    scenario = with_first(hut_alarm(tmp_path), backstory="Runs a shop; was a firefighter.")
    assert told(scenario, Severity.WARNING) == ""


def test_a_route_through_regions_unknown_or_apart(tmp_path):
    scenario = replace(hut_alarm(tmp_path), kind=ScenarioKind.INTRUDER)
    assert "route through 'gardn'" in told(replace(scenario, threat=Threat(("gardn",))))
    said = told(replace(scenario, threat=Threat(("garden", "room"))))
    assert "route goes from 'garden' to 'room', which share no door; name the regions between: corridor" in said


def test_an_intruder_scenario_without_intruder_is_doubted(tmp_path):
    scenario = replace(hut_alarm(tmp_path), kind=ScenarioKind.INTRUDER)
    assert "has no [threat]" in told(scenario, Severity.WARNING)


def test_what_comes_after_the_end_is_doubted(tmp_path):
    late = replace(hut_alarm(tmp_path), cues=(Cue(500, CueKind.ALARM),), threat=Threat(("garden",), enters_at=500))
    said = told(late, Severity.WARNING)
    assert "cue 0: comes at 500 s, after the end at 120 s" in said
    assert "threat: enters at 500 s" in said


@pytest.mark.parametrize(
    ("response", "said"),
    [
        (Response(enters_by="frnt"), "response: enters by 'frnt', but there is no such exit"),
        (Response(delay=(60.0, 30.0)), "response: delay is at least 60 s and at most 30 s; swap them"),
    ],
)
def test_help_that_cannot_come_as_it_is_said_to(response, said, tmp_path):
    assert said in told(replace(hut_alarm(tmp_path), response=response))


def test_help_needs_an_exit_to_come_in_by(tmp_path):
    scenario = hut_alarm(tmp_path)
    closed = replace(scenario, building=replace(scenario.building, exits=()), response=Response())
    assert "response: finds no exit in building" in told(closed)


def test_a_persona_is_no_responder(tmp_path):
    assert "is a responder; they come by a scenario's [response]" in told(
        with_first(hut_alarm(tmp_path), duty=Duty.RESPONDER)
    )


def test_an_announcement_without_words_and_an_alarm_with_some(tmp_path):
    cues = (Cue(1, CueKind.ANNOUNCEMENT), Cue(2, CueKind.ALARM, "Fire!"))
    scenario = replace(hut_alarm(tmp_path), cues=cues)
    assert "cue 0: is an announcement without words" in told(scenario)
    assert "cue 1: has kind alarm" in told(scenario, Severity.WARNING)


def test_mistakes_of_all_parts_are_told_in_one_go(tmp_path):
    scenario = with_first(hut_alarm(tmp_path), start="rom", ties=(Tie("x", TieKind.FRIEND),))
    lost = Region("attic", "Attic", RegionKind.ROOM, "ground", ((0, 5), (5, 5), (5, 8)))
    building = replace(scenario.building, regions=(*scenario.building.regions, lost))
    assert told(replace(scenario, building=building, threat=Threat(("up",)))).count("\n") == 3


def test_the_kind_of_a_file_is_told_by_its_format(tmp_path):
    scenario = write_examples(tmp_path)
    kinds = [check_file(path)[0] for path in (scenario, tmp_path / "hut.json", tmp_path / "hut-people.toml")]
    assert kinds == [FileKind.SCENARIO, FileKind.BUILDING, FileKind.PERSONAS]


def test_an_unreadable_file_is_a_finding_and_a_foreign_one_an_error(tmp_path):
    broken, foreign = tmp_path / "a.json", tmp_path / "b.json"
    broken.write_text('{"format": "muster-building/1", "name": 3}')
    foreign.write_text("{}")
    assert check_file(broken)[1][0].where.endswith("a.json: name")
    with pytest.raises(ScenarioError, match="has no muster format line"):
        check_file(foreign)


def test_personas_are_checked_by_themselves(tmp_path):
    personas = hut_alarm(tmp_path).population.personas
    assert check(People("hut", personas)) == []
    assert len(check(People("hut", personas[:1]))) == 1


def test_what_is_shipped_is_listed_by_name_kind_and_description():
    listed = {entry.name: entry for entry in shipped()}
    assert {"school-intruder", "office-intruder", "school-alarm", "tower-alarm"} <= set(listed)
    assert listed["school-intruder"].kind is ScenarioKind.INTRUDER
    assert all(entry.description for entry in listed.values())
