"""People and percepts for tests, as protobuf messages with sensible defaults."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from muster.behavior.v1 import behavior_pb2 as pb

COLUMNS = len(pb.Feature.keys())

CARRY_ON = ("carry-on", pb.ACT_CARRY_ON, "Carry on with what you were doing", {"current": 1})
STAY = ("stay", pb.ACT_STAY, "Stay where you are and do nothing", {})
CHECK = ("check", pb.ACT_CHECK, "Look around and ask those near you what is going on", {})
WARN = ("warn", pb.ACT_WARN, "Tell the people around you what you know", {})
CALL = ("call", pb.ACT_CALL, "Telephone for help", {})
CONFRONT = ("confront", pb.ACT_CONFRONT, "Confront the intruder", {"distance": 6, "away": -1, "visible": 1})
LOCK = ("lock", pb.ACT_LOCK, "Lock the door", {"distance": 3, "cover": 0.6, "visible": 1})
FOLLOW = ("follow", pb.ACT_FOLLOW, "Go along with Ben", {"distance": 4, "away": 0.8, "others": 0.4, "visible": 1})


def exit_by(name: str = "the main door", **features: float):
    """Leave by an exit 35 m away, away from any threat."""
    believed = {"distance": 35, "away": 0.7, "familiar": 1, **features}
    return (f"exit:{name}", pb.ACT_EXIT, f"Leave by {name}, 35 m away", believed)


def hide(name: str = "desk", **features: float):
    """Take cover 4 m away."""
    believed = {"distance": 4, "familiar": 1, "visible": 1, "cover": 0.6, **features}
    return (f"hide:{name}", pb.ACT_HIDE, f"Take cover behind the {name}, 4 m away", believed)


def go(name: str = "the corridor", **features: float):
    """Go to the next region, 6 m away."""
    believed = {"distance": 6, "away": 0.5, "familiar": 1, "visible": 1, **features}
    return (f"go:{name}", pb.ACT_GO, f"Go to {name}, 6 m away", believed)


THREATENED = (STAY, CHECK, CALL, WARN, LOCK, FOLLOW, exit_by(), hide(), hide("cupboard", cover=0.8), go())
ALARMED = (STAY, CARRY_ON, CHECK, WARN, FOLLOW, exit_by(away=0), go(away=0))
ORDINARY = (STAY, CARRY_ON, go(away=0), go("the hall", away=0))


@dataclass(frozen=True)
class Scene:
    """One percept in the making."""

    options: tuple[tuple[str, "pb.Act.ValueType", str, Mapping[str, float]], ...] = ORDINARY
    cues: tuple[pb.Cue, ...] = ()
    people: tuple[pb.PersonNearby, ...] = ()
    threat: pb.ThreatBelief | None = None
    more: Mapping[str, object] = field(default_factory=dict[str, object])

    def percept(self, agent: int = 0, ordinal: int = 0, draw_key: int | None = None) -> pb.Percept:
        """The message; draws differ with agent and ordinal unless a key is given."""
        fields = {"time_s": 20.0, "deadline_s": 21.0, "trigger": pb.TRIGGER_SALIENT, "health": pb.HEALTH_UNHARMED}
        return pb.Percept(
            agent=agent,
            ordinal=ordinal,
            draw_key=(agent << 32 | ordinal) * 2654435761 % 2**64 if draw_key is None else draw_key,
            options=[pb.Option(id=name, act=act, text=text) for name, act, text, _ in self.options],
            features=[value for *_, features in self.options for value in row(features)],
            cues=self.cues,
            people=self.people,
            threat=self.threat,
            **{**fields, **self.more},  # type: ignore[arg-type]
        )


def later(percept: pb.Percept, seconds: float) -> pb.Percept:
    """The same percept at another time."""
    percept.time_s += seconds
    percept.deadline_s += seconds
    return percept


def row(features: Mapping[str, float]) -> list[float]:
    """One row of features from names in lower case."""
    values = [0.0] * COLUMNS
    for name, value in features.items():
        values[pb.Feature.Value(f"FEATURE_{name.upper()}")] = value
    return values


SHOT = pb.Cue(kind=pb.CUE_KIND_SHOT, age_s=0.5, place="the east corridor", distance_m=30)
ALARM = pb.Cue(kind=pb.CUE_KIND_ALARM, age_s=0.5)
HEARD_FAR = pb.ThreatBelief(knowing=pb.KNOWING_HEARD, age_s=0.5, distance_m=40, place="the east corridor")
SEEN_NEAR = pb.ThreatBelief(knowing=pb.KNOWING_SEEN, age_s=0, distance_m=6, place="the hall", in_sight=True)
FRIENDS = (
    pb.PersonNearby(agent=1, name="Ben Okoro", distance_m=2, tie=pb.TIE_FRIEND, duty=pb.DUTY_PUPIL),
    pb.PersonNearby(agent=2, name="Carla Diaz", distance_m=3, duty=pb.DUTY_PUPIL),
)


def ordinary_day() -> Scene:
    return Scene(people=FRIENDS, more={"trigger": pb.TRIGGER_IDLE})


def alarm(at_s: float = 20.0, cues: Iterable[pb.Cue] = (ALARM,)) -> Scene:
    return Scene(ALARMED, tuple(cues), FRIENDS, more={"time_s": at_s, "noise_db": 75})


def shot_far() -> Scene:
    return Scene(THREATENED, (SHOT,), FRIENDS, HEARD_FAR)


def threat_near(**more: object) -> Scene:
    seen = pb.Cue(kind=pb.CUE_KIND_THREAT_SEEN, place="the hall", distance_m=6)
    options = (STAY, WARN, CONFRONT, FOLLOW, exit_by(), hide(), go())
    return Scene(options, (seen,), FRIENDS, SEEN_NEAR, more)


def adult(**fields: object) -> pb.Person:
    return pb.Person(**{"name": "Alex Moreno", "age": 38, "duty": pb.DUTY_VISITOR, **fields})  # type: ignore[arg-type]


def pupil(**fields: object) -> pb.Person:
    return pb.Person(**{"name": "Sam Lee", "age": 14, "duty": pb.DUTY_PUPIL, **fields})  # type: ignore[arg-type]


def teacher(**fields: object) -> pb.Person:
    return pb.Person(**{"name": "Ruth Klein", "age": 45, "duty": pb.DUTY_STAFF, "trained": True, **fields})  # type: ignore[arg-type]


ANXIOUS = {
    "personality_traits": "Shy and timid, easily frightened",
    "emotional_disposition": "Anxious, often overwhelmed",
}
BOLD = {"personality_traits": "Bold, brave and protective", "emotional_disposition": "Calm, steady and determined"}
