"""Draws what ``test_panda3d_pictures`` compares, in a process of its own: OUT/NAME.png for every view, OUT/facts.json.

Ends with status 3 and the reason where there is no OpenGL.
"""

import gc
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from muster.render.camera import home
from muster.render.frame import Frame, Intruders
from muster.render.panda3d import Panda3D, stage
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


def leftovers(source: SampleSource) -> dict[str, list[float]]:
    """What is left after each tenth of the openings: objects of Python, megabytes, open files."""
    left: dict[str, list[float]] = {"objects": [], "megabytes": [], "files": []}
    for number in range(OPENED):
        renderer = Panda3D()
        renderer.open(source.scene, SMALL)
        drawn(renderer, source, home(source.scene))
        renderer.close()
        del renderer
        if number % (OPENED // 3) == OPENED // 3 - 1:
            gc.collect()
            left["objects"].append(len(gc.get_objects()))
            left["megabytes"].append(int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6)
            left["files"].append(len(list(Path("/proc/self/fd").iterdir())))
    return left


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
    facts = {"left": leftovers(source), "tiny": tiny(SampleSource(600))}
    (out / "facts.json").write_text(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
