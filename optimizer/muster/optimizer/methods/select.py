"""``select``: nobody is rewritten; people are cast from a pool of characters whose conduct has been tried out."""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from muster.optimizer.errors import StudyMismatch
from muster.optimizer.method import ASIDE, Adopt, Change, Report, Setting
from muster.optimizer.methods.seating import seated

PRIOR = 1.0  # observations that the crowd's own shares are worth for an entry of the pool


class Select:
    """Tries the pool out, as much of it as half the episodes allow, then seats those who fit the target best.

    An entry that has been cast goes on being observed; entries are judged by what they showed in whoever's place.
    """

    def __init__(self, setting: Setting) -> None:
        if setting.pool < setting.agents:
            problem = f"select casts {setting.agents} people from a pool of {setting.pool}"
            raise StudyMismatch(f"{problem}; give it a pool at least as large as the crowd")
        self._setting = setting
        self._rng = np.random.default_rng([setting.seed, 4])
        self._seen = np.zeros((setting.pool, setting.unknown + 1))
        self._cast: list[int] = []
        trials = max(min(setting.episodes // 2, -(-setting.pool // setting.agents)), 1)
        self._to_try = self._rng.permutation(setting.pool)[: trials * setting.agents].tolist()

    def ask(self) -> Sequence[Change]:
        """Cast everybody: entries that are still to be tried, then the best fit."""
        agents = self._setting.agents
        if self._to_try:
            trial, self._to_try = self._to_try[:agents], self._to_try[agents:]
            self._cast = [*trial, *self._rest(agents - len(trial), trial)]
        else:
            self._cast = self._best()
        return [Adopt(agent, entry) for agent, entry in enumerate(self._cast)]

    def tell(self, report: Report) -> None:
        """Learn what the entries that were cast have shown."""
        for entry, outcome in zip(self._cast, report.outcomes, strict=True):
            if outcome != ASIDE:
                self._seen[entry, outcome] += 1

    def _rest(self, number: int, taken: Sequence[int]) -> list[int]:
        others = np.setdiff1d(np.arange(self._setting.pool), taken)
        return self._rng.permutation(others)[:number].tolist()

    def _best(self) -> list[int]:
        base = (self._seen.sum(axis=0) + 0.5) / (self._seen.sum() + 0.5 * self._seen.shape[1])
        likely = (PRIOR * base + self._seen) / (PRIOR + self._seen.sum(axis=1, keepdims=True))
        outcomes = np.repeat(likely[:, None], self._setting.unknown, axis=1)
        entries, classes = seated(outcomes, self._setting.target, self._setting.agents).T
        # Nobody is cast for a class they are barred from, if it can be helped.
        _, seats = linear_sum_assignment(self._setting.barred[:, classes].astype(float))
        return entries[seats].tolist()
