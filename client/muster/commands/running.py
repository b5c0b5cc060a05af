"""What ``muster run`` does: minds, recording and episode wired together, once for each seed."""

from dataclasses import dataclass
from pathlib import Path

from muster.client.result import EpisodeResult
from muster.commands.minds import minds
from muster.commands.names import check_free, path_for
from muster.commands.one import run_one
from muster.commands.output import note, say, say_json
from muster.commands.repeats import line, percentiles, percentiles_text, repeats_json
from muster.commands.summary import summary
from muster.scenario.scenario import Scenario
from muster.scenario.scenario_file import load_scenario


@dataclass(frozen=True)
class Order:
    """What was asked for on the command line; None where the scenario or muster decides."""

    scenario: str
    agents: int | None
    seed: int
    duration: float | None
    server: str | None
    repeat: int
    out: Path | None
    as_json: bool

    @property
    def seeds(self) -> range:
        """The seeds to run, in order."""
        return range(self.seed, self.seed + self.repeat)


def carry_out(order: Order) -> None:
    """Run what was asked for and print what came of it."""
    scenario = load_scenario(order.scenario, agents=order.agents, duration=order.duration)
    check_free(order.out, order.seeds)
    with minds(order.server) as address:
        if order.repeat == 1:
            _once(order, scenario, address)
        else:
            _repeatedly(order, scenario, address)


def _once(order: Order, scenario: Scenario, address: str) -> None:
    result = run_one(scenario, order.seed, address, path_for(order.out, scenario.name, order.seed))
    if order.as_json:
        say_json(result.to_json())
    else:
        say(summary(result))


def _repeatedly(order: Order, scenario: Scenario, address: str) -> None:
    results: list[EpisodeResult] = []
    for seed in order.seeds:
        path = path_for(order.out, scenario.name, seed, numbered=True)
        result = run_one(scenario, seed, address, path)
        results.append(result)
        (note if order.as_json else say)(line(result))
    spread = percentiles(results)
    if order.as_json:
        say_json(repeats_json(results, spread))
    else:
        say(percentiles_text(results, spread))
