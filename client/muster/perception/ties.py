"""Who is what to whom, by index."""

from collections.abc import Sequence

from muster.scenario.persona import Duty, Persona, TieKind

CODE = {TieKind.FAMILY: 1, TieKind.FRIEND: 2, TieKind.TEACHER: 3, TieKind.PUPIL: 4, TieKind.COLLEAGUE: 5}
"""Numbers of ``muster.behavior.v1.Tie``."""

STRENGTH = {0: 0.0, 1: 1.0, 2: 0.6, 3: 0.7, 4: 0.9, 5: 0.3}
"""By code. Family before friends before acquaintances, as Sime (1983) found for affiliation in fires; numbers ours."""

DEAREST = frozenset({CODE[TieKind.FAMILY], CODE[TieKind.PUPIL]})
"""Those whom people go to look for: family, and who is in their charge."""

TRAINED = 0.1  # authority added by training; ours
IN_CHARGE_OF_ME = CODE[TieKind.TEACHER]

AUTHORITY = {Duty.PUPIL: 0.0, Duty.VISITOR: 0.0, Duty.STAFF: 0.6, Duty.WARDEN: 0.9, Duty.SECURITY: 1.0}
"""How much those who know nothing better look to somebody; ours."""


class Ties:
    """Ties and authority of a cast.

    Attributes:
        of: for each agent, the code of each tied agent.
        authority: for each agent, 0 .. 1.
    """

    def __init__(self, cast: Sequence[Persona]) -> None:
        index = {person.id: i for i, person in enumerate(cast)}
        self.of: list[dict[int, int]] = [
            {index[tie.to]: CODE[tie.kind] for tie in person.ties if tie.to in index} for person in cast
        ]
        self.authority = [min(AUTHORITY[person.duty] + (TRAINED if person.trained else 0.0), 1.0) for person in cast]

    def strength(self, agent: int, other: int) -> float:
        """Return 0 (strangers) .. 1 (family)."""
        return STRENGTH[self.of[agent].get(other, 0)]
