"""Methods side by side: the optimisation seed is the unit, worlds are paired, and what they cost is told with it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations

import numpy as np

from muster.optimizer.errors import StudyMismatch
from muster.optimizer.intervals import Interval, paired, ratio
from muster.optimizer.study.evaluation import LAST, MOST_UNKNOWN
from muster.optimizer.study.folder import Folder, without_infinities
from muster.optimizer.study.result import Result, read_result
from muster.optimizer.study.spec import Spec

UNEQUAL = 1.05
"""Costs whose ratio is beyond this are told to be unequal: a crowd that flees earlier decides a little less often."""


@dataclass(frozen=True)
class Measured:
    """One study and what fresh episodes of its last population showed.

    Attributes:
        tvd, jsd: of pooled counts. episodes: of the evaluation.
    """

    result: Result
    tvd: float
    jsd: float
    unknown: float
    episodes: int


@dataclass(frozen=True)
class MethodTold:
    """One method over its seeds: mean TVD with Student's interval, and what a study cost on average."""

    method: str
    seeds: tuple[int, ...]
    tvd: Interval
    jsd: Interval
    unknown: float
    episodes: float
    rewritten: float
    decisions: float
    tokens: float

    @property
    def supports_claims(self) -> bool:
        """Whether few enough were UNKNOWN."""
        return self.unknown <= MOST_UNKNOWN


@dataclass(frozen=True)
class PairTold:
    """Two methods on the seeds that both have: pooled TVD of ``one`` less, and over, that of ``other``."""

    one: str
    other: str
    seeds: tuple[int, ...]
    difference: Interval
    ratio: Interval


@dataclass(frozen=True)
class Comparison:
    """All that can be told."""

    scenario: str
    benchmark: str
    methods: tuple[MethodTold, ...]
    pairs: tuple[PairTold, ...]
    warnings: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return plain values; a bound that is not finite becomes null."""
        return without_infinities(asdict(self))


def compare_studies(folders: Sequence[Folder]) -> Comparison:
    """Return how methods differ over studies of one scenario and benchmark.

    Raises:
        StudyMismatch: a study is not finished or not evaluated, twice the same, or of another scenario or benchmark.
    """
    if not folders:
        raise StudyMismatch("there is nothing to compare; name folders of studies")
    found = [_measured(folder) for folder in folders]
    _check_alike(found)
    by_method = _by_method(found)
    spec = found[0].result.spec
    return Comparison(
        spec.scenario,
        spec.benchmark.name,
        tuple(_told(method, [*seeds.values()]) for method, seeds in by_method.items()),
        tuple(_pair(one, other, by_method) for one, other in combinations(by_method, 2)),
        tuple(_warnings(by_method)),
    )


def _measured(folder: Folder) -> Measured:
    if not folder.has(f"{LAST}.json"):
        raise StudyMismatch(f"{folder.path} has not been evaluated; run: muster evaluate {folder.path}")
    shown, result = folder.read(f"{LAST}.json"), read_result(folder)
    return Measured(result, shown["tvd"]["value"], shown["jsd"]["value"], shown["unknown"], shown["episodes"])


def _check_alike(found: Sequence[Measured]) -> None:
    first = found[0]
    for each in found[1:]:
        for what, one, other in zip(
            ("scenario", "benchmark", "start", "mind", "writer", "number of evaluation episodes"),
            _kind(first),
            _kind(each),
            strict=True,
        ):
            if one != other:
                raise StudyMismatch(
                    f"{first.result.path} has the {what} {one}, {each.result.path} has {other}; "
                    "compare studies that differ in method and seed alone"
                )


def _kind(measured: Measured) -> tuple[object, ...]:
    spec = measured.result.spec
    benchmark = f"{spec.benchmark.name} {spec.benchmark.shares}"
    return (spec.scenario, benchmark, spec.start, measured.result.mind, spec.writer, measured.episodes)


def _by_method(found: Sequence[Measured]) -> dict[str, dict[int, Measured]]:
    """Return studies by name and seed; a method that ran for different numbers of episodes has a name for each."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for each in found:
        lengths[each.result.spec.method].add(each.result.spec.episodes)
    by_method: dict[str, dict[int, Measured]] = {}
    for each in sorted(found, key=lambda each: each.result.spec.seed):
        spec = each.result.spec
        seeds = by_method.setdefault(_name(spec, lengths[spec.method]), {})
        if spec.seed in seeds:
            raise StudyMismatch(
                f"{seeds[spec.seed].result.path} and {each.result.path} are both of {spec.method} with seed "
                f"{spec.seed}; leave one away"
            )
        seeds[spec.seed] = each
    return by_method


def _name(spec: Spec, lengths: set[int]) -> str:
    return spec.method if len(lengths) == 1 else f"{spec.method}@{spec.episodes}"


def _told(method: str, studies: Sequence[Measured]) -> MethodTold:
    results = [each.result for each in studies]
    return MethodTold(
        method,
        tuple(each.spec.seed for each in results),
        paired(np.array([each.tvd for each in studies])),
        paired(np.array([each.jsd for each in studies])),
        float(np.mean([each.unknown for each in studies])),
        float(np.mean([each.spec.episodes for each in results])),
        float(np.mean([each.rewritten for each in results])),
        float(np.mean([each.decisions for each in results])),
        float(np.mean([each.tokens for each in results])),
    )


def _pair(one: str, other: str, by_method: Mapping[str, Mapping[int, Measured]]) -> PairTold:
    seeds = sorted(by_method[one].keys() & by_method[other].keys())
    ours, theirs = (np.array([by_method[method][seed].tvd for seed in seeds]) for method in (one, other))
    none = Interval(float("nan"), float("-inf"), float("inf"))
    if not seeds:
        return PairTold(one, other, (), none, none)
    return PairTold(one, other, tuple(seeds), paired(ours - theirs), ratio(ours, theirs))


def _warnings(by_method: Mapping[str, Mapping[int, Measured]]) -> Iterator[str]:
    for one, other in combinations(by_method, 2):
        if not by_method[one].keys() & by_method[other].keys():
            yield f"{one} and {other} have no seed in common, so they are not paired"
        for what in ("episodes", "rewritten", "decisions"):
            costs = [_cost(what, by_method[method]) for method in (one, other)]
            if max(costs) > UNEQUAL * min(costs):
                yield f"unequal {what}: {one} {costs[0]:.0f}, {other} {costs[1]:.0f} a study"
    for method, seeds in by_method.items():
        if len(seeds) < 2:
            yield f"{method} has one seed, which tells nothing of its spread"


def _cost(what: str, seeds: Mapping[int, Measured]) -> float:
    results = [each.result for each in seeds.values()]
    if what == "episodes":
        return float(np.mean([result.spec.episodes for result in results]))
    return float(np.mean([getattr(result, what) for result in results]))
