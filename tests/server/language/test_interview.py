"""Somebody is asked about a moment: they answer in character, and nothing changes."""

import asyncio

import pytest

from muster.behavior.v1.vocabulary import Source
from muster.server.builtin.interview import reply
from muster.server.engine import BadReply, EngineBusy, Reply
from muster.server.language import LanguageMind
from muster.server.values import Interview, Spoken
from server.language.querying import RUTH, Script, Scripted, interview


def asked(script: Script, about: Interview | None = None) -> tuple[Spoken, LanguageMind, str]:
    engine = Scripted(script)
    mind = LanguageMind(engine, "m")
    spoken = asyncio.run(mind.ask(about or interview("Why did you leave?")))
    return spoken, mind, engine.asked[-1].messages[-1].content


def test_the_model_answers_from_persona_memory_moment_and_choice():
    spoken, _, prompt = asked(Reply("I heard the shot,\nso I left."))
    assert (spoken.text, spoken.source, len(spoken.exchanges)) == ("I heard the shot, so I left.", Source.MODEL, 1)
    known = (RUTH.backstory, "I heard a shot", "Room 104", "Leave by the main door", '"Why did you leave?"')
    assert all(text in prompt for text in known)


def test_before_the_first_moment_there_is_nothing_to_tell():
    _, _, prompt = asked(Reply("Hm."), interview("Who are you?", percept=None, chosen=None))
    assert "Nothing has happened yet" in prompt and "not made up your mind" in prompt


@pytest.mark.parametrize("script", [Reply(""), Reply("\u202e\x00"), BadReply("no UTF-8")])
def test_without_a_readable_answer_the_built_in_mind_tells_what_it_can(script: Script):
    spoken, mind, _ = asked(script)
    assert (spoken.text, spoken.source) == (reply(interview("Why did you leave?")), Source.FALLBACK)
    assert mind.counts == {"unreadable_interview": 1}


def test_answers_are_bounded():
    spoken, _, _ = asked(Reply("word " * 5000))
    assert len(spoken.text) <= 600


def test_nobody_to_ask_is_for_the_caller_to_know():
    with pytest.raises(EngineBusy):
        asked(EngineBusy("full"))
