"""Protobuf to values and back: generated types go no further than this file."""

from collections.abc import Sequence
from enum import IntEnum
from math import isfinite
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Act, CueKind, Duty, Feature, Health, Knowing, Status, Tie, Trigger
from muster.server.engine import Exchange
from muster.server.errors import PerceptError, SessionError
from muster.server.values import (
    Answer,
    Cue,
    Interview,
    Mind,
    Option,
    Percept,
    Person,
    PersonNearby,
    SmokeBelief,
    Spoken,
    ThreatBelief,
    Words,
)

MAX_OPTIONS = 20  # behavior.proto: Percept.options
_COLUMNS = len(Feature)
_OLDER_COLUMNS = Feature.SMOKE  # of clients, and recordings, from before there was smoke

Term = TypeVar("Term", bound=IntEnum)


class _Terms(dict[int, Term]):
    """An enum by number; one that a newer client may send is the unspecified one.

    Looking a number up here costs a tenth of calling the enum, and half of naming a default each time.
    """

    def __init__(self, terms: type[Term]) -> None:
        super().__init__({int(term): term for term in terms})
        self._unspecified = terms(0)

    def __missing__(self, number: int) -> Term:
        return self._unspecified


_DUTIES, _TRIGGERS, _HEALTHS, _KNOWINGS = _Terms(Duty), _Terms(Trigger), _Terms(Health), _Terms(Knowing)
_CUE_KINDS, _TIES, _ACTS = _Terms(CueKind), _Terms(Tie), _Terms(Act)


def read_person(message: pb.Person) -> Person:
    """Who somebody is."""
    return Person(
        name=message.name,
        role=message.role,
        age=message.age,
        gender=message.gender,
        pronouns=message.pronouns,
        personality_traits=message.personality_traits,
        emotional_disposition=message.emotional_disposition,
        motivations_goals=message.motivations_goals,
        communication_style=message.communication_style,
        knowledge_scope=message.knowledge_scope,
        backstory=message.backstory,
        duty=_DUTIES[message.duty],
        trained=message.trained,
    )


def read_mind(message: pb.Mind) -> Mind:
    """A mind as a client hands it back; arousal outside 0..1 is a broken client."""
    if not 0.0 <= message.arousal <= 1.0:
        raise SessionError(f"minds[agent {message.agent}].arousal is {message.arousal}; send a number from 0 to 1")
    return Mind(message.arousal, message.mood, tuple(message.memory))


def read_percept(message: pb.Percept) -> Percept:
    """A percept, checked; raises PerceptError with the reason when it breaks the contract."""
    _check_numbers(message)
    options = tuple([Option(option.id, _ACTS[option.act], option.text) for option in message.options])
    _check_options(options)
    return Percept(
        agent=message.agent,
        ordinal=message.ordinal,
        draw_key=message.draw_key,
        time_s=message.time_s,
        deadline_s=message.deadline_s,
        trigger=_TRIGGERS[message.trigger],
        place=message.place,
        health=_HEALTHS[message.health],
        hidden=message.hidden,
        doing=message.doing,
        threat=_read_threat(message.threat) if message.HasField("threat") else None,
        cues=tuple([_read_cue(cue) for cue in message.cues]),
        people=tuple([_read_nearby(other) for other in message.people]),
        options=options,
        features=_read_features(message.features[:], len(options)),
        noise_db=message.noise_db,
        crowding=message.crowding,
        outside=message.outside,
        smoke=_read_smoke(message.smoke) if message.HasField("smoke") else None,
    )


def read_interview(message: pb.AskRequest) -> Interview:
    """An interview; raises SessionError or PerceptError with the reason when it breaks the contract."""
    if not message.question.strip():
        raise SessionError("question is empty; ask something")
    percept = read_percept(message.percept) if message.HasField("percept") else None
    chosen = message.decision.option if percept is not None and message.HasField("decision") else None
    if percept is not None and chosen is not None and chosen >= len(percept.options):
        raise PerceptError(f"decision.option is {chosen}, but the percept has {len(percept.options)} options")
    return Interview(
        person=read_person(message.person),
        mind=read_mind(message.mind),
        brief=message.brief,
        percept=percept,
        chosen=chosen,
        question=message.question,
    )


def write_spoken(spoken: Spoken) -> pb.AskResponse:
    """The answer to an interviewer."""
    return pb.AskResponse(
        answer=spoken.text,
        source=spoken.source,  # type: ignore[arg-type]
        exchanges=[_write_exchange(exchange) for exchange in spoken.exchanges],
    )


def write_words(percept: Percept, words: Words, mind: Mind) -> pb.Words:
    """What goes with the decision on a percept; ``mind`` with these words in it."""
    return pb.Words(
        agent=percept.agent,
        ordinal=percept.ordinal,
        utterance=words.utterance,
        volume=words.volume,  # type: ignore[arg-type]
        thought=words.thought,
        mind=_write_mind(percept.agent, mind),
        source=words.source,  # type: ignore[arg-type]
        exchanges=[_write_exchange(exchange) for exchange in words.exchanges],
        mood=words.mood,
        memory=words.memory,
        error=words.error,
    )


