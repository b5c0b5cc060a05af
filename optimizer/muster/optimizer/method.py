"""How a method of alignment works: it is asked what to change, then told what came of it. Nothing else.

A method knows no episode, persona or model: people are numbers, conduct is a class. So it can be tried on a made-up
world in milliseconds, and a study that was killed goes on by telling the method again what it had been told. Others may
add methods: a class in the entry-point group ``muster.methods``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

ASIDE = -1
"""Outcome of those who never noticed anything, or were incapacitated before they could act."""


@dataclass(frozen=True)
class Setting:
    """What a method knows from the start.

    Attributes:
        classes: ``c`` of them. Outcome ``c`` stands for UNKNOWN.
        target: ``(c,)`` shares wanted, sum 1.
        agents: how many people, ``n``.
        barred: ``(n, c)`` True where somebody must never be rewritten toward a class: minors, toward FIGHT.
        pool: how many texts there are to adopt (``Adopt``), 0 for none.
        seed: of every draw the method makes; it draws from nothing else.
        episodes: how many there will be.
    """

    classes: tuple[str, ...]
    target: NDArray[np.float64]
    agents: int
    barred: NDArray[np.bool_]
    pool: int
    seed: int
    episodes: int

    @property
    def unknown(self) -> int:
        """The outcome that stands for UNKNOWN."""
        return len(self.classes)


@dataclass(frozen=True)
class Rewrite:
    """Let a writer rewrite somebody toward a class (its index), from their version now."""

    agent: int
    toward: int


@dataclass(frozen=True)
class Switch:
    """Give somebody one of their earlier versions back; 0 is who they were at first."""

    agent: int
    version: int


@dataclass(frozen=True)
class Instruct:
    """Tell somebody outright what to do: a class, or None to take the instruction back."""

    agent: int
    toward: int | None


@dataclass(frozen=True)
class Adopt:
    """Give somebody the texts of entry ``entry`` of the pool."""

    agent: int
    entry: int


Change = Rewrite | Switch | Instruct | Adopt


@dataclass(frozen=True)
class Report:
    """What an episode showed.

    Attributes:
        outcomes: ``(n,)`` index of each person's class, ``Setting.unknown``, or ``ASIDE``.
        versions: ``(n,)`` which of their versions each person was.
        failed: changes of the last ``ask`` that could not be made, such as rewrites that a check refused.
    """

    outcomes: NDArray[np.int64]
    versions: NDArray[np.int64]
    failed: tuple[Change, ...] = ()


class Method(Protocol):
    """Aligns a crowd by changing some of its people between episodes.

    ``ask`` and ``tell`` alternate, beginning with ``ask``: what it answers is changed before the next episode. At the
    end ``ask`` is called once more; what it answers then makes the population that is evaluated. The same setting and
    the same reports give the same answers.
    """

    def ask(self) -> Sequence[Change]:
        """Return what to change now, each agent at most once; nothing, to leave everybody as they are."""
        ...

    def tell(self, report: Report) -> None:
        """Learn what the episode showed."""
        ...
