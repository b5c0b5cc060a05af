"""The only place where what instructors ask and are told meets protobuf."""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from muster.client.outside import Control, ControlKind, Note
from muster.exercise.v1 import exercise_pb2 as pb
from muster.scenario.inject import Inject, InjectKind, Severity
from muster.scenario.scenario import Advice
from muster.training.errors import BadAct
from muster.training.leading import (
    FASTEST,
    LONGEST_INJECT,
    LONGEST_NOTE,
    SLOWEST,
    Begin,
    Bring,
    Entered,
    Here,
    Lead,
    MselLine,
    Standing,
    Wish,
    Word,
)
from muster.training.told import LONGEST_ID, Phase, Refusal, RoleState, Stop
from muster.training.wire import LOUDNESSES, text_of, write_role

_Value = TypeVar("_Value", bound=StrEnum)
_INJECTS: Mapping[int, InjectKind] = {int(pb.InjectKind.Value(f"INJECT_KIND_{kind.name}")): kind for kind in InjectKind}
_ADVICE: Mapping[int, Advice] = {
    0: Advice.NONE,
    **{int(pb.Advice.Value(f"ADVICE_{each.name}")): each for each in Advice if each is not Advice.NONE},
}
_SEVERITIES: Mapping[int, Severity] = {
    0: Severity.INJURED,
    **{int(pb.Severity.Value(f"SEVERITY_{each.name}")): each for each in Severity},
}
_PHASES = {int(phase): phase for phase in Phase}


def _numbers(values: Mapping[int, _Value]) -> Mapping[_Value, int]:
    return {value: number for number, value in values.items()}


_NUMBER_OF_INJECT, _NUMBER_OF_ADVICE = _numbers(_INJECTS), _numbers(_ADVICE)
_NUMBER_OF_SEVERITY, _NUMBER_OF_LOUDNESS = _numbers(_SEVERITIES), _numbers(LOUDNESSES)


# ---- What instructors ask ----


def read_lead(request: pb.InstructRequest) -> Lead:
    """Return what an instructor asks; raises BadAct for what nobody can ask."""
    try:
        return Lead(request.number, _read_wish(request))
    except BadAct as error:
        raise BadAct(str(error), request.number) from None


def write_lead(lead: Lead) -> pb.InstructRequest:
    """Return the request that asks for ``lead``."""
    request = pb.InstructRequest(number=lead.number)
    match lead.wish:
        case Begin():
            request.begin.SetInParent()
        case Bring(event):
            request.bring.event = event
        case Inject() as inject:
            request.inject.CopyFrom(_write_inject(inject))
        case Note(text):
            request.bookmark.note = text
            request.bookmark.SetInParent()
        case Stop():
            request.stop.SetInParent()
        case Control(kind, speed):
            _write_control(request, kind, speed)
        case Here():
            pass
    return request


def _read_wish(request: pb.InstructRequest) -> Wish:
    match request.WhichOneof("what"):
        case "begin":
            return Begin()
        case "pause":
            return Control(ControlKind.PAUSE)
        case "resume":
            return Control(ControlKind.RESUME)
        case "set_speed":
            return Control(ControlKind.SPEED, _speed(request.set_speed.speed))
        case "end":
            return Control(ControlKind.END)
        case "stop":
            return Stop()
        case "inject":
            return _read_inject(request.inject)
        case "bring":
            return Bring(_id(request.bring.event))
        case "bookmark":
            return Note(text_of(request.bookmark.note, LONGEST_NOTE) or "Bookmark")
        case _:
            return Here()


def _write_control(request: pb.InstructRequest, kind: ControlKind, speed: float) -> None:
    match kind:
        case ControlKind.PAUSE:
            request.pause.SetInParent()
        case ControlKind.RESUME:
            request.resume.SetInParent()
        case ControlKind.SPEED:
            request.set_speed.speed = speed
        case ControlKind.END:
            request.end.SetInParent()


