"""``random``: as much rewriting as the reference method does, of anybody, toward anything. What feedback must beat."""

from collections.abc import Sequence

import numpy as np

from muster.optimizer.method import Change, Report, Rewrite, Setting
from muster.optimizer.methods.counting import draw_class, gaps


class Haphazard:
    """Rewrites as many people as are in the wrong class, but others, each toward a class drawn from the target."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._rng = np.random.default_rng([setting.seed, 2])
        self._report: Report | None = None

    def ask(self) -> Sequence[Change]:
        """Rewrite anybody."""
        if self._report is None:
            return ()
        setting = self._setting
        number = int(np.clip(gaps(self._report, setting), 0, None).sum() * setting.agents)
        changes: list[Change] = []
        for agent in self._rng.permutation(setting.agents)[:number]:
            toward = draw_class(setting.target, setting.barred[agent], self._rng)
            if toward is not None:
                changes.append(Rewrite(int(agent), toward))
        return changes

    def tell(self, report: Report) -> None:
        """Remember the last episode."""
        self._report = report
