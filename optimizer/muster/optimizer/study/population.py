"""Who everybody has been, is, and could be again: versions of people, added to and never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from muster.optimizer.method import Adopt, Change, Instruct, Rewrite, Switch
from muster.optimizer.texts import WORDS, Texts, rewritten, texts_of
from muster.scenario.benchmark import Benchmark
from muster.scenario.persona import Persona
from muster.scenario.population import people
from muster.scenario.scenario import Population as Cast
from muster.scenario.scenario import Scenario

ADULT = 18
FIGHT = "FIGHT"


@dataclass(frozen=True)
class Version:
    """Texts of somebody; ``origin`` says how they came about, such as ``rewrite:FREEZE``."""

    texts: Texts
    origin: str

    def to_json(self) -> dict[str, object]:
        """Return plain values."""
        return {"texts": asdict(self.texts), "origin": self.origin}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Version":
        """Return what ``to_json`` was made from."""
        return cls(Texts(**values["texts"]), str(values["origin"]))


class Population:
    """The versions of everybody in one scenario.

    Attributes:
        cast: everybody at first, in agent order.
        versions: of each agent, the first one first.
        now: which one each agent is.
    """

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self.cast = people(scenario)
        self.versions = [[Version(texts_of(persona), "first")] for persona in self.cast]
        self.now = [0] * len(self.cast)

    def persona(self, agent: int) -> Persona:
        """Return somebody as they are."""
        return rewritten(self.cast[agent], self.versions[agent][self.now[agent]].texts)

    def scenario(self) -> Scenario:
        """Return the scenario with everybody as they are."""
        personas = tuple(self.persona(agent) for agent in range(len(self.cast)))
        return replace(self._scenario, population=Cast(personas, None, self._scenario.population.profile))

    def switch(self, agent: int, version: int) -> None:
        """Make somebody who they were before."""
        self.now[agent] = version

    def add(self, agent: int, version: Version) -> None:
        """Make somebody a new version."""
        self.versions[agent].append(version)
        self.now[agent] = len(self.versions[agent]) - 1


def barred(cast: Sequence[Persona], benchmark: Benchmark) -> NDArray[np.bool_]:
    """Return ``(n, c)`` who must never be rewritten toward what: nobody under 18 toward fighting."""
    minors = np.array([persona.age < ADULT for persona in cast], np.bool_)
    fights = np.array([id == FIGHT for id in benchmark.ids], np.bool_)
    return minors[:, None] & fights


def instructed(texts: Texts, benchmark: Benchmark, toward: int) -> Texts:
    """Return ``texts`` with what to do in the place of motivations: told outright, as the baseline has it."""
    told = f"Has been told what to do if it happens: {benchmark.classes[toward].definition}"
    return replace(texts, motivations_goals=" ".join(told.split()[:WORDS]))


def change_to_json(change: Change) -> dict[str, object]:
    """Return plain values of a change."""
    return {"kind": type(change).__name__.lower(), **asdict(change)}


def change_from_json(values: Mapping[str, Any]) -> Change:
    """Return what ``change_to_json`` was made from."""
    kinds = {kind.__name__.lower(): kind for kind in (Rewrite, Switch, Instruct, Adopt)}
    return kinds[values["kind"]](**{key: value for key, value in values.items() if key != "kind"})
