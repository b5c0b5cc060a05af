"""Seeking in an hour of 1,000 people: opening, jumping about, and asking why, with what a viewer has to do each time.

Two minutes of the tower are simulated, then written over and over, each time a little later, until an hour is full.
Budget: 200 ms to any moment, the story of the selected person included.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TypeVar

import numpy as np
from typer.testing import CliRunner

from muster.cli import app
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import HashRow
from muster.render.camera import home
from muster.render.none import Nothing
from muster.render.playback import Playback
from muster.render.showing import Showing
from muster.scenario.population import people

T = TypeVar("T")

PEOPLE = 1_000
PART_S = 120
JUMPS = 200


def simulate(path: Path) -> None:
    """Record two minutes of the tower."""
    words = ["run", "tower-alarm", "--agents", str(PEOPLE), "--duration", str(PART_S), "--out", str(path)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output


def prolong(part: Path, whole: Path, parts: int) -> None:
    """Write what ``part`` holds ``parts`` times over, one after the other."""
    with Recording.open(part) as recording:
        scenario = replace(recording.scenario, duration=float(parts * PART_S))
        with Recorder(whole, Header(scenario, 0, people(scenario))) as recorder:
            for number in range(parts):
                _copy(recording, recorder, number)
            recorder.finish({})


def _copy(recording: Recording, recorder: Recorder, number: int) -> None:
    ticks = round(1 / recording.meta.dt)
    shift, later = number * PART_S * ticks, number * 10_000
    percepts, decisions = iter(recording.percepts()), iter(recording.decisions())
    for each in recording.events():
        recorder.event(each._replace(tick=each.tick + shift))
    for each in recording.words():
        recorder.word(each._replace(tick=each.tick + shift))
    for second in recording.seconds[:PART_S]:
        motion = recording.motion(second)
        for index in range(len(motion)):
            frame = motion.frame(index)
            recorder.frame(replace(frame, tick=frame.tick + shift))
        for each in islice(percepts, PEOPLE // 5):
            recorder.percept(each._replace(tick=each.tick + shift, ordinal=each.ordinal + later))
        for each in islice(decisions, PEOPLE // 5):
            recorder.decision(each._replace(tick=each.tick + shift, ordinal=each.ordinal + later))
        recorder.hash(HashRow(second * ticks + shift, "0" * 32))
        recorder.commit()


def measure(path: Path) -> dict[str, list[float]]:
    """Return milliseconds of opening (once), of each jump, and of each jump with somebody selected."""
    rng = np.random.default_rng(0)
    opened_ms, source = _timed(lambda: Playback(Recording.open(path)))
    showing = Showing(source, Nothing(), home(source.scene))
    jumps: dict[str, list[float]] = {"open": [opened_ms], "jump": [], "jump and ask why": []}
    for time_s in rng.uniform(0, source.end, JUMPS):
        for what, selected in (("jump", None), ("jump and ask why", int(rng.integers(PEOPLE)))):
            view = replace(showing.view, time=float(time_s), playing=False, selected=selected)
            showing.view = view
            jumps[what].append(_timed(lambda: showing.step(0.0))[0])
    source.close()
    return jumps


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return 1e3 * (time.perf_counter() - started), result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60, help="length of the recording")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        part, whole = Path(folder) / "part.muster", Path(folder) / "whole.muster"
        simulate(part)
        prolong(part, whole, options.minutes * 60 // PART_S)
        print(f"{options.minutes} minutes, {PEOPLE:,} people, {whole.stat().st_size / 1e6:.0f} MB")
        for what, spent in measure(whole).items():
            low, high = np.percentile(spent, [50, 95])
            print(f"{what:<18} median {low:6.1f} ms   95th percentile {high:6.1f} ms   worst {max(spent):6.1f} ms")


if __name__ == "__main__":
    main()
