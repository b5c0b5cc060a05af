"""How often a rewrite toward a class leads to it: ``python -m muster.optimizer.writers.success``.

Everybody is rewritten toward each class once, a sixth of the crowd toward each at a time, so that rewritten people meet
a crowd such as a study makes of them. Runs seven episodes a round with the built-in mind.
"""

import asyncio
import sys
from collections.abc import Sequence
from dataclasses import replace
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.study.episodes import Job, run_job
from muster.optimizer.texts import rewritten
from muster.optimizer.writer import Commission, Writer
from muster.optimizer.writers.leakage import Leakage, leakage
from muster.optimizer.writers.registry import make_writer
from muster.scenario.benchmark import Benchmark
from muster.scenario.benchmark_file import load_benchmark
from muster.scenario.codec import to_json
from muster.scenario.population import people
from muster.scenario.scenario import Population, Scenario
from muster.scenario.scenario_file import load_scenario
from muster.server.embedded import EmbeddedServer
from muster.server.options import BackendOptions

Ints = NDArray[np.int64]


def table(scenario: Scenario, benchmark: Benchmark, writer: Writer, address: str, rounds: int, seed: int) -> Ints:
    """Return ``(c + 1, c + 1)``: how many were rewritten toward row's class and showed column's.

    The last row is of an episode more a round, in which nobody was rewritten. The last column is UNKNOWN; those aside
    are left out.
    """
    ids, cast = benchmark.ids, people(scenario)
    order = np.random.default_rng(seed).permutation(len(cast))
    found = np.zeros((len(ids) + 1, len(ids) + 1), np.int64)
    with TemporaryDirectory() as folder:
        for episode in range(rounds * (len(ids) + 1)):
            shift = episode % (len(ids) + 1)
            toward = (order + shift) % len(ids) if shift < len(ids) else np.full(len(cast), -1)
            crowd, rows = _crowd(scenario, benchmark, writer, toward, seed * 1_000 + episode)
            job = Job(
                episode, to_json(crowd), seed * 1_000 + episode, address, f"{folder}/e", benchmark.classifier, ids
            )
            for row, outcome in zip(rows, run_job(job).outcomes, strict=True):
                if outcome >= 0 and (row < len(ids) or shift == len(ids)):
                    found[row, outcome] += 1
    return found


def _crowd(
    scenario: Scenario, benchmark: Benchmark, writer: Writer, toward: NDArray[np.int64], seed: int
) -> tuple[Scenario, list[int]]:
    """Return the scenario with people rewritten, and the row of each: their class, or the last of the table."""
    cast = [*people(scenario)]
    chosen = [agent for agent in range(len(cast)) if toward[agent] >= 0]
    asked = [Commission(cast[agent], "", benchmark.classes[int(toward[agent])], seed) for agent in chosen]
    rows = [len(benchmark.ids)] * len(cast)
    for agent, written in zip(chosen, asyncio.run(writer.write(asked)), strict=True):
        if written.texts is not None:
            cast[agent] = rewritten(cast[agent], written.texts)
            rows[agent] = int(toward[agent])
    return replace(scenario, population=Population(tuple(cast), None, scenario.population.profile)), rows


def printed(found: Ints, ids: Sequence[str]) -> str:
    """Return the table as Markdown: shares, and how many each row is of."""
    names = ["_".join(part[:4] for part in id.split("_")) for id in ids]
    lines = [f"| toward | {' | '.join(names)} | UNKNOWN | n |", "|" + "---|" * (len(ids) + 3)]
    for name, row in zip([*ids, "nobody rewritten"], found, strict=True):
        shares = " | ".join(f"{share:.2f}" for share in row / max(int(row.sum()), 1))
        lines.append(f"| {name} | {shares} | {row.sum()} |")
    return "\n".join(lines)


def decoded(scenario: Scenario, benchmark: Benchmark, writer: Writer, seed: int) -> Leakage:
    """Return how well the class is decoded from texts alone, everybody rewritten toward each class they may be."""
    asked = [
        Commission(persona, "", toward, seed * 1_000 + number)
        for number, toward in enumerate(benchmark.classes)
        for persona in people(scenario)
    ]
    written = asyncio.run(writer.write(asked))
    pairs = [(each.texts, of.toward.id) for of, each in zip(asked, written, strict=True) if each.texts]
    return leakage([texts for texts, _ in pairs], [id for _, id in pairs])


def main(arguments: Sequence[str]) -> None:
    """Measure a writer: its name, then rounds and a seed; ``builtin``, 2 and 1 unless said."""
    name, rounds, seed = (*arguments, *("builtin", "2", "1")[len(arguments) :])
    scenario, benchmark = load_scenario("school-intruder"), load_benchmark("hostile-intruder")
    writer = make_writer(name, BackendOptions(), benchmark.classes)
    with EmbeddedServer() as server:
        found = table(scenario, benchmark, writer, server.address, int(rounds), int(seed))
    leak = decoded(scenario, benchmark, writer, int(seed))
    sys.stdout.write(
        f"{printed(found, benchmark.ids)}\n\nClass decoded from the texts alone: {leak.accuracy:.2f} of {leak.n} texts "
        f"(95 %: {leak.low:.2f} to {leak.high:.2f}); by chance {leak.chance:.2f}.\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
