"""Whether anybody could see a window here."""

import os
import sys

from muster.render.renderer import Capability, Renderer, RenderError


def has_display() -> bool:
    """Return whether this session can open windows; on Linux that needs X or Wayland."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def check_display(name: str, renderer: Renderer) -> None:
    """Raise ``RenderError`` when ``renderer`` needs a display and there is none."""
    capabilities = renderer.capabilities
    if Capability.WINDOW in capabilities and Capability.SERVES not in capabilities and not has_display():
        raise RenderError(
            f"renderer {name!r} opens a window, and there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is "
            "set); take pictures with `muster replay --screenshot FILE` or --video FILE, or watch in a browser with "
            "--render web"
        )
