"""Words are extra: asked for when something is worth saying or remembering, and read field by field."""

import asyncio
import json
from dataclasses import replace

import pytest

from muster.behavior.v1.vocabulary import Duty, Feature, Source, Volume
from muster.server.engine import BadReply, EngineBusy, Reply
from muster.server.language import LanguageMind
from muster.server.values import Mind, Query, Words
from server.language.querying import BEN, SHOT, Script, Scripted, percept, query, said, says, uneventful

FULL = {
    "utterance": "Down on the floor, all of you.",
    "volume": "whisper",
    "thought": "I must count them.",
    "mood": "grim",
    "memory": "The door sticks.",
}
CARRY_ON = says(A=-0.01)  # among one option, the only one


def spoken(reply: Script, asked: Query | None = None) -> tuple[Words, LanguageMind]:
    engine = Scripted(says(A=-0.1), reply)
    mind = LanguageMind(engine, "m")

    async def decide_and_speak() -> Words:
        answer = (await mind.decide([asked or query()]))[0]
        return await mind.speak(asked or query(), answer)

    return asyncio.run(decide_and_speak()), mind


def follows(asked: Query) -> bool:
    """Whether words follow when the first option, which goes on with the act under way, is all there is."""
    only = replace(asked.percept, options=asked.percept.options[:1], features=asked.percept.features[:1])
    answer = asyncio.run(LanguageMind(Scripted(CARRY_ON), "m").decide([replace(asked, percept=only)]))[0]
    return answer.words_follow


def test_a_full_reply_becomes_words():
    words, mind = spoken(Reply(json.dumps(FULL)))
    assert words == Words(
        Source.MODEL,
        "Down on the floor, all of you.",
        Volume.WHISPER,
        "I must count them.",
        "grim",
        "0:20 The door sticks.",
        words.exchanges,
    )
    assert mind.counts == {}


def test_words_are_asked_for_alike_whether_or_not_the_moment_was_kept():
    engine = Scripted(says(A=-0.1), Reply(json.dumps(FULL)), Reply(json.dumps(FULL)))
    mind = LanguageMind(engine, "m")

    async def speak_twice() -> None:
        answer = (await mind.decide([query()]))[0]
        await mind.speak(query(), answer)
        await mind.speak(query(), replace(answer, kept=None))

    asyncio.run(speak_twice())
    _, kept, anew = engine.asked
    assert kept == anew


@pytest.mark.parametrize("name", list(FULL))
@pytest.mark.parametrize("value", ["x" * 999, "caf\u00e9 <b>", 7, None, ["a"], {"a": 1}])
def test_one_bad_field_is_left_out_and_the_others_stay(name: str, value: object):
    words, mind = spoken(Reply(json.dumps(FULL | {name: value})))
    assert words.source is Source.MODEL
    assert mind.counts == {f"invalid_{name}": 1}
    texts = {"utterance": words.utterance, "thought": words.thought, "mood": words.mood, "memory": words.memory[5:]}
    assert texts == {key: "" if key == name else text for key, text in FULL.items() if key != "volume"}


def test_a_reply_that_was_cut_off_gives_the_fields_that_came_whole():
    words, _ = spoken(Reply('{"utterance": "Come with me.", "volume": "shout", "thought": "I wond'))
    assert (words.utterance, words.volume, words.thought) == ("Come with me.", Volume.SHOUT, "")


@pytest.mark.parametrize("reply", [Reply("no"), Reply(""), Reply("[1]"), Reply("[" * 100_000), BadReply("cut off")])
def test_a_reply_without_a_single_field_is_silence_and_says_so(reply: Script):
    words, mind = spoken(reply)
    assert (words.source, words.utterance, words.memory) == (Source.FALLBACK, "", "")
    assert mind.counts["unreadable_words"] == 1


def test_nobody_to_ask_is_for_the_caller_to_know():
    with pytest.raises(EngineBusy):
        spoken(EngineBusy("full"))


