"""Earlier runs of the same exercise beside this one: what is proposed for each task, and how people got out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from muster.recording.errors import NoExercise
from muster.recording.reader import Recording
from muster.training.judging import Judged, judge
from muster.training.played import Played
from muster.world.events import EventKind


@dataclass(frozen=True)
class Run:
    """One run.

    Attributes:
        name: of its file. day: date and time at which it was played.
        proposed: rating or "" by task id.
        out: seconds at which people first left the building, ascending. harmed: at which people came to harm.
        people: how many there were.
    """

    name: str
    day: str
    seed: int
    roles: str
    proposed: dict[str, str]
    out: tuple[float, ...]
    harmed: tuple[float, ...]
    people: int


def run_of(played: Played, judged: Iterable[Judged]) -> Run:
    """Return one run as it is compared."""
    meta = played.recording.meta
    proposed = {
        each.task.id: each.rating.value if each.rating else "" for objective in judged for each in objective.proposals
    }
    return Run(
        name=played.recording.path.name,
        day=meta.started_at[:16].replace("T", " "),
        seed=meta.seed,
        roles=", ".join(part.role.title for part in played.parts),
        proposed=proposed,
        out=_firsts(played, {EventKind.OUT.value}),
        harmed=_firsts(played, {EventKind.INJURED.value, EventKind.INCAPACITATED.value}),
        people=meta.agents,
    )


def earlier_runs(paths: Sequence[Path], exercise: str) -> list[Run]:
    """Return the runs of other recordings; raises NoExercise for those of something else."""
    runs: list[Run] = []
    for path in paths:
        with Recording.open(path) as recording:
            played = Played(recording)
            if played.exercise.name != exercise:
                raise NoExercise(
                    f"{path} is of exercise {played.exercise.name!r}, not {exercise!r}; compare runs of one exercise"
                )
            runs.append(run_of(played, judge(played)))
    return sorted(runs, key=lambda run: run.day)


def _firsts(played: Played, kinds: set[str]) -> tuple[float, ...]:
    """Return when each person's first event of ``kinds`` came, ascending."""
    first: dict[int, float] = {}
    for row in played.events:
        if row.kind in kinds and row.agent is not None:
            first.setdefault(row.agent, played.time(row.tick))
    return tuple(sorted(first.values()))
