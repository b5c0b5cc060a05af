"""``pevo+``: posteriors, a table of what rewriting leads to, and changes chosen for the whole crowd at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.method import Change, Report, Rewrite, Setting, Switch
from muster.optimizer.methods.beliefs import Beliefs

Floats = NDArray[np.float64]

LEAST_SHARE = 0.02
"""Of a class in the denominator: less than one or two people of a crowd cannot be aimed at."""


@dataclass(frozen=True)
class Weights:
    """How changes are weighed.

    Attributes:
        spread: of the variance term; 0 looks at means alone, and keeps people as undecided as they are.
        rewrite, switch: what a change must gain at least.
        most: share of the crowd that may be changed at a time.
    """

    spread: float = 1.0
    rewrite: float = 5e-5
    switch: float = 5e-6
    most: float = 0.6


class PevoPlus:
    """Before each episode, greedily takes the change that brings the expected crowd nearest to the target.

    Nearness is the chi-squared distance of expected shares from the target, plus the variance that the crowd's own
    chance adds to it; candidates are every rewrite and every earlier version of everybody.
    """

    weights = Weights()

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._beliefs = Beliefs(setting)
        self._has_seen = False

    def ask(self) -> Sequence[Change]:
        """Change those whose change brings the crowd nearest."""
        if not self._has_seen:
            return ()
        changes = plan(self._beliefs, self._setting, self.weights)
        self._beliefs.asked(changes)
        return changes

    def tell(self, report: Report) -> None:
        """Learn from everybody."""
        self._has_seen = True
        self._beliefs.tell(report)


@dataclass(frozen=True)
class _Candidates:
    """All that could be done; row *j* is change *j*."""

    changes: list[Change]
    agent: NDArray[np.intp]
    outcome: Floats
    cost: Floats


def plan(beliefs: Beliefs, setting: Setting, weights: Weights) -> list[Change]:
    """Return the changes that bring the expected crowd nearest to the target, each agent at most once."""
    now = beliefs.current()
    target = np.append(setting.target, 0.0)
    scale = _scale(target)
    candidates = _candidates(beliefs, setting, weights)
    change = (candidates.outcome - now[candidates.agent]) / setting.agents
    variance = _variance(candidates.outcome, scale) - _variance(now, scale)[candidates.agent]
    spread = weights.spread * variance / setting.agents**2 + candidates.cost
    off = now.mean(axis=0) - target
    open_ = np.ones(len(candidates.changes), np.bool_)
    chosen: list[Change] = []
    while len(chosen) < int(weights.most * setting.agents) and open_.any():
        gain = ((off + change) ** 2 / scale).sum(axis=1) - (off**2 / scale).sum() + spread
        best = int(np.argmin(np.where(open_, gain, np.inf)))
        if gain[best] >= 0:
            break
        chosen.append(candidates.changes[best])
        off = off + change[best]
        open_ &= candidates.agent != candidates.agent[best]
    return chosen


def _candidates(beliefs: Beliefs, setting: Setting, weights: Weights) -> _Candidates:
    changes: list[Change] = []
    outcomes: list[Floats] = []
    costs: list[float] = []
    for agent in range(setting.agents):
        for version in range(beliefs.versions(agent)):
            if version != beliefs.now[agent]:
                changes.append(Switch(agent, version))
                outcomes.append(beliefs.version(agent, version))
                costs.append(weights.switch)
        for toward in np.flatnonzero(~setting.barred[agent]):
            changes.append(Rewrite(agent, int(toward)))
            outcomes.append(beliefs.rewrite(agent, int(toward)))
            costs.append(weights.rewrite)
    agents = np.array([change.agent for change in changes], np.intp)
    return _Candidates(changes, agents, np.array(outcomes), np.array(costs))


def _scale(target: Floats) -> Floats:
    """Return what squared differences are divided by: the target; where that is 0, that of the rarest class wanted.

    A much smaller number would let a little UNKNOWN outweigh any gain, and nobody be rewritten toward a class whose
    rewrites sometimes end there.
    """
    rarest = target[target > 0].min()
    return np.maximum(np.where(target > 0, target, rarest), LEAST_SHARE)


def _variance(outcome: Floats, scale: Floats) -> Floats:
    return (outcome * (1 - outcome) / scale).sum(axis=1)
