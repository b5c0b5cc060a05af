"""The reference's single full reply, for comparison."""

import asyncio
import json

import pytest

from muster.behavior.v1.vocabulary import Gait, Source, Volume
from muster.server.engine import BadReply, Reply
from muster.server.engines.scripted import ScriptedEngine
from muster.server.language import LanguageMind
from muster.server.values import Answer
from server.language.querying import Script, decided, query

FULL = {
    "thought": "Out.",
    "volume": "shout",
    "utterance": "Everybody out!",
    "gait": "run",
    "option": "B",
    "mood": "grim",
    "memory": "The yard is free.",
}


def full(reply: Script) -> tuple[Answer, LanguageMind]:
    return asyncio.run(decided(reply, decide="json"))


def test_one_reply_is_decision_and_words():
    answer, mind = full(Reply(json.dumps(FULL)))
    assert (answer.gait, answer.utterance, answer.volume) == (Gait.RUN, "Everybody out!", Volume.SHOUT)
    assert (answer.thought, answer.mind.mood, answer.mind.memory[-1]) == ("Out.", "grim", "0:20 The yard is free.")
    assert (answer.words_follow, answer.source, len(answer.exchanges), mind.counts) == (False, Source.MODEL, 1, {})


def test_the_letter_stands_for_what_stood_beside_it():
    answer, _ = full(Reply(json.dumps(FULL)))
    text = answer.exchanges[0].request.messages[-1].content.split("\nB) ")[1].split("\n")[0]
    assert query().percept.options[answer.option].text.startswith(text)
    assert answer.probabilities == tuple(float(place == answer.option) for place in range(5))


@pytest.mark.parametrize("name", ["thought", "volume", "utterance", "gait", "mood", "memory"])
def test_a_missing_field_is_counted_and_the_rest_counts(name: str):
    answer, mind = full(Reply(json.dumps({key: value for key, value in FULL.items() if key != name})))
    assert (answer.source, mind.counts) == (Source.MODEL, {f"invalid_{name}": 1})
    assert answer.gait is Gait.RUN or name == "gait"


@pytest.mark.parametrize("reply", [Reply("{}"), Reply(json.dumps(FULL | {"option": "Z"})), BadReply("cut off")])
def test_without_an_option_the_built_in_mind_decides(reply: Script):
    answer, mind = full(reply)
    assert (answer.source, mind.counts["unreadable_decision"]) == (Source.FALLBACK, 1)


@pytest.mark.parametrize("how", ["label", "json"])
def test_both_ways_work_over_the_scripted_engine(how: str):
    engine = ScriptedEngine()
    mind = LanguageMind(engine, "m", decide=how)  # type: ignore[arg-type]
    answer = asyncio.run(mind.decide([query()]))[0]
    words = asyncio.run(mind.speak(query(), answer)) if answer.words_follow else None
    assert answer.source is Source.MODEL
    assert (words is not None) is (how == "label")
    assert mind.counts == {}