def test_silent_means_silence():
    words, _ = spoken(Reply(json.dumps(FULL | {"volume": "silent"})))
    assert (words.utterance, words.volume) == ("", Volume.UNSPECIFIED)


@pytest.mark.parametrize("volume", ["shout", "talk"])
def test_who_hides_does_not_raise_their_voice(volume: str):
    words, mind = spoken(Reply(json.dumps(FULL | {"volume": volume})), query(hidden=True))
    assert (words.volume, mind.counts) == (Volume.WHISPER, {"invalid_volume": 1})


def test_what_is_remembered_already_is_not_remembered_again():
    words, _ = spoken(Reply(json.dumps(FULL)), query(Mind(memory=("0:05 The door sticks.",))))
    assert words.memory == ""


def test_words_are_asked_for_in_what_was_asked_before():
    """The prompt of the words is that of the decision up to what is wanted: the engine has it in its cache."""
    engine = Scripted(says(A=-0.1), Reply(json.dumps(FULL)))
    mind = LanguageMind(engine, "m")
    answer = asyncio.run(mind.decide([query()]))[0]
    asyncio.run(mind.speak(query(), answer))
    first, second = (request.messages for request in engine.asked)
    assert first[0] == second[0]
    assert first[1].content.partition("</world>")[0] == second[1].content.partition("</world>")[0]


def test_words_are_the_same_request_every_time():
    answer = asyncio.run(LanguageMind(Scripted(says(A=-0.1)), "m").decide([query()]))[0]
    engine = Scripted(Reply("{}"))
    for _ in range(2):
        asyncio.run(LanguageMind(engine, "m").speak(query(), answer))
    assert engine.asked[0].key == engine.asked[1].key
    assert engine.asked[0].seed > 0


def test_news_is_worth_words():
    assert follows(query())


def test_the_same_shot_again_is_no_news():
    assert not follows(query(Mind(memory=("0:18 I heard a shot from the corridor.",))))


def test_words_seldom_follow_when_nothing_happened():
    """Of 1,000 at 5 % the standard deviation is 7."""
    count = sum(follows(uneventful(key)) for key in range(1000))
    assert abs(count - 50) < 35


def test_who_hides_keeps_quiet_when_nothing_happened():
    assert not any(follows(uneventful(key, hidden=True)) for key in range(200))


@pytest.mark.parametrize(
    "text, speaker, answers",
    [
        ("Ruth, over here!", "Somebody far", True),
        ("Ruthless, that is.", "Somebody far", False),
        ("Where do we go?", "Ben Okoro", True),
        ("Where do we go?", "Somebody far", False),
        ("I hope it rains.", "Ben Okoro", False),
    ],
)
def test_who_is_spoken_to_answers(text: str, speaker: str, answers: bool):
    asked = uneventful(3)
    assert follows(replace(asked, percept=percept(threat=None, cues=(said(text, speaker),), draw_key=3))) is answers


def test_who_leads_is_answered():
    cue = said("Over to the wall.")._replace(speaker_duty=Duty.WARDEN)
    assert follows(query(threat=None, cues=(cue,), people=(BEN,), draw_key=3))


def test_a_new_act_is_worth_words_and_the_same_one_again_is_not():
    changes = percept(threat=None, cues=(), people=())
    assert changes.features[1, Feature.CURRENT] == 0.0
    mind = LanguageMind(Scripted(says(A=0.0, B=0.0, C=0.0, D=0.0, E=0.0)), "m")

    def answer(memory: tuple[str, ...], key: int):
        return asyncio.run(mind.decide([query(Mind(memory=memory), threat=None, cues=(), people=(), draw_key=key)]))[0]

    key = next(key for key in range(100) if answer((), key).option == 1)
    assert answer((), key).words_follow
    assert not answer(("0:15 I decided to get out.",), key).words_follow


def test_no_words_follow_a_fallback():
    answer = asyncio.run(LanguageMind(Scripted(Reply("?")), "m").decide([query(cues=(SHOT,))]))[0]
    assert (answer.source, answer.words_follow) == (Source.FALLBACK, False)
