"""Minds of one crowd played by several backends, person by person."""

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from muster.behavior.v1.vocabulary import Duty
from muster.server.backend import Backend, BackendAbout
from muster.server.values import Answer, Interview, Person, Query, Spoken, Words

Result = TypeVar("Result")


@dataclass(frozen=True)
class Part:
    """Whom a backend plays: whoever fits all that is given; everybody, when nothing is.

    Attributes:
        name, role: of the persona, in any case.
    """

    backend: Backend
    name: str = ""
    role: str = ""
    duty: Duty | None = None

    def is_for(self, person: Person) -> bool:
        """Whether this backend may play them."""
        return (
            self.name.casefold() in ("", person.name.casefold())
            and self.role.casefold() in ("", person.role.casefold())
            and self.duty in (None, person.duty)
        )

    @property
    def is_for_all(self) -> bool:
        """Whether nobody is left to the parts that come after."""
        return not self.name and not self.role and self.duty is None


class Mixing:
    """A backend made of others: the first part that is for a person plays them.

    Args:
        parts: the last one for everybody; a backend may play several.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        assert parts and parts[-1].is_for_all
        self._parts = tuple(parts)
        self._backends = list({id(part.backend): part.backend for part in parts}.values())

    @property
    def about(self) -> BackendAbout:
        """All of them together."""
        every = [backend.about for backend in self._backends]
        models = " + ".join(dict.fromkeys(about.model or about.name for about in every))
        return BackendAbout("mixed", models, any(about.is_language_model for about in every))

    @property
    def slots(self) -> int:
        """All of them together; 0 when none of them has any, and so answers at once."""
        return sum(backend.slots for backend in self._backends)

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        """Ask all backends at once, each for its own people; raises what the first to fail does."""
        places: dict[int, list[int]] = {}
        for place, query in enumerate(batch):
            places.setdefault(id(self._backend_for(query.person)), []).append(place)
        own = {id(backend): backend for backend in self._backends}
        replies = await _together([own[who].decide([batch[place] for place in at]) for who, at in places.items()])
        answers = dict(
            pair for at, given in zip(places.values(), replies, strict=True) for pair in zip(at, given, strict=True)
        )
        return [answers[place] for place in range(len(batch))]

    async def speak(self, query: Query, answer: Answer) -> Words:
        """Ask whoever decided."""
        return await self._backend_for(query.person).speak(query, answer)

    async def ask(self, interview: Interview) -> Spoken:
        """Ask whoever plays them."""
        return await self._backend_for(interview.person).ask(interview)

    async def check(self) -> None:
        """Return when all of them are ready."""
        await _together([backend.check() for backend in self._backends])

    async def close(self) -> None:
        """Close all of them."""
        for backend in self._backends:
            await backend.close()

    def _backend_for(self, person: Person) -> Backend:
        return next(part.backend for part in self._parts if part.is_for(person))


async def _together(calls: Sequence[Coroutine[Any, Any, Result]]) -> list[Result]:
    """Await all; when one fails the others are cancelled before that is raised."""
    tasks = [asyncio.ensure_future(call) for call in calls]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()  # does nothing to a finished one
        await asyncio.gather(*tasks, return_exceptions=True)
