"""A made-up world for methods: people whose conduct is drawn from a few numbers, and rewrites that often miss.

Levels mean nothing here; rankings and invariances do. A version of a person has one conduct it mostly shows, and a
rewrite leads to the class it aims at 53 times in a hundred, as in the study the methods come from.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.divergence import tvd
from muster.optimizer.method import Adopt, Change, Instruct, Method, Report, Rewrite, Setting, Switch

CLASSES = ("RUN_FOLLOWING_CROWD", "HIDE_IN_PLACE", "HIDE_AFTER_RUNNING", "RUN_INDEPENDENTLY", "FREEZE", "FIGHT")
TARGET = np.array([0.28, 0.26, 0.12, 0.12, 0.12, 0.10])
UNSTEERED = np.array([0.04, 0.28, 0.46, 0.16, 0.05, 0.01, 0.0])
"""With UNKNOWN; a total variation distance of .38 from the target."""
MOSTLY = 0.8
SUCCESS = 0.53


def setting(*, agents: int = 80, seed: int = 0, episodes: int = 10, pool: int = 0, minors: int = 0) -> Setting:
    barred = np.zeros((agents, len(CLASSES)), np.bool_)
    barred[:minors, CLASSES.index("FIGHT")] = True
    return Setting(CLASSES, TARGET, agents, barred, pool, seed, episodes)


@dataclass
class MadeUpWorld:
    """Keeps versions as a study would, and draws outcomes."""

    setting: Setting
    seed: int = 0
    refuses: float = 0.0
    versions: list[list[NDArray[np.float64]]] = field(init=False)
    now: list[int] = field(init=False)
    rewrites: int = 0
    towards: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])

    def __post_init__(self) -> None:
        self._rng = np.random.default_rng([self.seed, 99])
        self.versions = [[self._person(None)] for _ in range(self.setting.agents)]
        self._pool = [self._person(None) for _ in range(self.setting.pool)]
        self.now = [0] * self.setting.agents

    def change(self, changes: list[Change]) -> tuple[Change, ...]:
        """Make the changes, or some of them; return those that failed."""
        assert len({change.agent for change in changes}) == len(changes), "each agent at most once"
        return tuple(change for change in changes if not self._made(change))

    def episode(self, failed: tuple[Change, ...] = ()) -> Report:
        outcomes = [self._rng.choice(len(person), p=person) for person in self.people()]
        return Report(np.array(outcomes), np.array(self.now), failed)

    def people(self) -> list[NDArray[np.float64]]:
        return [versions[now] for versions, now in zip(self.versions, self.now, strict=True)]

    def distance(self) -> float:
        """The population's own distance from the target, without sampling."""
        return tvd(np.mean(self.people(), axis=0), np.append(TARGET, 0.0))

    def _made(self, change: Change) -> bool:
        if isinstance(change, Switch):
            assert 0 <= change.version < len(self.versions[change.agent])
            self.now[change.agent] = change.version
            return True
        if isinstance(change, Rewrite) and self._rng.random() < self.refuses:
            return False
        if isinstance(change, Rewrite):
            assert not self.setting.barred[change.agent, change.toward]
            self.rewrites += 1
            self.towards.append((change.agent, change.toward))
            self._add(change.agent, self._person(change.toward, SUCCESS))
        elif isinstance(change, Instruct):
            self._add(change.agent, self._person(change.toward, 0.7))
        else:
            assert isinstance(change, Adopt)
            self._add(change.agent, self._pool[change.entry])
        return True

    def _add(self, agent: int, person: NDArray[np.float64]) -> None:
        self.versions[agent].append(person)
        self.now[agent] = len(self.versions[agent]) - 1

    def _person(self, toward: int | None, success: float = 0.0) -> NDArray[np.float64]:
        hits = toward is not None and self._rng.random() < success
        mode = toward if hits else int(self._rng.choice(len(UNSTEERED), p=UNSTEERED))
        person = (1 - MOSTLY) * UNSTEERED
        person[mode] += MOSTLY
        return person / person.sum()


def align(method: Method, world: MadeUpWorld, episodes: int) -> list[list[Change]]:
    """Let a method work for so many episodes and once more before the evaluation; return all it asked for."""
    asked: list[list[Change]] = []
    for _ in range(episodes):
        asked.append([*method.ask()])
        method.tell(world.episode(world.change(asked[-1])))
    asked.append([*method.ask()])
    world.change(asked[-1])
    return asked
