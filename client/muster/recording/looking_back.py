"""One person at one moment of a recording: what they had perceived, decided and kept in mind."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TypeVar

from google.protobuf.message import DecodeError

from muster.behavior.v1 import behavior_pb2 as pb
from muster.recording.errors import NobodyMeant, RecordingDamaged
from muster.recording.reader import Recording
from muster.recording.rows import DecisionRow
from muster.scenario.persona import Persona

_Message = TypeVar("_Message", pb.Percept, pb.Decision, pb.Words)

MOST_NAMED = 8  # candidates listed when a name fits several


@dataclass(frozen=True)
class Past:
    """Somebody as they were.

    Attributes:
        before: their mind when they were last asked to decide.
        percepts: what they noticed since the decision before, oldest first; the last was decided on. Empty before the
            first decision.
        decision: on the last of ``percepts``; None before the first.
        decided_s: when it took effect, simulated seconds.
        words: what went with it, when that came apart and had come by then.
        mind: at the moment asked about.
    """

    agent: int
    brief: str
    persona: Persona
    before: pb.Mind
    percepts: tuple[pb.Percept, ...]
    decision: pb.Decision | None
    decided_s: float
    words: pb.Words | None
    mind: pb.Mind


def past(recording: Recording, who: str, time_s: float) -> Past:
    """Return ``who`` (a name, part of one, an id or a number) as they were at ``time_s``.

    Raises:
        NobodyMeant: the name fits nobody, or several.
        RecordingDamaged: what is looked for cannot be read.
    """
    return past_of(recording, find(recording, who), time_s)


def past_of(recording: Recording, agent: int, time_s: float) -> Past:
    """Return agent ``agent`` as they were at ``time_s``; raises RecordingDamaged."""
    last_tick = math.floor(time_s / recording.meta.dt + 1e-6)
    decisions = [*islice(recording.decisions_back(agent, last_tick), 2)][::-1]
    earlier = decisions[-2].ordinal if len(decisions) > 1 else -1
    reflections = [
        (row.tick, _read(pb.Words, row.message, recording))
        for row in takewhile(lambda row: row.ordinal >= earlier, recording.reflections_back(agent, last_tick))
    ]
    minds = [(row.tick, _read(pb.Decision, row.message, recording).mind) for row in decisions]
    minds += [(tick, words.mind) for tick, words in reflections]
    decision = _read(pb.Decision, decisions[-1].message, recording) if decisions else None
    percepts = _decided_on(recording, agent, earlier, decisions[-1]) if decisions else ()
    asked_at = percepts[-1].time_s / recording.meta.dt if percepts else -1.0
    return Past(
        agent=agent,
        brief=recording.scenario.brief,
        persona=recording.personas[agent],
        before=_latest(agent, ((tick, mind) for tick, mind in minds if tick <= asked_at + 1e-3)),
        percepts=percepts,
        decision=decision,
        decided_s=decisions[-1].tick * recording.meta.dt if decisions else 0.0,
        words=next(
            (words for _, words in reflections if decision is not None and words.ordinal == decision.ordinal), None
        ),
        mind=_latest(agent, minds),
    )


def _decided_on(recording: Recording, agent: int, earlier: int, decision: DecisionRow) -> tuple[pb.Percept, ...]:
    """Return the percepts after ordinal ``earlier`` up to the one decided on, oldest first."""
    noticed = takewhile(lambda row: row.ordinal > earlier, recording.percepts_back(agent, decision.tick))
    percepts = [_read(pb.Percept, row.message, recording) for row in noticed if row.ordinal <= decision.ordinal]
    return tuple(percepts[::-1])


def find(recording: Recording, who: str) -> int:
    """Return the agent that ``who`` names; raises NobodyMeant."""
    wanted = who.strip().casefold()
    if wanted.isascii() and wanted.isdigit() and int(wanted) < len(recording.people):
        return int(wanted)
    exact = [row.agent for row in recording.people if wanted in (row.id.casefold(), row.name.casefold())]
    found = exact or [row.agent for row in recording.people if wanted and wanted in row.name.casefold()]
    if len(found) == 1:
        return found[0]
    listed = ", ".join(f"{agent} {recording.people[agent].name}" for agent in found[:MOST_NAMED])
    if found:
        raise NobodyMeant(f"{who!r} fits {len(found)} people in {recording.path} ({listed} ...); give the number")
    last = len(recording.people) - 1
    raise NobodyMeant(f"nobody in {recording.path} is called {who!r}; give a name, or a number from 0 to {last}")


def _latest(agent: int, minds: Iterable[tuple[int, pb.Mind]]) -> pb.Mind:
    return max(minds, key=lambda each: each[0], default=(0, pb.Mind(agent=agent)))[1]


def _read(kind: type[_Message], message: bytes, recording: Recording) -> _Message:
    try:
        return kind.FromString(message)
    except DecodeError:
        raise RecordingDamaged(f"{recording.path}: a message is damaged; the rest may still be readable") from None
