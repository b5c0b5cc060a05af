"""Whom to ask why: those whose acts bear on a rating, those whom the trainee's words reached, those in their charge."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from google.protobuf.message import DecodeError

from muster.behavior.v1 import behavior_pb2 as pb
from muster.recording.looking_back import Past, past_of
from muster.training.judging import Judged
from muster.training.played import Part, Played

MOST_ASKED = 6
_LATER_S = 20.0  # after first noticing something: by then most have decided once

Ask = Callable[[Past, str], tuple[str, str]]
"""Takes somebody as they were and a question; returns the answer and who gave it."""


@dataclass(frozen=True)
class Question:
    """What to ask whom, about which moment in seconds."""

    agent: int
    time: float
    text: str


@dataclass(frozen=True)
class Answer:
    """What somebody said, and ``source``, who played them."""

    question: Question
    name: str
    text: str
    source: str


def questions(played: Played, judged: Iterable[Judged]) -> list[Question]:
    """Return whom to ask what, one question a person, at most ``MOST_ASKED``, in order of time."""
    trainees = {part.agent for part in played.parts}
    asked: dict[int, Question] = {}
    groups = [_acted(played, judged)]
    groups += [group(played, part) for part in played.parts for group in (_addressed, _charges)]
    for group in groups:
        fresh = {each.agent: each for each in group if each.agent not in trainees and each.agent not in asked}
        asked |= {each.agent: each for each in _spread([*fresh.values()], MOST_ASKED - len(asked))}
    return sorted(asked.values(), key=lambda each: each.time)


def answers(played: Played, judged: Iterable[Judged], ask: Ask) -> list[Answer]:
    """Return the answers of the people who mattered."""
    given: list[Answer] = []
    for question in questions(played, judged):
        them = past_of(played.recording, question.agent, question.time)
        text, source = ask(them, question.text)
        given.append(Answer(question, played.name(question.agent), text, source))
    return given


def _acted(played: Played, judged: Iterable[Judged]) -> Iterator[Question]:
    """Yield a question to each whose own act is evidence for a rating, about that act."""
    for each in judged:
        for evidence in (one for proposal in each.proposals for one in proposal.evidence):
            if evidence.agent >= 0:
                text = f"In the recording one sees: {evidence.text}. Why was that?"
                yield Question(evidence.agent, evidence.time, text)


def _addressed(played: Played, part: Part) -> Iterator[Question]:
    """Yield a question to each who noticed something that the trainee said, once they had decided on it."""
    name = played.name(part.agent)
    spoken = {row.text for row in played.said(part)} | _announced(played, part)
    asked: set[int] = set()
    for row in played.recording.percepts():
        cue = _cue_of(row.message, name, spoken) if row.agent not in asked else None
        if cue is None:
            continue
        asked.add(row.agent)
        time = played.time(row.tick)
        text = f'You heard "{cue}". What did you make of it, and why did you do what you did then?'
        yield Question(row.agent, min(time + _LATER_S, played.end), text)


def _announced(played: Played, part: Part) -> set[str]:
    return {row.text for row in played.events if row.kind == "announcement" and row.agent == part.agent}


def _cue_of(message: bytes, name: str, spoken: set[str]) -> str | None:
    """Return what of ``spoken`` a percept holds, if it does."""
    try:
        cues = pb.Percept.FromString(message).cues
    except DecodeError:
        return None
    return next((cue.text for cue in cues if cue.text in spoken and cue.speaker in ("", name)), None)


def _charges(played: Played, part: Part) -> Iterator[Question]:
    text = "What did you know just then, and why did you do what you did?"
    for agent in played.charges(part):
        noticed = float(played.observed.aware_at[agent])
        if noticed == noticed:  # NaN is not: they never noticed anything
            yield Question(agent, min(noticed + _LATER_S, played.end), text)


def _spread(chosen: list[Question], most: int) -> list[Question]:
    """Return at most so many, evenly from all."""
    if len(chosen) <= most or most <= 0:
        return chosen[: max(most, 0)]
    return [chosen[number * len(chosen) // most] for number in range(most)]
