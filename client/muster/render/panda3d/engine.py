"""Panda3D itself: which driver it draws with, and how much the machine behind that can draw."""

import builtins
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from direct.showbase.DirectObject import DirectObject
from direct.showbase.ShowBase import ShowBase
from panda3d.core import (
    ConfigPage,
    FrameBufferProperties,
    GraphicsPipe,
    GraphicsPipeSelection,
    LColor,
    RenderAttrib,
    RenderState,
    WindowProperties,
    load_prc_file_data,
    unload_prc_file,
)

from muster.render.display import has_display
from muster.render.palette import BACKGROUND
from muster.render.renderer import RenderError, Settings, Tier

_SETTINGS = """
audio-library-name null
gl-version 3 2
model-cache-dir
notify-level error
notify-level-device fatal
notify-level-display fatal
notify-level-egldisplay fatal
notify-level-windisplay fatal
notify-level-x11display fatal
print-pipe-types 0
sync-video 0
textures-power-2 none
want-render2dp 0
"""
"""Sound would only complain that there is none, and the viewer's loop keeps the time, not the screen."""

_TINY = "p3tinydisplay"
_IN_SOFTWARE = ("llvmpipe", "softpipe", "swrast", "software", "swiftshader")
_REMEDY = (
    "On Debian and Ubuntu: apt install libegl1 libgl1 libgl1-mesa-dri. "
    "Everything but 3D pictures works without: --render web, --render pygame"
)


@dataclass(frozen=True)
class Engine:
    """An open Panda3D; only one can be open in a process.

    Attributes:
        base: Panda3D's own application object.
        tier: what to expect of the machine.
        hurries: somebody waits for a slow machine: jagged edges and coarser bodies will do.
        driver: who draws, in the driver's words.
        page: our settings, to be taken back in the end.
    """

    base: ShowBase
    tier: Tier
    hurries: bool
    driver: str
    page: ConfigPage

    def close(self) -> None:
        """Let go of the window, of what the driver holds, and of our settings."""
        _destroy(self.base)
        unload_prc_file(self.page)


def _destroy(base: ShowBase) -> None:
    """Close ``base``; what it leaves behind else would add up with every window opened: half a megabyte."""
    base.messenger.ignore_all(cast("DirectObject", base.bufferViewer))  # which the stubs do not know it is
    base.destroy()
    while RenderState.garbage_collect() + RenderAttrib.garbage_collect():
        pass  # states hold shader inputs, those hold textures, and both are dropped a layer at a time


def open_engine(settings: Settings) -> Engine:
    """Open a window, or a buffer when nobody looks; ``RenderError`` when nothing here can draw."""
    if hasattr(builtins, "base"):  # Panda3D's own way to tell
        raise RenderError(
            "the renderer 'panda3d' is open already, and a process has one Panda3D; close the other first"
        )
    page = load_prc_file_data("muster", _SETTINGS)
    base = ShowBase(windowType="none")
    for pipe in _pipes(settings):
        if _opens(base, pipe, settings):
            driver = base.win.get_gsg().driver_renderer
            tier = tier_of(settings.tier, driver)
            is_asked = settings.tier is not Tier.AUTO or not _is_offscreen(settings)
            return Engine(base, tier, tier is not Tier.GPU and is_asked, driver, page)
    _destroy(base)
    unload_prc_file(page)
    raise RenderError(f"the renderer 'panda3d' finds no OpenGL driver on this machine. {_REMEDY}")


def _pipes(settings: Settings) -> Iterator[GraphicsPipe]:
    """Yield the drivers to try, best first."""
    selection = GraphicsPipeSelection.get_global_ptr()
    if settings.tier is Tier.TINY:
        kind = "TinyOffscreenGraphicsPipe" if _is_offscreen(settings) else ""
        pipes = [selection.make_pipe(kind, _TINY) if kind else selection.make_module_pipe(_TINY)]
    else:
        modules = ["p3headlessgl", "pandagl"] if _is_offscreen(settings) else ["pandagl"]
        pipes = (selection.make_module_pipe(module) for module in modules)
    yield from (pipe for pipe in pipes if pipe and pipe.is_valid())  # None where a module lacks a library


def _is_offscreen(settings: Settings) -> bool:
    return settings.offscreen or not has_display()


def _opens(base: ShowBase, pipe: GraphicsPipe, settings: Settings) -> bool:
    window = WindowProperties()
    window.set_size(settings.width, settings.height)
    window.set_title("muster")
    buffer = FrameBufferProperties()
    buffer.set_rgba_bits(8, 8, 8, 0)  # with alpha, desktops would let what is behind shine through
    buffer.set_depth_bits(24)
    buffer.set_back_buffers(0 if _is_offscreen(settings) else 1)
    base.pipe = pipe
    kind = "offscreen" if _is_offscreen(settings) else "onscreen"
    base.open_main_window(
        type=kind, pipe=pipe, props=window, fbprops=buffer, size=(settings.width, settings.height), requireWindow=False
    )
    if not base.win:
        return False
    base.disable_mouse()  # the camera is the view's
    red, green, blue = (part / 255 for part in BACKGROUND)
    base.win.set_clear_color(LColor(red, green, blue, 1.0))
    return True


def tier_of(wanted: Tier, driver: str) -> Tier:
    """Return ``wanted``, or where that is AUTO, what ``driver`` can do, as it calls itself."""
    if wanted is not Tier.AUTO:
        return wanted
    return Tier.SOFTWARE if any(word in driver.lower() for word in _IN_SOFTWARE) else Tier.GPU
