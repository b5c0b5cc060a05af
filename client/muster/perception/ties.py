"""Who is what to whom, by index."""

from collections.abc import Sequence

import numpy as np

from muster.behavior.v1.vocabulary import Tie
from muster.scenario.persona import Duty, Persona
from muster.world.arrays import Floats

STRENGTH = {Tie.FAMILY: 1.0, Tie.FRIEND: 0.6, Tie.TEACHER: 0.7, Tie.PUPIL: 0.9, Tie.COLLEAGUE: 0.3}
"""Family before friends before acquaintances, as Sime (1983) found for affiliation in fires; numbers ours."""

DEAREST = frozenset({Tie.FAMILY, Tie.PUPIL})
"""Those whom people go to look for: family, and who is in their charge."""

TRAINED = 0.1  # authority added by training; ours

AUTHORITY = {
    Duty.PUPIL: 0.0,
    Duty.VISITOR: 0.0,
    Duty.STAFF: 0.6,
    Duty.WARDEN: 0.9,
    Duty.SECURITY: 1.0,
    Duty.RESPONDER: 1.0,
}
"""How much those who know nothing better look to somebody; ours."""


class Ties:
    """Ties and authority of a cast.

    Attributes:
        of: for each agent, the tie to each tied agent.
        strength_of: for each agent, how strong each of these is, 0 .. 1 (family).
        authority: for each agent, 0 .. 1.
    """

    def __init__(self, cast: Sequence[Persona]) -> None:
        index = {person.id: i for i, person in enumerate(cast)}
        self.of: list[dict[int, Tie]] = [
            {index[tie.to]: Tie[tie.kind.name] for tie in person.ties if tie.to in index} for person in cast
        ]
        self.strength_of = [{other: STRENGTH[tie] for other, tie in ties.items()} for ties in self.of]
        self._tied_to: dict[int, list[int]] = {}
        for agent, ties in enumerate(self.of):
            for other in ties:
                self._tied_to.setdefault(other, []).append(agent)
        self.authority = [min(AUTHORITY[person.duty] + (TRAINED if person.trained else 0.0), 1.0) for person in cast]

    def strength(self, agent: int, other: int) -> float:
        """Return 0 (strangers) .. 1 (family)."""
        return self.strength_of[agent].get(other, 0.0)

    def strengths(self, other: int) -> Floats:
        """Return ``(n,)`` of everybody's tie to one person."""
        strength = np.zeros(len(self.of))
        for agent in self._tied_to.get(other, ()):
            strength[agent] = self.strength(agent, other)
        return strength
