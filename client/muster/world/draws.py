"""Keyed, counter-based random numbers: a draw depends on its key and on nothing that was drawn before.

Philox4x64-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011), the generator behind
``numpy.random.Philox``; the same key gives the same bits there, which a test holds. Written out so that a kernel
can draw for thousands of agents without building a generator for each.
"""

from enum import IntEnum

import numpy as np

from muster.world.arrays import Bools, Floats, Ints, UInts
from muster.world.compile import kernel

_ROUNDS = 10
_LOW = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)


class Purpose(IntEnum):
    """What a draw is for; part of its key."""

    BODY = 1
    PLACE = 2
    REACTION = 3
    MIND = 4
    HARM = 5
    CONFRONT = 6
    IDLE = 7
    HEARING = 8
    MUSTER = 9
    WANDER = 10
    RESPONSE = 11
    EXERCISE = 12
    EXTINGUISHER = 13


@kernel
def _high(a: np.uint64, b: np.uint64) -> np.uint64:
    """Return the upper 64 bits of ``a * b``."""
    a0, a1 = a & _LOW, a >> _SHIFT
    b0, b1 = b & _LOW, b >> _SHIFT
    middle = a1 * b0 + (a0 * b0 >> _SHIFT)
    return a1 * b1 + (middle >> _SHIFT) + ((a0 * b1 + (middle & _LOW)) >> _SHIFT)


@kernel
def philox(seed: int, agent: int, purpose: int, ordinal: int) -> np.uint64:
    """Return the first 64 random bits under one key.

    Equal to ``Philox(key=[seed, agent << 8 | purpose], counter=[ordinal - 1, 0, 0, 0]).random_raw()``, since numpy
    counts up before it draws.
    """
    key0, key1 = np.uint64(seed), np.uint64((agent << 8) | purpose)
    c0, c1, c2, c3 = np.uint64(ordinal), np.uint64(0), np.uint64(0), np.uint64(0)
    for _ in range(_ROUNDS):
        high0, low0 = _high(np.uint64(0xD2E7470EE14C6C93), c0), np.uint64(0xD2E7470EE14C6C93) * c0
        high1, low1 = _high(np.uint64(0xCA5A826395121157), c2), np.uint64(0xCA5A826395121157) * c2
        c0, c1, c2, c3 = high1 ^ c1 ^ key0, low1, high0 ^ c3 ^ key1, low0
        key0 += np.uint64(0x9E3779B97F4A7C15)
        key1 += np.uint64(0xBB67AE8584CAA73B)
    return c0


@kernel
def _bits(seed: int, agents: Ints, purpose: int, ordinals: Ints) -> UInts:
    """Draw 64 bits for each (agent, ordinal) pair."""
    out = np.empty(agents.shape[0], np.uint64)
    for i in range(agents.shape[0]):
        out[i] = philox(seed, agents[i], purpose, ordinals[i])
    return out


def bits(seed: int, agents: Ints, purpose: Purpose, ordinals: Ints) -> UInts:
    """Return ``(n,)`` unsigned 64-bit draws, one for each (agent, ordinal)."""
    return _bits(seed, np.ascontiguousarray(agents, np.int64), int(purpose), np.ascontiguousarray(ordinals, np.int64))


def uniform(seed: int, agents: Ints, purpose: Purpose, ordinals: Ints) -> Floats:
    """Return ``(n,)`` draws from [0, 1), as numpy makes doubles from bits: the upper 53."""
    return (bits(seed, agents, purpose, ordinals) >> np.uint64(11)).astype(np.float64) * 2.0**-53


def bits_of(seed: int, agent: int, purpose: Purpose, ordinal: int) -> int:
    """Return an unsigned 64-bit draw: as ``bits``, for one."""
    return int(philox(seed, agent, int(purpose), ordinal))


def uniform_of(seed: int, agent: int, purpose: Purpose, ordinal: int) -> float:
    """Return a draw from [0, 1): as ``uniform``, for one."""
    return (bits_of(seed, agent, purpose, ordinal) >> 11) * 2.0**-53


def normal(seed: int, agents: Ints, purpose: Purpose, ordinals: Ints | int) -> Floats:
    """Return ``(n,)`` standard normal draws by Box and Muller; each takes ordinals ``2 * ordinal`` and the next."""
    first = np.broadcast_to(2 * ordinals, len(agents))
    radius = np.sqrt(-2.0 * np.log1p(-uniform(seed, agents, purpose, first)))
    return radius * np.cos(2.0 * np.pi * uniform(seed, agents, purpose, first + 1))


def chance(seed: int, agents: Ints, purpose: Purpose, ordinal: int, probability: Floats | float) -> Bools:
    """Return ``(n,)`` True with the given probability each."""
    return uniform(seed, agents, purpose, np.full(len(agents), ordinal)) < probability