def _read_inject(inject: pb.Inject) -> Inject:
    return Inject(
        kind=_known(_INJECTS, inject.kind, "inject"),
        door=_id(inject.door),
        person=_id(inject.person),
        region=_id(inject.region),
        regions=tuple(map(_id, inject.regions)),
        text=text_of(inject.text, LONGEST_INJECT),
        volume=_known(LOUDNESSES, inject.loudness, "loudness"),
        advice=_known(_ADVICE, inject.advice, "advice"),
        place=_id(inject.place),
        severity=_known(_SEVERITIES, inject.severity, "severity"),
    )


def _write_inject(inject: Inject) -> pb.Inject:
    return pb.Inject(
        kind=pb.InjectKind.ValueType(_NUMBER_OF_INJECT[inject.kind]),
        door=inject.door,
        person=inject.person,
        region=inject.region,
        regions=inject.regions,
        text=inject.text,
        loudness=pb.Loudness.ValueType(_NUMBER_OF_LOUDNESS[inject.volume]),
        advice=pb.Advice.ValueType(_NUMBER_OF_ADVICE[inject.advice]),
        place=inject.place,
        severity=pb.Severity.ValueType(_NUMBER_OF_SEVERITY[inject.severity]),
    )


def _speed(speed: float) -> float:
    if not (math.isfinite(speed) and SLOWEST <= speed <= FASTEST):
        raise BadAct(f"the speed is {speed:g}; give one from {SLOWEST:g} to {FASTEST:g}")
    return speed


def _id(id: str) -> str:
    if len(id) > LONGEST_ID or not id.isprintable():
        raise BadAct(f"that is no id; ids have at most {LONGEST_ID} characters")
    return id


def _known(values: Mapping[int, _Value], number: int, what: str) -> _Value:
    if number not in values:
        raise BadAct(f"there is no {what} {number}")
    return values[number]


# ---- What the host tells them ----


def write_word(word: Word) -> pb.InstructResponse:
    """Return the response that says ``word``."""
    match word:
        case Entered(title, (procedure_title, procedure), events):
            told = pb.Entered(title=title, procedure_title=procedure_title, procedure=procedure)
            told.events.extend(map(_write_line, events))
            return pb.InstructResponse(entered=told)
        case Refusal(number, reason):
            return pb.InstructResponse(refusal=pb.Refusal(number=number, reason=reason))
        case Standing():
            return pb.InstructResponse(state=_write_standing(word))


def read_word(response: pb.InstructResponse) -> Word | None:
    """Return what a host tells, None for what this version does not know."""
    match response.WhichOneof("what"):
        case "entered":
            told = response.entered
            return Entered(told.title, (told.procedure_title, told.procedure), tuple(map(_read_line, told.events)))
        case "refusal":
            return Refusal(response.refusal.number, response.refusal.reason)
        case "state":
            return _read_standing(response.state)
        case _:
            return None


def _write_line(line: MselLine) -> pb.Event:
    return pb.Event(
        id=line.id,
        text=line.text,
        expected=line.expected,
        controller=line.controller,
        at_s=line.at,
        has_inject=line.has_inject,
        when=line.when,
    )


def _read_line(event: pb.Event) -> MselLine:
    at = event.at_s if event.HasField("at_s") else None
    return MselLine(event.id, event.text, event.expected, event.controller, event.when, at, event.has_inject)


def _write_standing(now: Standing) -> pb.State:
    return pb.State(
        time_s=now.time,
        phase=pb.Phase.ValueType(now.phase),
        speed=now.speed,
        roles=map(write_role, now.roles),
        brought=now.brought,
        word=now.word,
        taken=now.taken,
        refused=now.refused,
    )


def _read_standing(state: pb.State) -> Standing:
    return Standing(
        time=state.time_s,
        phase=_PHASES.get(state.phase, Phase.RUNNING),
        speed=state.speed,
        roles=tuple(RoleState(role.id, role.title, role.is_taken, role.is_ready) for role in state.roles),
        brought=tuple(state.brought),
        word=state.word,
        taken=state.taken,
        refused=tuple(state.refused),
    )
