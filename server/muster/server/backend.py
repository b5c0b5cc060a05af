"""The seam between the server and whatever plays the minds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from muster.server.values import Answer, Interview, Query, Spoken, Words


@dataclass(frozen=True)
class BackendAbout:
    """What a backend says of itself; ``model`` is empty when there is none."""

    name: str
    model: str = ""
    is_language_model: bool = False


class Backend(Protocol):
    """Plays minds. Behaviour is added by wrapping, not by inheriting. All but ``about`` and ``slots`` may await."""

    @property
    def about(self) -> BackendAbout:
        """What answers here, for users and recordings."""
        ...

    @property
    def slots(self) -> int:
        """How many queries it works on at once; 0: give it whole batches, it answers them without waiting."""
        ...

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        """Answer every query, in the batch's order.

        Draws are keyed by each percept's ``draw_key``, so that neither order nor company of a query changes its answer.
        A reply that makes no sense is survived inside and labelled; what is raised means that nobody can be asked.

        Raises:
            EngineError: the model can't be asked; see its subclasses.
        """
        ...

    async def speak(self, query: Query, answer: Answer) -> Words:
        """Return the words that go with an answer whose ``words_follow``; raises as ``decide``."""
        ...

    async def ask(self, interview: Interview) -> Spoken:
        """Answer an interviewer in character; raises as ``decide``."""
        ...

    async def check(self) -> None:
        """Return when decisions can be made; raises EngineError with what mends it."""
        ...

    async def close(self) -> None:
        """Let go of connections; may be called twice."""
        ...
