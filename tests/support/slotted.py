"""A backend with slots whose answers come when a test says so."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace

from muster.behavior.v1.vocabulary import Source, Volume
from muster.server.backend import BackendAbout
from muster.server.builtin import BuiltinMind
from muster.server.engine import EngineError
from muster.server.values import Answer, Interview, Query, Spoken, Words

Asked = tuple[int, int]
"""Agent and ordinal."""

_BUILTIN = BuiltinMind()


async def at_once(asked: Asked) -> None:
    """Take no time."""


async def for_ever(asked: Asked) -> None:
    """Never answer."""
    await asyncio.Event().wait()


async def turns(count: int) -> None:
    """Let everything else on the event loop go on so many times."""
    for _ in range(count):
        await asyncio.sleep(0)


def key(query: Query) -> Asked:
    return query.percept.agent, query.percept.ordinal


@dataclass
class Slotted:
    """Decides as the built-in mind does, says SOURCE_MODEL, and keeps a diary.

    Attributes:
        slots: at once.
        think, find_words: what is awaited before an answer and before words.
        words_follow: whether what is said comes later; it tells agent and ordinal.
        broken: raised by everything, while it is set.
        asked, said: in the order in which they were begun.
        stopped: cancelled while under way.
    """

    slots: int = 2
    think: Callable[[Asked], Awaitable[None]] = at_once
    find_words: Callable[[Asked], Awaitable[None]] = at_once
    words_follow: bool = False
    broken: Exception | None = None
    not_ready: EngineError | None = None
    asked: list[Query] = field(default_factory=list[Query])
    said: list[Asked] = field(default_factory=list[Asked])
    stopped: list[Asked] = field(default_factory=list[Asked])
    running: int = 0
    most_at_once: int = 0
    closed: bool = False

    @property
    def about(self) -> BackendAbout:
        return BackendAbout("slotted", "fake:1b", is_language_model=True)

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        (query,) = batch
        self.asked.append(query)
        await self._work(self.think, key(query))
        (answer,) = _BUILTIN.choose(batch)
        if self.words_follow:
            answer = replace(answer, utterance="", thought="", words_follow=True)
        return [replace(answer, source=Source.MODEL)]

    async def speak(self, query: Query, answer: Answer) -> Words:
        agent, ordinal = key(query)
        self.said.append((agent, ordinal))
        await self._work(self.find_words, (agent, ordinal))
        text = f"{agent}:{ordinal}"
        return Words(
            Source.MODEL, f"I say {text}", Volume.TALK, f"I think {text}", f"mood {text}", f"I remember {text}"
        )

    async def ask(self, interview: Interview) -> Spoken:
        await self._work(self.think, (-1, 0))
        return Spoken("I am fine.", Source.MODEL)

    async def check(self) -> None:
        if self.not_ready:
            raise self.not_ready

    async def close(self) -> None:
        self.closed = True

    async def _work(self, wait: Callable[[Asked], Awaitable[None]], asked: Asked) -> None:
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        try:
            await wait(asked)
        except asyncio.CancelledError:
            self.stopped.append(asked)
            raise
        finally:
            self.running -= 1
        if self.broken:
            raise self.broken
