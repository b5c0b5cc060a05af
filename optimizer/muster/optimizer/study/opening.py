"""A study to begin or to go on with: what was asked for, checked against itself or against what lies in the folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from muster.conduct.registry import CLASSIFIERS, make_classifier
from muster.optimizer.errors import StudyMismatch, StudyUnknown
from muster.optimizer.methods.registry import make_method
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.population import Population
from muster.optimizer.study.running import setting
from muster.optimizer.study.spec import LARGEST_SEED, Spec
from muster.optimizer.study.transfer import begun_with
from muster.optimizer.study.writing import writer_of
from muster.scenario.benchmark import Benchmark
from muster.scenario.benchmark_file import load_benchmark
from muster.scenario.scenario_file import load_scenario

DEFAULTS: Mapping[str, Any] = {"method": "pevo+", "writer": "builtin", "episodes": 10, "seed": 0}
ELSEWHERE = ("host", "server")
"""Where a mind or writer is asked: may change when a study goes on, who it is may not."""


@dataclass(frozen=True)
class Wanted:
    """What was asked for; None where nobody said anything.

    Attributes:
        scenario, benchmark, start: names or paths.
        mind, writing: see ``Spec``; empty where nobody said anything.
    """

    scenario: str | None = None
    benchmark: str | None = None
    method: str | None = None
    writer: str | None = None
    episodes: int | None = None
    seed: int | None = None
    start: str | None = None
    max_tokens: int | None = None
    mind: Mapping[str, Any] = field(default_factory=dict[str, Any])
    writing: Mapping[str, Any] = field(default_factory=dict[str, Any])


def opened(path: Path, wanted: Wanted, *, resume: bool = False) -> Folder:
    """Return the folder of a new study, or of the one to go on with.

    With ``resume`` a folder without a study gets one, if a scenario is named: the same command begins and goes on.

    Raises:
        StudyExists: there is one, and nobody said to go on with it.
        StudyMismatch: what was asked for is not what the folder holds, or does not fit together.
    """
    if resume and Folder.is_one(path):
        folder = Folder.open(path)
        _check_same(folder, wanted)
        return folder
    if wanted.scenario is None or wanted.benchmark is None:
        missing = "scenario" if wanted.scenario is None else "benchmark"
        raise StudyUnknown(f"{path} holds no study to go on with, and to begin one takes a {missing}; name it")
    return _created(path, wanted, wanted.scenario, load_benchmark(wanted.benchmark))


def check_fits(benchmark: Benchmark) -> None:
    """Raise StudyMismatch when the benchmark's classifier is not there, or cannot tell its classes."""
    if benchmark.classifier not in CLASSIFIERS:
        there = ", ".join(CLASSIFIERS)
        problem = f"benchmark {benchmark.name!r} names the classifier {benchmark.classifier!r}"
        raise StudyMismatch(f"{problem}, which there is not; name one of: {there}")
    classes = make_classifier(benchmark.classifier).classes
    strange = [id for id in benchmark.ids if id not in classes]
    if strange:
        problem = f"benchmark {benchmark.name!r} has {', '.join(strange)}, which the classifier"
        raise StudyMismatch(f"{problem} {benchmark.classifier!r} never gives; it gives: {', '.join(classes)}")


def _created(path: Path, wanted: Wanted, scenario_name: str, benchmark: Benchmark) -> Folder:
    check_fits(benchmark)
    chosen = {key: _or(getattr(wanted, key), default) for key, default in DEFAULTS.items()}
    _check_bounds(chosen)
    scenario = load_scenario(scenario_name)
    if wanted.start is not None:
        scenario = begun_with(scenario, Folder.open(Path(wanted.start)))
    spec = Spec(
        scenario=scenario_name,
        benchmark=benchmark,
        mind=wanted.mind or {"mind": "builtin"},
        writing=wanted.writing,
        start=wanted.start or "",
        max_tokens=wanted.max_tokens,
        **chosen,
    )
    make_method(spec.method, setting(spec, Population(scenario)))  # these say now what is wrong with them
    writer_of(spec)
    return Folder.create(path, spec, scenario)


def _check_bounds(chosen: Mapping[str, Any]) -> None:
    if not 0 <= chosen["seed"] <= LARGEST_SEED:
        raise StudyMismatch(f"seed {chosen['seed']} is not within 0 and {LARGEST_SEED}; name another")
    if not 1 <= chosen["episodes"] <= 999:
        raise StudyMismatch(f"{chosen['episodes']} episodes are not within 1 and 999; name another number")


def _check_same(folder: Folder, wanted: Wanted) -> None:
    """Raise StudyMismatch where something was asked for that is not what the study is."""
    spec = folder.spec
    is_now: dict[str, Any] = {each.name: getattr(spec, each.name) for each in fields(spec)}
    asked: dict[str, Any] = {each.name: getattr(wanted, each.name) for each in fields(wanted)}
    is_now["benchmark"], asked["max_tokens"] = spec.benchmark.name, None
    if wanted.benchmark is not None:
        asked["benchmark"] = load_benchmark(wanted.benchmark).name
    for part in ("mind", "writing"):
        for key, value in asked.pop(part).items():
            if key not in ELSEWHERE:
                name = part if key == part else f"{part} {key}"
                is_now[name], asked[name] = is_now[part].get(key, ""), value
    for name, value in asked.items():
        if value is not None and value != is_now[name]:
            raise StudyMismatch(
                f"{folder.path} is a study with {name} {is_now[name]!r}, and {value!r} was asked for; "
                "leave that away to go on with it, or begin another in a folder of its own"
            )


def _or(value: Any, default: Any) -> Any:
    return default if value is None else value
