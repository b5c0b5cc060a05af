"""Evaluation: fresh episodes of a frozen population; never the ones that were learnt from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.client.access import OPEN, Access
from muster.conduct.agreement import agreement
from muster.optimizer.divergence import dispersion, divergence, floor
from muster.optimizer.errors import StudyMismatch
from muster.optimizer.intervals import Interval, bootstrap, hotelling
from muster.optimizer.study.episodes import Job
from muster.optimizer.study.folder import Folder, without_infinities
from muster.optimizer.study.history import last_population
from muster.optimizer.study.population import Population
from muster.optimizer.study.runners import Runner
from muster.optimizer.study.running import counts
from muster.optimizer.study.spec import Spec, evaluation_seed
from muster.scenario.codec import to_json

Ints = NDArray[np.int64]

MOST_UNKNOWN = 0.05
"""A population of which more is UNKNOWN supports no claim."""
AUDITORS: Mapping[str, str] = {"intruder-rules": "intruder-audit"}
"""Who audits which classifier."""
LAST, FIRST = "evaluation", "evaluation-first"
"""Folders of the episodes of the last population and of the first, each beside a file of the same name."""


@dataclass(frozen=True)
class Evaluation:
    """What fresh episodes showed.

    Attributes:
        counts: a row an episode, UNKNOWN last. aside: people counted apart, over all episodes.
        tvd, jsd, kl: of the pooled counts; the intervals are for the population's own, that of endless episodes.
        floor: what chance alone makes of TVD for as many people: mean, 5th and 95th percentile.
        excess: TVD less the floor's mean.
        entropy_gap: signed. dispersion: variance over episodes relative to independent people; NaN for one episode.
        unknown: share of UNKNOWN. p_hotelling: that the mean is the target; NaN when there are too few episodes.
        decisions, tokens: of all episodes, what they cost.
        mind: who played.
        auditor: name of a second classifier that no method sees, "" for none. audited_tvd: TVD of the same episodes by
            its verdicts. kappa: Cohen's, of the two; NaN without an auditor.
    """

    counts: tuple[tuple[int, ...], ...]
    aside: Mapping[str, int]
    tvd: Interval
    jsd: Interval
    kl: Interval
    floor: tuple[float, float, float]
    excess: float
    entropy_gap: float
    dispersion: float
    unknown: float
    p_hotelling: float
    decisions: int
    tokens: int
    mind: str
    auditor: str = ""
    audited_tvd: float = float("nan")
    kappa: float = float("nan")

    @property
    def episodes(self) -> int:
        """How many there were."""
        return len(self.counts)

    @property
    def pooled(self) -> tuple[int, ...]:
        """How many had each outcome over all episodes, UNKNOWN last."""
        return tuple(int(count) for count in np.sum(self.counts, axis=0))

    @property
    def supports_claims(self) -> bool:
        """Whether few enough are UNKNOWN."""
        return self.unknown <= MOST_UNKNOWN

    def to_json(self) -> dict[str, object]:
        """Return plain values; what is not a number becomes null."""
        plain = without_infinities(asdict(self))
        return {"episodes": self.episodes, **plain, "supports_claims": self.supports_claims}


@dataclass(frozen=True)
class Frozen:
    """A population to be evaluated.

    Attributes:
        name: ``LAST`` or ``FIRST``.
        address: of the behavior server that plays the minds. access: what it is shown.
    """

    folder: Folder
    population: Population
    name: str
    address: str
    access: Access = OPEN

    def file(self, number: int) -> str:
        """Return the name of what an episode showed."""
        return f"{self.name}/{number:03d}.json"


def frozen(folder: Folder, address: str, access: Access = OPEN, *, first: bool = False) -> Frozen:
    """Return the last population of a study, or the first one; StudyMismatch when there is no last one yet."""
    if first:
        return Frozen(folder, Population(folder.scenario), FIRST, address, access)
    return Frozen(folder, last_population(folder), LAST, address, access)


def evaluate(
    who: Frozen, runner: Runner, episodes: int, on_episode: Callable[[int], None] = lambda done: None
) -> Evaluation:
    """Run what is missing of ``episodes`` fresh ones and return what all of them showed; on disk as it is made.

    ``on_episode`` hears how many there are.
    """
    folder, spec = who.folder, who.folder.spec
    (folder.path / who.name).mkdir(exist_ok=True)
    missing = [number for number in range(episodes) if not folder.has(who.file(number))]
    on_episode(episodes - len(missing))
    scenario = to_json(who.population.scenario())
    jobs = [_job(who, spec, scenario, number) for number in missing]
    for there, done in enumerate(runner.run(jobs), start=episodes - len(missing) + 1):
        folder.write(who.file(done.number), asdict(done))
        on_episode(there)
    evaluation = summed([folder.read(who.file(number)) for number in range(episodes)], spec)
    folder.write(f"{who.name}.json", evaluation.to_json())
    return evaluation


def summed(shown: Sequence[Mapping[str, Any]], spec: Spec) -> Evaluation:
    """Return the figures of episodes as they lie on disk."""
    target = spec.target
    table: Ints = np.array([counts(each["outcomes"], spec.benchmark) for each in shown])
    rng = np.random.default_rng(0)
    pooled = table.sum(axis=0)
    chance = floor(target, max(int(pooled.sum()), 1), rng)
    found = divergence(pooled, target)
    tvd, jsd, kl = bootstrap(table, target, rng)
    names = {name for each in shown for name in each["aside"]}
    return Evaluation(
        counts=tuple(tuple(row) for row in table.tolist()),
        aside={name: sum(int(each["aside"].get(name, 0)) for each in shown) for name in sorted(names)},
        tvd=tvd,
        jsd=jsd,
        kl=kl,
        floor=(chance.mean, chance.low, chance.high),
        excess=found.tvd - chance.mean,
        entropy_gap=found.entropy_gap,
        dispersion=dispersion(table, target) if len(table) > 1 and pooled.any() else float("nan"),
        unknown=float(pooled[-1] / max(pooled.sum(), 1)),
        p_hotelling=hotelling(table / np.maximum(table.sum(axis=1, keepdims=True), 1), target),
        decisions=sum(int(each["decisions"]) for each in shown),
        tokens=sum(int(each["tokens"]) for each in shown),
        mind=_mind(shown),
        **_audit(shown, spec),
    )


def auditor_of(spec: Spec) -> str:
    """Return the name of the classifier that audits a study's; "" when there is none."""
    return AUDITORS.get(spec.benchmark.classifier, "")


