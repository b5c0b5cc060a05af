"""What chance adds to a decision on a model: numbers keyed by the percept alone."""

from typing import NamedTuple

from muster.server.drawing import uniforms

# Philox counts 256 bits; the built-in mind draws from counter 0 on, with the same key.
_COUNTER = (0, 0, 0, 1)
_MOST_OPTIONS = 20


class Draws(NamedTuple):
    """Uniform in [0, 1); each has a place of its own, so that none changes with how many others are used.

    Attributes:
        order: the options' lots: the lowest is listed first.
    """

    choice: float
    whether_words: float
    seed: float
    order: tuple[float, ...]

    @property
    def engine_seed(self) -> int:
        """For the engine's own sampling, 31 bits."""
        return int(self.seed * 2**31)


def draw(draw_key: int) -> Draws:
    """Return the numbers of one decision."""
    choice, whether_words, seed, *order = uniforms(draw_key, 3 + _MOST_OPTIONS, _COUNTER)
    return Draws(choice, whether_words, seed, tuple(order))
