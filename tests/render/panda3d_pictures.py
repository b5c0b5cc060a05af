"""Draws what ``test_panda3d_pictures`` compares, in a process of its own: OUT/NAME.png for every view, OUT/facts.json.

Ends with status 3 and the reason where there is no OpenGL.
"""

import ctypes
import gc
import json
import math
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from direct.showbase.ShowBase import ShowBase
from panda3d.core import GraphicsPipeSelection
from PIL import Image

from muster.render.camera import home
from muster.render.frame import Frame, Intruders
from muster.render.panda3d import Panda3D, stage
from muster.render.panda3d.hud import Hud
from muster.render.panels import panels
from muster.render.renderer import Picture, RenderError, Settings, Tier
from muster.render.testing import SMALL, SampleSource
from muster.render.view import Above, CameraKind, View

SIZE = Settings(width=480, height=270, offscreen=True, tier=Tier.SOFTWARE)
OPENED = 30
NO_GL = 3


class NoHud:
    """Lettering has tests of its own; here it would only make pictures depend on fonts."""

    def __init__(self, *arguments: object) -> None: ...

    def update(self, *arguments: object) -> None: ...

    def inputs(self) -> list[object]:
        return []

    def holds_pointer(self) -> bool:
        return False

    def close(self) -> None: ...


def views(first: View) -> dict[str, View]:
    first = replace(first, time=6.0, playing=False)
    camera = first.camera

    def seen(kind: CameraKind, who: int | None = None, **changes: object) -> View:
        return replace(first, camera=replace(camera, kind=kind), selected=who, **changes)

    return {
        "orbit": seen(CameraKind.ORBIT),
        "top": replace(first, camera=replace(camera, kind=CameraKind.TOP, distance=30.0)),
        "follow": seen(CameraKind.FOLLOW, 0),
        "eyes": seen(CameraKind.EYES, 3),
        "ghost": seen(CameraKind.ORBIT, 4, above=Above.GHOST),
        "whole": replace(first, storey=None, camera=replace(camera, distance=40.0, pitch=0.5)),
    }


def drawn(renderer: Panda3D, source: SampleSource, view: View, frame: Frame | None = None) -> Picture:
    moment = source.frame(view.time) if frame is None else frame
    renderer.draw(moment, view, panels(view, moment, source, None))
    return renderer.picture()


def nobody(source: SampleSource) -> Frame:
    """Everybody has gone far away."""
    frame = source.frame(6.0)
    return replace(frame, position=frame.position + np.float32(5000.0), intruders=Intruders())


def open_and_close(source: SampleSource) -> None:
    """Open the whole view, draw once, close."""
    stage.Hud = Hud
    renderer = Panda3D()
    renderer.open(source.scene, SMALL)
    drawn(renderer, source, home(source.scene))
    renderer.close()


def open_and_close_bare_panda3d() -> None:
    """The same without anything of ours: what this leaves is Panda3D's own."""
    base = ShowBase(windowType="none")
    pipe = GraphicsPipeSelection.get_global_ptr().make_module_pipe("p3headlessgl")
    base.open_main_window(type="offscreen", pipe=pipe, size=(SMALL.width, SMALL.height))
    base.task_mgr.step()
    base.destroy()


def leftovers(opens: Callable[[], None]) -> dict[str, list[float]]:
    """What is left after each of the openings: objects of Python, kilobytes in use, open files."""
    left: dict[str, list[float]] = {"objects": [], "kilobytes": [], "files": []}
    for _ in range(OPENED):
        opens()
        gc.collect()
        left["objects"].append(len(gc.get_objects()))
        left["kilobytes"].append(in_use())
        left["files"].append(len(list(Path("/proc/self/fd").iterdir())))
    return left


_FIELDS = (
    *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
    *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
)


class MallInfo(ctypes.Structure):
    """What glibc's ``mallinfo2`` returns, https://man7.org/linux/man-pages/man3/mallinfo.3.html."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in _FIELDS)
    hblkhd: int
    uordblks: int


def in_use() -> float:
    """Kilobytes that the process has asked for and not given back; what it occupies depends on gaps between them."""
    libc = ctypes.CDLL(None)
    if not hasattr(libc, "mallinfo2"):
        return math.nan
    libc.mallinfo2.restype = MallInfo
    info = libc.mallinfo2()
    return (info.uordblks + info.hblkhd) / 1e3


def tiny(source: SampleSource) -> dict[str, object]:
    """What the tier without OpenGL draws and says of more people than it can draw."""
    noticed: list[str] = []
    stage.Hud = type(
        "Listening", (NoHud,), {"update": lambda self, frame, view, panels, eye: noticed.append(panels.notice)}
    )
    renderer = Panda3D()
    try:
        renderer.open(source.scene, replace(SMALL, tier=Tier.TINY))
    except RenderError as error:
        return {"reason": str(error)}
    view = replace(home(source.scene), time=6.0)
    with_people, without = drawn(renderer, source, view), drawn(renderer, source, view, nobody(source))
    renderer.close()
    return {"notice": noticed[-1], "differing": int((with_people != without).any(axis=2).sum())}


def main(out: Path) -> None:
    source = SampleSource()
    renderer = Panda3D()
    stage.Hud = NoHud
    try:
        renderer.open(source.scene, SIZE)
    except RenderError as error:
        print(error)
        sys.exit(NO_GL)
    every = views(home(source.scene))
    for name, view in every.items():
        Image.fromarray(drawn(renderer, source, view)).save(out / f"{name}.png")
    Image.fromarray(drawn(renderer, source, every["orbit"], nobody(source))).save(out / "nobody.png")
    renderer.close()
    left = {"view": leftovers(lambda: open_and_close(source)), "bare": leftovers(open_and_close_bare_panda3d)}
    facts = {"left": left, "tiny": tiny(SampleSource(600))}
    (out / "facts.json").write_text(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
