"""Who somebody is, in words for the prompt."""

from functools import lru_cache

from muster.behavior.v1.vocabulary import Duty
from muster.server.language.cleaning import clean
from muster.server.values import Person

MOST_WORDS = 40  # of each text; PEBA's have at most 25
_NAME, _TEXT = 60, 320  # characters
_DUTIES = {
    Duty.PUPIL: "a pupil here",
    Duty.STAFF: "a member of staff",
    Duty.WARDEN: "a warden for emergencies",
    Duty.SECURITY: "a security guard",
    Duty.VISITOR: "a visitor",
    Duty.RESPONDER: "a responder from outside",
}


@lru_cache(maxsize=8192)
def describe(person: Person, most_words: int = MOST_WORDS) -> str:
    """Return some lines; each text is cut to ``most_words``, and left out when that is 0."""
    texts = (
        ("Traits", person.personality_traits),
        ("Temper", person.emotional_disposition),
        ("Goals", person.motivations_goals),
        ("Speech", person.communication_style),
        ("Knows", person.knowledge_scope),
        ("Past", person.backstory),
    )
    lines = [f"{title}: {cut}" for title, text in texts if (cut := _cut(text, most_words))]
    return "\n".join([_who(person), *lines])


def _who(person: Person) -> str:
    gender, pronouns = clean(person.gender, _NAME), clean(person.pronouns, _NAME)
    parts = [
        clean(person.name, _NAME) or "Somebody",
        str(person.age),
        f"{gender} ({pronouns})" if gender and pronouns else gender or pronouns,
        clean(person.role, _NAME),
        _DUTIES.get(person.duty, ""),
        "has taken part in drills" if person.trained else "",
    ]
    return ", ".join(part for part in parts if part) + "."


def _cut(text: str, most_words: int) -> str:
    words = clean(text, _TEXT).split(" ")
    return " ".join(words) if len(words) <= most_words else " ".join(words[:most_words]) + "…" if most_words else ""
