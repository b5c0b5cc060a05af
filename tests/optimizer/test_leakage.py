"""How well the class is decoded from texts alone."""

import numpy as np
import pytest

from muster.optimizer.texts import FIELDS, Texts
from muster.optimizer.writers.leakage import leakage

WORDS = [f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnrs"]


def said(rng: np.random.Generator, label: str = "") -> Texts:
    words = [str(rng.choice(WORDS)) for _ in FIELDS]
    return Texts(*[f"{word} {label}".strip() for word in words])


def test_labels_in_the_texts_are_decoded():
    rng, classes = np.random.default_rng(0), ["one", "two", "three"] * 20
    found = leakage([said(rng, label) for label in classes], classes)
    assert found.accuracy > 0.95 and found.low > 0.85


def test_texts_that_say_nothing_are_guessed_by_chance():
    """Over 40 crowds of 60 the mean accuracy is 1/3, give or take 4 standard errors of 2400 guesses."""
    classes = ["one", "two", "three"] * 20
    accuracies = [
        leakage([said(np.random.default_rng([seed, k])) for k in range(60)], classes, seed).accuracy
        for seed in range(40)
    ]
    assert abs(np.mean(accuracies) - 1 / 3) < 4 * np.sqrt(2 / 9 / 2400) + 0.05  # held-out folds lean to the rest
    assert leakage([said(np.random.default_rng(k)) for k in range(60)], classes).chance == pytest.approx(1 / 3)


def test_the_interval_covers_the_share_and_narrows_with_n():
    rng = np.random.default_rng(1)
    narrow, wide = (
        leakage([said(rng, label if k % 3 else "x") for k, label in enumerate(classes)], classes)
        for classes in (["a", "b"] * 100, ["a", "b"] * 10)
    )
    assert narrow.low < narrow.accuracy < narrow.high and narrow.high - narrow.low < wide.high - wide.low


def test_the_same_texts_give_the_same_figure():
    classes = ["a", "b"] * 10
    texts = [said(np.random.default_rng(k)) for k in range(20)]
    assert leakage(texts, classes, 3) == leakage(texts, classes, 3)


def test_too_few_texts_are_refused():
    with pytest.raises(ValueError, match="two or more"):
        leakage([], [])
