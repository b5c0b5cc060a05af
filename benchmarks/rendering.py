"""What a frame of the 3D view costs, everybody walking and in the picture, on this machine's OpenGL.

Budget, in milliseconds at the 10th percentile, drawn in software: 12 for 2,000 people at 960x540, 16 at 1280x720, and a
third of what a node for each person takes beside it in the same run. Of this, outside OpenGL: 2 for 2,000 people and 8
for 10,000, from interpolating the frame to handing over the last triangle.
"""

import argparse
import json
import time
from collections.abc import Callable
from typing import cast

import numpy as np
from panda3d.core import GraphicsEngine, NodePath

from muster.recording.codes import Flag
from muster.recording.frames import Frame as Moment
from muster.recording.looking_back import Past
from muster.recording.rows import PersonRow
from muster.render.camera import home
from muster.render.chronicle import Chronicle, Told
from muster.render.doorways import Doorways
from muster.render.frame import Frame, Singles
from muster.render.panda3d.engine import open_engine
from muster.render.panda3d.geoms import geom_node
from muster.render.panda3d.people.figure import far_figure, posed
from muster.render.panda3d.people.gaits import all_joints
from muster.render.panda3d.people.packing import Shown
from muster.render.panda3d.stage import MakeCrowd, Stage
from muster.render.panels import panels
from muster.render.playback import framed
from muster.render.renderer import RenderError, Settings, Tier
from muster.render.scene import Scene
from muster.scenario.building_file import load_building

SIZES = ((960, 540), (1280, 720))
CROWDS = (2_000, 10_000)
TICKS = 20  # a second
ROUNDS = 3
WARM = 5  # frames that are not counted
BATCH = 4


class Walkers:
    """``people`` who walk to and fro all over the school; a ``Source`` without a recording."""

    is_live = False
    end = 60.0

    def __init__(self, people: int) -> None:
        rows = (PersonRow(k, f"p{k}", f"P {k}", "pupil", "pupil", 8 + k % 50, "walks") for k in range(people))
        self.scene = Scene("bench", load_building("school"), tuple(rows), threats=0, dt=1 / TICKS)
        rng = np.random.default_rng(0)
        self._start = rng.uniform((1, 1), (119, 64), (people, 2)).astype(np.float32)
        self._heading = rng.uniform(-np.pi, np.pi, people).astype(np.float32)
        self._flags = np.array((0, Flag.AWARE, Flag.AWARE | Flag.HIDDEN), np.uint8)[rng.integers(0, 3, people)]
        self._chronicle, self._doorways = Chronicle(self.scene), Doorways(self.scene)

    def frame(self, time: float) -> Frame:
        tick = int(time * TICKS) // 2 * 2
        return framed(self.scene, self._chronicle, self._doorways, self._at(tick), self._at(tick + 2), time)

    def told(self) -> list[Told]:
        return self._chronicle.told

    def marks(self) -> list[Told]:
        return []

    def past(self, agent: int, time: float) -> Past:
        raise NotImplementedError

    def close(self) -> None: ...

    def _at(self, tick: int) -> Moment:
        ahead = np.column_stack((np.cos(self._heading), np.sin(self._heading))) * 1.3 * (tick / TICKS % 4.0)
        code, level = np.zeros(len(self._heading), np.uint8), np.zeros(len(self._heading), np.float32)
        return Moment(tick, self._start + ahead, level, self._heading, code, code, code, code, self._flags)


class Rigid:
    """What instancing replaces: a node for each person, put in its place one by one, in one posture."""

    notice = ""

    def __init__(self, parent: NodePath, scene: Scene) -> None:
        figure = far_figure()
        corner, _ = posed(figure, all_joints())
        rgba = np.column_stack((figure.paint, np.full(len(figure.paint), 255, np.uint8)))
        body = geom_node("body", corner[0].astype(np.float32), rgba, figure.triangles)
        self._people = [parent.attach_new_node("person") for _ in scene.people]
        for person in self._people:
            person.node().add_child(body)

    def update(self, shown: Shown, pixel: float) -> None:
        degrees = np.degrees(np.arctan2(shown.rows[:, 1, 1], shown.rows[:, 1, 0])).tolist()
        for person, at, turn in zip(self._people, shown.rows[:, 0, :3].tolist(), degrees, strict=False):
            x, y, z = at
            person.set_pos_hpr(x, y, z, turn, 0, 0)

    def show_intruders(self, rows: Singles) -> None: ...


