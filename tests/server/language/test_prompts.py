"""Prompts as they are sent, kept beside this file; ``GOLDEN=write`` in the environment writes them anew."""

import json
import os
import re
from pathlib import Path

import pytest

from muster.behavior.v1.vocabulary import CueKind, Duty, Health, Tie
from muster.server.engine import Request
from muster.server.language.draws import draw
from muster.server.language.moment import perceive
from muster.server.language.prompts import interview_request, json_request, label_request, pose, words_request
from muster.server.language.templates import template
from muster.server.values import Cue, Mind, PersonNearby
from server.language.querying import BEN, SHOT, interview, query, said

GOLDEN = Path(__file__).parent / "golden"
TEMPLATES = ("rules", "world", "label", "json", "words", "remember", "reflect", "ask", "nothing")
# Classes of behaviour that results are measured in, and what no prompt of ours may hint at.
NEVER = (
    r"\b(freez\w*|fight\w*|panic\w*|flee\w*|independent\w*|herd\w*|kill\w*|dead|die|weapon\w*|victim\w*|casualt\w*)\b"
)

ANNOUNCED = "Attention, please. This is no drill. Leave by the nearest door and wait at the gate."
BUSY = query(
    Mind(
        0.4,
        "wary",
        (
            "0:05 I heard Ben Okoro say: Miss, what's that noise?",
            "0:12 There was an announcement: Attention, please. This is no drill. Leave by the nearest door and wait",
            "0:13 I decided to go with the others.",
        ),
    ),
    time_s=65.0,
    cues=(
        SHOT._replace(age_s=4.0),
        said("Where do we go?"),
        Cue(CueKind.ANNOUNCEMENT, 2.0, "", 0.0, "", Duty.UNSPECIFIED, ANNOUNCED),
    ),
    people=(
        BEN,
        PersonNearby(2, "Carla Diaz", 4.2, Tie.UNSPECIFIED, Duty.WARDEN, Health.INJURED, "standing"),
    ),
    noise_db=75.0,
    crowding=1.4,
)
LONG = Mind(
    0.4, "wary", tuple(f"0:{second:02d} I heard a door slam {second} times, and steps." for second in range(10, 24))
)


def golden(name: str) -> Request:
    posed = pose(perceive(query(LONG) if name == "reflect" else BUSY), draw(11))
    asked = {
        "label": lambda: label_request("m", posed),
        "json": lambda: json_request("m", posed),
        "words": lambda: words_request("m", posed, 1),
        "reflect": lambda: words_request("m", posed, 1),
        "interview": lambda: interview_request("m", interview("Why did you not call for help?")),
        "interview-before": lambda: interview_request("m", interview("Who are you?", percept=None, chosen=None)),
    }
    return asked[name]()


def shown(request: Request) -> str:
    parts = [f"[{message.role}]\n{message.content}" for message in request.messages]
    wanted = {
        "labels": "".join(request.labels),
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "schema": request.schema,
    }
    return "\n".join([*parts, "[wanted]", json.dumps(wanted, indent=1), ""])


@pytest.mark.parametrize("name", ["label", "json", "words", "reflect", "interview", "interview-before"])
def test_a_prompt_is_what_it_was(name: str):
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(shown(golden(name)), encoding="utf-8")
    assert shown(golden(name)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_name_no_behaviour_that_is_measured(name: str):
    assert not re.search(NEVER, template(name).template, re.IGNORECASE)


def test_all_that_is_asked_about_a_scenario_begins_alike():
    systems = {golden(name).messages[0] for name in ("label", "json", "words", "reflect", "interview")}
    assert len(systems) == 1


def test_the_letters_come_last():
    request = golden("label")
    last = request.messages[-1].content.splitlines()[-len(request.labels) :]
    assert [line[:2] for line in last] == [f"{label})" for label in request.labels]
