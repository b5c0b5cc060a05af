"""A language model whose every reply says, feels and remembers something, the same for the same request."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from muster.server.backend import BackendAbout
from muster.server.engine import Request
from muster.server.engines.scripted import Pace, ScriptedEngine
from muster.server.language.mind import LanguageMind
from muster.server.values import Answer, Interview, Query, Spoken, Words

_MOODS = ("", "calm", "uneasy", "afraid", "hopeful")


def talking_mind(slots: int = 4) -> LanguageMind:
    """Return minds on such a model."""
    return LanguageMind(ScriptedEngine(Pace(slots=slots), faults=say), "scripted")


def say(request: Request) -> str | None:
    """Return words that depend on the whole prompt; None for a letter."""
    if request.schema is None:
        return None
    digest = sha256(request.canonical.encode()).hexdigest()
    said = {
        "utterance": f"Listen {digest[:4]}",
        "volume": "talk" if digest[0] < "8" else "silent",
        "thought": f"I think {digest[4:8]}",
        "mood": _MOODS[int(digest[8], 16) % len(_MOODS)],
        "memory": f"I noted {digest[9:13]}." if digest[13] < "a" else "",
        "summary": f"Much happened {digest[9:13]}.",
    }
    properties = request.schema["properties"]
    assert isinstance(properties, dict)
    return json.dumps({name: said[name] for name in properties})


@dataclass
class FallingSilent:
    """Minds that find so many words, and then think about words for ever.

    Attributes:
        is_silent: whether somebody waits in vain.
    """

    inner: LanguageMind
    after: int
    is_silent: bool = False

    @property
    def about(self) -> BackendAbout:
        return self.inner.about

    @property
    def slots(self) -> int:
        return 64  # enough for decisions beside all the words that never come

    async def decide(self, batch: Sequence[Query]) -> list[Answer]:
        return await self.inner.decide(batch)

    async def speak(self, query: Query, answer: Answer) -> Words:
        self.after -= 1
        if self.after < 0:
            self.is_silent = True
            await asyncio.Event().wait()
        return await self.inner.speak(query, answer)

    async def ask(self, interview: Interview) -> Spoken:
        return await self.inner.ask(interview)

    async def check(self) -> None:
        await self.inner.check()

    async def close(self) -> None:
        await self.inner.close()
