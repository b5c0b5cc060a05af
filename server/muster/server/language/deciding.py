"""From a model's reply to an answer, and what becomes of a reply that makes no sense."""

from collections.abc import Mapping
from dataclasses import replace

from muster.behavior.v1.vocabulary import Gait, Source
from muster.server.builtin import BuiltinMind
from muster.server.builtin.choice import pick
from muster.server.engine import Exchange, Reply
from muster.server.language import whether_words
from muster.server.language.labels import distribution
from muster.server.language.lettering import Lettered
from muster.server.language.moment import Moment
from muster.server.language.prompts import Posed
from muster.server.language.speaking import read_fields, words_in
from muster.server.values import Answer, Mind

_GAITS = {gait.name.lower(): gait for gait in Gait}
_BUILTIN = BuiltinMind()


def by_label(posed: Posed, exchange: Exchange) -> Answer:
    """Sample an option from the letters' probabilities; the built-in mind answers when there are none."""
    moment, draws, lettered, _ = posed
    shares = distribution(exchange.reply, lettered.labels) if exchange.reply else None
    if exchange.reply is None or shares is None:
        return _fall_back(moment, exchange)
    probabilities = lettered.by_option(shares)
    option = pick(probabilities, draws.choice)
    mind = moment.mind(option)
    return Answer(
        option=option,
        probabilities=probabilities,
        gait=moment.gait(option),
        source=exchange.reply.source,
        mind=mind,
        words_follow=whether_words.follow(moment, mind, draws),
        exchanges=(exchange,),
        kept=posed,
    )


def by_json(moment: Moment, lettered: Lettered, exchange: Exchange) -> Answer:
    """Take the option that a full reply names, with its words; the built-in mind answers when it names none."""
    given, unusable = read_fields(exchange)
    if exchange.reply is None or "option" not in given:
        return _fall_back(moment, exchange, unusable)
    option = lettered.stands_for[lettered.labels.index(given["option"])][0]
    return replace(_with_words(moment, option, given, exchange, exchange.reply), unusable=unusable)


def _with_words(moment: Moment, option: int, given: Mapping[str, str], exchange: Exchange, reply: Reply) -> Answer:
    words = words_in(given, moment.query, reply.source)
    mind = moment.mind(option)
    memory = (*mind.memory, words.memory) if words.memory else mind.memory
    return Answer(
        option=option,
        probabilities=tuple(float(place == option) for place in range(len(moment.query.percept.options))),
        gait=_GAITS[given["gait"]] if "gait" in given else moment.gait(option),
        source=reply.source,
        mind=Mind(mind.arousal, words.mood or mind.mood, memory),
        utterance=words.utterance,
        volume=words.volume,
        thought=words.thought,
        exchanges=(exchange,),
    )


def _fall_back(moment: Moment, exchange: Exchange, unusable: tuple[str, ...] = ()) -> Answer:
    """The built-in mind's answer, labelled; what the model remembers stays."""
    answer = _BUILTIN.choose([moment.query])[0]
    return replace(
        answer,
        source=Source.FALLBACK,
        mind=moment.mind(answer.option),
        exchanges=(exchange,),
        unusable=(*unusable, "unreadable_decision"),
    )
