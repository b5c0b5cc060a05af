"""What recording costs: CPU time a simulated second and a step, and bytes an hour.

Everybody has a frame ten times a second, 70 % of them walking, and decides every 7 s on a percept of 2.2 KB (what 12
options, 8 people near and 3 things heard come to). Budget: 20 us a step at 80 people, 2 ms a step at 10,000, 1 GB an
hour at 1,000.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from muster.recording.frames import Frame
from muster.recording.header import Header
from muster.recording.reader import Recording
from muster.recording.recorder import Recorder
from muster.recording.rows import DecisionRow, HashRow, InputRow, PerceptRow
from muster.scenario.building import Building, Region, RegionKind, Storey
from muster.scenario.persona import AgeBand, Duty, Persona
from muster.scenario.scenario import Population, Scenario, ScenarioKind

SIZES = (80, 1_000, 10_000)
TICKS = 20  # steps a simulated second
PATIENCE = 7  # seconds between two decisions of one person
_TEXT = b"Go to the corridor of the south wing, %d m away; somebody there shouted that we should leave now. "


def header(people: int) -> Header:
    """Return the head of a run of ``people`` in one large room."""
    room = Region("hall", "the hall", RegionKind.ROOM, "ground", ((0, 0), (100, 0), (100, 100), (0, 100)))
    building = Building("hall", "one room", (Storey("ground", 0.0),), (room,), ())
    person = Persona("p", "P", "r", 30, "w", "she", *("text",) * 6, AgeBand.ADULT, "hall", Duty.STAFF)  # pyright: ignore[reportCallIssue]
    population = Population((person,) * people)
    return Header(Scenario("bench", ScenarioKind.ALARM, "", "", building, population, 3600.0), 0, population.personas)


def walk(people: int, seconds: int) -> Iterator[Frame]:
    """Yield frames of people whose speed and heading wander."""
    rng = np.random.default_rng(0)
    position = rng.uniform(0, 100, (people, 2))
    velocity = rng.normal(0, 1, (people, 2)) * (rng.random(people) < 0.7)[:, None]
    code, level = np.ones(people, np.uint8), np.zeros(people)
    for tick in range(0, seconds * TICKS + 1, 2):
        velocity += (velocity != 0) * rng.normal(0, 0.05, velocity.shape)
        position = position + 0.1 * velocity
        heading = np.arctan2(velocity[:, 1], velocity[:, 0])
        yield Frame(tick, position, level, heading, code, code, code, code, code)


def decide(recorder: Recorder, people: int, tick: int, rng: np.random.Generator) -> None:
    """Record what a simulated second's worth of people noticed and decided."""
    for agent in range(max(people // PATIENCE, 1)):
        message = rng.bytes(250) + b"".join(_TEXT % number for number in rng.integers(0, 99, 20))
        recorder.percept(PerceptRow(agent, tick, tick, 2, message))
        recorder.decision(DecisionRow(agent, tick, tick, "go:corridor-south", 2, 1, 1, 300, message[:200]))
        recorder.input(InputRow(tick, "decision", agent, '{"act":2,"gait":1,"target":17}'))


def measure(people: int, seconds: int, folder: Path) -> dict[str, float]:
    """Record ``seconds`` of ``people`` and return the figures; making the rows up is not counted."""
    rng, spent = np.random.default_rng(1), 0.0
    path = folder / f"{people}.muster"
    recorder = Recorder(path, header(people))
    empty = path.stat().st_size
    for frame in walk(people, seconds):
        started = time.process_time()
        recorder.frame(frame)
        spent += time.process_time() - started
        if frame.tick % TICKS == 0:
            decide(recorder, people, frame.tick, rng)
            started = time.process_time()
            recorder.hash(HashRow(frame.tick, "0" * 32))
            recorder.commit()
            spent += time.process_time() - started
    recorder.finish({})
    bytes_a_second = (path.stat().st_size - empty) / seconds
    return {
        "ms_a_second": 1e3 * spent / seconds,
        "us_a_step": 1e6 * spent / seconds / TICKS,
        "mb_an_hour": 3600 * bytes_a_second / 1e6,
        "seek_ms": 1e3 * seek(path, seconds),
    }


def seek(path: Path, seconds: int) -> float:
    """Return the mean wall-clock seconds of opening the recording afresh and finding a frame in it."""
    started = time.perf_counter()
    for part in range(5):
        with Recording.open(path) as recording:
            recording.frame_at(seconds * part / 5)
    return (time.perf_counter() - started) / 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--seconds", type=int, default=30, help="simulated seconds a measurement")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = {people: measure(people, options.seconds, Path(folder)) for people in SIZES}
    if options.json:
        print(json.dumps(figures))
        return
    print(f"{'people':>8} {'ms/sim. second':>15} {'us/step':>9} {'MB/hour':>9} {'open + seek ms':>15}")
    for people, row in figures.items():
        print(f"{people:8,} " + "{:15.2f} {:9.1f} {:9.0f} {:15.1f}".format(*row.values()))


if __name__ == "__main__":
    main()
