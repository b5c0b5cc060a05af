"""What goes first when a prompt grows too long: oldest memories, furthest people, least telling cues, in this order.

What is left out of a prompt is not forgotten: it is in the mind, and the rules (arousal, pace) know of it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from muster.server.language import persona, remembering
from muster.server.language.scene import Scene
from muster.server.language.tokens import estimate
from muster.server.values import Person

# Tokens, estimated, of persona, memory, situation and options; question and the engine's own signs take some 45 more.
BUDGET = 445
NOTHING = "Nothing out of the ordinary."


class Limits(NamedTuple):
    """How much of each part there may be; ``memory`` in tokens, estimated, ``persona`` in words of each text."""

    memory: float
    people: int
    cues: int
    persona: int = persona.MOST_WORDS


# Options are never cut. The first step that fits is taken; the last is taken in any case.
STEPS = (
    Limits(remembering.BUDGET, 8, 8),
    Limits(120, 8, 8),
    Limits(90, 8, 8),
    Limits(60, 8, 8),
    Limits(60, 5, 8),
    Limits(60, 3, 8),
    Limits(60, 3, 4),
    Limits(40, 3, 4),
    Limits(40, 2, 4),
    Limits(40, 2, 2),
    Limits(40, 1, 2),
    Limits(20, 1, 1),
    Limits(20, 1, 1, 25),
    Limits(20, 1, 1, 12),
    Limits(0, 1, 1, 12),
    Limits(0, 0, 1, 8),
)


class World(NamedTuple):
    """What stands in the blocks of a prompt."""

    person: str
    memory: str
    now: str


def fit(person: Person, memory: Sequence[str], scene: Scene, options: float, *, whole_memory: bool = False) -> World:
    """Return the blocks of a prompt, cut so that they and the options are within the budget.

    ``options`` are their tokens, estimated; ``whole_memory`` is for the prompt that has it summed up.
    """
    latest = list(accumulate(map(estimate, reversed(memory)), initial=0.0))
    left = BUDGET - options - scene.cost
    limits = _limits(person, latest, scene, left)
    shown = memory if whole_memory else memory[len(memory) - _within(latest, limits.memory) :]
    told = "\n".join(shown)
    return World(
        persona.describe(person, limits.persona),
        told or NOTHING,
        scene.text(limits.people, limits.cues, told),
    )


def _limits(person: Person, latest: Sequence[float], scene: Scene, left: float) -> Limits:
    """Return the first step that fits into so many tokens; ``latest`` are those of 0, 1, 2 ... sentences."""
    near, noticed = scene.costs()
    described: dict[int, float] = {}
    for limits in STEPS:
        words = limits.persona
        if words not in described:
            described[words] = estimate(persona.describe(person, words))
        shown = near[min(limits.people, len(near) - 1)] + noticed[min(limits.cues, len(noticed) - 1)]
        if described[words] + latest[_within(latest, limits.memory)] + shown <= left:
            return limits
    return STEPS[-1]


def _within(latest: Sequence[float], most: float) -> int:
    """How many of the latest sentences make at most so many tokens."""
    return bisect_right(latest, most) - 1
