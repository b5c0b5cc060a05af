"""A decision is a letter: options in an order by lot, one by the agent's own draw, the whole distribution kept."""

import asyncio
from collections import Counter
from math import log

import pytest

from muster.behavior.v1.vocabulary import Source
from muster.server import BuiltinMind
from muster.server.engine import BadReply, EngineUnreachable, Reply, Request
from muster.server.language import LanguageMind
from server.language.querying import OPTIONS, Scripted, decided, query, says


def likes(wording: str, share: float = 0.9):
    """A model that prefers the option with these words, wherever it stands."""

    def reply(request: Request) -> Reply:
        lines = request.messages[-1].content.splitlines()
        chosen = next(line[0] for line in lines if line[1:2] == ")" and wording in line)
        rest = (1.0 - share) / (len(request.labels) - 1)
        return says(**{label: log(share if label == chosen else rest) for label in request.labels})

    return reply


async def decide(*keys: int, model: object = None) -> list[int]:
    mind = LanguageMind(Scripted(model or likes("under the desk", 0.5)), "m")  # type: ignore[arg-type]
    return [answer.option for answer in await mind.decide([query(draw_key=key) for key in keys])]


def test_the_distribution_is_in_the_order_of_the_options():
    answer, _ = asyncio.run(decided(likes("under the desk")))
    assert answer.probabilities == pytest.approx([0.025, 0.025, 0.9, 0.025, 0.025])
    assert (answer.source, len(answer.exchanges)) == (Source.MODEL, 1)


def test_choices_come_as_often_as_the_model_says():
    """Of 2,000 draws at 0.5 the standard deviation is 22."""
    counts = Counter(asyncio.run(decide(*range(2000))))
    assert abs(counts[2] - 1000) < 5 * 22


def test_the_same_draw_key_makes_the_same_choice_in_any_company():
    alone = [asyncio.run(decide(key))[0] for key in range(50)]
    assert asyncio.run(decide(*range(50))) == alone


def test_every_option_is_listed_at_every_place():
    """With 2,000 lots an option is at a place 400 times, give or take 18."""
    engine = Scripted(says(A=-0.1))
    asyncio.run(LanguageMind(engine, "m").decide([query(draw_key=key) for key in range(2000)]))
    first = Counter(request.messages[-1].content.split("\nA) ")[1].split("\n")[0] for request in engine.asked)
    assert len(first) == len(OPTIONS) and all(abs(count - 400) < 5 * 18 for count in first.values())


def test_order_and_choice_are_drawn_apart():
    """A model that always says A would else take some options more often than others."""
    counts = Counter(asyncio.run(decide(*range(2000), model=says(A=log(0.999)))))
    assert all(abs(counts[option] - 400) < 5 * 18 for option in range(len(OPTIONS)))


@pytest.mark.parametrize("nonsense", [Reply("I refuse"), Reply(""), Reply("Z", {}), BadReply("no")])
def test_a_reply_without_sense_is_the_built_in_minds_decision_and_says_so(nonsense: Reply | BadReply):
    answer, mind = asyncio.run(decided(nonsense))
    builtin = BuiltinMind().choose([query()])[0]
    assert (answer.option, answer.probabilities, answer.source) == (
        builtin.option,
        builtin.probabilities,
        Source.FALLBACK,
    )
    assert mind.counts["unreadable_decision"] == 1
    assert answer.exchanges[0].reply is (nonsense if isinstance(nonsense, Reply) else None)


def test_nobody_to_ask_is_for_the_caller_to_know():
    with pytest.raises(EngineUnreachable):
        asyncio.run(decided(EngineUnreachable("gone")))


def test_one_that_cannot_be_asked_stops_the_batch():
    mind = LanguageMind(Scripted(says(A=-0.1), EngineUnreachable("gone")), "m")
    with pytest.raises(EngineUnreachable):
        asyncio.run(mind.decide([query(draw_key=key) for key in range(5)]))


def test_arousal_and_pace_are_the_built_in_minds():
    answer, _ = asyncio.run(decided(likes("main door", 0.999)))
    builtin = BuiltinMind().choose([query()])[0]
    assert answer.mind.arousal == builtin.mind.arousal > 0.3


def test_cues_and_acts_are_remembered_without_a_word_from_the_model():
    answer, _ = asyncio.run(decided(likes("main door", 0.999)))
    assert answer.mind.memory == ("0:19 I heard a shot from the corridor.", "0:20 I decided to get out.")


def test_the_request_is_small_and_names_its_letters():
    answer, _ = asyncio.run(decided(likes("main door")))
    request = answer.exchanges[0].request
    assert (request.labels, request.temperature, request.seed) == (("A", "B", "C", "D", "E"), 0.0, 0)
    assert request.max_tokens <= 4


def test_it_says_what_it_is_and_closes_its_engine():
    engine = Scripted(says(A=-0.1))
    mind = LanguageMind(engine, "tiny")
    assert (mind.about.name, mind.about.model, mind.about.is_language_model, mind.slots) == ("fake", "tiny", True, 4)
    asyncio.run(mind.close())
    assert engine.is_closed
