"""``explicit`` and ``explicit-loop``: people are told outright what to do, once or corrected every episode."""

from collections.abc import Sequence

import numpy as np

from muster.optimizer.method import Change, Instruct, Report, Setting
from muster.optimizer.methods.counting import moves, quotas


class Explicit:
    """Tells as many people as the target asks for to do as each class does, drawn by lot, and leaves it at that."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._rng = np.random.default_rng([setting.seed, 1])
        self._told = False

    def ask(self) -> Sequence[Change]:
        """Instruct everybody before the first episode."""
        if self._told:
            return ()
        self._told = True
        return by_quota(self._setting, self._rng)

    def tell(self, report: Report) -> None:
        """Learn nothing."""


class ExplicitLoop:
    """The same in the feedback loop that the other methods have: whoever is too many of is told something else."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._rng = np.random.default_rng([setting.seed, 1])
        self._report: Report | None = None
        self._told = False

    def ask(self) -> Sequence[Change]:
        """Instruct everybody, then those who are to move."""
        if not self._told:
            self._told = True
            return by_quota(self._setting, self._rng)
        if self._report is None:
            return ()
        chosen = moves(self._report, self._setting, self._rng)
        return [Instruct(agent, toward) for agent, toward in chosen]

    def tell(self, report: Report) -> None:
        """Remember the last episode."""
        self._report = report


def by_quota(setting: Setting, rng: np.random.Generator) -> list[Change]:
    """Return instructions that share the classes out as the target says; those barred from one get another."""
    left = quotas(setting.target, setting.agents)
    instructions: list[Change] = []
    order = rng.permutation(setting.agents)
    for agent in order[np.argsort(-setting.barred[order].sum(axis=1), kind="stable")]:  # who may least, first
        allowed = np.where(setting.barred[agent], 0, left)
        if not allowed.any():
            allowed = np.where(setting.barred[agent], 0.0, setting.target)
        toward = int(rng.choice(len(allowed), p=allowed / allowed.sum()))
        left[toward] = max(left[toward] - 1, 0)
        instructions.append(Instruct(int(agent), toward))
    return instructions
