"""How somebody moves while doing what they decided.

People walk in drills and run or crouch under threat (Blanchard et al. 2001 on distance to the threat and flight;
thresholds ours, uncalibrated).
"""

from muster.behavior.v1.vocabulary import Act, Feature, Gait
from muster.server.builtin.situation import Situation, is_hurt
from muster.server.values import Percept, Person

_STILL = frozenset({Act.STAY, Act.WAIT, Act.CHECK, Act.CARRY_ON, Act.CALL, Act.WARN, Act.SHELTER, Act.UNSPECIFIED})
_RUN = 0.28
_LAST_RUNNING_AGE = 75  # years
_AT_HAND_M = 1.0


def choose_gait(person: Person, percept: Percept, now: Situation, option: int) -> Gait:
    """Walk, run or crouch; bodies that cannot run are the client's to slow down."""
    act = percept.options[option].act
    distance, passing = percept.features[option, Feature.DISTANCE], percept.features[option, Feature.PAST_THREAT]
    if now.threat < 0.3:
        return Gait.WALK
    if (act is Act.HIDE and distance <= _AT_HAND_M) or (act in _STILL and (percept.hidden or now.near > 0.4)):
        return Gait.CROUCH
    if act in _STILL:
        return Gait.WALK
    if passing >= 0.5 and not now.seen and now.arousal < 0.8:
        return Gait.CROUCH
    return Gait.RUN if _runs(person, percept, now) else Gait.WALK


def _runs(person: Person, percept: Percept, now: Situation) -> bool:
    if is_hurt(percept) or person.age > _LAST_RUNNING_AGE or (percept.outside and now.near < 0.1):
        return False
    haste = 0.7 * now.near + 0.7 * now.arousal + 0.3 * now.seen - (0.15 if person.age >= 65 else 0.0)
    return haste >= _RUN