class Idle:
    """A graphics engine that draws nothing."""

    def render_frame(self) -> None: ...

    renderFrame = render_frame


class Shown3D:
    """One source in front of one camera, drawn frame by frame."""

    def __init__(self, people: int, size: tuple[int, int], tier: Tier, make_crowd: MakeCrowd | None = None) -> None:
        self.source = Walkers(people)
        settings = Settings(*size, offscreen=True, tier=tier)
        self.engine = open_engine(settings)
        self._stage = Stage(self.engine, self.source.scene, settings, make_crowd=make_crowd)
        self._view = home(self.source.scene)

    def milliseconds(self, frames: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
        """Return milliseconds a frame of every ``BATCH``: drivers draw on while the next frame is made ready."""
        self._draw(0, WARM)
        spent: list[float] = []
        for first in range(0, frames, BATCH):
            started = clock()
            self._draw(first, BATCH)
            spent.append(1e3 * (clock() - started) / BATCH)
        return spent

    def _draw(self, first: int, frames: int) -> None:
        for number in range(first, first + frames):
            frame = self.source.frame(number / 30)
            self._stage.draw(frame, self._view, panels(self._view, frame, self.source, None))

    def without_gl(self, frames: int) -> list[float]:
        self.engine.base.graphicsEngine = cast("GraphicsEngine", Idle())
        try:
            return self.milliseconds(frames, time.process_time)  # one thread, so whatever else runs here does not count
        finally:
            self.engine.base.graphicsEngine = GraphicsEngine.get_global_ptr()

    def close(self) -> None:
        self._stage.close()
        self.engine.close()


def tenth(spent: list[float]) -> float:
    return round(float(np.percentile(spent, 10)), 2)


def side_by_side(people: int, size: tuple[int, int], tier: Tier, frames: int) -> dict[str, float | str]:
    """Return milliseconds a frame of both ways to draw a crowd, taken in turns, since machines have moods."""
    spent: dict[str, list[float]] = {"instanced": [], "node_each": []}
    driver = ""
    for _ in range(ROUNDS):
        for name, make_crowd in (("instanced", None), ("node_each", Rigid)):
            drawn = Shown3D(people, size, tier, make_crowd)
            driver = drawn.engine.driver
            spent[name] += drawn.milliseconds(frames // ROUNDS)
            drawn.close()
    instanced, node_each = tenth(spent["instanced"]), tenth(spent["node_each"])
    return {"driver": driver, "ms": instanced, "ms_node_each": node_each, "faster": round(node_each / instanced, 1)}


def outside_gl(people: int, tier: Tier, frames: int) -> float:
    drawn = Shown3D(people, SIZES[0], tier)
    spent = tenth(drawn.without_gl(frames))
    drawn.close()
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--frames", type=int, default=120)
    parser.add_argument("--people", type=int, default=CROWDS[0])
    parser.add_argument("--tier", choices=("software", "gpu"), default="software", help="how to draw, not on what")
    given = parser.parse_args()
    tier = Tier[given.tier.upper()]
    try:
        for size in SIZES:
            figures = side_by_side(given.people, size, tier, given.frames)
            print(json.dumps({"people": given.people, "size": "x".join(map(str, size)), **figures}))
    except RenderError as error:
        print(f"nothing measured: {error}")
        return
    for people in CROWDS:
        print(json.dumps({"people": people, "ms_outside_gl": outside_gl(people, tier, given.frames)}))


if __name__ == "__main__":
    main()
