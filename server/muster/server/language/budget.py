"""What goes first when a prompt grows too long: oldest memories, furthest people, least telling cues, in this order.

What is left out of a prompt is not forgotten: it is in the mind, and the rules (arousal, pace) know of it.
"""

from collections.abc import Sequence
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


def fit(person: Person, memory: Sequence[str], scene: Scene, options: str, *, whole_memory: bool = False) -> World:
    """Return the blocks of a prompt, cut so that they and the options are within the budget.

    ``whole_memory`` is for the prompt that has it summed up.
    """
    sentences = [estimate(sentence) for sentence in memory]
    left = BUDGET - estimate(options) - scene.cost
    limits = _limits(person, sentences, scene, left)
    shown = memory if whole_memory else memory[len(memory) - _latest(sentences, limits.memory) :]
    told = "\n".join(shown)
    return World(
        persona.describe(person, limits.persona),
        told or NOTHING,
        scene.text(limits.people, limits.cues, told),
    )


def _limits(person: Person, sentences: Sequence[float], scene: Scene, left: float) -> Limits:
    """Return the first step that fits into so many tokens; each part is added up once, for all steps."""
    near, noticed = scene.costs()
    remembered: dict[float, float] = {}
    described: dict[int, float] = {}
    for limits in STEPS:
        memory, words = limits.memory, limits.persona
        if memory not in remembered:
            remembered[memory] = sum(sentences[len(sentences) - _latest(sentences, memory) :])
        if words not in described:
            described[words] = estimate(persona.describe(person, words))
        shown = near[min(limits.people, len(near) - 1)] + noticed[min(limits.cues, len(noticed) - 1)]
        if described[words] + remembered[memory] + shown <= left:
            return limits
    return STEPS[-1]


def _latest(sentences: Sequence[float], most: float) -> int:
    """How many of the latest sentences make at most so many tokens."""
    for count, tokens in enumerate(reversed(sentences)):
        most -= tokens
        if most < 0.0:
            return count
    return len(sentences)