def write_answer(percept: Percept, answer: Answer, latency_us: int, words_due_s: float = 0.0) -> pb.Decision:
    """The decision on a percept; ``words_due_s`` is the simulated time of its words, 0 when none follow."""
    return pb.Decision(
        agent=percept.agent,
        ordinal=percept.ordinal,
        status=pb.STATUS_OK,
        option=answer.option,
        probabilities=answer.probabilities,
        gait=answer.gait,  # type: ignore[arg-type]
        source=answer.source,  # type: ignore[arg-type]
        utterance=answer.utterance,
        volume=answer.volume,  # type: ignore[arg-type]
        thought=answer.thought,
        mind=_write_mind(percept.agent, answer.mind),
        latency_us=latency_us,
        words_due_s=words_due_s,
        exchanges=[_write_exchange(exchange) for exchange in answer.exchanges],
    )


def write_invalid(message: pb.Percept, reason: str) -> pb.Decision:
    """The reply to a percept that broke the contract."""
    return pb.Decision(agent=message.agent, ordinal=message.ordinal, status=pb.STATUS_INVALID, error=reason)


def write_undecided(percept: Percept, status: Status, reason: str = "") -> pb.Decision:
    """The reply to a percept on which nothing was decided, for no fault of its own."""
    return pb.Decision(agent=percept.agent, ordinal=percept.ordinal, status=status, error=reason)  # type: ignore[arg-type]


def _write_exchange(exchange: Exchange) -> pb.Exchange:
    request, reply = exchange.request, exchange.reply
    if reply is None:
        return pb.Exchange(key=request.key, request=request.canonical)
    return pb.Exchange(
        key=request.key,
        request=request.canonical,
        reply=reply.canonical,
        source=reply.source,  # type: ignore[arg-type]
        prompt_tokens=reply.prompt_tokens,
        cached_tokens=reply.cached_tokens,
        completion_tokens=reply.completion_tokens,
        latency_us=reply.latency_us,
    )


def _write_mind(agent: int, mind: Mind) -> pb.Mind:
    return pb.Mind(agent=agent, arousal=mind.arousal, mood=mind.mood, memory=mind.memory)


def _read_threat(message: pb.ThreatBelief) -> ThreatBelief:
    if not (isfinite(message.age_s) and isfinite(message.distance_m)):
        raise PerceptError("threat has a number that is not finite; leave `threat` out when nothing is known of it")
    return ThreatBelief(
        _KNOWINGS[message.knowing],
        message.age_s,
        message.distance_m,
        message.place,
        message.in_sight,
    )


def _read_cue(message: pb.Cue) -> Cue:
    if not (isfinite(message.age_s) and isfinite(message.distance_m)):
        raise PerceptError("a cue has a number that is not finite; send 0 for an unknown distance")
    return Cue(
        _CUE_KINDS[message.kind],
        message.age_s,
        message.place,
        message.distance_m,
        message.speaker,
        _DUTIES[message.speaker_duty],
        message.text,
    )


def _read_nearby(message: pb.PersonNearby) -> PersonNearby:
    if not isfinite(message.distance_m):
        raise PerceptError(f"people[agent {message.agent}].distance_m is not finite; send metres")
    return PersonNearby(
        message.agent,
        message.name,
        message.distance_m,
        _TIES[message.tie],
        _DUTIES[message.duty],
        _HEALTHS[message.health],
        message.doing,
    )


def _read_smoke(message: pb.Smoke) -> SmokeBelief:
    if not (isfinite(message.visibility_m) and isfinite(message.fire_distance_m)):
        raise PerceptError("smoke has a number that is not finite; send 0 where smoke hides nothing")
    return SmokeBelief(
        visibility_m=message.visibility_m,
        places=tuple(message.places),
        fire=_KNOWINGS[message.fire],
        fire_place=message.fire_place,
        fire_distance_m=message.fire_distance_m,
        fire_in_sight=message.fire_in_sight,
    )


def _check_numbers(message: pb.Percept) -> None:
    numbers = (message.time_s, message.deadline_s, message.noise_db, message.crowding)
    if not all(map(isfinite, numbers)):
        raise PerceptError("one of time_s, deadline_s, noise_db, crowding is not finite; send finite numbers")


def _check_options(options: tuple[Option, ...]) -> None:
    if not 1 <= len(options) <= MAX_OPTIONS:
        raise PerceptError(f"{len(options)} options; a percept has 1 to {MAX_OPTIONS}")
    if len({option.id for option in options}) != len(options):
        raise PerceptError("two options have the same id; ids are unique within a percept")


def _read_features(numbers: Sequence[float], options: int) -> NDArray[np.float64]:
    if not isfinite(sum(numbers)):  # float32 numbers cannot overflow this sum
        raise PerceptError("a feature is not finite; send 0 for what is unknown")
    features = np.array(numbers, dtype=np.float64)
    if features.size == options * _OLDER_COLUMNS:
        missing = ((0, 0), (0, _COLUMNS - _OLDER_COLUMNS))
        return np.pad(features.reshape(options, _OLDER_COLUMNS), missing)
    if features.size != options * _COLUMNS:
        raise PerceptError(
            f"{features.size} features for {options} options; send {_COLUMNS} an option, {options * _COLUMNS} in all"
        )
    return features.reshape(options, _COLUMNS)
