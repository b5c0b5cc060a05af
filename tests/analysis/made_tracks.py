"""Ways of people made up by hand, and studies of which every run is made up: no world runs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from muster.analysis.folder import Folder, Spec
from muster.analysis.job import Done, Job, figures
from muster.analysis.sweep import Variant
from muster.analysis.tracks import Floats, Tracks
from muster.jobs.files import put_json
from muster.recording.rows import EventRow
from muster.scenario.building import Building
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario
from support.buildings import rooms_on_corridor

STEP = 0.2  # seconds between two moments
DT = 0.05  # seconds in a tick
WAY_OUT = rooms_on_corridor().exits[0].id
OUTDOORS = 20.0  # x from which one is outside the building of ``rooms_on_corridor``


def tracks(ways: Sequence[Floats], events: Sequence[EventRow] = (), building: Building | None = None) -> Tracks:
    """Return what people on ``ways``, each ``(f, 2)`` metres, show; all are aware from the first moment."""
    position = np.stack(ways, axis=1)
    shape = position.shape[:2]
    none = np.zeros(shape, np.bool_)
    return Tracks(
        building=building or rooms_on_corridor(),
        names=tuple(f"person-{number}" for number in range(shape[1])),
        times=np.arange(shape[0]) * STEP,
        position=position,
        storey=np.zeros(shape, np.int64),
        outside=position[..., 0] > OUTDOORS,
        aware=~none,
        hidden=none,
        down=none,
        events=tuple(events),
        dt=DT,
    )


def standing(x: float, y: float, seconds: float) -> Floats:
    """Return the way of somebody who stays where they are."""
    return np.tile([x, y], (round(seconds / STEP), 1)).astype(np.float64)


def walking(*points: tuple[float, float], speed: float = 1.0) -> Floats:
    """Return a way along straight lines at ``speed`` m/s."""
    parts: list[Floats] = []
    for start, end in pairwise(points):
        count = max(round(float(np.hypot(*np.subtract(end, start))) / speed / STEP), 1)
        parts.append(np.linspace(start, end, count, endpoint=False))
    return np.concatenate([*parts, np.array([points[-1]])])


def as_long(ways: Sequence[Floats]) -> list[Floats]:
    """Return ``ways`` of one length: whoever has arrived stays there."""
    longest = max(map(len, ways))
    return [np.concatenate([way, np.tile(way[-1], (longest - len(way), 1))]) for way in ways]


def seconds(time: float) -> int:
    """Return the tick of a time."""
    return round(time / DT)


def spec(repeat: int = 4, *, until_converged: bool = False) -> Spec:
    return Spec("made-up", 7, repeat, until_converged, ({},), "0", {}, ("muster", "study", "made-up"))


def scenario() -> Scenario:
    return replace(load_scenario("school-alarm"), building=rooms_on_corridor())


def begun(path: Path, asked: Spec | None = None, *, resume: bool = False) -> Folder:
    """Return the folder of a study in the building of ``rooms_on_corridor``."""
    return Folder.begin(path, asked or spec(), (Variant({}, scenario()),), resume=resume)


class MadeUp:
    """Runs jobs without a world: people walk out of the corridor, faster or slower by the seed.

    Attributes:
        stops_after: jobs after which it dies, as a process does that is killed; None for never.
        spread: how much the speed differs between seeds, as a share.
    """

    def __init__(self, stops_after: int | None = None, spread: float = 0.2, people: int = 4) -> None:
        self.stops_after, self.spread, self.people = stops_after, spread, people
        self.done: list[int] = []

    def run(self, jobs: Sequence[Job]) -> Iterator[Done]:
        for job in reversed(jobs):  # in any order
            if self.stops_after is not None and len(self.done) >= self.stops_after:
                raise KeyboardInterrupt
            put_json(job.result, self.shown(job))
            self.done.append(job.number)
            yield Done(job.variant, job.number, "done")

    def shown(self, job: Job) -> dict[str, Any]:
        """Return the figures of a run."""
        speed = 1.0 + self.spread * float(np.random.default_rng(job.seed).uniform(-1, 1))
        starts = [(2.0 + 3.0 * person, 1.0) for person in range(self.people)]
        ways = [walking(start, (OUTDOORS + 2.0, 1.0), speed=speed) for start in starts]
        out = [
            EventRow(seconds(float(np.argmax(way[:, 0] > OUTDOORS)) * STEP), "out", person, text=WAY_OUT)
            for person, way in enumerate(ways)
        ]
        episode = {"duration_s": 60.0, "state_hash": f"{job.seed}", "decisions": 0, "mind": "builtin"}
        return {"number": job.number, "seed": job.seed, **episode, **figures(tracks(as_long(ways), out))}


def read(folder: Folder) -> dict[str, str]:
    """Return all that a study wrote to be read, by name."""
    return {file.name: file.read_text(encoding="utf-8") for file in sorted(folder.path.glob("*.*"))}
