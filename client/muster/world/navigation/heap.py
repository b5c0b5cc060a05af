"""A binary heap of (key, item) pairs in two arrays, for the shortest-path kernels; faster than numba's lists."""

import numpy as np
from numpy.typing import NDArray

from muster.world.arrays import Floats
from muster.world.compile import kernel


@kernel
def push(keys: Floats, items: NDArray[np.int32], size: int, key: float, item: int) -> int:
    """Add a pair to the first ``size`` entries and return the new size. The arrays must have room."""
    at = size
    while at > 0:
        parent = (at - 1) // 2
        if keys[parent] <= key:
            break
        keys[at], items[at] = keys[parent], items[parent]
        at = parent
    keys[at], items[at] = key, item
    return size + 1


@kernel
def drop_least(keys: Floats, items: NDArray[np.int32], size: int) -> int:
    """Remove the pair with the least key, which stands at index 0, and return the new size."""
    size -= 1
    key, item = keys[size], items[size]
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[at], items[at] = keys[child], items[child]
        at = child
    keys[at], items[at] = key, item
    return size


@kernel
def grown(keys: Floats, items: NDArray[np.int32]) -> tuple[Floats, NDArray[np.int32]]:
    """Return copies with twice the room."""
    more_keys = np.empty(2 * len(keys))
    more_items = np.empty(2 * len(items), np.int32)
    more_keys[: len(keys)] = keys
    more_items[: len(items)] = items
    return more_keys, more_items
