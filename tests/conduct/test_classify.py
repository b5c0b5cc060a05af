"""``muster classify``: everybody gets an outcome, with what speaks for it."""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.conduct.observed import observe
from muster.conduct.registry import CLASSIFIERS
from muster.conduct.verdict import ASIDE
from muster.recording.reader import Recording


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recorded") / "school.muster"
    done = CliRunner().invoke(app, ["run", "school-intruder", "--duration", "45", "--seed", "2", "--out", str(path)])
    assert done.exit_code == 0, done.output
    return path


def classify(path: Path, *words: str) -> dict[str, object]:
    done = CliRunner().invoke(app, ["classify", str(path), "--json", *words])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_everybody_gets_one_outcome_and_shares_are_of_those_who_could_act(recorded: Path):
    found = classify(recorded)
    people, counts = found["people"], found["counts"]
    assert isinstance(people, list)
    assert isinstance(counts, dict)
    assert len(people) == sum(counts.values()) == 80
    assert found["judged"] == 80 - sum(counts[aside] for aside in ASIDE)


def test_hiding_is_told_with_when_and_where(recorded: Path):
    people = classify(recorded)["people"]
    assert isinstance(people, list)
    hidden = next(each for each in people if each["outcome"] == "HIDE_IN_PLACE")
    evidence = hidden["evidence"][-1]
    assert evidence["text"].startswith("hidden for")
    assert evidence["place"]
    assert 10.0 < evidence["time"] < 45.0
    assert hidden["features"]["way_m"] < 6.0 or hidden["features"]["stayed_in"]


def test_the_same_recording_gives_the_same_verdicts(recorded: Path):
    assert classify(recorded) == classify(recorded)


def test_one_person_is_told_with_all_that_was_measured(recorded: Path):
    done = CliRunner().invoke(app, ["classify", str(recorded), "--agent", "0"])
    assert "Measured" in done.stdout
    assert "margin" in done.stdout.splitlines()[0]


def test_whoever_has_locked_a_door_was_busy_until_then(recorded: Path):
    with Recording.open(recorded) as recording:
        seen, dt = observe(recording), recording.meta.dt
        locked = [each for each in recording.events() if each.kind == "door_locked" and each.agent is not None]
    assert locked
    for event in locked:
        at = int(np.searchsorted(seen.times, event.tick * dt - 1e-6))
        assert seen.busy[at, event.agent]
    assert seen.busy.mean() < 0.2


@pytest.mark.parametrize("name", CLASSIFIERS)
def test_any_classifier_can_be_asked_of_any_recording(recorded: Path, name: str):
    assert classify(recorded, "--by", name)["classifier"] == name


def test_an_unknown_classifier_is_answered_with_what_there_is(recorded: Path):
    done = CliRunner().invoke(app, ["classify", str(recorded), "--by", "tarot"])
    assert done.exit_code == 2
    assert "egress-rules, intruder-rules" in done.output
