"""``pevo``: the reference method (PEvo, arXiv 2509.16457), and ``pevo-reset``, with the fault of its published code."""

from collections.abc import Sequence

import numpy as np

from muster.optimizer.method import Change, Report, Rewrite, Setting, Switch
from muster.optimizer.methods.counting import moves


class Pevo:
    """After each episode, rewrites people out of classes with too many, toward classes with too few.

    Looks at the last episode only, and at nobody's history.
    """

    resets = False
    """Whether everybody becomes who they were at first when nobody needs to move, as the published code has it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._rng = np.random.default_rng([setting.seed, 3])
        self._report: Report | None = None

    def ask(self) -> Sequence[Change]:
        """Rewrite those who are to move."""
        report = self._report
        if report is None:
            return ()
        chosen = moves(report, self._setting, self._rng)
        if not chosen and self.resets:
            return [Switch(int(agent), 0) for agent in np.flatnonzero(report.versions)]
        return [Rewrite(agent, toward) for agent, toward in chosen]

    def tell(self, report: Report) -> None:
        """Remember the last episode."""
        self._report = report


class PevoReset(Pevo):
    """As published: when nobody needs to move, the next episode begins with the first personas again."""

    resets = True
