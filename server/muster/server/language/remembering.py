"""What somebody on a model remembers: the built-in mind's sentences, the model's own, and one that sums up older ones.

A summary begins "Until 1:05:" and stands for all sentences up to that time. Of those, only what the built-in mind
reads (shots, alarms, locked doors) is kept, unseen by the model, so that pace and fallbacks still know of it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from muster.behavior.v1.vocabulary import Act
from muster.server.builtin.memory import MAX_SENTENCES, Kind, note_act, notice, read
from muster.server.language.cleaning import clean
from muster.server.language.scene import clock
from muster.server.language.tokens import estimate
from muster.server.values import Percept

BUDGET = 150  # tokens, estimated: when memories outgrow it, they are summed up
KEPT_APART = 4  # of the latest sentences, which a summary leaves alone
_SENTENCE = 200  # characters
_SUMMARY = re.compile(r"(?:\d+:\d\d )*Until (\d{1,6}):([0-5]\d): ")
_SAID = re.compile(r"(\d{1,6}:[0-5]\d (?:I heard .{1,60}? (?:say|shout)|There was an announcement): )(.*)")
_DATED = re.compile(r"(\d{1,6}):([0-5]\d) ")
_MINOR = frozenset({Kind.ACTED, Kind.HEARD, Kind.CHECKED, Kind.WARNED})
# A memory is read when something is decided, when that is put into words, and again at the next decision; large enough
# for a crowd's latest sentences and memories, as of ``recall``.
_SENTENCES, _MEMORIES = 16_384, 4096


@lru_cache(maxsize=_MEMORIES)
def seen_by_model(memory: tuple[str, ...]) -> tuple[str, ...]:
    """Return the sentences for a prompt, oldest first: the latest summary, and what is later."""
    summary, until_s = _latest_summary(memory)
    later = [sentence for sentence in memory if _until_s(sentence) < 0.0 and _time_s(sentence) > until_s]
    return tuple(_shown(sentence) for sentence in ([summary, *later] if summary else later))


def after(memory: tuple[str, ...], percept: Percept) -> tuple[str, ...]:
    """Return the memory with a percept's cues in it; what a summary stands for is gone."""
    summary, until_s = _latest_summary(memory)
    return _joined(summary, notice(tuple(_kept(memory, until_s)), percept))


def acted(memory: tuple[str, ...], act: Act, time_s: float) -> tuple[str, ...]:
    """Return a memory that ``after`` made with what was decided on in it."""
    has_summary = bool(memory) and _until_s(memory[0]) >= 0.0
    return _joined(memory[0] if has_summary else "", note_act(memory[has_summary:], act, time_s))


@lru_cache(maxsize=_MEMORIES)
def facts(memory: tuple[str, ...]) -> frozenset[str]:
    """Return what the built-in mind reads in a memory, without dates; what others said and one's own acts left out."""
    return sentences(tuple(sentence for sentence in memory if _is_fact(sentence)))


def sentences(memory: tuple[str, ...]) -> frozenset[str]:
    """Return what is remembered, without dates."""
    return frozenset([sentence.partition(" ")[2] for sentence in memory])


@lru_cache(maxsize=_MEMORIES)
def outgrown(memory: tuple[str, ...]) -> str:
    """Return the time, as "1:05", up to which a memory should be summed up; empty when it is within its budget."""
    seen = seen_by_model(memory)
    if len(seen) <= KEPT_APART + 1 or sum(map(estimate, seen)) <= BUDGET:
        return ""
    return clock(_time_s(seen[-KEPT_APART - 1]))


def summary(text: str, until: str) -> str:
    """Return the sentence that stands for all up to ``until``."""
    return f"Until {until}: {text}"


def dated(text: str, time_s: float) -> str:
    """Return a sentence with its date in front."""
    return f"{clock(time_s)} {text}"


def _shown(sentence: str) -> str:
    """A sentence as a prompt has it: what others said stands in double quotes, which no text can close."""
    text = clean(sentence, _SENTENCE)
    said = _SAID.fullmatch(text)
    return f'{said[1]}"{said[2]}"' if said else text


def _latest_summary(memory: tuple[str, ...]) -> tuple[str, float]:
    """The summary that reaches furthest, and until when: -1 for none."""
    best, until_s = "", -1.0
    for sentence in memory:
        if (time_s := _until_s(sentence)) >= max(until_s, 0.0):
            best, until_s = sentence, time_s
    return best, until_s


def _kept(memory: tuple[str, ...], until_s: float) -> Iterable[str]:
    if until_s < 0.0:
        return memory
    return [
        sentence
        for sentence in memory
        if _until_s(sentence) < 0.0 and (_time_s(sentence) > until_s or _is_fact(sentence))
    ]


def _joined(summary: str, rest: tuple[str, ...]) -> tuple[str, ...]:
    rest = _bounded(rest)
    return (summary, *rest) if summary else rest


def _bounded(memory: tuple[str, ...]) -> tuple[str, ...]:
    """The memory without its oldest sentences that are no facts, when there are too many: words may add to it."""
    if len(memory) <= MAX_SENTENCES:
        return memory
    kept = list(memory)
    while len(kept) > MAX_SENTENCES:
        kept.pop(next((place for place, sentence in enumerate(kept[:-1]) if not _is_fact(sentence)), 1))
    return tuple(kept)


def _is_fact(sentence: str) -> bool:
    fact = read(sentence)
    return fact is not None and fact.kind not in _MINOR


@lru_cache(maxsize=_SENTENCES)
def _until_s(sentence: str) -> float:
    """Up to when a sentence sums up what was before; -1 when it is no summary."""
    found = _SUMMARY.match(sentence)
    return _seconds(found) if found else -1.0


@lru_cache(maxsize=_SENTENCES)
def _time_s(sentence: str) -> float:
    """When; sentences from elsewhere have no date and count as from the start."""
    found = _DATED.match(sentence)
    return _seconds(found) if found else 0.0


def _seconds(found: re.Match[str]) -> float:
    return 60.0 * int(found[1]) + int(found[2])
