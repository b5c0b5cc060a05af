"""Values to protobuf and back: generated types go no further than this file, but for whole messages in ``link``."""

from collections.abc import Iterable, Sequence

from google.protobuf.internal.containers import RepeatedCompositeFieldContainer

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Gait, Source, Volume
from muster.client.decision import Decision, MindInfo, Reflection
from muster.client.terms import LOCKSTEP, Terms
from muster.perception.percept import Percept, PersonNearby, SmokeBelief, ThreatBelief
from muster.scenario.persona import Persona
from muster.scenario.scenario import Scenario
from muster.world.arrays import Singles

MOST_PERCEPTS = 64  # in one message: small enough that the first decisions are there before the last percept is read
_NOBODY = ("", pb.DUTY_UNSPECIFIED)
_GAITS: dict[int, Gait] = {int(gait): gait for gait in Gait if gait is not Gait.UNSPECIFIED}
_VOLUMES: dict[int, Volume] = {int(volume): volume for volume in Volume}
_SOURCES: dict[int, Source] = {int(source): source for source in Source}


def write_open(
    scenario: Scenario, cast: Sequence[Persona], seed: int, terms: Terms = LOCKSTEP, minds: Iterable[pb.Mind] = ()
) -> pb.SessionRequest:
    """The first message of a session: the play, its cast and its clock; on reconnect with the latest minds."""
    opening = pb.Open(
        scenario=scenario.name,
        brief=scenario.brief,
        seed=seed,
        people=[write_person(persona) for persona in cast],
        minds=minds,
        clock=terms.clock,  # pyright: ignore[reportArgumentType]
        speed=terms.speed,
        on_model_loss=terms.on_model_loss,  # pyright: ignore[reportArgumentType]
    )
    return pb.SessionRequest(open=opening)


def read_info(message: pb.GetInfoResponse, address: str) -> MindInfo:
    """What answers at ``address``."""
    return MindInfo(message.backend, message.model, message.is_language_model, message.version, address)


def read_decision(message: pb.Decision) -> Decision:
    """A decision; gaits, volumes and sources that a newer server may send are read as walking, silence, unspecified."""
    mind = message.mind
    return Decision(
        message.agent,
        message.ordinal,
        message.status == pb.STATUS_OK,
        message.error,
        message.option,
        tuple(message.probabilities),
        _GAITS.get(message.gait, Gait.WALK),
        _SOURCES.get(message.source, Source.UNSPECIFIED),
        message.utterance,
        _VOLUMES.get(message.volume, Volume.UNSPECIFIED),
        message.thought,
        mind.mood,
        mind.arousal,
        tuple(mind.memory),
        message.latency_us,
        message.words_due_s,
    )


def read_reflection(message: pb.Words) -> Reflection:
    """What goes with a decision; a volume that a newer server may send is read as silence."""
    volume = _VOLUMES.get(message.volume, Volume.UNSPECIFIED)
    return Reflection(message.agent, message.ordinal, message.utterance, volume, message.thought)


class PerceptWriter:
    """Writes the percepts of one episode: they name people by index, the wire by name and duty.

    ``dt`` is the seconds in a tick.
    """

    def __init__(self, cast: Sequence[Persona], dt: float) -> None:
        self._people = [(persona.name, _duty(persona)) for persona in cast]
        self._dt = dt

    def write(self, percepts: Sequence[Percept]) -> tuple[pb.SessionRequest, list[bytes]]:
        """One batch to send, and each of its percepts serialized."""
        request = pb.SessionRequest()
        messages = request.percepts.percepts
        # Filled where they stand: building messages first and copying them in costs half as much again.
        for percept in percepts:
            self._add(messages, percept)
        return request, [message.SerializeToString() for message in messages]

    def _add(self, messages: "RepeatedCompositeFieldContainer[pb.Percept]", percept: Percept) -> None:
        message = messages.add(
            agent=percept.agent,
            ordinal=percept.ordinal,
            draw_key=percept.draw_key,
            time_s=percept.tick * self._dt,
            deadline_s=percept.effect_tick * self._dt,
            trigger=percept.trigger,  # pyright: ignore[reportArgumentType]
            place=percept.place,
            health=percept.health,  # pyright: ignore[reportArgumentType]
            hidden=percept.hidden,
            doing=percept.doing,
            threat=_threat(percept.threat),
            smoke=_smoke(percept.smoke),
            noise_db=percept.noise,
            crowding=percept.crowding,
            outside=percept.outside,
        )
        add_option = message.options.add
        for option in percept.options:
            add_option(id=option.id, act=option.intent.act, text=option.text)  # pyright: ignore[reportArgumentType]
        message.MergeFromString(_packed(pb.Percept.FEATURES_FIELD_NUMBER, percept.features))
        self._add_people(message, percept.people)
        self._add_cues(message, percept)

    def _add_people(self, message: pb.Percept, people: Sequence[PersonNearby]) -> None:
        add = message.people.add
        for other in people:
            name, duty = self._people[other.agent]
            add(
                agent=other.agent,
                name=name,
                distance_m=other.distance,
                tie=other.tie,  # pyright: ignore[reportArgumentType]
                duty=duty,
                health=other.health,  # pyright: ignore[reportArgumentType]
                doing=other.doing,
            )

    def _add_cues(self, message: pb.Percept, percept: Percept) -> None:
        add = message.cues.add
        for cue in percept.cues:
            speaker, duty = self._people[cue.speaker] if cue.speaker >= 0 else _NOBODY
            add(
                kind=cue.kind,  # pyright: ignore[reportArgumentType]
                age_s=(percept.tick - cue.tick) * self._dt,
                place=cue.place,
                distance_m=cue.distance,
                speaker=speaker,
                speaker_duty=duty,
                text=cue.text,
            )


def _packed(field: int, values: Singles) -> bytes:
    """A message of one packed field of floats: they lie on the wire as in memory, and every option has as many."""
    data = values.astype("<f4").tobytes()
    return _varint(field << 3 | 2) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    low, rest = number & 0x7F, number >> 7
    return bytes((low | 0x80,)) + _varint(rest) if rest else bytes((low,))


def _threat(belief: ThreatBelief | None) -> pb.ThreatBelief | None:
    if belief is None:
        return None
    return pb.ThreatBelief(
        knowing=belief.knowing,  # pyright: ignore[reportArgumentType]
        age_s=belief.age,
        distance_m=belief.distance,
        place=belief.place,
        in_sight=belief.in_sight,
    )


def _smoke(belief: SmokeBelief | None) -> pb.Smoke | None:
    if belief is None:
        return None
    return pb.Smoke(
        visibility_m=belief.visibility,
        places=belief.places,
        fire=belief.fire,  # pyright: ignore[reportArgumentType]
        fire_place=belief.fire_place,
        fire_distance_m=belief.fire_distance,
        fire_in_sight=belief.fire_in_sight,
    )


def write_person(persona: Persona) -> pb.Person:
    """Who somebody is, as the minds are told."""
    return pb.Person(
        name=persona.name,
        role=persona.role,
        age=persona.age,
        gender=persona.gender,
        pronouns=persona.pronouns,
        personality_traits=persona.personality_traits,
        emotional_disposition=persona.emotional_disposition,
        motivations_goals=persona.motivations_goals,
        communication_style=persona.communication_style,
        knowledge_scope=persona.knowledge_scope,
        backstory=persona.backstory,
        duty=_duty(persona),
        trained=persona.trained,
    )


def _duty(persona: Persona) -> "pb.Duty.ValueType":
    return pb.Duty.Value(f"DUTY_{persona.duty.name}")
