"""Draws the HUD's golden pictures into a folder: a program of its own, for Panda3D allows one window a process."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
from direct.showbase.ShowBase import ShowBase
from panda3d.core import load_prc_file_data
from PIL import Image

from muster.render.panda3d.hud import Hud
from muster.render.panels import Panels
from muster.render.renderer import Settings
from muster.render.view import View
from render.hud_samples import EYE, KEYS, VIEW, frame, full, panels, scene, talk

NO_GL = 77
"""The exit status where nothing can draw."""

_SETTINGS = """
load-display p3headlessgl
audio-library-name null
gl-version 3 2
model-cache-dir
notify-level error
textures-power-2 none
"""
_GREY = (0.35, 0.38, 0.42)

PICTURES: dict[str, tuple[tuple[int, int], Panels, View]] = {
    "panels-960": ((960, 540), panels(), VIEW),
    "panels-1280": ((1280, 720), panels(), View(time=30.0, storey=0, selected=1, shows_names=True)),
    "panels-1920": ((1920, 1080), panels(), VIEW),
    "too-much": ((960, 540), full(), VIEW),
    "help": ((960, 540), panels(help=KEYS), VIEW),
    "clock-alone": ((960, 540), panels(), View(time=30.0, shows_panels=False)),
}


def draw(base: ShowBase, size: tuple[int, int], what: Panels, view: View) -> Image.Image:
    """Draw one picture with a HUD of its own; the pointer rests on the event at 21 s."""
    window: Any = base.win  # a buffer, and those can be resized
    window.set_size(*size)
    base.graphics_engine.render_frame()
    hud = Hud(base, scene(), Settings(*size, offscreen=True))
    hud.pointer.move((0.3 * size[0] + 0.245 * size[0], size[1] - 8.0))
    for _ in range(2):  # the pointer finds in the second frame what the first one drew
        hud.update(frame(speech=talk()), view, what, EYE)
    base.graphics_engine.render_frame()
    base.graphics_engine.render_frame()
    picture = _picture(base)
    hud.close()
    return picture


def _picture(base: ShowBase) -> Image.Image:
    shot: Any = base.win.get_screenshot()
    rows = np.frombuffer(shot.get_ram_image_as("RGB"), np.uint8).reshape(shot.get_y_size(), shot.get_x_size(), 3)
    return Image.fromarray(np.ascontiguousarray(rows[::-1]))


def main(folder: Path) -> int:
    load_prc_file_data("", _SETTINGS)
    try:
        base = ShowBase(windowType="offscreen")
    except Exception as error:  # whatever Panda3D raises, the caller is told
        print(f"no OpenGL here: {error}")
        return NO_GL
    base.set_background_color(*_GREY)
    for name, (size, what, view) in PICTURES.items():
        draw(base, size, what, view).save(folder / f"{name}.png", optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
