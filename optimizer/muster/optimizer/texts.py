"""The part of a persona that may be rewritten: six texts of at most 25 words each (PEBA, arXiv 2509.16457)."""

from dataclasses import asdict, dataclass, fields, replace

from muster.scenario.persona import Persona

WORDS = 25
"""The method's budget for each text."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What may change about somebody; name, role, age, gender and pronouns never do."""

    personality_traits: str
    emotional_disposition: str
    motivations_goals: str
    communication_style: str
    knowledge_scope: str
    backstory: str


FIELDS = tuple(field.name for field in fields(Texts))


def texts_of(persona: Persona) -> Texts:
    """Return the six texts of ``persona``."""
    return Texts(**{name: getattr(persona, name) for name in FIELDS})


def rewritten(persona: Persona, texts: Texts) -> Persona:
    """Return ``persona`` with other texts; who it is stays."""
    return replace(persona, **asdict(texts))
