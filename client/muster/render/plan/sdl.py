"""Starting and stopping pygame: with a window, or on SDL's dummy driver where nobody looks."""

import os
from collections.abc import Generator
from contextlib import contextmanager

import pygame

from muster.render.display import has_display
from muster.render.renderer import RenderError, Settings

_DRIVER = "SDL_VIDEODRIVER"
_REPEAT_MS = (350, 40)  # before the first repetition of a key held down, and between two


def start(settings: Settings, title: str) -> pygame.Surface:
    """Return the surface to draw on; ``RenderError`` when there is no window to be had."""
    if not getattr(pygame, "IS_CE", False):
        raise RenderError(
            f"the plan needs pygame-ce, and this is pygame {pygame.version.ver}, of the same import name; "
            "run: pip uninstall pygame && pip install --force-reinstall pygame-ce"
        )
    size, is_shown = (settings.width, settings.height), has_display() and not settings.offscreen
    try:
        with _driver(None if is_shown else "dummy"):
            pygame.display.init()
        pygame.font.init()
        surface = pygame.display.set_mode(size, pygame.RESIZABLE if is_shown else 0)
    except pygame.error as error:
        stop()
        raise RenderError(
            f"no window of {size[0]}x{size[1]} can be opened ({error}); take pictures with "
            "`muster replay --render pygame --screenshot FILE`, or watch in a browser with --render web"
        ) from error
    pygame.display.set_caption(title)
    pygame.key.set_repeat(*_REPEAT_MS)
    return surface


def stop() -> None:
    """Close the window and let go of fonts; twice does nothing."""
    pygame.font.quit()
    pygame.display.quit()


@contextmanager
def _driver(name: str | None) -> Generator[None]:
    """Choose the video driver without leaving a trace in the environment of what is started later."""
    before = os.environ.get(_DRIVER)
    if name is not None:
        os.environ[_DRIVER] = name
    try:
        yield
    finally:
        if name is not None:
            os.environ.pop(_DRIVER)
            if before is not None:
                os.environ[_DRIVER] = before
