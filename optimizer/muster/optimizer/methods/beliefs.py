"""What a method believes of everybody: how each version of each person behaves, and what rewriting leads to.

Every episode informs about everybody in it. A version's conduct is a Dirichlet posterior; the prior of a rewritten
version is what rewriting toward its class has led to so far in this crowd. What another rewrite would lead to takes
this person's own attempts into account.
"""

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.method import ASIDE, Change, Report, Rewrite, Setting, Switch

Floats = NDArray[np.float64]

PRIOR = 2.0
"""How many observations a version's prior is worth."""
TABLE_PRIOR = 4.0
"""How many rewrites the first guess at each row of the success table is worth."""
FIRST_SUCCESS = 0.5
"""The first guess at how often a rewrite leads to its class; 0.53 in the study the method comes from."""
OWN = 2.0
"""How many rewrites the crowd's success is worth against a person's own attempts."""


class Beliefs:
    """Posteriors, kept up by ``tell``.

    Attributes:
        now: version of each person.
    """

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        outcomes, n = setting.unknown + 1, setting.agents
        self.now = [0] * n
        self._base = np.full(outcomes, 1.0 / outcomes)
        self._seen: list[list[Floats]] = [[np.zeros(outcomes)] for _ in range(n)]
        self._toward: list[list[int | None]] = [[None] for _ in range(n)]
        self._table = np.zeros((setting.unknown, outcomes))
        self._attempts = np.zeros((n, setting.unknown, 2))  # tried, succeeded

    def asked(self, changes: list[Change]) -> None:
        """Note what is about to be changed; ``tell`` says what of it failed."""
        for change in changes:
            if isinstance(change, Rewrite):
                self._seen[change.agent].append(np.zeros(self._setting.unknown + 1))
                self._toward[change.agent].append(change.toward)
                self.now[change.agent] = len(self._seen[change.agent]) - 1
            elif isinstance(change, Switch):
                self.now[change.agent] = change.version
            else:
                raise ValueError("beliefs are about rewriting")

    def tell(self, report: Report) -> None:
        """Take in an episode."""
        for change in report.failed:
            if isinstance(change, Rewrite):
                self._seen[change.agent].pop()
                self._toward[change.agent].pop()
        for agent in range(self._setting.agents):
            self.now[agent] = int(report.versions[agent])
            outcome = int(report.outcomes[agent])
            if outcome != ASIDE:
                self._observe(agent, self.now[agent], outcome)
        judged = report.outcomes[report.outcomes != ASIDE]
        self._base = 0.5 * self._base + 0.5 * (np.bincount(judged, minlength=len(self._base)) + 0.5) / (
            len(judged) + 0.5 * len(self._base)
        )

    def _observe(self, agent: int, version: int, outcome: int) -> None:
        toward = self._toward[agent][version]
        if toward is not None:
            self._table[toward, outcome] += 1
            self._attempts[agent, toward] += (1, outcome == toward)
        self._seen[agent][version][outcome] += 1

    def versions(self, agent: int) -> int:
        """Return how many versions somebody has."""
        return len(self._seen[agent])

    def version(self, agent: int, version: int) -> Floats:
        """Return ``(c + 1,)`` how likely each outcome is for a version of somebody."""
        toward = self._toward[agent][version]
        prior = self._base if toward is None else self.row(toward)
        seen = self._seen[agent][version]
        return (PRIOR * prior + seen) / (PRIOR + seen.sum())

    def current(self) -> Floats:
        """Return ``(n, c + 1)`` how likely each outcome is for everybody as they are."""
        return np.array([self.version(agent, version) for agent, version in enumerate(self.now)])

    def row(self, toward: int) -> Floats:
        """Return ``(c + 1,)`` what a rewrite toward a class leads to in this crowd."""
        guess = (1 - FIRST_SUCCESS) * self._base
        guess[toward] += FIRST_SUCCESS
        seen = self._table[toward]
        return (TABLE_PRIOR * guess + seen) / (TABLE_PRIOR + seen.sum())

    def rewrite(self, agent: int, toward: int) -> Floats:
        """Return ``(c + 1,)`` what rewriting somebody toward a class is likely to lead to."""
        row = self.row(toward)
        tried, succeeded = self._attempts[agent, toward]
        success = (OWN * row[toward] + succeeded) / (OWN + tried)
        others = row.copy()
        others[toward] = 0.0
        likely = (1 - success) * others / max(others.sum(), 1e-12)
        likely[toward] = success
        return likely
