"""What a percept means to somebody: the few numbers that choice, pace and speech depend on."""

from math import exp
from typing import NamedTuple

from muster.behavior.v1.vocabulary import Act, CueKind, Duty, Feature, Health, Knowing, Tie
from muster.server.builtin.arousal import nearness
from muster.server.builtin.recall import Recall
from muster.server.builtin.traits import Traits
from muster.server.values import Percept, Person

# Most people have decided within a minute of an unannounced alarm in observed drills (Proulx); ours, uncalibrated.
_DOUBT_S = 25.0
_WARNING_LASTS_S = 20.0
_HIDING_LASTS_S = 180.0
_REMEMBERED_S = 300.0
_CERTAINTY = {Knowing.SEEN: 1.0, Knowing.HEARD: 0.95, Knowing.TOLD: 0.8, Knowing.UNSPECIFIED: 0.8}
_NEWS = frozenset(
    {
        CueKind.SHOT,
        CueKind.THREAT_SEEN,
        CueKind.INJURED_SELF,
        CueKind.ANNOUNCEMENT,
        CueKind.SHOUT,
        CueKind.ALARM,
        CueKind.RELEASE,
        CueKind.SMOKE_SEEN,
        CueKind.FIRE_SEEN,
    }
)
_ON_DUTY = (Duty.STAFF, Duty.WARDEN, Duty.SECURITY)
_SEEN_BELIEVED, _VOICE_BELIEVED = 0.97, 0.5  # ours, uncalibrated; the order is that of warnings (docs/minds.md)
_SMOKE_BELIEVED = 0.9  # ours, as of the threat
_DARK_M = 3.0
_WAYS = (Act.EXIT, Act.GO, Act.HIDE, Act.FOLLOW)


class Situation(NamedTuple):
    """All from 0 to 1; a named tuple, for it is made at each decision and costs a third of a frozen dataclass.

    Attributes:
        alarm: certainty that something is up, without knowing of a threat.
        doubt: how much of ``alarm`` is still being made out; ``urge``: the rest.
        threat: certainty that there is a threat.
        near: how close it feels, see ``arousal.nearness``.
        cornered: it is near and no way offered leads away from it.
        quiet: hidden, and nothing new to hear.
        charge: people in one's charge are near.
        duty: others look to one for a lead.
        fire: certainty that something burns.
        smoky: how thick the smoke is around one: 1 when nothing is made out beyond 3 m.
        released: how far they believe responders who say that it is over.
    """

    arousal: float
    alarm: float
    doubt: float
    urge: float
    threat: float
    near: float
    seen: float
    cornered: float
    quiet: float
    outside: float
    charge: float
    duty: float
    pupil: float
    drill: float
    warned: float
    checked: float
    called: float
    released: float = 0.0
    fire: float = 0.0
    smoky: float = 0.0

    @property
    def aware(self) -> float:
        """That anything is up at all."""
        return max(self.alarm, self.threat, self.released, self.fire)


def assess(person: Person, percept: Percept, recalled: Recall, arousal: float, traits: Traits) -> Situation:
    """Judge a percept with what is remembered; ``recalled`` already holds the percept's cues."""
    released = _released(percept, recalled, traits)
    threat = _threat(percept, recalled) * (1.0 - released)
    alarm = (0.0 if recalled.alarm_s is None else 1.0 if recalled.heard_alarm else 0.6) * (1.0 - threat)
    since_alarm = 0.0 if recalled.alarm_s is None else max(percept.time_s - recalled.alarm_s, 0.0)
    fire = _fire(percept)
    doubt = alarm * exp(-since_alarm / _DOUBT_S) * (1.0 - fire)
    near = nearness(percept.threat) * (1.0 - released)
    since_warning = percept.time_s - recalled.warned_s if recalled.warned_s is not None else 1e9
    return Situation(
        arousal=arousal,
        alarm=alarm,
        doubt=doubt,
        urge=alarm - doubt,
        threat=threat,
        near=near,
        seen=float(percept.threat is not None and percept.threat.in_sight),
        cornered=near * (1.0 - _best_way(percept)) if near > 0.15 else 0.0,
        quiet=_quiet(percept),
        outside=float(percept.outside),
        charge=float(any(other.tie is Tie.PUPIL for other in percept.people)),
        duty=float(person.duty in _ON_DUTY),
        pupil=float(person.duty is Duty.PUPIL or person.age < 14),
        drill=float(recalled.told_drill),
        warned=exp(-max(since_warning, 0.0) / _WARNING_LASTS_S),
        checked=float(recalled.checked),
        called=float(recalled.called),
        released=released,
        fire=fire,
        smoky=_smoky(percept),
    )


def _fire(percept: Percept) -> float:
    """Return how sure somebody is that something burns: flames leave no doubt, smoke hardly any, hearsay some."""
    smoke = percept.smoke
    if smoke is None:
        return 0.0
    if smoke.fire is Knowing.SEEN:
        return 1.0
    return _SMOKE_BELIEVED if smoke.places else _CERTAINTY[smoke.fire]


def _smoky(percept: Percept) -> float:
    if percept.smoke is None or percept.smoke.visibility_m <= 0.0:
        return 0.0
    return min(_DARK_M / percept.smoke.visibility_m, 1.0)


def _threat(percept: Percept, recalled: Recall) -> float:
    if percept.threat is not None:
        return _CERTAINTY[percept.threat.knowing]
    if recalled.threat_s is None:
        return 0.0
    return 0.9 * exp(-max(percept.time_s - recalled.threat_s, 0.0) / _REMEMBERED_S)


def _released(percept: Percept, recalled: Recall, traits: Traits) -> float:
    """Return how far somebody believes that it is over: whoever sees responders hardly doubts them.

    A voice behind a door might be anybody's: the anxious and the wary wait until they see who it is. What was seen or
    heard of a threat since counts for more than what was said before.
    """
    told_s = max((at for at in (recalled.released_s, recalled.voice_s) if at is not None), default=None)
    if told_s is None or (recalled.threat_s is not None and recalled.threat_s > told_s + 1.0):
        return 0.0
    if recalled.released_s is not None:
        return _SEEN_BELIEVED
    trusting = 0.5 * (traits.calm + 1.0 - traits.curious)
    return _VOICE_BELIEVED * (0.4 + 1.2 * trusting)


def _best_way(percept: Percept) -> float:
    """How well the best way offered leads away, 0..1."""
    rows = percept.features.tolist()
    ways = [
        max(row[Feature.AWAY], 0.0) * (1.0 - min(row[Feature.PAST_THREAT], 1.0))
        for option, row in zip(percept.options, rows, strict=True)
        if option.act in _WAYS
    ]
    return min(max(ways, default=0.0), 1.0)


def _quiet(percept: Percept) -> float:
    if not percept.hidden or any(cue.kind in _NEWS for cue in percept.cues):
        return 0.0
    age_s = percept.threat.age_s if percept.threat is not None else percept.time_s
    return exp(-max(age_s, 0.0) / _HIDING_LASTS_S)


def is_hurt(percept: Percept) -> bool:
    """Hurt, but able to move."""
    return percept.health is Health.INJURED
