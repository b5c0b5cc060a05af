"""From a model's reply to words: whatever is of no use is left out, field by field."""

from collections.abc import Mapping
from dataclasses import replace

from muster.behavior.v1.vocabulary import Source, Volume
from muster.server.engine import Exchange
from muster.server.language import fields, remembering
from muster.server.values import Query, Words

_VOLUMES = {"whisper": Volume.WHISPER, "talk": Volume.TALK, "shout": Volume.SHOUT}


def read_words(query: Query, exchange: Exchange) -> Words:
    """Return the words in a reply; none, as a fallback, when nothing in it can be read."""
    given, unusable = read_fields(exchange)
    if exchange.reply is None or not given:
        return Words(Source.FALLBACK, exchanges=(exchange,), unusable=(*unusable, "unreadable_words"))
    words = words_in(given, query, exchange.reply.source, exchange)
    return replace(words, unusable=unusable) if unusable else words


def read_fields(exchange: Exchange) -> tuple[Mapping[str, str], tuple[str, ...]]:
    """Return the fields of a reply that can be used, and what is to be said of those that cannot."""
    if exchange.reply is None:
        return {}, ()
    given, invalid = fields.read(exchange.reply.text, exchange.request.schema or {})
    return given, tuple(f"invalid_{name}" for name in invalid)


def words_in(given: Mapping[str, str], query: Query, source: Source, *exchanges: Exchange) -> Words:
    """Return words from valid fields: silence says nothing, and what is remembered already is not remembered again."""
    volume = given.get("volume", "whisper" if query.percept.hidden else "talk")
    utterance = given.get("utterance", "") if volume != "silent" else ""
    return Words(
        source=source,
        utterance=utterance,
        volume=_VOLUMES[volume] if utterance else Volume.UNSPECIFIED,
        thought=given.get("thought", ""),
        mood=given.get("mood", ""),
        memory=_memory(given.get("memory", ""), query),
        exchanges=exchanges,
    )


def _memory(text: str, query: Query) -> str:
    """A sentence with its date, or the one that takes the place of older ones."""
    if not text:
        return ""
    if until := remembering.outgrown(query.mind.memory):
        return remembering.summary(text, until)
    if text in remembering.sentences(query.mind.memory):
        return ""
    return remembering.dated(text, query.percept.time_s)
