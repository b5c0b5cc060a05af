"""What is heard can be made quieter, and less distressing; the words stay."""

from collections.abc import Iterator

import numpy as np
import pytest

from muster.behavior.v1.vocabulary import CueKind
from muster.training.knowledge import Sound
from muster.training.trainee import noises
from muster.training.trainee.speaker import Loud, Speaker

pygame = pytest.importorskip("pygame")


@pytest.fixture
def speaker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Speaker]:
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    opened = Speaker()
    opened.open()
    assert opened.is_open
    yield opened
    opened.close()


def is_anything_heard() -> bool:
    return pygame.mixer.get_busy()


def hear(speaker: Speaker, *kinds: CueKind, alarm: bool = False, calm: bool = False) -> None:
    speaker.hear([Sound(kind) for kind in kinds], alarm=alarm, calm=calm)


@pytest.mark.parametrize("kind", [CueKind.SHOT, CueKind.KNOCK, CueKind.ANNOUNCEMENT])
def test_what_happens_is_heard(speaker: Speaker, kind: CueKind):
    hear(speaker, kind)
    assert is_anything_heard()


def test_whoever_wants_less_distress_hears_no_shots_but_knocking(speaker: Speaker):
    hear(speaker, CueKind.SHOT, calm=True)
    assert not is_anything_heard()
    hear(speaker, CueKind.KNOCK, calm=True)
    assert is_anything_heard()


def test_the_alarm_rings_for_as_long_as_it_does(speaker: Speaker):
    hear(speaker, alarm=True)
    assert is_anything_heard()
    hear(speaker, alarm=False)
    assert not is_anything_heard()


def test_the_dial_goes_from_low_to_full_to_off(speaker: Speaker):
    levels: list[Loud] = []
    for _ in range(3):
        levels.append(speaker.loud)
        speaker.turn()
    assert levels == [Loud.LOW, Loud.FULL, Loud.OFF]


def test_turned_off_nothing_is_heard(speaker: Speaker):
    speaker.loud = Loud.OFF
    hear(speaker, CueKind.SHOT, alarm=True)
    assert not is_anything_heard()


def test_a_machine_without_sound_plays_on_in_silence(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SDL_AUDIODRIVER", "no-such-driver")
    silent = Speaker()
    silent.open()
    hear(silent, CueKind.SHOT, alarm=True)
    silent.close()
    assert not silent.is_open


@pytest.mark.parametrize("make", [noises.alarm, noises.chime, noises.knocks, noises.thud])
def test_no_noise_is_louder_than_half_of_what_can_be_played(make):
    assert np.abs(make().astype(int)).max() <= np.iinfo(np.int16).max // 2 + 1
