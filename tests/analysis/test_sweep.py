"""Sweeps: every combination, and errors that say what to write instead."""

from pathlib import Path

import pytest

from muster.analysis.sweep import MOST, variants
from muster.scenario.errors import ScenarioError
from muster.scenario.scenario_file import load_scenario

SCHOOL = load_scenario("school-alarm")


def swept(folder: Path, text: str):
    file = folder / "sweep.toml"
    file.write_text(f"[sweep]\n{text}\n", encoding="utf-8")
    return variants(SCHOOL, file)


def test_without_a_sweep_there_is_the_scenario_alone():
    (only,) = variants(SCHOOL, None)
    assert (only.scenario, only.settings, only.title) == (SCHOOL, {}, "as the file has it")


def test_every_combination_comes_the_last_key_fastest(tmp_path: Path):
    found = swept(tmp_path, '"population.agents" = [40, 50]\nduration = [100.0, 200.0]')
    assert [(each.scenario.population.agents, each.scenario.duration) for each in found] == [
        (40, 100.0),
        (40, 200.0),
        (50, 100.0),
        (50, 200.0),
    ]


def test_tables_may_be_written_without_quotes(tmp_path: Path):
    assert swept(tmp_path, "population.agents = [40]")[0].scenario.population.agents == 40


def test_a_door_is_widened_about_its_middle_and_an_exit_closed_for_good(tmp_path: Path):
    (found,) = swept(tmp_path, '"door.main-doors.width" = [1.2]\n"exit.west-exit.closed" = [true]')
    before, after = ({door.id: door for door in each.building.doors} for each in (SCHOOL, found.scenario))
    assert after["main-doors"].width == pytest.approx(1.2)
    middles = [[sum(axis) / 2 for axis in zip(*doors["main-doors"].segment, strict=True)] for doors in (before, after)]
    assert middles[0] == pytest.approx(middles[1])
    west = next(exit.door for exit in SCHOOL.building.exits if exit.id == "west-exit")
    assert (after[west].state, after[west].lock) == ("locked", "key")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"population.agent" = [40]', "sweep.population.agent: the scenario has no such key; did you mean 'agents'?"),
        ('"population.agents" = 40', "sweep.population.agents: 40 is no list of values; write a list, such as [1, 2]"),
        ('"population.agents" = [40, -1]', "population.agents"),
        ('"door.main-door.width" = [1.0]', "the building has no door \"main-door\"; did you mean 'main-doors'?"),
        ('"door.main-doors.width" = [0.2]', "0.2 is no width; write 0.5 to 20 m"),
        ('"door.main-doors.colour" = ["red"]', "of a door cannot vary; write one of state, lock, kind, width"),
        ('"exit.west-exit.closed" = ["yes"]', '"yes" is neither true nor false; write true or false'),
        ('"building" = ["office"]', "it is what the study is about, and cannot vary"),
        (f'"population.agents" = {list(range(1, MOST + 2))}', f"{MOST + 1} combinations, and {MOST} are the most"),
        ("", "there is no [sweep], or nothing in it; write one, with a key and a list of values"),
    ],
)
def test_a_bad_sweep_says_which_key_what_is_wrong_and_what_to_write(tmp_path: Path, text: str, told: str):
    with pytest.raises(ScenarioError) as caught:
        swept(tmp_path, text)
    assert told in str(caught.value)
    assert "sweep.toml" in str(caught.value)
