"""Uniform numbers keyed by a percept alone: the same for the same key, whoever else draws and when."""

from collections.abc import Sequence
from threading import local

import numpy as np

_COUNTER_WORDS = 4  # Philox counts 256 bits


class _Source(local):
    """A generator for each thread that draws: setting it to a key takes a third of the time of making one (2 us)."""

    def __init__(self) -> None:
        self.bits = np.random.Philox(key=0)
        self.numbers = np.random.Generator(self.bits)
        self.fresh = self.bits.state


_SOURCE = _Source()


def uniforms(key: int, count: int, counter: Sequence[int] = (0,) * _COUNTER_WORDS) -> list[float]:
    """Return so many numbers in [0, 1), the first that ``Philox(key=key, counter=counter)`` gives."""
    fresh = _SOURCE.fresh
    fresh["state"] = {"counter": np.array(counter, dtype=np.uint64), "key": np.array((key, 0), dtype=np.uint64)}
    _SOURCE.bits.state = fresh
    return _SOURCE.numbers.random(count).tolist()
