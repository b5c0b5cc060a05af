"""How knocks, and being told that it is over, read in a prompt."""

import pytest

from muster.behavior.v1.vocabulary import Act, CueKind, Duty
from muster.server.language import ideas
from muster.server.language.cues import describe
from muster.server.values import Cue


def read(kind: CueKind, *, place: str = "", speaker: str = "", text: str = "") -> str:
    duty = Duty.RESPONDER if speaker else Duty.UNSPECIFIED
    (phrase,) = describe([Cue(kind, 0.5, place, 0.0, speaker, duty, text)])
    return phrase.text


def test_a_knock_says_at_which_door():
    assert read(CueKind.KNOCK, place="the corridor") == "- somebody knocks at the door to the corridor"


def test_who_sees_responders_reads_who_they_are():
    told = read(CueKind.RELEASE, speaker="Responder 1", text="It is over.")
    assert told == '- Responder 1 (police or fire service, in uniform) shouts: "It is over."'


def test_a_voice_behind_a_door_stays_a_voice():
    assert read(CueKind.RELEASE, text="It is over.") == '- a voice you cannot see the owner of shouts: "It is over."'


def test_who_is_let_in_reads_that():
    assert read(CueKind.LET_IN, place="Room 3") == "- the door to Room 3, where you knocked, is opened"


@pytest.mark.parametrize("act", [Act.KNOCK, Act.ASK, Act.LET_IN])
def test_what_can_be_done_at_a_door_is_worded(act: Act):
    assert act in ideas._TEXTS  # pyright: ignore[reportPrivateUsage]
