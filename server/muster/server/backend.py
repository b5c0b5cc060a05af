"""The seam between the server and whatever plays the minds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from muster.server.values import Answer, Query


@dataclass(frozen=True)
class BackendAbout:
    """What a backend says of itself; ``model`` is empty when there is none."""

    name: str
    model: str = ""
    is_language_model: bool = False


class Backend(Protocol):
    """Plays minds. Behaviour is added by wrapping, not by inheriting."""

    @property
    def about(self) -> BackendAbout:
        """What answers here, for users and recordings."""
        ...

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        """Answer every query, in the batch's order.

        Draws are keyed by each percept's ``draw_key``, so that neither order nor company of a query changes its answer.
        """
        ...
