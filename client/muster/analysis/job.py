"""One run of a study as a job: what goes in and comes out is plain, so that any process can do it."""

import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from muster.analysis.density import crowding, grids, sparse
from muster.analysis.doors import uses
from muster.analysis.errors import StudyHalted
from muster.analysis.leaving import Leaving, leaving
from muster.analysis.tracks import Floats, Tracks, tracks_of
from muster.client.access import OPEN, Access
from muster.client.recorded import run_recorded
from muster.client.result import EpisodeResult
from muster.conduct.regions import RegionFinder
from muster.jobs.files import put_json
from muster.jobs.workers import TRIES, Task
from muster.recording.reader import Recording
from muster.scenario.codec import from_json


@dataclass(frozen=True)
class Job:
    """One run to be done.

    Attributes:
        variant, number: which one, for whoever asked.
        scenario: path of the variant's scenario, as ``muster.scenario.codec.to_json`` writes it.
        seed: of its world. result: where its figures go, whole or not at all.
        address: of the behavior server that plays the minds. access: what is shown to it.
    """

    variant: int
    number: int
    scenario: Path
    seed: int
    result: Path
    address: str
    access: Access = field(default=OPEN, repr=False)


@dataclass(frozen=True)
class Done:
    """A run whose figures are on disk; ``told`` says in a few words what came of it."""

    variant: int
    number: int
    told: str


def do(job: Job) -> Done:
    """Run one job in the process of a worker; its recording is thrown away, for the seed makes it again."""
    scenario = from_json(job.scenario.read_text(encoding="utf-8"))
    with TemporaryDirectory(prefix="muster-") as folder:
        path = Path(folder) / "run.muster"
        result = run_recorded(scenario, job.seed, path, job.address, access=job.access, interrupt=_go_on, notice=_tell)
        with Recording.open(path) as recording:
            tracks = tracks_of(recording)
    put_json(job.result, {"number": job.number, "seed": job.seed, **_episode(result), **figures(tracks)})
    return Done(job.variant, job.number, _told(result))


def figures(tracks: Tracks) -> Mapping[str, Any]:
    """Return what a run shows, for JSON: seconds from the start, people in agent order, None for never."""
    left = leaving(tracks)
    cells = grids(tracks.building)
    return {
        "people": list(tracks.names),
        "cue_at": _number(left.cue_at),
        "aware_at": _numbers(left.aware_at),
        "set_off_at": _numbers(left.set_off_at),
        "out_at": _numbers(left.out_at),
        "exit": _exits(tracks, left),
        "region": _regions(tracks, left),
        "reason": [reason.value if reason else None for reason in left.reasons],
        "doors": [_plain(asdict(use)) for use in uses(tracks) if use.passed],
        "density": sparse(crowding(tracks, cells), cells),
    }


def _exits(tracks: Tracks, left: Leaving) -> list[str | None]:
    numbers: list[int] = left.exit_used.tolist()
    return [tracks.building.exits[number].id if number >= 0 else None for number in numbers]


def _regions(tracks: Tracks, left: Leaving) -> list[str | None]:
    """Return where those are who are inside at the end; None for the others, and between regions."""
    finder = RegionFinder(tracks.building)
    found: list[int] = finder.regions(tracks.position[-1], tracks.storey[-1].astype(np.uint16)).tolist()
    return [
        tracks.building.regions[number].id if reason and number >= 0 else None
        for number, reason in zip(found, left.reasons, strict=True)
    ]


def _lost(job: Job) -> StudyHalted:
    return StudyHalted(
        f"run {job.number} (seed {job.seed}) has ended {TRIES} processes that ran it; see whether memory or disk is "
        "short, and go on with --resume"
    )


RUNS = Task[Job, Done](f"{__name__}:{do.__name__}", _lost)


def _episode(result: EpisodeResult) -> Mapping[str, Any]:
    return {
        "duration_s": round(result.duration_s, 3),
        "state_hash": result.state_hash,
        "decisions": result.decisions_total,
        "mind": f"{result.mind.backend} {result.mind.model}".strip(),
    }


def _told(result: EpisodeResult) -> str:
    out = result.egress_times_s
    return f"{len(out)} of {result.agents} out" + (f", the last at {out[-1]:.1f} s" if out else "")


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 3)


def _numbers(values: Floats) -> list[float | None]:
    return [_number(value) for value in values.tolist()]


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _number(value) if isinstance(value, float) else value for key, value in values.items()}


def _go_on() -> None:
    """Interrupt nothing: whoever gave the job ends the process."""


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
