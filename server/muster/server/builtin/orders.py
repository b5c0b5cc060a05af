"""What somebody has been told outright to do, read from their texts: the baseline of PEBA that instructs people.

A persona says who somebody is; only a sentence that begins by saying that they were told is taken for an order.
"""

import re
from collections.abc import Mapping
from enum import IntEnum
from functools import lru_cache

from muster.server.values import Person


class Order(IntEnum):
    """Ways of behaving, in the order of the characters in ``factors``: whoever obeys behaves like one of them."""

    STOP_SHORT = 0
    GO_FOR_IT = 1
    GO_ALONG = 2
    GO_ALONE = 3
    GET_AWAY_AND_HIDE = 4
    HIDE_HERE = 5


_TOLD = re.compile(r"\b(?:told|instructed|ordered|under orders)\b[^.;]*?(?:\bto\b[^:.;]*)?:?\s*(.*)", re.IGNORECASE)

# Our own words; the first that is found counts, so what is said more exactly comes first.
_WORDS: Mapping[Order, str] = {
    Order.GO_FOR_IT: r"go(?:es)? for the (?:intruder|threat)|stop(?:s)? (?:them|the intruder)|\bfight|confront|tackle",
    Order.STOP_SHORT: r"motionless|freez|does not move|stand(?:s)? still|stock-still",
    Order.GET_AWAY_AND_HIDE: r"(?:away|run|flee)\b.*\bthen (?:hide|take cover)|hide(?:s)? somewhere else",
    Order.GO_ALONG: r"along with others|where they go|follow|with the (?:crowd|others)",
    Order.GO_ALONE: r"own choice|own way|by (?:him|her|them)sel|alone|independent",
    Order.HIDE_HERE: r"cover where|in the room|hide|takes? cover|lock(?:s)? in",
}
_PATTERNS = {order: re.compile(words, re.IGNORECASE | re.DOTALL) for order, words in _WORDS.items()}


@lru_cache(maxsize=16_384)
def order_of(person: Person) -> Order | None:
    """Return what somebody has been told to do in an emergency, None when nothing, or nothing that is understood.

    Nobody under 18 takes an order to go for a threat.
    """
    for text in (person.motivations_goals, person.personality_traits, person.knowledge_scope):
        if said := _TOLD.search(text):
            found = next((order for order, pattern in _PATTERNS.items() if pattern.search(said[1])), None)
            if found is not None and not (found is Order.GO_FOR_IT and person.age < 18):
                return found
    return None
