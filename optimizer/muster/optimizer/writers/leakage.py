"""How well the class somebody was rewritten toward is decoded from their texts alone: what a reader could tell.

Multinomial naive Bayes on words (McCallum and Nigam 1998), cross-validated: the class of each text is guessed by a
model that has not seen it. A crowd of characters must differ, so some of this is the point; a score near 1 says that
texts are labels in disguise. Compare it with chance, and with that of the texts before any rewriting.
"""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from muster.optimizer.texts import Texts

FOLDS = 10
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Leakage:
    """How often the class is guessed right.

    Attributes:
        accuracy: share guessed right; low, high: its 95 % interval (Clopper and Pearson 1934).
        chance: share that is right when the commonest class is always guessed.
        n: texts.
    """

    accuracy: float
    low: float
    high: float
    chance: float
    n: int


def leakage(texts: Sequence[Texts], classes: Sequence[str], seed: int = 0) -> Leakage:
    """Return how well ``classes``, one a text, are decoded; raises ValueError for fewer than two texts."""
    if len(texts) < 2 or len(texts) != len(classes):
        raise ValueError(f"{len(texts)} texts and {len(classes)} classes; give as many of both, two or more")
    names, labels = np.unique(np.array(classes), return_inverse=True)
    counts = _counts(texts)
    folds = np.random.default_rng(seed).permutation(len(texts)) % min(FOLDS, len(texts))
    guessed = np.full(len(texts), -1)
    for fold in range(int(folds.max()) + 1):
        held = folds == fold
        guessed[held] = _guess(counts[~held], labels[~held], counts[held], len(names))
    right = int((guessed == labels).sum())
    low, high = _interval(right, len(texts))
    return Leakage(right / len(texts), low, high, float(np.bincount(labels).max()) / len(texts), len(texts))


def _guess(counts: Floats, labels: Ints, held: Floats, classes: int) -> Ints:
    """Return ``(h,)`` the likeliest class of each of ``held`` ``(h, words)``, add-one smoothing."""
    words = np.array([counts[labels == each].sum(axis=0) + 1.0 for each in range(classes)])
    prior = np.log(np.bincount(labels, minlength=classes) + 1.0)
    return np.argmax(held @ np.log(words / words.sum(axis=1, keepdims=True)).T + prior, axis=1)


def _counts(texts: Sequence[Texts]) -> Floats:
    said = [_WORD.findall(" ".join(astuple(each)).lower()) for each in texts]
    column = {word: k for k, word in enumerate(sorted({word for words in said for word in words}))}
    counts = np.zeros((len(texts), max(len(column), 1)))
    for row, words in enumerate(said):
        np.add.at(counts[row], [column[word] for word in words], 1.0)
    return counts


def _interval(right: int, n: int) -> tuple[float, float]:
    low = float(stats.beta.ppf(0.025, right, n - right + 1)) if right else 0.0
    high = float(stats.beta.ppf(0.975, right + 1, n - right)) if right < n else 1.0
    return low, high
