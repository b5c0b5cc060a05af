"""Memories have a budget; what outgrows it is summed up in one sentence, which stands for all before it."""

import asyncio
import json

from muster.behavior.v1.vocabulary import Act
from muster.server.builtin.memory import MAX_SENTENCES
from muster.server.engine import Reply
from muster.server.language import LanguageMind, remembering
from muster.server.values import Mind, Query
from server.language.querying import Scripted, percept, query, says

LONG = tuple(
    f"0:{second:02d} I heard Ben Okoro say: this is a rather long sentence about number {second}."
    for second in range(1, 9)
)
FACT = "0:03 I heard a shot from the corridor."
SUMMARY = "Until 0:04: Ben said things, I stayed."


def memory_after(reply: dict[str, str], asked: Query) -> tuple[str, ...]:
    """What a session makes of the words: their memory comes after all others."""
    mind = LanguageMind(Scripted(says(A=-0.1), Reply(json.dumps(reply))), "m")
    answer = asyncio.run(mind.decide([asked]))[0]
    words = asyncio.run(mind.speak(asked, answer))
    return (*answer.mind.memory, words.memory)


def quoted(sentence: str) -> str:
    """A sentence as prompts have it."""
    return sentence.replace("say: ", 'say: "') + '"'


def test_short_memories_are_left_alone():
    assert remembering.outgrown(LONG[:3]) == ""


def test_long_memories_are_summed_up_but_for_the_latest():
    assert remembering.outgrown(LONG) == "0:04"


def test_the_model_is_asked_for_a_summary_of_all_it_remembers_until_then():
    engine = Scripted(says(A=-0.1), Reply("{}"))
    mind = LanguageMind(engine, "m")
    asked = query(Mind(memory=LONG))
    asyncio.run(mind.speak(asked, asyncio.run(mind.decide([asked]))[0]))
    text = engine.asked[-1].messages[-1].content
    assert "sums up all you remember until 0:04" in text
    assert all(quoted(sentence) in text for sentence in LONG)


def test_a_summary_takes_the_place_of_what_it_sums_up():
    words = {"utterance": "", "volume": "silent", "thought": "", "mood": "", "memory": "Ben said things."}
    memory = memory_after(words, query(Mind(memory=LONG)))
    assert memory[-1] == "Until 0:04: Ben said things."
    assert remembering.seen_by_model(memory)[0] == memory[-1]
    assert quoted(LONG[4]) in remembering.seen_by_model(memory)
    assert quoted(LONG[3]) not in remembering.seen_by_model(memory)


def test_what_a_summary_stands_for_is_forgotten_but_for_facts_that_pace_depends_on():
    memory = remembering.after((*LONG[:2], FACT, *LONG[2:], SUMMARY), percept(cues=()))
    assert memory == (SUMMARY, FACT, *LONG[4:])
    assert remembering.seen_by_model(memory) == (SUMMARY, *map(quoted, LONG[4:]))


def test_a_later_summary_replaces_an_earlier_one():
    later = "Until 0:07: All is quiet."
    assert remembering.seen_by_model((SUMMARY, *LONG[4:], later)) == (later, quoted(LONG[7]))


def test_cues_and_acts_do_not_push_a_summary_out():
    memory = (SUMMARY,)
    for second in range(40):
        memory = remembering.after(memory, percept(time_s=10.0 + second, cues=()))
        memory = remembering.acted(memory, Act(1 + second % 14), 10.0 + second)
    assert memory[0] == SUMMARY and len(memory) <= MAX_SENTENCES + 1


def test_words_do_not_fill_a_memory_for_ever():
    memory = tuple(f"0:{second:02d} Something else happened, number {second}." for second in range(40))
    assert len(remembering.after(memory, percept(cues=()))) <= MAX_SENTENCES


def test_sentences_from_elsewhere_are_kept_and_count_as_from_the_start():
    assert remembering.seen_by_model(("Grew up here.", SUMMARY)) == (SUMMARY,)
    assert remembering.seen_by_model(("Grew up here.", FACT)) == ("Grew up here.", FACT)


def test_the_same_replies_give_the_same_memory():
    words = {"utterance": "", "volume": "silent", "thought": "", "mood": "calm", "memory": "Ben said things."}
    asked = query(Mind(memory=LONG))
    assert memory_after(words, asked) == memory_after(words, asked)
