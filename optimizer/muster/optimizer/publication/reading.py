"""What lies on disk of one population: how its people behaved in fresh episodes, what it cost, what its texts tell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.method import ASIDE, Change, Instruct, Rewrite
from muster.optimizer.publication.conducting import STUDIES, evaluation_name
from muster.optimizer.publication.design import Arm, Unit
from muster.optimizer.study.folder import Folder
from muster.optimizer.study.history import is_finished, planned, population_after
from muster.optimizer.study.running import counts
from muster.optimizer.writers.leakage import leakage

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Reading:
    """One population.

    Attributes:
        after: how many episodes it had learnt from.
        counts: ``(e, c + 1)`` how many showed each class in each fresh episode, UNKNOWN last. aside: in no class, over
            all of them.
        confusion: ``(c + 2, c + 2)`` people by rules (rows) and auditor (columns), over all episodes; those aside last.
        asked: ``(c, c + 1)`` people by the class they were rewritten toward or told to show (rows) and that which
            they showed in the next episode of the study.
        decoded: of the texts now worn that were written or given toward a class: how many there are, of how many the
            class is decoded from the text alone, and of how many it would be by always guessing the commonest.
        decisions: that minds took while it was learnt. commissions: texts that writers were asked for. refused: of
            them, how many came to nothing.
        resets: plans by which all who had changed became who they were at first.
    """

    method: str
    control: str
    target: str
    scenario: str
    is_transfer: bool
    seed: int
    after: int
    counts: Sequence[Sequence[int]]
    aside: int
    confusion: Sequence[Sequence[int]]
    asked: Sequence[Sequence[int]]
    decoded: tuple[int, int, int]
    decisions: int
    commissions: int
    refused: int
    resets: int

    @property
    def arm(self) -> Arm:
        """What it is of."""
        return Arm(self.method, self.control, self.target, self.scenario, self.is_transfer)

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Reading":
        """Return what ``to_json`` was made from."""
        plain: dict[str, Any] = {**values, "decoded": tuple(values["decoded"])}
        return cls(**plain)


def read(path: Path, units: Sequence[Unit]) -> Iterator[Reading]:
    """Yield what has been done of ``units``: every population with all its fresh episodes."""
    for unit in units:
        folder = Folder(path / STUDIES / unit.path)
        if not Folder.is_one(folder.path) or not is_finished(folder):
            continue
        for after, fresh in unit.fresh.items():
            if all(folder.has(_file(after, number)) for number in range(fresh)):
                yield _reading(unit, folder, after, fresh)


def _file(after: int, number: int) -> str:
    return f"{evaluation_name(after)}/{number:03d}.json"


def _reading(unit: Unit, folder: Folder, after: int, fresh: int) -> Reading:
    against, arm = folder.spec.benchmark, unit.arm
    shown = [folder.read(_file(after, number)) for number in range(fresh)]
    plans = [folder.read(folder.plan_file(number)) for number in range(after + 1)]
    learnt = [folder.read(folder.episode_file(number)) for number in range(after)]
    written = [answer for plan in plans for answer in plan["written"] if answer is not None]
    return Reading(
        **asdict(arm),
        seed=unit.seed,
        after=after,
        counts=[counts(each["outcomes"], against).tolist() for each in shown],
        aside=sum(outcome == ASIDE for each in shown for outcome in each["outcomes"]),
        confusion=_confusion(shown, len(against.ids)).tolist(),
        asked=_asked(plans, learnt, len(against.ids)).tolist(),
        decoded=_decoded(folder, after),
        decisions=sum(int(each["decisions"]) for each in learnt),
        commissions=len(written),
        refused=sum(answer["texts"] is None for answer in written),
        resets=sum(_is_reset(plan) for plan in plans),
    )


def _confusion(shown: Sequence[Mapping[str, Any]], classes: int) -> Ints:
    table = np.zeros((classes + 2, classes + 2), np.int64)
    for each in shown:
        np.add.at(table, (np.array(each["outcomes"]), np.array(each["audited"])), 1)  # ASIDE, -1, is the last
    return table


def _asked(plans: Sequence[Mapping[str, Any]], learnt: Sequence[Mapping[str, Any]], classes: int) -> Ints:
    table = np.zeros((classes, classes + 1), np.int64)
    for plan, episode in zip(plans, learnt, strict=False):  # nothing was learnt after the last plan
        for change, answer in zip(planned(plan), plan["written"], strict=True):
            toward = _asked_for(change, answer)
            if toward is not None and (outcome := episode["outcomes"][change.agent]) != ASIDE:
                table[toward, outcome] += 1
    return table


def _asked_for(change: Change, answer: Mapping[str, Any] | None) -> int | None:
    """Return the class that somebody was rewritten toward or told to show; None for neither."""
    match change:
        case Rewrite(_, toward):
            return toward if answer is not None and answer["texts"] is not None else None
        case Instruct(_, toward):
            return toward
        case _:
            return None


def _decoded(folder: Folder, after: int) -> tuple[int, int, int]:
    population = population_after(folder, after)
    worn = [versions[now] for versions, now in zip(population.versions, population.now, strict=True)]
    meant = [(version.texts, version.origin.split(":")[1]) for version in worn if _is_toward_a_class(version.origin)]
    if len(meant) < 2:
        return 0, 0, 0
    found = leakage([texts for texts, _ in meant], [toward for _, toward in meant])
    return found.n, round(found.accuracy * found.n), round(found.chance * found.n)


def _is_toward_a_class(origin: str) -> bool:
    return origin.startswith(("rewrite:", "instruct:")) and origin != "instruct:none"


def _is_reset(plan: Mapping[str, Any]) -> bool:
    """Return whether everybody who had changed became who they were at first."""
    changes = cast("list[dict[str, Any]]", plan["changes"])
    return bool(changes) and all(change["kind"] == "switch" and change["version"] == 0 for change in changes)
