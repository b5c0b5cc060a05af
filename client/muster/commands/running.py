"""What ``muster run`` does: minds, recording and episode wired together, once for each seed."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from muster.client.result import EpisodeResult
from muster.client.terms import Terms
from muster.commands.backends import MindOrder, as_recorded
from muster.commands.minds import Linker, Where, minds
from muster.commands.names import check_free, path_for
from muster.commands.one import resume, run_one
from muster.commands.output import note, say, say_json
from muster.commands.repeats import line, percentiles, percentiles_text, repeats_json
from muster.commands.summary import summary
from muster.commands.watch import Watch
from muster.commands.watching import Onlooker, watched
from muster.recording.origin import require_run
from muster.recording.reader import Recording
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario

if TYPE_CHECKING:
    from muster.commands.scene_run import SceneOrder


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line; None where the scenario or muster decides."""

    scenario: str
    agents: int | None
    seed: int
    duration: float | None
    repeat: int
    out: Path | None
    as_json: bool
    resume: Path | None
    where: Where
    minds: MindOrder
    terms: Terms
    watch: Watch | None = None
    scenes: "SceneOrder | None" = None

    @property
    def seeds(self) -> range:
        """The seeds to run, in order."""
        return range(self.seed, self.seed + self.repeat)


def carry_out(order: Order) -> None:
    """Run what was asked for and print what came of it."""
    if order.resume is not None:
        with Recording.open(order.resume) as recording:
            require_run(recording)
        _go_on(replace(order, minds=as_recorded(order.minds, order.resume)), order.resume)
        return
    scenario = load_scenario(order.scenario, agents=order.agents, duration=order.duration)
    check_free(order.out, order.seeds)
    with _onlookers(order, scenario) as onlooker:
        with minds(order.where, order.minds, order.terms, people=scenario.population.size) as address:
            linker = _linker(order, address)
            if order.repeat == 1:
                path = path_for(order.out, scenario.name, order.seed)
                _tell(order, run_one(scenario, order.seed, linker, path, onlooker))
            else:
                _repeatedly(order, scenario, linker)
        onlooker.wait()


def _go_on(order: Order, stopped: Path) -> None:
    with Recording.open(stopped) as recording:
        scenario = recording.scenario
    with _onlookers(order, scenario) as onlooker:
        with minds(order.where, order.minds, order.terms) as address:
            _tell(order, resume(stopped, _linker(order, address), onlooker))
        onlooker.wait()


def _onlookers(order: Order, scenario: Scenario) -> AbstractContextManager[Onlooker]:
    if order.scenes is None:
        return watched(order.watch, scenario)
    from muster.commands.scene_run import shown

    return shown(order.watch, order.scenes, scenario)


def _linker(order: Order, address: str) -> Linker:
    return Linker(address, order.where.access, order.minds, order.terms, embedded=order.where.server is None)


def _tell(order: Order, result: EpisodeResult) -> None:
    if order.as_json:
        say_json(result.to_json())
    else:
        say(summary(result))


def _repeatedly(order: Order, scenario: Scenario, linker: Linker) -> None:
    results: list[EpisodeResult] = []
    for seed in order.seeds:
        path = path_for(order.out, scenario.name, seed, numbered=True)
        result = run_one(scenario, seed, linker, path)
        results.append(result)
        (note if order.as_json else say)(line(result))
    spread = percentiles(results)
    if order.as_json:
        say_json(repeats_json(results, spread))
    else:
        say(percentiles_text(results, spread))
