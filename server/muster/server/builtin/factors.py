"""The situation and the person as one row of numbers: what the weights in `weights.py` are multiplied by."""

from enum import IntEnum
from math import sqrt

from muster.behavior.v1.vocabulary import Health
from muster.server.builtin.orders import Order, order_of
from muster.server.builtin.situation import Situation
from muster.server.builtin.traits import Traits
from muster.server.values import Person, Query

_OBEYED = 0.8
"""How strongly an order makes somebody behave as it says, where 1 is whoever has both traits to the full; ours."""
_STEADY = 0.3
"""Up to so much of anxiety, of 1, nobody is overcome; ours."""


class Factor(IntEnum):
    """Columns of the row. A trait counts from -1 to 1 (0: nothing known), all else from 0 to 1."""

    ALWAYS = 0
    UNAWARE = 1
    AWARE = 2
    ALARM = 3
    DOUBT = 4
    URGE = 5
    THREAT = 6
    NEAR = 7
    SEEN = 8
    CORNERED = 9
    FEAR = 10  # threat x arousal x how anxious
    QUIET = 11
    OUTSIDE = 12
    HURT = 13
    CHARGE = 14
    DUTY = 15
    PUPIL = 16
    TRAINED = 17
    MINOR = 18
    OLDER = 19
    DRILL = 20
    WARNED = 21
    CHECKED = 22
    CALLED = 23
    CALM_THREAT = 24
    BOLD_THREAT = 25
    SOCIABLE_AWARE = 26
    HELPFUL_AWARE = 27
    LEADING_AWARE = 28
    LEADING_DOUBT = 29
    CURIOUS_DOUBT = 30
    CURIOUS_THREAT = 31
    BOLD_DOUBT = 32
    SOCIABLE_UNAWARE = 33
    HIDDEN = 34
    OVERCOME = 35  # threat x (0.4 + 0.6 arousal) x very anxious, and slow rather than quick
    DEFIANT = 36  # threat x bold and fiery, grown up
    LEANING = 37  # aware x sociable and not leading
    OWN_WAY = 38  # aware x leading and not sociable
    SKITTISH = 39  # threat x cautious and quick
    RETIRING = 40  # threat x cautious and not quick
    RELEASED = 41  # believed to be over
    FIRE = 42
    SMOKY = 43  # where one is
    CALM_FIRE = 44
    BOLD_FIRE = 45


def factors(query: Query, traits: Traits, now: Situation) -> list[float]:
    """One row, in the order of `Factor`."""
    aware, threat, doubt = now.aware, now.threat, now.doubt
    sociable, bold, leading, curious = (
        _centred(x) for x in (traits.sociable, traits.bold, traits.leading, traits.curious)
    )
    return [
        1.0,
        1.0 - aware,
        aware,
        now.alarm,
        doubt,
        now.urge,
        threat,
        threat * now.near,
        threat * now.seen,
        threat * now.cornered,
        threat * now.arousal * (1.0 - traits.calm),
        now.quiet,
        now.outside,
        float(query.percept.health is Health.INJURED),
        aware * now.charge,
        aware * now.duty,
        aware * now.pupil,
        *_age_and_training(query.person, aware),
        now.alarm * now.drill,
        now.warned,
        now.checked,
        now.called,
        threat * _centred(traits.calm),
        threat * bold,
        aware * sociable,
        aware * _centred(traits.helpful),
        aware * leading,
        doubt * leading,
        doubt * curious,
        threat * curious,
        doubt * bold,
        (1.0 - aware) * sociable,
        float(query.percept.hidden),
        *_obeying(query.person, now, _characters(traits, now, query.person.age >= 18)),
        now.released,
        now.fire,
        now.smoky,
        now.fire * _centred(traits.calm),
        now.fire * bold,
    ]


def _characters(traits: Traits, now: Situation, is_grown: bool) -> tuple[float, ...]:
    """Pairs of traits that make a character together: their geometric mean, 0 for who lacks either."""
    calm, bold, sociable = _centred(traits.calm), _centred(traits.bold), _centred(traits.sociable)
    leading, swift, fiery = _centred(traits.leading), _centred(traits.swift), _centred(traits.fiery)
    return (
        now.threat * (0.4 + 0.6 * now.arousal) * _both((-calm - _STEADY) / (1.0 - _STEADY), 0.5 * (1.0 - swift)),
        now.threat * _both(bold, fiery) * is_grown,
        now.aware * _both(sociable, -leading),
        now.aware * _both(-sociable, leading),
        now.threat * _both(-bold, swift),
        now.threat * _both(-bold, -swift),
    )


def _obeying(person: Person, now: Situation, characters: tuple[float, ...]) -> tuple[float, ...]:
    """Return the characters of somebody who has been told outright how to behave: that one, as far as people obey."""
    order = order_of(person)
    if order is None:
        return characters
    since = now.aware if order in (Order.GO_ALONG, Order.GO_ALONE) else now.threat
    return tuple(_OBEYED * since if place == order else 0.0 for place in range(len(characters)))


def _both(one: float, other: float) -> float:
    return sqrt(one * other) if one > 0.0 and other > 0.0 else 0.0


def _age_and_training(person: Person, aware: float) -> tuple[float, float, float]:
    return aware * person.trained, float(person.age < 18), float(person.age >= 65)


def _centred(trait: float) -> float:
    return 2.0 * trait - 1.0
