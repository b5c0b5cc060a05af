"""What `muster info` says."""

import json
from pathlib import Path

from muster.recording.info import describe, rendered
from muster.recording.reader import Recording
from recording.samples import record


def test_a_finished_recording_is_described_with_its_outcomes(tmp_path: Path):
    with Recording.open(record(tmp_path / "run.muster")) as recording:
        description = describe(recording)
    assert json.loads(json.dumps(description)) == description
    assert description["decisions"] == {"total": 4, "by_source": {"builtin": 4}}
    assert description["events"] == {"total": 4, "by_kind": {"out": 4}}
    assert (description["recorded_s"], description["duration_s"]) == (3.0, 60.0)
    assert "1 out, 2 inside" in rendered(description)


def test_an_unfinished_recording_says_so(tmp_path: Path):
    with Recording.open(record(tmp_path / "run.muster", finish=False)) as recording:
        text = rendered(describe(recording))
    assert "unfinished" in text
    assert "outcomes" not in text
