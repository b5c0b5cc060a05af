"""From a reply to a request for one letter to a probability for each."""

import re
from collections.abc import Mapping, Sequence
from math import exp, isfinite, log

from muster.server.engine import Reply

LETTERS = "ABCDEFGHIJKLMNOPQRST"
DOUBT = 0.02  # shared by the other letters when a letter came without log-probabilities; ours

_LETTER = re.compile(
    r"\W*(?:(?:the\s+)?(?:answer|option|letter)(?:\s+is)?\W*)?([A-T])(?:\W*|[).:\]]\s.*)", re.DOTALL | re.IGNORECASE
)


def distribution(reply: Reply, labels: Sequence[str]) -> list[float] | None:
    """Return a probability for each label, summing to 1; None when the reply names none of them."""
    known = {label: value for label, value in (reply.logprobs or {}).items() if label in labels and _counts(value)}
    if known:
        return _shares(known, labels)
    letter = named(reply.text, labels)
    return None if letter is None else _certain(letter, labels)


def named(text: str, labels: Sequence[str]) -> str | None:
    """Return the label that a text consists of or begins with: "B", "B) ...", "Answer: B"; never of "A man ..."."""
    found = _LETTER.fullmatch(text.strip())
    letter = found[1].upper() if found else ""
    return letter if letter in labels else None


def _counts(logprob: float) -> bool:
    return isfinite(logprob) and logprob <= 1e-3  # a rounding error above certainty is none


def _shares(known: Mapping[str, float], labels: Sequence[str]) -> list[float]:
    """Softmax over the labels.

    Those not returned share evenly what the returned ones leave of 1, but none of them gets more than the least
    likely one returned: an engine returns the likeliest tokens.
    """
    least, best = min(known.values()), max(known.values())
    left = 1.0 - sum(exp(value) for value in known.values())
    missing = len(labels) - len(known)
    unknown = min(log(left / missing), least) if missing and left > 0.0 else float("-inf")
    odds = [exp(known.get(label, unknown) - best) for label in labels]
    total = sum(odds)
    return [odd / total for odd in odds]


def _certain(letter: str, labels: Sequence[str]) -> list[float]:
    if len(labels) == 1:
        return [1.0]
    return [1.0 - DOUBT if label == letter else DOUBT / (len(labels) - 1) for label in labels]
