"""Keyboard and mouse of the window: the mouse looks around while the window has the keyboard."""

from typing import cast

from direct.showbase.DirectObject import DirectObject
from direct.showbase.ShowBase import ShowBase
from panda3d.core import ButtonThrower, GraphicsWindow, NodePath, WindowProperties

from muster.training.trainee.window import Closed, Down, Given, Turned, Typed, Unfocused, Up

_NAMES = {
    "arrow_left": "left",
    "arrow_right": "right",
    "arrow_up": "up",
    "arrow_down": "down",
    "lshift": "shift",
    "rshift": "shift",
}
_SIDES = ("shift", "control", "alt", "meta")
"""Panda3D names these twice: once each, and once by the side they are on."""
RELEASES = "tab"


class Controls:
    """What the user of a window does."""

    def __init__(self, base: ShowBase, title: str) -> None:
        self._base = base
        self._given: list[Given] = []
        self._listener = DirectObject()
        self._has_mouse = False
        self._is_free = False  # the mouse was let go of with Tab
        for event, does in (
            ("down", self._press),
            ("up", self._release),
            ("repeat", self._repeat),
            ("typed", self._type),
        ):
            self._listener.accept(f"muster-{event}", does)
        self._listener.accept("muster-close", self._given.append, [Closed()])
        _listen(base)
        if isinstance(base.win, GraphicsWindow):
            self._ask(title=title)

    def given(self) -> list[Given]:
        """Return what was done since the last call."""
        self._turn()
        given, self._given[:] = [*self._given], []
        return given

    def look_around(self, *, is_wanted: bool) -> None:
        """Let the mouse turn the eyes, or be a pointer again."""
        window = self._base.win
        if not isinstance(window, GraphicsWindow):
            return
        has_focus = bool(window.get_properties().foreground)
        if not has_focus and self._has_mouse:
            self._given.append(Unfocused())
        takes = is_wanted and has_focus and not self._is_free
        if takes != self._has_mouse:
            self._has_mouse = takes
            self._ask(hides_pointer=takes)
            if takes:
                self._centre(window)

    def close(self) -> None:
        """Listen no longer."""
        self._listener.ignore_all()

    def _ask(self, *, title: str = "", hides_pointer: bool | None = None) -> None:
        wishes = WindowProperties()
        if title:
            wishes.set_title(title)
        if hides_pointer is not None:
            wishes.set_cursor_hidden(hides_pointer)
        cast("GraphicsWindow", self._base.win).request_properties(wishes)

    def _turn(self) -> None:
        window = self._base.win
        if not self._has_mouse or not isinstance(window, GraphicsWindow):
            return
        pointer = window.get_pointer(0)
        if not pointer.in_window:
            return
        middle = window.get_x_size() // 2, window.get_y_size() // 2
        right, down = pointer.x - middle[0], pointer.y - middle[1]
        if right or down:
            height = max(window.get_y_size(), 1)
            self._given.append(Turned(right / height, -down / height))
            self._centre(window)

    def _centre(self, window: GraphicsWindow) -> None:
        window.move_pointer(0, window.get_x_size() // 2, window.get_y_size() // 2)

    def _press(self, name: str) -> None:
        if name == RELEASES:
            self._is_free = not self._is_free
        elif name not in _SIDES:
            self._given.append(Down(_NAMES.get(name, name)))

    def _release(self, name: str) -> None:
        if name not in _SIDES:
            self._given.append(Up(_NAMES.get(name, name)))

    def _repeat(self, name: str) -> None:
        if name == "backspace":
            self._given.append(Down(name))

    def _type(self, sign: str) -> None:
        if sign.isprintable():
            self._given.append(Typed(sign))


def _listen(base: ShowBase) -> None:
    """Let every window tell of its keys by name; a buffer has none."""
    for path in base.buttonThrowers or ():
        thrower = cast("NodePath[ButtonThrower]", path).node()  # the stubs take the path for its node
        thrower.set_button_down_event("muster-down")
        thrower.set_button_up_event("muster-up")
        thrower.set_button_repeat_event("muster-repeat")
        thrower.set_keystroke_event("muster-typed")
    if isinstance(base.win, GraphicsWindow):
        base.win.set_close_request_event("muster-close")
