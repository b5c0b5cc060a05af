"""Pieces of which a tokenizer makes words, learnt from a text as those of real models are (Sennrich et al. 2016)."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

# What no piece reaches across: words and numbers with the blank before them, signs, ends of lines.
_CHUNK = re.compile(r" ?[A-Za-z]+| ?[0-9]+| ?[^A-Za-z0-9\s]+|\n")
_LEAST = 2  # times that a pair must come to be a piece

_Pair = tuple[str, str]


def learn(text: str, most: int) -> list[str]:
    """Return at most so many pieces in the order they are merged in: each time the pair that comes most often."""
    pairs, pieces = _Pairs(text), list[str]()
    while len(pieces) < most and (pair := pairs.commonest()):
        pairs.merge(pair)
        pieces.append("".join(pair))
    return pieces


class _Pairs:
    """The neighbours in a text's chunks."""

    def __init__(self, text: str) -> None:
        chunks = Counter(_CHUNK.findall(text))
        self._chunks, self._times = [list(chunk) for chunk in chunks], list(chunks.values())
        self._counts: Counter[_Pair] = Counter()
        self._where: defaultdict[_Pair, set[int]] = defaultdict(set)
        for at in range(len(self._chunks)):
            self._count(at, +1)

    def commonest(self) -> _Pair | None:
        """Return the pair that comes most often, of equal ones the last by name; None when all are rare."""
        pair = max(self._counts, key=lambda each: (self._counts[each], each), default=None)
        return pair if pair and self._counts[pair] >= _LEAST else None

    def merge(self, pair: _Pair) -> None:
        """Make one piece of a pair wherever it comes."""
        for at in self._where.pop(pair):
            self._count(at, -1)
            self._chunks[at] = _merged(self._chunks[at], pair)
            self._count(at, +1)
        del self._counts[pair]

    def _count(self, at: int, sign: int) -> None:
        for pair in pairwise(self._chunks[at]):
            self._counts[pair] += sign * self._times[at]
            if sign > 0:
                self._where[pair].add(at)


def _merged(chunk: list[str], pair: _Pair) -> list[str]:
    merged: list[str] = []
    for piece in chunk:
        if merged and (merged[-1], piece) == pair:
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged
