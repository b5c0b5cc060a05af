"""The weights of the choice model, documented with their sources in docs/minds.md.

The utility of an option is the sum over the factors f of f x (CONSTANTS[f][act] + the sum over the features of
WEIGHTS[f][feature] x feature).
Signs follow the literature named there; magnitudes are ours and uncalibrated. In logits: +0.7 doubles the odds.
"""

import numpy as np
from numpy.typing import NDArray

from muster.behavior.v1.vocabulary import Act, Feature
from muster.server.builtin.factors import Factor as F

# What each act is worth in itself.
CONSTANTS: dict[F, dict[Act, float]] = {
    F.ALWAYS: {Act.CONFRONT: -1.0},
    F.UNAWARE: {
        Act.CARRY_ON: 5.0, Act.STAY: 2.8, Act.GO: 1.0, Act.JOIN: 1.0, Act.CHECK: 0.3, Act.FOLLOW: -1.0, Act.EXIT:
        -1.5, Act.CLOSE: -1.5, Act.OPEN: -1.0, Act.HIDE: -4.0, Act.LOCK: -3.5, Act.BARRICADE: -6.0, Act.CALL: -3.0,
        Act.WARN: -6.0, Act.CONFRONT: -9.0,
    },
    F.ALARM: {
        Act.EXIT: 1.0, Act.FOLLOW: 0.4, Act.JOIN: 0.2, Act.WAIT: 0.2, Act.HELP: 0.5, Act.GO: -0.6, Act.CLOSE: -1.0,
        Act.OPEN: -0.5, Act.CALL: -1.5, Act.WARN: -0.3, Act.HIDE: -3.0, Act.LOCK: -3.0, Act.BARRICADE: -5.0,
        Act.CONFRONT: -9.0,
    },
    F.DOUBT: {Act.CHECK: 1.9, Act.CARRY_ON: 1.0, Act.STAY: 0.8, Act.EXIT: 0.4, Act.WAIT: 0.2, Act.FOLLOW: -0.4},
    F.URGE: {
        Act.EXIT: 4.2, Act.FOLLOW: 2.4, Act.GO: 1.8, Act.HELP: 1.5, Act.JOIN: 0.2, Act.WAIT: -0.8, Act.WARN: 0.6,
        Act.CHECK: -2.2, Act.STAY: -2.6, Act.CARRY_ON: -3.2, Act.EXTINGUISH: 4.2, Act.SOUND_ALARM: 3.4, Act.SHELTER:
        3.0,
    },
    F.THREAT: {
        Act.EXIT: 1.8, Act.HIDE: 1.2, Act.FOLLOW: 0.6, Act.LOCK: 0.5, Act.CLOSE: 0.0, Act.BARRICADE: 0.1, Act.GO:
        0.2, Act.JOIN: -0.1, Act.WARN: -0.6, Act.STAY: -0.5, Act.WAIT: -0.8, Act.CALL: -0.9, Act.CHECK: -0.9,
        Act.OPEN: -1.2, Act.CARRY_ON: -4.0, Act.CONFRONT: -1.8, Act.KNOCK: 0.2, Act.ASK: 0.4, Act.LET_IN: -0.4,
    },
    F.NEAR: {
        Act.CONFRONT: 2.6, Act.EXIT: 0.3, Act.HIDE: 0.2, Act.WARN: 0.2, Act.JOIN: -0.6, Act.STAY: -0.4, Act.HELP:
        -0.8, Act.WAIT: -1.5, Act.CALL: -2.0, Act.CHECK: -2.2, Act.CARRY_ON: -2.0, Act.BARRICADE: -0.4,
        Act.KNOCK: 0.3, Act.ASK: -1.0, Act.LET_IN: -2.0,
    },
    F.SEEN: {Act.CONFRONT: 0.5, Act.EXIT: 0.4, Act.HIDE: -0.6, Act.CHECK: -1.0, Act.BARRICADE: -0.5, Act.LET_IN: -3.0},
    F.CORNERED: {Act.CONFRONT: 2.2, Act.HIDE: 0.8, Act.BARRICADE: 0.8, Act.LOCK: 0.8},
    F.FEAR: {
        Act.STAY: 3.0, Act.HIDE: 0.8, Act.CONFRONT: -2.0, Act.CHECK: -1.5, Act.CALL: -0.6, Act.WARN: -0.8, Act.HELP:
        -0.5, Act.LET_IN: -2.0, Act.ASK: -1.0, Act.KNOCK: 0.3,
    },
    F.QUIET: {
        Act.HIDE: 2.5, Act.STAY: 2.5, Act.CALL: 0.3, Act.WAIT: 0.5, Act.EXIT: -1.5, Act.GO: -2.0, Act.FOLLOW: -1.2,
        Act.JOIN: -1.5, Act.WARN: -2.0, Act.CHECK: -1.0, Act.CONFRONT: -2.0, Act.OPEN: -2.0,
        Act.LET_IN: -1.5, Act.ASK: -0.8, Act.KNOCK: -2.0,
    },
    F.OUTSIDE: {
        Act.STAY: 2.5, Act.WAIT: 2.0, Act.EXIT: 2.0, Act.CALL: 0.8, Act.JOIN: 0.8, Act.CARRY_ON: 0.5, Act.GO: -3.0,
        Act.HIDE: -1.0, Act.CONFRONT: -4.0, Act.CHECK: -0.5, Act.WARN: -1.0, Act.LOCK: -2.0, Act.BARRICADE: -2.0,
    },
    F.HURT: {
        Act.CONFRONT: -1.5, Act.CALL: 0.8, Act.HIDE: 0.5, Act.FOLLOW: 0.3, Act.HELP: -1.2, Act.BARRICADE: -0.8,
    },
    F.CHARGE: {
        Act.WARN: 0.9, Act.LOCK: 1.0, Act.HIDE: 0.5, Act.CLOSE: 0.5, Act.BARRICADE: 0.5, Act.EXIT: 0.4, Act.WAIT:
        0.6, Act.FOLLOW: -1.0, Act.STAY: -0.3, Act.LET_IN: -0.4, Act.ASK: 0.6,
    },
    F.DUTY: {
        Act.WARN: 1.3, Act.LOCK: 0.5, Act.CALL: 0.8, Act.HELP: 0.7, Act.CHECK: 0.2, Act.CONFRONT: 0.4, Act.CARRY_ON:
        -1.0, Act.FOLLOW: -1.2, Act.STAY: -0.5, Act.LET_IN: 0.5, Act.ASK: 0.8,
        Act.EXTINGUISH: 1.2, Act.SOUND_ALARM: 1.0,
    },
    F.PUPIL: {
        Act.FOLLOW: 0.7, Act.EXIT: -0.5, Act.CALL: -0.5, Act.LOCK: -0.6, Act.BARRICADE: -0.4, Act.WARN: -0.6,
        Act.JOIN: 0.3,
    },
    F.TRAINED: {
        Act.EXIT: 1.0, Act.WARN: 0.5, Act.LOCK: 0.5, Act.CHECK: -0.5, Act.CARRY_ON: -1.5, Act.STAY: -0.8, Act.HIDE:
        0.2, Act.EXTINGUISH: 1.0, Act.SOUND_ALARM: 0.7,
    },
    F.MINOR: {Act.CONFRONT: -8.0, Act.EXTINGUISH: -3.0},
    F.OLDER: {Act.EXTINGUISH: -0.8, Act.CONFRONT: -1.5, Act.HIDE: 0.2, Act.STAY: 0.2, Act.BARRICADE: -0.6},
    F.DRILL: {Act.EXIT: 1.0, Act.CHECK: -1.5, Act.WARN: -1.0, Act.CALL: -3.0},
    F.WARNED: {Act.WARN: -3.0},
    F.CHECKED: {Act.CHECK: -1.2},
    F.CALLED: {Act.CALL: -4.0},
    F.CALM_THREAT: {Act.STAY: -0.3, Act.CALL: 0.6, Act.LOCK: 0.5, Act.EXIT: 0.3, Act.HELP: 0.4, Act.WARN: 0.3},
    F.BOLD_THREAT: {
        Act.CONFRONT: 2.6, Act.HELP: 0.6, Act.WARN: 0.5, Act.EXIT: 0.4, Act.HIDE: -0.9, Act.STAY: -0.8,
        Act.BARRICADE: 0.3,
    },
    F.SOCIABLE_AWARE: {Act.FOLLOW: 0.8, Act.JOIN: 0.7, Act.WAIT: 0.5, Act.WARN: 0.3, Act.CHECK: 0.3},
    F.HELPFUL_AWARE: {
        Act.HELP: 1.2, Act.WARN: 0.8, Act.WAIT: 0.5, Act.JOIN: 0.4, Act.CALL: 0.5, Act.CONFRONT: 0.6, Act.LET_IN: 1.4,
    },
    F.LEADING_AWARE: {
        Act.FOLLOW: -1.2, Act.WARN: 0.9, Act.EXIT: 0.5, Act.LOCK: 0.4, Act.STAY: -0.6, Act.CONFRONT: 0.5,
    },
    F.LEADING_DOUBT: {Act.EXIT: 0.8, Act.CHECK: 0.3, Act.CARRY_ON: -0.6},
    F.CURIOUS_DOUBT: {Act.CHECK: 1.0, Act.CARRY_ON: -0.9, Act.STAY: -0.4},
    F.CURIOUS_THREAT: {Act.CHECK: 0.8, Act.STAY: -0.3},
    F.BOLD_DOUBT: {Act.CARRY_ON: 0.3, Act.EXIT: -0.2},
    F.SOCIABLE_UNAWARE: {Act.JOIN: 0.6, Act.CHECK: 0.3},
    F.OVERCOME: {
        Act.STAY: 10.0, Act.WAIT: 1.5, Act.HIDE: -4.0, Act.LOCK: -4.0, Act.BARRICADE: -4.0, Act.CLOSE: -4.0, Act.EXIT:
        -4.0, Act.GO: -4.0, Act.FOLLOW: -2.0, Act.JOIN: -3.0, Act.CALL: -2.0, Act.WARN: -3.0, Act.CHECK: -2.0, Act.HELP:
        -3.0,
    },
    F.DEFIANT: {
        Act.CONFRONT: 9.0, Act.GO: 3.0, Act.OPEN: 3.0, Act.HIDE: -4.0, Act.LOCK: -3.0, Act.BARRICADE: -3.0, Act.CLOSE:
        -3.0, Act.EXIT: -4.0, Act.FOLLOW: -2.0, Act.STAY: -2.0, Act.WAIT: -2.0, Act.JOIN: -2.0, Act.CALL: -1.0,
        Act.WARN: -1.0,
    },
    F.LEANING: {
        Act.FOLLOW: 14.0, Act.EXIT: 1.0, Act.HIDE: -7.0, Act.LOCK: -7.0, Act.BARRICADE: -7.0, Act.CLOSE:
        -4.0, Act.STAY: -6.0, Act.WAIT: -5.0, Act.JOIN: -3.0, Act.CALL: -2.0, Act.CHECK: -1.0,
    },
    F.OWN_WAY: {
        Act.EXIT: 7.0, Act.GO: 1.0, Act.FOLLOW: -5.0, Act.JOIN: -4.0, Act.WAIT: -4.0, Act.HIDE: -5.0, Act.LOCK: -5.0,
        Act.BARRICADE: -5.0, Act.CLOSE: -3.0, Act.STAY: -3.0, Act.WARN: -2.0, Act.CALL: -2.0,
    },
    F.SKITTISH: {
        Act.HIDE: 5.0, Act.GO: 5.5, Act.LOCK: -4.0, Act.BARRICADE: -4.0, Act.CLOSE: -3.0, Act.STAY: -4.0, Act.WAIT:
        -3.0, Act.EXIT: -1.0, Act.JOIN: -2.0, Act.FOLLOW: -1.0,
    },
    F.RETIRING: {
        Act.HIDE: 3.0, Act.LOCK: 2.0, Act.STAY: -0.5, Act.EXIT: -2.5, Act.GO: -2.5, Act.FOLLOW: -2.0,
    },
    F.RELEASED: {
        Act.EXIT: 5.0, Act.FOLLOW: 3.5, Act.LET_IN: 4.0, Act.OPEN: 2.0, Act.HELP: 1.5, Act.JOIN: 0.5, Act.GO: -1.0,
        Act.WAIT: -0.5, Act.STAY: -1.5, Act.CARRY_ON: -3.0, Act.CHECK: -2.0, Act.WARN: -2.0, Act.CALL: -4.0, Act.CLOSE:
        -3.0, Act.HIDE: -6.0, Act.LOCK: -6.0, Act.BARRICADE: -8.0, Act.CONFRONT: -9.0,
    },
    # Acts by what people in fires reported to have done first: investigate, warn others, fight the fire, leave, call
    # the fire brigade (Wood 1972, Bryan 1977, in the SFPE Handbook's chapter on human behaviour in fire).
    F.FIRE: {
        Act.EXIT: 1.8, Act.FOLLOW: 0.8, Act.GO: 0.3, Act.SOUND_ALARM: 2.0, Act.EXTINGUISH: 1.6, Act.WARN: 1.5, Act.CALL:
        1.8, Act.CLOSE: 1.6, Act.HELP: 0.5, Act.SHELTER: -0.6, Act.CHECK: -1.0, Act.STAY: -2.5, Act.WAIT: -0.8,
        Act.CARRY_ON: -4.0, Act.HIDE: -4.0, Act.LOCK: -4.0, Act.BARRICADE: -4.0, Act.CONFRONT: -9.0,
    },
    F.SMOKY: {
        Act.EXIT: 0.8, Act.GO: 0.5, Act.STAY: -2.5, Act.WAIT: -2.0, Act.CHECK: -2.0, Act.CARRY_ON: -3.0, Act.CALL: -1.5,
        Act.WARN: -0.8, Act.SHELTER: -1.5, Act.CLOSE: -0.5, Act.EXTINGUISH: -1.5, Act.SOUND_ALARM: -0.5,
    },
    F.CALM_FIRE: {Act.EXTINGUISH: 0.6, Act.SOUND_ALARM: 0.4, Act.CALL: 0.4, Act.CLOSE: 0.4, Act.SHELTER: 0.4},
    F.BOLD_FIRE: {Act.EXTINGUISH: 1.2, Act.SHELTER: -0.5},
}  # fmt: skip

