"""Benchmark files: TOML, format ``muster-benchmark/1``, with the field names of ``muster.scenario.benchmark``."""

import math
from pathlib import Path

from muster.scenario.benchmark import Benchmark
from muster.scenario.errors import ScenarioError
from muster.scenario.library import find
from muster.scenario.parsing import read
from muster.scenario.place import Place
from muster.scenario.source import parse_toml, read_text, take_format

FORMAT = "muster-benchmark/1"
_ROUNDING = 0.005  # of the sum of shares: published ones are rounded


def load_benchmark(name_or_path: str) -> Benchmark:
    """Return a shipped benchmark by name, or one's own by path."""
    return read_benchmark(find("benchmark", name_or_path, "benchmarks", ".toml", Path()))


def read_benchmark(path: Path) -> Benchmark:
    """Return the benchmark of a file."""
    return parse_benchmark(read_text(path), str(path))


def parse_benchmark(text: str, file: str) -> Benchmark:
    """Return the benchmark that ``text`` describes; ScenarioError names everything wrong with it."""
    at = Place(file)
    table = take_format(parse_toml(text, at), FORMAT, at)
    benchmark = read(Benchmark, table, at, written={"classes": "class"})
    problems = [*_twice(benchmark, at), *_sum(benchmark, at)]
    if problems:
        raise ScenarioError(*problems)
    return benchmark


def _twice(benchmark: Benchmark, at: Place) -> list[str]:
    ids = benchmark.ids
    return [
        str(at.key("class").item(index).key("id").error(f"{id!r} stands twice", "give each class an id of its own"))
        for index, id in enumerate(ids)
        if id in ids[:index]
    ]


def _sum(benchmark: Benchmark, at: Place) -> list[str]:
    total = math.fsum(benchmark.shares)
    if abs(total - 1.0) <= _ROUNDING:
        return []
    return [str(at.key("class").error(f"the shares add up to {total:.3f}", "make them add up to 1"))]
