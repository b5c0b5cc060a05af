"""The only place where what instructors ask and are told meets protobuf."""

from collections.abc import Mapping

from muster.client.outside import Note
from muster.client.terms import SPEEDS
from muster.exercise.v1 import exercise_pb2 as pb
from muster.scenario.exercise import Exercise
from muster.scenario.inject import Inject, InjectKind, Severity
from muster.scenario.msel import MselEvent
from muster.scenario.scenario import Advice
from muster.training.errors import BadAct
from muster.training.host.host import Host
from muster.training.told import LONGEST_ID
from muster.training.wire import LOUDNESSES, text_of, write_role

LONGEST_NOTE = 500  # characters
MOST_REGIONS = 200
_KINDS: Mapping[int, InjectKind] = {int(pb.InjectKind.Value(f"INJECT_KIND_{kind.name}")): kind for kind in InjectKind}
_ADVICE: Mapping[int, Advice] = {
    0: Advice.NONE,
    **{int(pb.Advice.Value(f"ADVICE_{advice.name}")): advice for advice in Advice if advice is not Advice.NONE},
}
_SEVERITIES: Mapping[int, Severity] = {
    0: Severity.INJURED,
    **{int(pb.Severity.Value(f"SEVERITY_{severity.name}")): severity for severity in Severity},
}


def obey(host: Host, request: pb.InstructRequest) -> None:
    """Do what an instructor asks; raises BadAct for what cannot be."""
    match request.WhichOneof("what"):
        case "begin":
            host.begin()
        case "pause":
            host.pause()
        case "resume":
            host.resume()
        case "set_speed":
            host.set_speed(_speed(request.set_speed.speed))
        case "inject":
            host.inject(_inject(request.inject))
        case "bring":
            host.bring(_id(request.bring.event))
        case "bookmark":
            host.remark(Note(text_of(request.bookmark.note, LONGEST_NOTE)))
        case "end":
            host.end()
        case _:
            pass


def write_entered(exercise: Exercise) -> pb.Entered:
    """Return what an instructor is told first."""
    procedure = exercise.procedure
    return pb.Entered(
        title=exercise.title,
        procedure_title=procedure.title,
        procedure=procedure.text.strip(),
        events=map(_write_event, exercise.events),
    )


def write_state(host: Host, taken: int) -> pb.State:
    """Return how things stand."""
    return pb.State(
        time_s=host.time,
        phase=pb.Phase.ValueType(host.phase),
        speed=host.clock.speed,
        roles=map(write_role, host.roles),
        brought=host.brought,
        word=host.word,
        taken=taken,
        refused=host.refused,
    )


def _write_event(event: MselEvent) -> pb.Event:
    return pb.Event(
        id=event.id,
        text=event.text,
        expected=event.expected,
        controller=event.controller,
        at_s=event.at,
        has_inject=event.inject is not None,
    )


def _speed(speed: float) -> float:
    least, most = SPEEDS
    if not least <= speed <= most:  # nor is NaN
        raise BadAct(f"the speed is {speed:g}; give {least:g} to {most:g} simulated seconds in one of the wall clock")
    return speed


def _inject(told: pb.Inject) -> Inject:
    if told.kind not in _KINDS:
        raise BadAct(f"there is no inject of kind {told.kind}; see InjectKind")
    for values, number, what in (
        (LOUDNESSES, told.loudness, "loudness"),
        (_ADVICE, told.advice, "advice"),
        (_SEVERITIES, told.severity, "severity"),
    ):
        if number not in values:
            raise BadAct(f"there is no {what} {number}")
    if len(told.regions) > MOST_REGIONS:
        raise BadAct(f"an inject names {len(told.regions)} regions; at most {MOST_REGIONS}, or none for all")
    return Inject(
        _KINDS[told.kind],
        door=_id(told.door),
        person=_id(told.person),
        region=_id(told.region),
        regions=tuple(map(_id, told.regions)),
        text=text_of(told.text),
        volume=LOUDNESSES[told.loudness],
        advice=_ADVICE[told.advice],
        place=_id(told.place),
        severity=_SEVERITIES[told.severity],
    )


def _id(id: str) -> str:
    if len(id) > LONGEST_ID or not id.isprintable():
        raise BadAct(f"ids have at most {LONGEST_ID} characters that can be printed")
    return id
