"""What ``muster train`` does: exercise, minds, players and recording wired together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from muster.client.result import EpisodeResult
from muster.client.terms import LOCKSTEP
from muster.commands.backends import MindOrder
from muster.commands.minds import Linker, Where, minds
from muster.commands.names import check_free, path_for
from muster.commands.one import Cast, run_one
from muster.commands.output import say, say_json
from muster.commands.summary import speed, told_outcomes
from muster.commands.watch import Watch
from muster.commands.watching import watched
from muster.recording.reader import Recording
from muster.scenario.errors import ScenarioError
from muster.scenario.exercise import Exercise
from muster.scenario.exercise_file import load_exercise
from muster.scenario.place import nearest
from muster.training.judging import Judged, judge
from muster.training.played import Played
from muster.training.ratings import NOT_OBSERVED, RATING_WORDS
from muster.training.staging import Staging, staged


@dataclass(frozen=True)
class TrainOrder:
    """What was asked for on the command line."""

    exercise: str
    roles: tuple[str, ...]
    seed: int
    render: str
    out: Path | None
    as_json: bool
    minds: MindOrder


def play_by_bot(order: TrainOrder) -> None:
    """Let scripted trainees play an exercise, and print what came of it."""
    exercise = load_exercise(order.exercise)
    check_roles(exercise, order.roles)
    check_free(order.out, [order.seed])
    staging = staged(exercise, order.seed, order.roles)
    scenario = staging.exercise.scenario
    path = path_for(order.out, exercise.name, order.seed)
    watch = None if order.render == "none" else Watch(order.render)
    with watched(watch, scenario) as onlooker:
        with minds(Where(), order.minds, people=scenario.population.size) as address:
            linker = Linker(address, Where().access, order.minds, LOCKSTEP, embedded=True)
            result = run_one(scenario, order.seed, linker, path, onlooker, cast=_cast(staging))
        _tell(order, staging, result)
        onlooker.wait()


def _cast(staging: Staging) -> Cast:
    roles = tuple(role.id for role in staging.roles)
    return Cast(staging.exercise, roles, staging.hand(staging.bots()))


def check_roles(exercise: Exercise, roles: tuple[str, ...]) -> None:
    """Raise ScenarioError when an exercise lacks one of these roles."""
    known = [role.id for role in exercise.roles]
    for id in roles:
        if id not in known:
            hint = nearest(id, known, otherwise=f"there are: {', '.join(known)}")
            raise ScenarioError(f"exercise {exercise.name!r} has no role {id[:80]!r}; {hint}")


def _tell(order: TrainOrder, staging: Staging, result: EpisodeResult) -> None:
    with Recording.open(Path(result.recording)) as recording:
        judged = judge(Played(recording))
    if order.as_json:
        roles = [role.id for role in staging.roles]
        say_json({**result.to_json(), "exercise": staging.exercise.name, "roles": roles, "tasks": [*_tasks(judged)]})
    else:
        say("\n".join(_lines(staging, result, judged)))


def _tasks(judged: tuple[Judged, ...]) -> Iterator[Mapping[str, object]]:
    for each in judged:
        for proposal in each.proposals:
            rating = None if proposal.rating is None else proposal.rating.value
            yield {
                "objective": each.objective.id,
                "task": proposal.task.id,
                "role": proposal.role,
                "proposed": rating,
                "why": proposal.why,
            }


def _lines(staging: Staging, result: EpisodeResult, judged: tuple[Judged, ...]) -> Iterator[str]:
    roles = ", ".join(role.title for role in staging.roles)
    yield f"{staging.exercise.title}, seed {result.seed}: {result.duration_s:g} s simulated, {roles} played by a script"
    yield ""
    yield "What the rules propose (an evaluator decides)"
    for each in judged:
        yield f"  {each.objective.text}"
        for proposal in each.proposals:
            rating = (
                NOT_OBSERVED if proposal.rating is None else f"{proposal.rating.value}, {RATING_WORDS[proposal.rating]}"
            )
            yield f"    {proposal.task.text}"
            yield f"      {rating}. {proposal.why}"
    yield ""
    yield f"What became of {result.agents} people"
    yield from (f"  {label:<28}{count:5d}" for label, count in told_outcomes(result))
    yield ""
    yield f"Speed      {speed(result)}"
    yield f"Recording  {result.recording}"
