"""Reads a study from its folder and changes nothing there; what is not there yet is left out.

The method is not asked again, so that a study by one that is not installed, or has changed since, can still be told of.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields, replace
from itertools import count, takewhile
from pathlib import Path
from typing import Any, TypeVar

from muster.optimizer.divergence import Divergence
from muster.optimizer.errors import StudyDamaged
from muster.optimizer.intervals import Interval
from muster.optimizer.method import ASIDE, Instruct, Rewrite
from muster.optimizer.report.told import Made, Origin, Plan, Refusal, Shown, Told
from muster.optimizer.study.evaluation import FIRST, LAST, Evaluation
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import Answers, Changing, planned
from muster.optimizer.study.population import Population
from muster.recording.errors import RecordingError
from muster.recording.reader import Recording

Read = TypeVar("Read")
Values = Mapping[str, Any]

_NUMBERS = {"excess", "entropy_gap", "dispersion", "unknown", "p_hotelling", "audited_tvd", "kappa"}
_WRONG = (KeyError, TypeError, ValueError, IndexError, AttributeError)


def read_study(path: Path) -> Told:
    """Return all that is known of the study in a folder.

    Raises:
        StudyUnknown: there is none. StudyDamaged: one of its files cannot be read.
    """
    folder = Folder.open(path)
    spec, scenario, lives = folder.spec, folder.scenario, _Lives(folder)
    read = _Episodes(len(lives.versions), len(spec.benchmark.ids))
    plans = _each(folder, folder.plan_file, lives.follow)
    evaluation = _evaluated(folder, LAST)
    fresh = _each(folder, lambda number: f"{LAST}/{number:03d}.json", read.fresh)
    return Told(
        path=path,
        spec=spec,
        scenario=scenario,
        cast=tuple(lives.population.cast),
        versions=tuple(tuple(made) for made in lives.versions),
        plans=plans,
        episodes=_each(folder, folder.episode_file, read.learnt),
        evaluation=evaluation,
        evaluation_first=_evaluated(folder, FIRST),
        fresh=fresh[: evaluation.episodes] if evaluation else (),
        hashes=_hashes(folder, lives.population),
        origin=_origin(folder),
    )


class _Lives:
    """Follows who everybody becomes, plan by plan."""

    def __init__(self, folder: Folder) -> None:
        self.population = Population(folder.scenario)
        self.versions = [[Made(versions[0], -1, 0)] for versions in self.population.versions]
        self._changing = Changing(self.population, folder.spec)
        self._plans = count()

    def follow(self, values: Values) -> Plan:
        """Make the changes of the next plan."""
        number, now, changes = next(self._plans), [*self.population.now], planned(values)
        written: Answers = values["written"]
        failed = self._changing.carry_out(changes, written)
        problems = [str((answer or {}).get("problem", "")) for answer in written]
        why = dict(zip(changes, problems, strict=True))
        for change in changes:
            agent = change.agent
            if len(self.population.versions[agent]) > len(self.versions[agent]):
                parent = 0 if isinstance(change, Instruct) else now[agent]
                self.versions[agent].append(Made(self.population.versions[agent][-1], number, parent))
        refused = [
            Refusal(change.agent, change.toward, why[change]) for change in failed if isinstance(change, Rewrite)
        ]
        return Plan(tuple(changes), tuple(refused), tuple(self.population.now), int(values["tokens"]))


@dataclass(frozen=True)
class _Episodes:
    """Reads episodes of so many people and classes; raises ValueError for those of others."""

    people: int
    classes: int

    def learnt(self, values: Values) -> Shown:
        """Return an episode that was learnt from."""
        versions = tuple(int(version) for version in values["versions"])
        if len(versions) != self.people:
            raise ValueError(f"{len(versions)} versions of {self.people} people")
        return replace(self.fresh(values), versions=versions, divergence=Divergence(**values["divergence"]))

    def fresh(self, values: Values) -> Shown:
        """Return a fresh episode."""
        return Shown(
            number=int(values["number"]),
            seed=int(values["seed"]),
            outcomes=self._outcomes(values),
            versions=(),
            divergence=None,
            decisions=int(values["decisions"]),
            tokens=int(values["tokens"]),
            wall_s=float(values["wall_s"]),
            mind=str(values["mind"]),
            state_hash=str(values["state_hash"]),
        )

    def _outcomes(self, values: Values) -> tuple[int, ...]:
        outcomes = tuple(int(outcome) for outcome in values["outcomes"])
        if len(outcomes) != self.people:
            raise ValueError(f"{len(outcomes)} outcomes of {self.people} people")
        if any(not ASIDE <= outcome <= self.classes for outcome in outcomes):
            raise ValueError(f"an outcome that is not within {ASIDE} and {self.classes}")
        return outcomes


def _evaluated(folder: Folder, name: str) -> Evaluation | None:
    file, classes = f"{name}.json", len(folder.spec.benchmark.ids)
    return _parsed(folder, file, lambda values: _evaluation(values, classes)) if folder.has(file) else None


def _evaluation(values: Values, classes: int) -> Evaluation:
    # What has a default was added later: an evaluation without it can still be told of.
    there = [each.name for each in fields(Evaluation) if each.name in values or each.default is MISSING]
    known: dict[str, Any] = {name: values[name] for name in there}
    for name in ("tvd", "jsd", "kl"):
        known[name] = Interval(**{key: _number(bound) for key, bound in known[name].items()})
    for name in _NUMBERS & known.keys():
        known[name] = _number(known[name])
    known["counts"] = tuple(tuple(int(count) for count in row) for row in known["counts"])
    if not known["counts"] or {len(row) for row in known["counts"]} != {classes + 1}:
        raise ValueError(f"counts that are no rows of {classes} classes and UNKNOWN")
    mean, low, high = known["floor"]
    known["floor"] = (float(mean), float(low), float(high))
    return Evaluation(**known)


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def _each(folder: Folder, named: Callable[[int], str], read: Callable[[Values], Read]) -> tuple[Read, ...]:
    """Return what is in the files there are, up to the first that is missing."""
    return tuple(_parsed(folder, name, read) for name in takewhile(folder.has, map(named, count())))


def _parsed(folder: Folder, name: str, read: Callable[[Values], Read]) -> Read:
    try:
        return read(folder.read(name))
    except _WRONG as error:
        raise StudyDamaged(f"{folder.path / name} cannot be read ({error!r}); take another copy") from None


def _hashes(folder: Folder, population: Population) -> Mapping[str, str]:
    """Return what must be equal for a study to be the same one."""
    first = [asdict(versions[0].texts) for versions in population.versions]
    last = [asdict(versions[now].texts) for versions, now in zip(population.versions, population.now, strict=True)]
    return {
        "scenario": hashlib.sha256((folder.path / "scenario.json").read_bytes()).hexdigest(),
        "benchmark": _sha256(folder.read("study.json")["benchmark"]),
        "texts of the first population": _sha256(first),
        "texts of the last population": _sha256(last),
    }


def _sha256(values: object) -> str:
    canonical = json.dumps(values, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _origin(folder: Folder) -> Origin | None:
    """Return what a recording says of the machinery; studies outlive their recordings, so there may be none."""
    for file in sorted((folder.path / "episodes").glob("*.muster")):
        try:
            with Recording.open(file) as recording:
                meta = recording.meta
        except RecordingError:
            continue
        return Origin(meta.muster_version, meta.started_at, meta.mind, meta.fingerprint)
    return None
