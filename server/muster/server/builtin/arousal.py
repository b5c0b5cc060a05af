"""How stirred somebody is, and the word for it.

Arousal follows what is perceived (Lovreglio, Ronchi and Nilsson 2016 on perceived risk; Blanchard et al. 2001 on the
distance to a threat): direction from the literature, magnitudes ours, uncalibrated. There is no 'panic': arousal
changes pace, voice and who freezes; never whether others matter (Drury, Cocking and Reicher 2009).
"""

import struct
from math import exp

from muster.behavior.v1.vocabulary import CueKind, Health
from muster.server.builtin.traits import Traits
from muster.server.values import Percept, ThreatBelief

_BY_CUE = {
    CueKind.SHOT: 0.55,
    CueKind.THREAT_SEEN: 0.65,
    CueKind.INJURED_SELF: 0.7,
    CueKind.INJURED_OTHER: 0.35,
    CueKind.ALARM: 0.2,
    CueKind.SHOUT: 0.15,
    CueKind.PEOPLE_LEAVING: 0.12,
    CueKind.DOOR_LOCKED: 0.1,
    CueKind.ANNOUNCEMENT: 0.1,
    CueKind.UNREACHABLE: 0.1,
    CueKind.SMOKE_SMELLED: 0.12,
    CueKind.SMOKE_SEEN: 0.3,
    CueKind.FIRE_SEEN: 0.45,
}
# Left of it at each further decision (every 5-10 s as a rule) without anything new; a mind carries no clock.
_KEPT = 0.88
_NEAR_M = 12.0
_FRESH_S = 60.0
_UNKNOWN_M = 30.0  # how far away a threat is taken to be when nobody can say
_DRILL = 0.4

_MOODS = (  # up to this arousal: the anxious, the ordinary, the calm
    (0.12, "ill at ease", "at ease", "relaxed"),
    (0.30, "uneasy", "alert", "calm"),
    (0.50, "worried", "tense", "wary"),
    (0.70, "frightened", "afraid", "focused"),
    (0.88, "very frightened", "frightened", "tense but clear"),
    (9.99, "terrified", "very frightened", "shaken"),
)


def nearness(threat: ThreatBelief | None) -> float:
    """How close the threat feels, 0..1: falls e-fold each 12 m, and each 60 s since it was last heard of."""
    if threat is None:
        return 0.0
    unknown = threat.distance_m <= 0 and not threat.in_sight and not threat.place
    distance = _UNKNOWN_M if unknown else max(threat.distance_m, 0.0)
    return exp(-distance / _NEAR_M) * exp(-max(threat.age_s, 0.0) / _FRESH_S)


def stir(before: float, percept: Percept, traits: Traits, *, told_drill: bool) -> float:
    """Arousal after a percept, exact in float32 so that it is the same after a trip over the wire."""
    calm_left = 1.0 - 0.75 * nearness(percept.threat)
    for cue in percept.cues:
        calm_left *= 1.0 - _BY_CUE.get(cue.kind, 0.0)
    if percept.health is Health.INJURED:
        calm_left *= 0.7
    level = (1.0 - calm_left) * (1.3 - 0.6 * traits.calm)
    if told_drill:
        level *= _DRILL
    kept = before * (_KEPT - 0.1 * traits.calm - (0.2 if percept.outside else 0.0))
    return _float32(round(min(max(level, kept), 1.0), 3))


def mood(arousal: float, traits: Traits) -> str:
    """A word or two."""
    column = 1 if traits.calm < 0.4 else 3 if traits.calm > 0.65 else 2
    return str(next(words[column] for words in _MOODS if arousal <= words[0]))


def _float32(number: float) -> float:
    return struct.unpack("f", struct.pack("f", number))[0]
