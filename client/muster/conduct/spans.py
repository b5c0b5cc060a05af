"""Spans of time during which something held."""

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]


def longest(when: Bools) -> tuple[int, int]:
    """Return start and length, in samples, of the longest unbroken span of ``when`` ``(f,)``; the first of equals."""
    starts, lengths = spans(when)
    if not len(starts):
        return 0, 0
    best = int(np.argmax(lengths))
    return int(starts[best]), int(lengths[best])


def spans(when: Bools) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return starts and lengths, in samples, of the unbroken spans of ``when`` ``(f,)``."""
    edges = np.diff(np.concatenate(([0], when.astype(np.int8), [0])))
    starts = np.flatnonzero(edges == 1)
    return starts, np.flatnonzero(edges == -1) - starts


def bridged(when: Bools, gap: int) -> Bools:
    """Return ``when`` with breaks of at most ``gap`` samples between two spans filled."""
    filled = when.copy()
    starts, lengths = spans(~when)
    for start, length in zip(starts, lengths, strict=True):
        if length <= gap and start > 0 and start + length < len(when):
            filled[start : start + length] = True
    return filled
