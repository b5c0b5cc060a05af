"""The only place where what trainees do and are told meets protobuf."""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from muster.behavior.v1.vocabulary import CueKind
from muster.exercise.v1 import exercise_pb2 as pb
from muster.scenario.building import Building, Storey
from muster.scenario.exercise import Phrase
from muster.scenario.play import Pace, Play, PlayKind, Rights
from muster.scenario.speech import Loudness, Urge
from muster.training import places_wire
from muster.training.errors import BadAct
from muster.training.knowledge import Known, Own, Person, Sound, Threat
from muster.training.told import (
    LONGEST_ID,
    LONGEST_TEXT,
    Act,
    Alive,
    Answer,
    Asked,
    Join,
    Leave,
    Moment,
    Part,
    Phase,
    Playbill,
    Ready,
    Refusal,
    RoleState,
    Stop,
)

DIGITS = 4
"""Of directions: nobody sees more, and logs stay short."""
_Value = TypeVar("_Value", bound=StrEnum)
_OURS = (PlayKind.TAKE, PlayKind.RELEASE)  # the host's to do
_KINDS: Mapping[int, PlayKind] = {
    int(pb.ActKind.Value(f"ACT_KIND_{kind.name}")): kind for kind in PlayKind if kind not in _OURS
}
_PACES: Mapping[int, Pace] = {0: Pace.WALK, **{int(pb.Pace.Value(f"PACE_{pace.name}")): pace for pace in Pace}}
LOUDNESSES: Mapping[int, Loudness] = {
    0: Loudness.TALK,
    **{int(pb.Loudness.Value(f"LOUDNESS_{each.name}")): each for each in Loudness},
}
_URGES: Mapping[int, Urge] = {
    0: Urge.NONE,
    **{int(pb.Urge.Value(f"URGE_{urge.name}")): urge for urge in Urge if urge is not Urge.NONE},
}
_NUMBER_OF_KIND = {kind: number for number, kind in _KINDS.items()}
_NUMBER_OF_PACE = {pace: number for number, pace in _PACES.items()}
_NUMBER_OF_LOUDNESS = {loudness: number for number, loudness in LOUDNESSES.items()}
_NUMBER_OF_URGE = {urge: number for number, urge in _URGES.items()}
_CUES = {int(kind): kind for kind in CueKind}


# ---- What trainees ask ----


def read_asked(request: pb.TakePartRequest) -> Asked:
    """Return what a trainee asks; raises BadAct for what nobody can do."""
    match request.WhichOneof("what"):
        case "join":
            return Join(_id("role", request.join.role))
        case "ready":
            return Ready()
        case "act":
            return _read_act(request.act)
        case "stop":
            return Stop()
        case "leave":
            return Leave()
        case _:
            return Alive()


def write_asked(asked: Asked) -> pb.TakePartRequest:
    """Return the request that says ``asked``."""
    match asked:
        case Join(role):
            return pb.TakePartRequest(join=pb.Join(role=role))
        case Ready():
            return pb.TakePartRequest(ready=pb.Ready())
        case Stop():
            return pb.TakePartRequest(stop=pb.Stop())
        case Leave():
            return pb.TakePartRequest(leave=pb.Leave())
        case Act():
            return pb.TakePartRequest(act=_write_act(asked))
        case Alive():
            return pb.TakePartRequest()


def _read_act(act: pb.Act) -> Act:
    kind = _KINDS.get(act.kind)
    if kind is None:
        raise BadAct(f"there is no act of kind {act.kind}; see ActKind", act.number)
    look = act.look if act.HasField("look") else None
    if not all(map(math.isfinite, (act.toward_x, act.toward_y, look or 0.0))):
        raise BadAct("directions must be finite numbers", act.number)
    try:
        play = Play(
            kind,
            toward=(_plain(act.toward_x), _plain(act.toward_y)),
            look=None if look is None else _plain(look),
            gait=_known(_PACES, act.pace, "pace"),
            door=_id("door", act.door),
            exit=_id("exit", act.exit),
            spot=_id("spot", act.spot),
            region=_id("region", act.region),
            text=text_of(act.text),
            volume=_known(LOUDNESSES, act.loudness, "loudness"),
            urge=_known(_URGES, act.urge, "urge"),
        )
    except BadAct as error:
        raise BadAct(str(error), act.number) from None
    return Act(act.number, play, act.body)


