"""What the page asks for is read, and nothing else."""

import json

import pytest

from muster.client.outside import Control, ControlKind, Note
from muster.scenario.inject import Inject, InjectKind
from muster.scenario.speech import Loudness
from muster.training.errors import BadAct
from muster.training.instruct.wishes import read_wish
from muster.training.leading import LONGEST_NOTE, Begin, Bring, Wish
from muster.training.told import Stop


@pytest.mark.parametrize(
    "asked, wish",
    [
        ({"what": "begin"}, Begin()),
        ({"what": "pause"}, Control(ControlKind.PAUSE)),
        ({"what": "resume"}, Control(ControlKind.RESUME)),
        ({"what": "speed", "speed": 2}, Control(ControlKind.SPEED, 2.0)),
        ({"what": "end"}, Control(ControlKind.END)),
        ({"what": "stop"}, Stop()),
        ({"what": "bring", "event": "alarm"}, Bring("alarm")),
        ({"what": "note", "text": "Look"}, Note("Look")),
        ({"what": "note"}, Note("Bookmark")),
        ({"what": "inject", "inject": {"kind": "lock", "door": "front"}}, Inject(InjectKind.LOCK, door="front")),
        (
            {"what": "inject", "inject": {"kind": "alarm", "regions": ["hall"]}},
            Inject(InjectKind.ALARM, regions=("hall",)),
        ),
        (
            {"what": "inject", "inject": {"kind": "say", "person": "ruth", "text": "Out!", "volume": "shout"}},
            Inject(InjectKind.SAY, person="ruth", text="Out!", volume=Loudness.SHOUT),
        ),
    ],
)
def test_what_the_page_sends_is_read(asked: dict[str, object], wish: Wish):
    assert read_wish(json.dumps(asked).encode()) == wish


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[]",
        b"\xff",
        b"[" * 100_000,
        b'{"what": "fly"}',
        b'{"what": "speed"}',
        b'{"what": "speed", "speed": NaN}',
        b'{"what": "speed", "speed": 0}',
        b'{"what": "inject"}',
        b'{"what": "inject", "inject": {"kind": "fire"}}',
        b'{"what": "inject", "inject": {"kind": "lock", "window": "x"}}',
        json.dumps({"what": "note", "text": "x" * (LONGEST_NOTE + 1)}).encode(),
    ],
)
def test_anything_else_is_refused(text: bytes):
    with pytest.raises(BadAct):
        read_wish(text)