# What each feature is worth. Distance counts in tens of metres.
WEIGHTS: dict[F, dict[Feature, float]] = {
    F.ALWAYS: {Feature.CURRENT: 0.6, Feature.DISTANCE: -0.1},
    F.UNAWARE: {Feature.TIE: 0.5, Feature.OTHERS: 0.3},
    F.AWARE: {
        Feature.DISTANCE: -0.2, Feature.FAMILIAR: 1.0, Feature.VISIBLE: 0.6, Feature.OTHERS: 0.9, Feature.CROWDING:
        -0.35, Feature.ADVISED: 1.8, Feature.AUTHORITY: 0.9, Feature.TIE: 1.1, Feature.NEED: 1.0, Feature.CURRENT:
        0.8,
    },
    F.THREAT: {Feature.AWAY: 1.6, Feature.PAST_THREAT: -4.5, Feature.COVER: 1.2, Feature.DISTANCE: -0.1},
    F.NEAR: {
        Feature.AWAY: 1.2, Feature.PAST_THREAT: -2.5, Feature.COVER: 0.8, Feature.DISTANCE: -0.4, Feature.FAMILIAR:
        -0.4,
    },
    F.HIDDEN: {Feature.CURRENT: 2.2},
    F.QUIET: {Feature.CURRENT: 2.0, Feature.DISTANCE: -0.3},
    F.HURT: {Feature.DISTANCE: -0.4},
    F.PUPIL: {Feature.AUTHORITY: 1.2, Feature.ADVISED: 0.7},
    F.TRAINED: {Feature.FAMILIAR: -0.3, Feature.OTHERS: -0.2},
    F.OLDER: {Feature.DISTANCE: -0.2, Feature.FAMILIAR: 0.3},
    F.BOLD_THREAT: {Feature.COVER: -0.5, Feature.PAST_THREAT: 0.5},
    F.SOCIABLE_AWARE: {Feature.OTHERS: 0.7, Feature.TIE: 0.5},
    F.HELPFUL_AWARE: {Feature.NEED: 1.2, Feature.TIE: 0.4},
    F.LEADING_AWARE: {
        Feature.OTHERS: -0.8, Feature.AUTHORITY: -0.7, Feature.ADVISED: -0.4, Feature.FAMILIAR: 0.2,
    },
    F.DEFIANT: {Feature.AWAY: -6.0, Feature.PAST_THREAT: 8.0, Feature.COVER: -1.0},
    F.LEANING: {Feature.OTHERS: 3.0, Feature.TIE: 0.5},
    F.OWN_WAY: {Feature.OTHERS: -2.0, Feature.AUTHORITY: -1.5, Feature.ADVISED: -1.0, Feature.TIE: -1.0},
    F.SKITTISH: {Feature.VISIBLE: -8.0, Feature.AWAY: 1.5, Feature.DISTANCE: 0.3},
    F.RELEASED: {Feature.CURRENT: 0.5},
    # More people turn back the less far they see (Wood 1972, Bryan 1977), and most who can do go round smoke.
    F.FIRE: {Feature.SMOKE: -2.2, Feature.PAST_THREAT: -3.5},
    F.BOLD_FIRE: {Feature.SMOKE: 0.5},
    F.RETIRING: {Feature.VISIBLE: 1.0, Feature.DISTANCE: -0.5, Feature.CURRENT: 1.0},
}  # fmt: skip

ACTS, FEATURES = len(Act), len(Feature)


def table() -> NDArray[np.float64]:
    """All weights as ``(factors, features + acts)``."""
    weights = np.zeros((len(F), FEATURES + ACTS))
    for factor, row in WEIGHTS.items():
        for feature, weight in row.items():
            weights[factor, feature] = weight
    for factor, row in CONSTANTS.items():
        for act, constant in row.items():
            weights[factor, FEATURES + act] = constant
    return weights
