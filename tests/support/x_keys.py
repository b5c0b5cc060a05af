"""Keys pressed on an X display, as if by hand: the XTEST extension, through the libraries that X programs use."""

import ctypes
import ctypes.util
import time

_X11, _XTST = ctypes.util.find_library("X11"), ctypes.util.find_library("Xtst")
HAS_XTEST = _X11 is not None and _XTST is not None
BETWEEN_S = 0.02


class Keyboard:
    """The keyboard of a display; key names are those of X: "w", "Return", "question"."""

    def __init__(self, display: str) -> None:
        self._x, self._test = ctypes.CDLL(_X11), ctypes.CDLL(_XTST)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        for function in (self._x.XFlush, self._x.XCloseDisplay):
            function.argtypes = [ctypes.c_void_p]
        self._test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._display = self._x.XOpenDisplay(display.encode())
        assert self._display, f"no X display {display}"

    def down(self, key: str) -> None:
        self._event(key, is_down=True)

    def up(self, key: str) -> None:
        self._event(key, is_down=False)

    def tap(self, key: str) -> None:
        self.down(key)
        time.sleep(BETWEEN_S)
        self.up(key)

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def _event(self, key: str, *, is_down: bool) -> None:
        code = self._x.XKeysymToKeycode(self._display, self._x.XStringToKeysym(key.encode()))
        self._test.XTestFakeKeyEvent(self._display, code, int(is_down), 0)
        self._x.XFlush(self._display)
