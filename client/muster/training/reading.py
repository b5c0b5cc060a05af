"""What words that a trainee types ask of those who hear them: a reader of key words, in English.

Language models read the words themselves. The built-in mind cannot, so this tells it what they come to. It knows some
twenty turns of phrase, and takes what it does not know for talk that asks for nothing; a line typed in another language
is such talk, and the quick phrases of an exercise say for themselves what they ask.
"""

import re

from muster.scenario.speech import Urge

_NEVER = r"\b(?:don'?t|do not|never|nobody|no one)\b[^.!?]*"

_ASKS = (
    (Urge.STAY, rf"{_NEVER}\b(?:leave|go|move|run|open|come)\b"),
    (Urge.FOLLOW, r"\b(?:follow|come with|stick with|after) me\b|\bthis way\b|\bcome on\b"),
    (Urge.LOCK, r"\b(?:lock|barricade|block)\b.*\b(?:door|doors|yourselves|in)\b|\block ?down\b"),
    (Urge.HIDE, r"\b(?:hide|take cover|get down|under the (?:desk|table)s?|get in here|in here|shelter)\b"),
    (Urge.LEAVE, r"\b(?:get out|go out|leave|evacuate|everybody out|everyone out|out by|run|outside|to the exits?)\b"),
    (Urge.STAY, r"\b(?:stay|wait|stop|sit down|keep still|quiet|remain)\b"),
)
"""Turns of phrase, the most telling first: who is told not to leave is not told to leave."""

_COMPILED = tuple((urge, re.compile(pattern, re.IGNORECASE)) for urge, pattern in _ASKS)


def urge_of(text: str) -> Urge:
    """Return what ``text`` asks of people; ``Urge.NONE`` for talk, and for questions."""
    if text.rstrip().endswith("?"):
        return Urge.NONE
    return next((urge for urge, pattern in _COMPILED if pattern.search(text)), Urge.NONE)
