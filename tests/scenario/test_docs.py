"""What docs/ shows is what the loaders read."""

from dataclasses import fields

import pytest

from muster.scenario.building import Building, Door, Exit, Furniture, HidingSpot, MusterPoint, Region, Storey, Wall
from muster.scenario.check import check_file
from muster.scenario.exercise import Exercise, Phrase, Procedure, Role
from muster.scenario.fire import Fire
from muster.scenario.inject import Inject
from muster.scenario.msel import MselEvent, Occasion, Variation
from muster.scenario.objective import Criterion, CriticalTask, Objective
from muster.scenario.persona import Persona, Tie
from muster.scenario.response import Response, RollCall
from muster.scenario.scenario import Cue, Population, ReactionTimes, Scenario, Threat
from muster.scenario.smoke import GivenSmoke, RegionAir
from support.hut import DOCS, PAGES, hut_alarm, write_examples


@pytest.mark.parametrize("file", PAGES)
def test_every_example_checks_without_a_finding(file, tmp_path):
    write_examples(tmp_path)
    _, findings = check_file(tmp_path / file)
    assert findings == []


def test_the_example_scenario_loads(tmp_path):
    assert [persona.id for persona in hut_alarm(tmp_path).population.personas] == ["ruth", "imre"]


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("buildings.md", (Building, Storey, Region, Door, Exit, HidingSpot, MusterPoint, Wall, Furniture)),
        ("personas.md", (Persona, Tie)),
        (
            "exercises.md",
            (
                Exercise,
                Procedure,
                Role,
                Phrase,
                Objective,
                CriticalTask,
                Criterion,
                MselEvent,
                Occasion,
                Inject,
                Variation,
            ),
        ),
        ("smoke.md", (GivenSmoke, RegionAir)),
        ("scenarios.md", (Scenario, Population, Cue, Threat, Fire, Response, RollCall, ReactionTimes)),
    ],
)
def test_every_key_is_documented(page, kinds):
    text = (DOCS / page).read_text(encoding="utf-8")
    keys = {field.name for kind in kinds for field in fields(kind) if field.init}
    named_otherwise = {
        "roles": "[[role]]",
        "objectives": "[[objective]]",
        "events": "[[event]]",
        "variations": "[[vary]]",
    }
    named_otherwise |= {"procedure": "[procedure]"}
    named_otherwise |= {"cues": "[[cue]]", "threat": "[threat]", "reaction": "[reaction]", "population": "[population]"}
    named_otherwise |= {"response": "[response]", "roll_call": "[roll_call]", "fire": "[fire]"}
    named_otherwise |= {"response": "[response]", "roll_call": "[roll_call]"}
    assert {key for key in keys if f"`{named_otherwise.get(key, key)}`" not in text} == set()
