"""Panda3D's mouse, told to a pointer in pixels."""

from direct.showbase.DirectObject import DirectObject
from direct.showbase.ShowBase import ShowBase

from muster.render.panda3d.hud.pointer import Pointer


class Mouse:
    """Listens for as long as it is open, beside whoever else listens."""

    def __init__(self, base: ShowBase, pointer: Pointer) -> None:
        self._base, self._pointer = base, pointer
        self._listener = DirectObject()
        for event, does in (("mouse1", self._press), ("mouse1-up", self._release)):
            self._listener.accept(event, does)
        for event, steps in (("wheel_up", 1), ("wheel_down", -1)):
            self._listener.accept(event, self._turn_wheel, [steps])

    def follow(self) -> None:
        """Tell the pointer where the mouse is."""
        watcher, window = self._base.mouseWatcherNode, self._base.win
        if not watcher or not watcher.has_mouse():
            self._pointer.move(None)
            return
        across, down = (watcher.get_mouse_x() + 1) / 2, (1 - watcher.get_mouse_y()) / 2
        self._pointer.move((across * window.get_x_size(), down * window.get_y_size()))

    def _press(self) -> None:
        self.follow()
        self._pointer.press()

    def _release(self) -> None:
        self.follow()
        self._pointer.release()

    def _turn_wheel(self, steps: int) -> None:
        self.follow()
        self._pointer.turn_wheel(steps)

    def close(self) -> None:
        """Listen no longer."""
        self._listener.ignore_all()