def _audit(shown: Sequence[Mapping[str, Any]], spec: Spec) -> dict[str, Any]:
    """Return what the auditor says of episodes, where all of them have been audited."""
    if not all(each.get("audited") for each in shown):
        return {}
    ours, theirs = (np.concatenate([each[by] for each in shown]) for by in ("outcomes", "audited"))
    pooled = counts(theirs.tolist(), spec.benchmark)
    labels = [str(outcome) for outcome in np.union1d(ours, theirs)]
    return {
        "auditor": auditor_of(spec),
        "audited_tvd": divergence(pooled, spec.target).tvd,
        "kappa": agreement([str(each) for each in ours], [str(each) for each in theirs], labels).kappa,
    }


def _mind(shown: Sequence[Mapping[str, Any]]) -> str:
    minds = sorted({str(each["mind"]) for each in shown})
    if len(minds) > 1:
        raise StudyMismatch(f"different minds played: {', '.join(minds)}; remove the episodes of the wrong one")
    return minds[0]


def _job(who: Frozen, spec: Spec, scenario: str, number: int) -> Job:
    return Job(
        number=number,
        scenario=scenario,
        seed=evaluation_seed(spec.seed, number),
        address=who.address,
        recording="",
        classifier=spec.benchmark.classifier,
        classes=spec.benchmark.ids,
        access=who.access,
        auditor=auditor_of(spec),
    )
