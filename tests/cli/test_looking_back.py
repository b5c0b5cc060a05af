"""`muster prompt` and `muster ask`: why somebody did what they did, told from the recording alone."""

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.reader import Recording


@pytest.fixture(scope="module")
def incident(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("incident") / "incident.muster"
    words = ["run", "school-intruder", "--agents", "12", "--duration", "18", "--out", str(path)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    return path


def decided_last(path: Path) -> tuple[int, str]:
    """Somebody who has decided, with the id of the last option chosen."""
    with Recording.open(path) as recording:
        row = list(recording.decisions())[-1]
    return row.agent, row.option_id


def test_a_decision_is_laid_open(muster, incident: Path):
    agent, _ = decided_last(incident)
    told = muster("prompt", incident, "--agent", agent, "--at", 18).stdout
    assert "decided by: builtin" in told and "calm" in told
    rows = re.findall(r"^([* ]) +(-?[\d.]+) +([\d.]+)  (.+)$", told, re.MULTILINE)
    chosen = [text for mark, _, _, text in rows if mark == "*"]
    assert sum(float(share) for _, _, share, _ in rows) == pytest.approx(1, abs=0.02)
    assert [f"Chosen     {text}" for text in chosen] == re.findall(r"^Chosen .+$", told, re.MULTILINE)


def test_utilities_explain_the_recorded_probabilities(muster, incident: Path):
    """Options of the same act differ in probability exactly as their utilities say."""
    agent, _ = decided_last(incident)
    told = muster("prompt", incident, "--agent", agent, "--at", 18).stdout
    rows = re.findall(r"^[* ] +(-?[\d.]+) +([\d.]+)  Leave by", told, re.MULTILINE)
    pairs = sorted((float(utility), float(share)) for utility, share in rows)
    assert [share for _, share in pairs] == sorted(share for _, share in pairs)


def test_people_are_found_by_name_part_and_number(muster, incident: Path):
    with Recording.open(incident) as recording:
        name = recording.people[3].name
    whole, part, number = (muster("prompt", incident, "--agent", who, "--at", 18) for who in (name, name[:-2], 3))
    assert whole.stdout == part.stdout == number.stdout
    assert muster("prompt", incident, "--agent", "Nobody At All", "--at", 18).exit_code == 2


def test_nothing_decided_yet_is_said(muster, incident: Path):
    assert "decided nothing yet" in muster("prompt", incident, "--agent", 3, "--at", 0).stdout


def test_somebody_answers_from_what_they_knew_then(muster, incident: Path):
    before, after = (muster("ask", incident, "What happened?", "--agent", 3, "--at", at).stdout for at in (0, 18))
    assert "Nothing out of the ordinary" in before
    assert "What I remember" in after


def test_an_interview_changes_nothing(muster, incident: Path):
    content = incident.read_bytes()
    muster("ask", incident, "Why?", "--agent", 3, "--at", 18)
    assert incident.read_bytes() == content


def test_an_empty_question_is_refused(muster, incident: Path):
    result = muster("ask", incident, "  ", "--agent", 3, "--at", 18)
    assert result.exit_code == 2 and "ask something" in result.stderr
