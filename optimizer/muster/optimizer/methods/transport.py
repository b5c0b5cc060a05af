"""``transport``: everybody is assigned a class, by optimal transport on what they are likely to do."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.method import Change, Report, Rewrite, Setting, Switch
from muster.optimizer.methods.beliefs import Beliefs
from muster.optimizer.methods.seating import seated

Floats = NDArray[np.float64]

REWRITE, SWITCH = 0.02, 0.005
"""What a change must gain in probability: nobody is rewritten for nothing."""


class Transport:
    """Before each episode, assigns everybody a class such that the crowd is likely to match, and changes who must."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._beliefs = Beliefs(setting)
        self._has_seen = False

    def ask(self) -> Sequence[Change]:
        """Change those who are to show another class than they would."""
        if not self._has_seen:
            return ()
        ways = [_ways(self._beliefs, self._setting, agent) for agent in range(self._setting.agents)]
        outcomes = np.array([[outcome for _, outcome in way] for way in ways])
        seats = seated(outcomes, self._setting.target, self._setting.agents)
        changes = [ways[int(agent)][int(toward)][0] for agent, toward in seats]
        made = [change for change in changes if change is not None]
        self._beliefs.asked(made)
        return made

    def tell(self, report: Report) -> None:
        """Learn from everybody."""
        self._has_seen = True
        self._beliefs.tell(report)


def _ways(beliefs: Beliefs, setting: Setting, agent: int) -> list[tuple[Change | None, Floats]]:
    """Return, for each class, the change (None for none) that most likely makes somebody show it, and its outcomes."""
    now = beliefs.now[agent]
    known: list[tuple[Change | None, Floats, float]] = [(None, beliefs.version(agent, now), 0.0)]
    others = (version for version in range(beliefs.versions(agent)) if version != now)
    known += [(Switch(agent, version), beliefs.version(agent, version), SWITCH) for version in others]
    ways: list[tuple[Change | None, Floats]] = []
    for toward in range(setting.unknown):
        open_ = list(known)
        if not setting.barred[agent, toward]:
            open_.append((Rewrite(agent, toward), beliefs.rewrite(agent, toward), REWRITE))
        change, outcome, _ = max(open_, key=lambda way: way[1][toward] - way[2])
        ways.append((change, outcome))
    return ways
