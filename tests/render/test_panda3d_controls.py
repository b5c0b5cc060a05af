"""Mouse and keys of a Panda3D window, told to a fake window."""

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from muster.render.inputs import Closed, Drag, Key, Pick, Scroll
from muster.render.panda3d.controls import Controls


@dataclass
class Watcher:
    place: tuple[float, float] | None = (0.0, 0.0)

    def has_mouse(self) -> bool:
        return self.place is not None

    def get_mouse_x(self) -> float:
        assert self.place is not None
        return self.place[0]

    def get_mouse_y(self) -> float:
        assert self.place is not None
        return self.place[1]


class Window:
    """Twice as wide as high."""

    def get_x_size(self) -> int:
        return 800

    def get_y_size(self) -> int:
        return 400


@dataclass
class Base:
    mouseWatcherNode: Watcher = field(default_factory=Watcher)
    win: Window = field(default_factory=Window)
    buttonThrowers: None = None


@dataclass
class Desk:
    """A window whose HUD covers it when ``is_taken``, and in which everybody is agent 7."""

    base: Base = field(default_factory=Base)
    is_taken: bool = False

    def __post_init__(self) -> None:
        self.controls = Controls(cast("Any", self.base), lambda: self.is_taken, lambda place: 7)

    def move(self, x: float, y: float) -> None:
        self.base.mouseWatcherNode.place = (x, y)


@pytest.fixture
def desk():
    made = Desk()
    yield made
    made.controls.close()


def test_keys_have_the_names_that_actions_know(desk: Desk):
    for name in ("arrow_left", "page_up", "escape", "f1"):
        desk.controls.press(name)
    assert desk.controls.inputs() == [Key("left"), Key("page_up"), Key("escape"), Key("f1")]


def test_signs_are_told_once_whatever_keys_they_take(desk: Desk):
    desk.controls.press("shift")
    desk.controls.press("/")
    for sign in "?+ G":
        desk.controls.type(sign)
    assert desk.controls.inputs() == [Key("?"), Key("+"), Key("space"), Key("g")]


def test_keys_that_do_nothing_are_not_told(desk: Desk):
    desk.controls.press("print_screen")
    desk.controls.type("ß")
    assert desk.controls.inputs() == []


def test_inputs_are_given_once(desk: Desk):
    desk.controls.type("g")
    assert desk.controls.inputs()
    assert desk.controls.inputs() == []


@pytest.mark.parametrize(("button", "pans"), [("mouse1", False), ("mouse3", True), ("mouse2", True)])
def test_a_drag_counts_in_heights_of_the_picture(desk: Desk, button: str, pans: bool):
    desk.controls.press(button)
    desk.move(0.25, -0.5)
    assert desk.controls.inputs() == [Drag(0.25, -0.25, pans=pans)]
    desk.move(0.25, 0.0)
    assert desk.controls.inputs() == [Drag(0.0, 0.25, pans=pans)]
    desk.controls.release(button)
    desk.move(1.0, 1.0)
    assert desk.controls.inputs() == []


def test_a_click_picks_and_a_drag_does_not(desk: Desk):
    desk.controls.press("mouse1")
    desk.move(0.002, 0.0)  # a hand is never quite still
    desk.controls.release("mouse1")
    assert desk.controls.inputs() == [Pick(7)]
    desk.controls.press("mouse1")
    desk.move(0.3, 0.0)
    desk.controls.release("mouse1")
    assert not any(isinstance(given, Pick) for given in desk.controls.inputs())


def test_the_wheel_comes_nearer_upwards(desk: Desk):
    desk.controls.press("wheel_up")
    desk.controls.press("wheel_down")
    assert desk.controls.inputs() == [Scroll(1.0), Scroll(-1.0)]


def test_what_is_over_a_widget_is_the_widgets(desk: Desk):
    desk.is_taken = True
    desk.controls.press("mouse1")
    desk.move(0.5, 0.5)
    desk.controls.release("mouse1")
    desk.controls.press("wheel_up")
    assert desk.controls.inputs() == []


def test_a_pointer_outside_the_window_drags_nothing(desk: Desk):
    desk.controls.press("mouse1")
    desk.base.mouseWatcherNode.place = None
    assert desk.controls.inputs() == []


def test_closing_the_window_is_told(desk: Desk):
    from direct.showbase.MessengerGlobal import messenger

    messenger.send("muster-close")
    assert desk.controls.inputs() == [Closed()]


def test_closed_controls_hear_nothing(desk: Desk):
    from direct.showbase.MessengerGlobal import messenger

    desk.controls.close()
    messenger.send("muster-down", ["escape"])
    assert desk.controls.inputs() == []
