"""Exactly what is asked of a model: the requests for a decision, for words, and for an interview.

All begin alike, for the engine's prefix cache: rules and building (shared by everybody), then persona, memory and
situation (shared by all requests about one moment), and only then what is wanted.
"""

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from muster.server.engine import Message, Request
from muster.server.language import budget, fields, persona, remembering
from muster.server.language.alike import common
from muster.server.language.cleaning import clean
from muster.server.language.draws import Draws, draw
from muster.server.language.ideas import ideas
from muster.server.language.lettering import Lettered, label, letter, wording
from muster.server.language.moment import Moment
from muster.server.language.scene import see
from muster.server.language.templates import template
from muster.server.values import Interview, Query

LABEL_TOKENS = 1
# Room for replies of which each character is a token, as those of the smallest models are; schemas end them sooner.
WORDS_TOKENS, JSON_TOKENS = 640, 640
ASK_TOKENS = 160
WARMTH = 0.7  # temperature for words, with a seed by draw; a letter is sampled by us and asked for at 0
_BRIEF, _QUESTION = 1200, 400  # characters


class Posed(NamedTuple):
    """A moment as it is put to a model: made once, for the decision and for the words that go with it.

    Attributes:
        lettered: the options.
        world: the block that all requests about the moment begin with.
    """

    moment: Moment
    draws: Draws
    lettered: Lettered
    world: str


def pose(moment: Moment, draws: Draws) -> Posed:
    """Put a moment into words."""
    lettered = letter(moment.query.percept, draws)
    return Posed(moment, draws, lettered, _world(moment, lettered.cost))


def label_request(model: str, posed: Posed) -> Request:
    """Return the request for one letter."""
    lettered = posed.lettered
    messages = _messages(posed.moment.query.brief, posed.world, _filled("label", options=lettered.text))
    return Request(model, messages, labels=lettered.labels, max_tokens=LABEL_TOKENS)


def shared_request(model: str, moment: Moment) -> tuple[Request, Lettered]:
    """Return the request for one letter that like people in like situations share, and what the letters stand for."""
    world, offered = common(moment), ideas(moment.query.percept)
    asked = "\n".join([*world, *offered])
    lettered = label(list(offered.items()), draw(int.from_bytes(sha256(asked.encode()).digest()[:8])))
    asked = _filled("label", options=lettered.text)
    messages = _messages(moment.query.brief, _filled("world", **world._asdict()), asked)
    return Request(model, messages, labels=lettered.labels, max_tokens=LABEL_TOKENS), lettered


def json_request(model: str, posed: Posed) -> Request:
    """Return the request for a decision and its words in one reply."""
    query, lettered = posed.moment.query, posed.lettered
    messages = _messages(query.brief, posed.world, _filled("json", options=lettered.text))
    schema = fields.decision_schema(lettered.labels, volumes(query))
    return Request(model, messages, schema=schema, max_tokens=JSON_TOKENS)


def words_request(model: str, posed: Posed, option: int) -> Request:
    """Return the request for the words that go with an option; memories that outgrew their budget are summed up.

    They are asked for with what fitted beside the options, so that they share the decision's prefix.
    """
    query = posed.moment.query
    until = remembering.outgrown(query.mind.memory)
    offered = volumes(query)
    world = _world(posed.moment, posed.lettered.cost, whole_memory=True) if until else posed.world
    asked = _filled(
        "words",
        choice=wording(query.percept, option),
        volumes=", ".join(f'"{volume}"' for volume in offered),
        remember=template("reflect" if until else "remember").safe_substitute(until=until),
    )
    return Request(
        model,
        _messages(query.brief, world, asked),
        schema=fields.words_schema(offered, "summary" if until else "memory"),
        max_tokens=WORDS_TOKENS,
        temperature=WARMTH,
        seed=posed.draws.engine_seed,
    )


def interview_request(model: str, interview: Interview) -> Request:
    """Return the request for an answer to somebody who asks about one moment."""
    asked = _filled("ask", question=clean(interview.question, _QUESTION), chosen=_chosen(interview))
    messages = _messages(interview.brief, _filled("world", **_remembered(interview)._asdict()), asked)
    return Request(model, messages, max_tokens=ASK_TOKENS)


def volumes(query: Query) -> tuple[str, ...]:
    """Return how loudly somebody may speak: who hides whispers."""
    return fields.HUSHED if query.percept.hidden else fields.VOLUMES


@lru_cache(maxsize=64)
def system(brief: str) -> Message:
    """Return what all prompts of a scenario begin with."""
    return Message("system", template("rules").substitute(brief=clean(brief, _BRIEF) or "A building."))


def _world(moment: Moment, options: float, *, whole_memory: bool = False) -> str:
    query = moment.query
    scene, memory = see(query.percept, moment.mood), remembering.seen_by_model(query.mind.memory)
    world = budget.fit(query.person, memory, scene, options, whole_memory=whole_memory)
    return _filled("world", **world._asdict())


def _messages(brief: str, world: str, asked: str) -> tuple[Message, ...]:
    return system(brief), Message("user", f"{world}\n{asked}")


def _filled(name: str, **blanks: str) -> str:
    return template(name).substitute(blanks)


def _remembered(interview: Interview) -> budget.World:
    person, mind = interview.person, interview.mind
    memory = remembering.seen_by_model(mind.memory)
    if interview.percept is not None:
        return budget.fit(person, memory, see(interview.percept, mind.mood), 0.0, whole_memory=True)
    return budget.World(persona.describe(person), "\n".join(memory) or budget.NOTHING, template("nothing").template)


def _chosen(interview: Interview) -> str:
    if interview.percept is None or interview.chosen is None:
        return "You have not made up your mind about anything yet."
    return f'You have made up your mind: "{wording(interview.percept, interview.chosen)}".'
