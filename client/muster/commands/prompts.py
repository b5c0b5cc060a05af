"""One decision laid open: what was asked, what came back, and for the built-in mind, why."""

import json
from collections.abc import Iterable, Iterator
from typing import cast

from muster.behavior.v1 import behavior_pb2 as pb
from muster.behavior.v1.vocabulary import Source
from muster.client.wire import write_person
from muster.recording.looking_back import Past
from muster.server.builtin.explaining import explain
from muster.server.wire import read_mind, read_percept, read_person


def told(them: Past) -> str:
    """Return everything about the last decision in ``them``."""
    decision = them.decision
    if decision is None:
        return f"{them.persona.name} has decided nothing yet; ask for a later moment with --at"
    exchanges = [*decision.exchanges, *(them.words.exchanges if them.words else ())]
    lines = [_headline(them, decision), ""]
    lines += _asked(exchanges) if exchanges else _explained(them, decision)
    return "\n".join([*lines, *_came_of_it(them, decision)])


def _headline(them: Past, decision: pb.Decision) -> str:
    percept = them.percepts[-1]
    source = Source(decision.source).name.lower()
    return (
        f"{them.persona.name} (agent {them.agent}) noticed this at {percept.time_s:.2f} s "
        f"and acted on it at {them.decided_s:.2f} s; decided by: {source}"
    )


def _asked(exchanges: Iterable[pb.Exchange]) -> Iterator[str]:
    for exchange in exchanges:
        request = cast("dict[str, object]", json.loads(exchange.request))
        for role, content in cast("list[tuple[str, str]]", request.pop("messages")):
            yield f"--- {role}"
            yield content
        yield f"--- request {exchange.key[:12]}"
        yield json.dumps(request, ensure_ascii=False)
        yield f"--- reply ({Source(exchange.source).name.lower()}, {exchange.latency_us / 1000:.0f} ms)"
        yield exchange.reply or "none: the request failed"
        yield ""


def _explained(them: Past, decision: pb.Decision) -> Iterator[str]:
    percept = read_percept(them.percepts[-1])
    why = explain(read_person(write_person(them.persona)), read_mind(them.before), percept)
    yield "Traits, 0 to 1, read from the persona's text:"
    yield "  " + ", ".join(f"{name} {value:.2f}" for name, value in why.traits.items())
    yield "The situation as felt, 0 to 1:"
    yield "  " + ", ".join(f"{name} {value:.2f}" for name, value in why.situation.items())
    if them.before.memory:
        yield "Remembered before:"
        yield from (f"  {sentence}" for sentence in them.before.memory)
    yield ""
    yield "  utility  probability  option"
    rows = zip(why.utilities, decision.probabilities, percept.options, strict=True)
    for index, (utility, probability, option) in enumerate(rows):
        mark = "*" if index == decision.option else " "
        yield f"{mark} {utility:7.2f}  {probability:11.3f}  {option.text}"
    yield ""


def _came_of_it(them: Past, decision: pb.Decision) -> Iterator[str]:
    words = them.words
    utterance = decision.utterance or (words.utterance if words else "")
    thought = decision.thought or (words.thought if words else "")
    yield f"Chosen     {them.percepts[-1].options[decision.option].text}"
    if thought:
        yield f"Thought    {thought}"
    if utterance:
        yield f"Said       {utterance}"
    yield f"Mood       {them.mind.mood or 'none'}, arousal {them.mind.arousal:.2f}"
