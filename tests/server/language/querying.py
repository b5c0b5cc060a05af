"""Queries and engines for tests of minds on a model."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from muster.behavior.v1.vocabulary import Act, CueKind, Duty, Feature, Health, Knowing, Tie, Trigger
from muster.server.engine import EngineError, Reply, Request
from muster.server.language import LanguageMind
from muster.server.values import (
    Answer,
    Cue,
    Interview,
    Mind,
    Option,
    Percept,
    Person,
    PersonNearby,
    Query,
    ThreatBelief,
)

RUTH = Person(
    name="Ruth Klein",
    role="Chemistry teacher",
    age=45,
    gender="female",
    pronouns="she/her",
    personality_traits="Dry, orderly and quick to take charge.",
    emotional_disposition="Even, slow to alarm.",
    motivations_goals="Wants her class home in one piece.",
    communication_style="Short sentences, no jokes.",
    knowledge_scope="Knows every door of the north wing.",
    backstory="Came from a dye works to teaching.",
    duty=Duty.STAFF,
    trained=True,
)
BRIEF = "A small school with one corridor."
OPTIONS = (
    Option("stay", Act.STAY, "Stay where you are and do nothing"),
    Option("exit:main", Act.EXIT, "Leave by the main door, 35 m away"),
    Option("hide:desk", Act.HIDE, "Take cover under the desk, 4 m away"),
    Option("warn", Act.WARN, "Tell the people around you what you know"),
    Option("follow:ben", Act.FOLLOW, "Go along with Ben Okoro, 2 m away"),
)
SHOT = Cue(CueKind.SHOT, 0.5, "the corridor", 30.0, "", Duty.UNSPECIFIED, "")
BEN = PersonNearby(1, "Ben Okoro", 2.0, Tie.PUPIL, Duty.PUPIL, Health.UNHARMED, "running")
HEARD = ThreatBelief(Knowing.HEARD, 0.5, 30.0, "the corridor", in_sight=False)

Script = Reply | EngineError | Callable[[Request], Reply]


def said(text: str, speaker: str = "Ben Okoro", kind: CueKind = CueKind.SPEECH) -> Cue:
    """Somebody says something."""
    return Cue(kind, 0.5, "", 2.0, speaker, Duty.UNSPECIFIED, text)


def percept(*, options: Sequence[Option] = OPTIONS, **changes: object) -> Percept:
    """Ruth in her room has just heard a shot; option 0 is what she is doing."""
    features = np.zeros((len(options), len(Feature)))
    features[0, Feature.CURRENT] = 1.0
    usual = Percept(
        agent=0,
        ordinal=0,
        draw_key=42,
        time_s=20.0,
        deadline_s=21.0,
        trigger=Trigger.SALIENT,
        place="Room 104",
        health=Health.UNHARMED,
        hidden=False,
        doing="carrying on as usual",
        threat=HEARD,
        cues=(SHOT,),
        people=(BEN,),
        options=tuple(options),
        features=features,
        noise_db=45.0,
        crowding=0.2,
        outside=False,
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def query(mind: Mind | None = None, person: Person = RUTH, **changes: object) -> Query:
    """What Ruth is asked."""
    return Query(person, mind or Mind(), percept(**changes), BRIEF)  # type: ignore[arg-type]


def uneventful(draw_key: int = 42, **changes: object) -> Query:
    """Nothing new, nobody near, no reason to say a word."""
    return query(threat=None, cues=(), people=(), draw_key=draw_key, **changes)  # type: ignore[arg-type]


def interview(question: str = "Why?", **changes: object) -> Interview:
    """Ruth, asked about what she settled on."""
    asked = Interview(
        RUTH, Mind(0.3, "tense", ("0:20 I heard a shot from the corridor.",)), BRIEF, percept(), 1, question
    )
    return replace(asked, **changes)  # type: ignore[arg-type]


class Scripted:
    """An engine that gives one reply after the other, the last for ever; remembers what it was asked."""

    name, slots = "fake", 4

    def __init__(self, *script: Script) -> None:
        self._script = list(script)
        self.asked: list[Request] = []
        self.is_closed = False

    async def complete(self, request: Request) -> Reply:
        self.asked.append(request)
        reply = self._script.pop(0) if len(self._script) > 1 else self._script[0]
        if isinstance(reply, EngineError):
            raise reply
        return reply if isinstance(reply, Reply) else reply(request)

    async def check(self, model: str) -> None:
        pass

    async def close(self) -> None:
        self.is_closed = True


def says(**logprobs: float) -> Reply:
    """A reply to a request for a letter."""
    return Reply(max(logprobs, key=logprobs.__getitem__), logprobs)


async def decided(reply: Script, asked: Query | None = None, **how: object) -> tuple[Answer, LanguageMind]:
    """One decision, and the mind that made it."""
    mind = LanguageMind(Scripted(reply), "m", **how)  # type: ignore[arg-type]
    return (await mind.decide([asked or query()]))[0], mind
