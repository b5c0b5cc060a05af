"""Mouse and keyboard of a window as inputs; what is over the HUD is the HUD's."""

from collections.abc import Callable
from typing import cast

from direct.showbase.DirectObject import DirectObject
from direct.showbase.ShowBase import ShowBase
from panda3d.core import ButtonThrower, GraphicsWindow, NodePath

from muster.render.actions import KEYS
from muster.render.inputs import Closed, Drag, Input, Key, Pick, Scroll

_NAMES = {"arrow_left": "left", "arrow_right": "right", "arrow_up": "up", "arrow_down": "down"}
_TURNS, _PANS = ("mouse1",), ("mouse2", "mouse3")
_WHEEL = {"wheel_up": 1.0, "wheel_down": -1.0}
_STILL = 0.008  # of the picture's height: a click that shakes less is no drag

Place = tuple[float, float]
"""Where the pointer is: -1 to 1, to the right and up."""


class Controls:
    """What the user of a window does.

    ``is_taken`` says whether the pointer is over a widget; ``pick`` who is at a place.
    """

    def __init__(self, base: ShowBase, is_taken: Callable[[], bool], pick: Callable[[Place], int | None]) -> None:
        self._base, self._is_taken, self._pick = base, is_taken, pick
        self._given: list[Input] = []
        self._button = ""
        self._from: Place = (0.0, 0.0)
        self._has_moved = False
        self._listener = DirectObject()
        for event, does in (("down", self.press), ("up", self.release), ("repeat", self.press), ("typed", self.type)):
            self._listener.accept(f"muster-{event}", does)
        self._listener.accept("muster-close", self._given.append, [Closed()])
        _listen(base)

    def inputs(self) -> list[Input]:
        """Return what was done since the last call."""
        self._drag()
        given, self._given[:] = [*self._given], []
        return given

    def close(self) -> None:
        """Listen no longer."""
        self._listener.ignore_all()

    def press(self, name: str) -> None:
        """A key or button went down, or is held and repeats; those that type a sign are told by ``type``."""
        if name in _WHEEL:
            if not self._is_taken():
                self._given.append(Scroll(_WHEEL[name]))
        elif name in (*_TURNS, *_PANS):
            self._grab(name)
        elif len(name) > 1 and name != "space" and (key := _NAMES.get(name, name)) in KEYS:
            self._given.append(Key(key))

    def release(self, name: str) -> None:
        """A key or button came up: where the pointer has not moved meanwhile, that was a click."""
        if name != self._button:
            return
        self._drag()
        self._button = ""
        if name in _TURNS and not self._has_moved:
            self._given.append(Pick(self._pick(self._from)))

    def type(self, sign: str) -> None:
        """A sign was typed, whatever keys that takes on this keyboard."""
        key = "space" if sign == " " else sign.lower()
        if key in KEYS:
            self._given.append(Key(key))

    def _grab(self, button: str) -> None:
        place = self._place()
        if place is not None and not self._button and not self._is_taken():
            self._button, self._from, self._has_moved = button, place, False

    def _drag(self) -> None:
        place = self._place()
        if not self._button or place is None:
            return
        window = self._base.win
        across = (place[0] - self._from[0]) / 2 * window.get_x_size() / max(window.get_y_size(), 1)
        up = (place[1] - self._from[1]) / 2
        if self._has_moved or max(abs(across), abs(up)) > _STILL:
            self._has_moved, self._from = True, place
            if across or up:
                self._given.append(Drag(across, up, pans=self._button in _PANS))

    def _place(self) -> Place | None:
        watcher = self._base.mouseWatcherNode
        if not watcher or not watcher.has_mouse():
            return None
        return watcher.get_mouse_x(), watcher.get_mouse_y()


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
