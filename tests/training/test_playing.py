"""What a trainee's hands do reaches the world, and what the body comes to know reaches their window."""

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from muster.render.frame import Frame
from muster.scenario.play import Rights
from muster.training.errors import NotBegun
from muster.training.told import Act, Answer, Asked, Leave, Part, Phase, Ready, Stop
from muster.training.trainee.bearing import way_into
from muster.training.trainee.distress import Distress
from muster.training.trainee.hands import Hands
from muster.training.trainee.keys import Wish, help_lines
from muster.training.trainee.playing import Playing
from muster.training.trainee.window import Closed, Down, Given, Picture, Typed, Up
from muster.training.trainee.wording import afterwards
from support.exercising import hut_exercise
from support.hosting import ByHand

FRAME_S = 1 / 60
STEP_S = 0.05


class Screen:
    """A window that keeps its last picture; keys are pressed for it."""

    def __init__(self) -> None:
        self.picture = Picture()
        self.given: list[Given] = []

    def open(self, title: str, size: tuple[int, int]) -> None: ...

    def draw(self, picture: Picture) -> Sequence[Given]:
        self.picture, given, self.given = picture, self.given, []
        return given

    def close(self) -> None: ...


class Direct:
    """A connection without a network."""

    lost = failed = ""

    def __init__(self, stage: ByHand, role: str) -> None:
        self._host = stage.host
        self.seat, self.part = stage.host.join(role, lambda: None)

    def poll(self) -> list[Answer]:
        return list(self.seat.outbox.take())

    def send(self, asked: Asked) -> None:
        match asked:
            case Ready():
                self._host.ready(self.seat)
            case Act():
                self._host.act(self.seat, asked)
            case Stop():
                self._host.stop(self.part.role_title)
            case Leave():
                self._host.opt_out(self.seat)
            case _:
                pass


class Trainee:
    """Somebody who plays a role of the documented exercise, frame by frame."""

    def __init__(self, stage: ByHand, role: str = "ruth") -> None:
        self.stage, self.screen, self.wire = stage, Screen(), Direct(stage, role)
        self.playing = Playing(self.wire.part, self.wire, self.screen)
        self._at = 0.0
        self.frame()

    @property
    def part(self) -> Part:
        return self.wire.part

    def frame(self, *given: Given) -> bool:
        self.screen.given = list(given)
        self._at += FRAME_S
        return self.playing.step(self._at, FRAME_S)

    def press(self, key: str) -> None:
        """Tap a key; see what came of it a step later."""
        self.frame(Down(key), Up(key))
        self.pass_time(2)

    def pass_time(self, steps: int) -> None:
        for _ in range(steps):
            self.stage.step()
            self.frame()

    def begin(self) -> None:
        self.press("enter")
        self.pass_time(2)

    @property
    def heard(self) -> list[str]:
        self.frame()
        return [line.text for line in self.screen.picture.words.heard]


@pytest.fixture
def trainee(tmp_path: Path) -> Trainee:
    return Trainee(ByHand(hut_exercise(tmp_path)))


def test_brief_content_note_and_procedure_are_shown_before_anything_else(trainee: Trainee):
    card = trainee.screen.picture.words.card
    assert card is not None
    shown = "\n".join(card.lines)
    for text in (trainee.part.brief, trainee.part.content_note, *trainee.part.procedure):
        assert text in shown
    assert "need give no reason" in card.foot
    assert trainee.stage.host.phase is Phase.WAITING


def test_nothing_is_awaited_of_somebody_who_would_rather_not(trainee: Trainee):
    assert not trainee.frame(Closed())
    with pytest.raises(NotBegun, match="nobody is left who wants to take part"):
        trainee.stage.host.turn(lambda: None)


def test_once_confirmed_it_begins_and_eyes_look_into_the_room(trainee: Trainee):
    trainee.begin()
    picture, known = trainee.screen.picture, trainee.playing.mirror.now
    assert known is not None and picture.words.card is None
    assert isinstance(picture.frame, Frame)
    region = trainee.stage.host.exercise.scenario.building.regions[known.own.region]
    assert math.isclose(picture.yaw, way_into(region, known.own.position[:2]), abs_tol=0.2)


def test_the_emergency_key_is_on_the_screen_at_any_moment(trainee: Trainee):
    trainee.begin()
    assert "Escape: REAL EMERGENCY" in trainee.screen.picture.words.keys


def test_a_key_held_moves_the_body(trainee: Trainee):
    trainee.begin()
    agent = trainee.wire.seat.agent
    before = trainee.stage.world.bodies.position[agent].copy()
    trainee.frame(Down("w"))
    trainee.pass_time(round(1 / STEP_S))
    assert math.dist(trainee.stage.world.bodies.position[agent], before) > 0.3


def test_what_one_says_is_on_the_screen_as_what_others_say_is(trainee: Trainee):
    trainee.begin()
    trainee.press("1")
    assert "You (shout): Out, please, now." in trainee.heard


def test_a_line_is_typed_and_said(trainee: Trainee):
    trainee.begin()
    trainee.press("t")
    trainee.frame(*(Typed(sign) for sign in "Come?"))
    trainee.press("enter")
    assert "You (talk): Come?" in trainee.heard


def test_the_sign_for_help_is_a_sign_wherever_its_key_is():
    """On a German keyboard it is shift and another key than on a British one."""
    hands = Hands()
    assert hands.take([Down("shift"), Down("ß"), Typed("?"), Up("ß")]) == [Wish.KEYS]
    assert hands.take([Down("?"), Typed("?"), Up("?")]) == [Wish.KEYS]


@pytest.mark.parametrize("key", ["public address", "fire alarm"])
def test_keys_for_what_a_role_cannot_work_are_not_listed(key: str):
    everything, nothing = (" ".join(help_lines(rights)) for rights in (Rights(pa=True, alarm=True), Rights()))
    assert key in everything
    assert key not in nothing


def test_the_hot_wash_and_whom_to_talk_to_are_read_in_the_window_when_it_is_over(trainee: Trainee):
    trainee.begin()
    trainee.stage.host.over()
    trainee.frame()
    trainee.frame()
    card = trainee.screen.picture.words.card
    assert card is not None
    assert card.lines[2:] == afterwards(trainee.playing.mirror)
    for text in (*trainee.stage.host.exercise.hot_wash, trainee.part.support_contact):
        assert text in "\n".join(card.lines)


def test_the_distress_dial_takes_shots_then_harm_then_nothing_away(trainee: Trainee):
    trainee.begin()
    agent = trainee.wire.seat.agent
    trainee.stage.world.bodies.health[agent] = 1
    trainee.pass_time(2)
    seen: list[tuple[bool, bool, str]] = []
    for _ in range(3):
        picture = trainee.screen.picture
        assert picture.frame is not None
        seen.append((picture.calm, bool(picture.frame.health.any()), picture.words.state.rpartition("  ")[2]))
        trainee.press("i")
    assert seen == [
        (False, True, "hurt"),
        (True, True, Distress.NO_SHOTS.value),
        (True, False, Distress.NO_HARM.value),
    ]
    assert not trainee.screen.picture.calm


def test_the_emergency_key_ends_it_even_while_typing(trainee: Trainee):
    trainee.begin()
    trainee.press("t")
    trainee.frame(Down("escape"))
    assert trainee.stage.host.phase is Phase.OVER
    trainee.frame()
    card = trainee.screen.picture.words.card
    assert card is not None and trainee.part.support_contact in " ".join(card.lines)