def _write_act(act: Act) -> pb.Act:
    play = act.play
    return pb.Act(
        number=act.number,
        kind=pb.ActKind.ValueType(_NUMBER_OF_KIND[play.kind]),
        toward_x=play.toward[0],
        toward_y=play.toward[1],
        look=play.look,
        pace=pb.Pace.ValueType(_NUMBER_OF_PACE[play.gait]),
        door=play.door,
        exit=play.exit,
        spot=play.spot,
        body=act.body,
        region=play.region,
        text=play.text,
        loudness=pb.Loudness.ValueType(_NUMBER_OF_LOUDNESS[play.volume]),
        urge=pb.Urge.ValueType(_NUMBER_OF_URGE[play.urge]),
    )


def _plain(number: float) -> float:
    """Return a number as the log writes it: there is no minus zero, which a rerun would find to be another state."""
    return round(number, DIGITS) + 0.0


def text_of(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return what somebody says, on one line; raises BadAct when it is too long or cannot be printed."""
    line = " ".join(text.split())
    if len(line) > longest:
        raise BadAct(f"the text has {len(line)} characters, and at most {longest} can be said at once; say it in parts")
    if not line.isprintable():
        raise BadAct("the text has characters that cannot be printed; leave them out")
    return line


def _id(what: str, id: str) -> str:
    if len(id) > LONGEST_ID or not id.isprintable():
        raise BadAct(f"that is no id of a {what}; ids have at most {LONGEST_ID} characters")
    return id


def _known(values: Mapping[int, _Value], number: int, what: str) -> _Value:
    if number not in values:
        raise BadAct(f"there is no {what} {number}")
    return values[number]


# ---- What the host answers ----


def write_answer(answer: Answer, building: Building) -> pb.TakePartResponse:
    """Return the response that says ``answer``."""
    match answer:
        case Part():
            return pb.TakePartResponse(joined=_write_part(answer, building))
        case Refusal(number, reason):
            return pb.TakePartResponse(refusal=pb.Refusal(number=number, reason=reason))
        case Moment():
            return pb.TakePartResponse(moment=_write_moment(answer, building))


def read_answer(response: pb.TakePartResponse, storeys: tuple[Storey, ...]) -> Answer | None:
    """Return what a host answers, None for what this version does not know; ``storeys`` are those of the part."""
    match response.WhichOneof("what"):
        case "joined":
            return _read_part(response.joined)
        case "refusal":
            return Refusal(response.refusal.number, response.refusal.reason)
        case "moment":
            return _read_moment(response.moment, storeys)
        case _:
            return None


def write_playbill(playbill: Playbill) -> pb.GetExerciseResponse:
    """Return what anybody may ask."""
    return pb.GetExerciseResponse(
        title=playbill.title,
        brief=playbill.brief,
        content_note=playbill.content_note,
        roles=map(write_role, playbill.roles),
    )


def read_playbill(response: pb.GetExerciseResponse) -> Playbill:
    """Return what was asked for."""
    roles = tuple(RoleState(role.id, role.title, role.is_taken, role.is_ready) for role in response.roles)
    return Playbill(response.title, response.brief, response.content_note, roles)


def write_role(role: RoleState) -> pb.Role:
    """Return how a role stands."""
    return pb.Role(id=role.id, title=role.title, is_taken=role.is_taken, is_ready=role.is_ready)


def _write_part(part: Part, building: Building) -> pb.Joined:
    title, text = part.procedure
    return pb.Joined(
        title=part.title,
        brief=part.brief,
        content_note=part.content_note,
        support_contact=part.support_contact,
        procedure_title=title,
        procedure=text,
        role=part.role,
        role_title=part.role_title,
        role_brief=part.role_brief,
        duties=part.duties,
        phrases=[
            pb.Phrase(
                text=phrase.text,
                loudness=pb.Loudness.ValueType(_NUMBER_OF_LOUDNESS[phrase.volume]),
                urge=pb.Urge.ValueType(_NUMBER_OF_URGE[phrase.urge]),
            )
            for phrase in part.phrases
        ],
        has_keys=part.rights.keys,
        has_pa=part.rights.pa,
        has_alarm=part.rights.alarm,
        name=part.name,
        stature_m=part.stature,
        uses_wheelchair=part.uses_wheelchair,
        storeys=places_wire.write_storeys(building),
        step_s=part.step,
        adults_only=part.adults_only,
    )


def _read_part(joined: pb.Joined) -> Part:
    phrases = (
        Phrase(each.text, LOUDNESSES.get(each.loudness, Loudness.TALK), _URGES.get(each.urge, Urge.NONE))
        for each in joined.phrases
    )
    return Part(
        title=joined.title,
        brief=joined.brief,
        content_note=joined.content_note,
        support_contact=joined.support_contact,
        procedure=(joined.procedure_title, joined.procedure),
        role=joined.role,
        role_title=joined.role_title,
        role_brief=joined.role_brief,
        duties=tuple(joined.duties),
        phrases=tuple(phrases),
        rights=Rights(joined.has_keys, joined.has_pa, joined.has_alarm),
        name=joined.name,
        stature=joined.stature_m,
        uses_wheelchair=joined.uses_wheelchair,
        storeys=tuple(Storey(each.id, each.elevation_m, each.height_m) for each in joined.storeys),
        step=joined.step_s,
        adults_only=joined.adults_only,
    )


def _write_moment(moment: Moment, building: Building) -> pb.Moment:
    told = pb.Moment(
        time_s=moment.time,
        phase=pb.Phase.ValueType(moment.phase),
        word=moment.word,
        taken=moment.taken,
        hot_wash=moment.hot_wash,
    )
    known = moment.known
    if known is None:
        return told
    told.own.CopyFrom(_write_own(known.own))
    told.people.extend(map(_write_person, known.people))
    if known.threat is not None:
        (x, y, z), heading = known.threat
        told.threat.CopyFrom(pb.Threat(x_m=x, y_m=y, z_m=z, heading=heading))
    told.doors.extend(door for door, _ in known.doors)
    told.door_states.extend(state + 1 for _, state in known.doors)  # on the wire, 0 is what was not said
    told.lit, told.alarm = known.lit, known.alarm
    told.sounds.extend(map(_write_sound, known.sounds))
    told.refused.extend(known.refused)
    places_wire.write_pieces(moment.pieces, building, told.places)
    return told


def _write_own(own: Own) -> pb.Own:
    x, y, z = own.position
    return pb.Own(
        x_m=x,
        y_m=y,
        z_m=z,
        heading=own.heading,
        speed=own.speed,
        storey=own.storey,
        region=own.region,
        pose=own.pose,
        health=own.health,
        busy=own.busy,
        busy_s=own.seconds,
        hidden=own.hidden,
        outside=own.outside,
    )


def _write_person(person: Person) -> pb.Person:
    x, y, z = person.position
    return pb.Person(
        body=person.body,
        name=person.name,
        x_m=x,
        y_m=y,
        z_m=z,
        heading=person.heading,
        speed=person.speed,
        pose=person.pose,
        health=person.health,
        doing=person.doing,
        stature_m=person.stature,
    )


def _write_sound(sound: Sound) -> pb.Sound:
    return pb.Sound(
        kind=int(sound.kind),
        text=sound.text,
        speaker=sound.speaker,
        body=sound.body,
        place=sound.place,
        bearing=sound.bearing,
        metres=sound.metres,
    )


def _read_moment(told: pb.Moment, storeys: tuple[Storey, ...]) -> Moment:
    phase = Phase(told.phase) if told.phase in _PHASES else Phase.RUNNING
    known = _read_known(told) if told.HasField("own") else None
    pieces = places_wire.read_pieces(told.places, storeys)
    return Moment(told.time_s, phase, told.word, told.taken, known, pieces, tuple(told.hot_wash))


_PHASES = {int(phase) for phase in Phase}


def _read_known(told: pb.Moment) -> Known:
    own, threat = told.own, told.threat
    doors = zip(told.doors, (state - 1 for state in told.door_states), strict=False)
    return Known(
        time=told.time_s,
        own=Own(
            position=(own.x_m, own.y_m, own.z_m),
            heading=own.heading,
            speed=own.speed,
            storey=own.storey,
            region=own.region,
            pose=own.pose,
            health=own.health,
            busy=own.busy,
            seconds=own.busy_s,
            hidden=own.hidden,
            outside=own.outside,
        ),
        people=tuple(map(_read_person, told.people)),
        threat=Threat((threat.x_m, threat.y_m, threat.z_m), threat.heading) if told.HasField("threat") else None,
        doors=tuple(doors),
        regions=tuple(told.places.region_numbers),
        lit=told.lit,
        alarm=told.alarm,
        sounds=tuple(map(_read_sound, told.sounds)),
        refused=tuple(told.refused),
    )


def _read_person(told: pb.Person) -> Person:
    return Person(
        body=told.body,
        name=told.name,
        position=(told.x_m, told.y_m, told.z_m),
        heading=told.heading,
        speed=told.speed,
        pose=told.pose,
        health=told.health,
        doing=told.doing,
        stature=told.stature_m,
    )


def _read_sound(told: pb.Sound) -> Sound:
    bearing = told.bearing if told.HasField("bearing") else None
    kind = _CUES.get(told.kind, CueKind.UNSPECIFIED)
    return Sound(kind, told.text, told.speaker, told.body, told.place, bearing, told.metres)
