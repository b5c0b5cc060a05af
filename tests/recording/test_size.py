"""Recordings stay small: an hour of 1,000 people below 1 GB."""

from pathlib import Path

import numpy as np

from muster.recording.recorder import Recorder
from muster.recording.rows import DecisionRow, InputRow, PerceptRow
from recording.samples import DT, TICKS, header, walk

PEOPLE = 1000
PATIENCE = 7  # seconds between two decisions of one person: 738 by 80 people in a minute of the school
PERCEPT, DECISION = 412, 204  # bytes that are left of a wire message there; random ones, so none are saved here


def test_an_hour_of_a_thousand_people_stays_below_a_gigabyte(tmp_path: Path):
    rng, seconds = np.random.default_rng(0), 10
    recorder = Recorder(tmp_path / "run.muster", header(PEOPLE))
    empty = recorder.path.stat().st_size
    for frame in walk(PEOPLE, seconds - DT):
        recorder.frame(frame)
        if frame.tick % TICKS == 0:
            for agent in range(PEOPLE // PATIENCE):
                recorder.percept(PerceptRow(agent, 0, frame.tick, 2, rng.bytes(PERCEPT)))
                recorder.decision(DecisionRow(agent, 0, frame.tick, "go:corridor", 2, 1, 1, 300, rng.bytes(DECISION)))
                recorder.input(InputRow(frame.tick, "decision", agent, '{"act":2,"gait":1,"target":17}'))
            recorder.commit()
    recorder.finish({})
    assert (recorder.path.stat().st_size - empty) / seconds * 3600 < 1e9
