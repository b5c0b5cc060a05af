"""Panda3D's mouse, told to a pointer in pixels."""

from direct.showbase.DirectObject import DirectObject
from direct.showbase.ShowBase import ShowBase

from muster.render.panda3d.hud.pointer import Pointer


class Mouse:
    """Listens for as long as it is open, beside whoever else listens."""

    def __init__(self, base: ShowBase, pointer: Pointer) -> None:
        self._base, self._pointer = base, pointer
        self._listener = DirectObject()
        self._listener.accept("mouse1", pointer.press)
        self._listener.accept("mouse1-up", pointer.release)
        self._listener.accept("wheel_up", pointer.turn_wheel, [1])
        self._listener.accept("wheel_down", pointer.turn_wheel, [-1])

    def follow(self, width: int, height: int) -> None:
        """Tell the pointer where the mouse is, once a frame."""
        watcher = self._base.mouseWatcherNode
        if not watcher or not watcher.has_mouse():
            self._pointer.move(None)
            return
        self._pointer.move(((watcher.get_mouse_x() + 1) / 2 * width, (1 - watcher.get_mouse_y()) / 2 * height))

    def close(self) -> None:
        """Listen no longer."""
        self._listener.ignore_all()
