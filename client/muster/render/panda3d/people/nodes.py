"""A crowd without shaders: one node a person, for Panda3D's own small rasteriser. Slow, hence only so many."""

import math

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomNode, NodePath

from muster.render.frame import Singles
from muster.render.panda3d.geoms import geom_node
from muster.render.panda3d.people.chair import chair
from muster.render.panda3d.people.figure import Figure, far_figure, posed
from muster.render.panda3d.people.gaits import CYCLES, Gait, all_joints
from muster.render.panda3d.people.packing import Shown
from muster.render.panda3d.people.skeleton import Floats
from muster.render.panda3d.structure import brightness
from muster.render.scene import Scene

MOST = 500
"""People drawn, the nearest: about what a frame has time for."""
LEFT_OUT = (
    "the tier 'tiny' draws the nearest {most} of {people} people, and signs over those harmed alone; "
    "OpenGL draws them all: apt install libegl1 libgl1 libgl1-mesa-dri"
)
_EVERY = 6  # postures of a cycle: one in so many is enough for this rasteriser


class NodeCrowd:
    """Everybody of a scene, drawn below ``parent``; no discs below them."""

    def __init__(self, parent: NodePath, scene: Scene) -> None:
        self._root = parent.attach_new_node("people")
        self._seated = scene.seated
        self._postures, self._posture_of = _postures()
        self._chair = _chair()
        self._people = _Slots(self._root, min(len(scene.people), MOST))
        self._chairs = _Slots(self._root, min(int(scene.seated.sum()), MOST))
        self._intruders = _Slots(self._root, scene.threats)

    @property
    def notice(self) -> str:
        """What whoever looks must know; "" for nothing."""
        people = len(self._seated)
        return LEFT_OUT.format(most=MOST, people=f"{people:,}") if people > MOST else ""

    def update(self, shown: Shown, pixel: float) -> None:
        """Draw the nearest of ``shown`` from now on."""
        nearest = np.argsort(-shown.pixels, kind="stable")[:MOST]
        self._place(self._people, shown.rows[nearest])
        chairs = shown.rows[nearest][self._seated[shown.agents[nearest]]]
        self._chairs.place(chairs, [self._chair] * len(chairs))

    def show_intruders(self, rows: Singles) -> None:
        """Draw ``rows`` as those of people."""
        self._place(self._intruders, rows)

    def _place(self, slots: "_Slots", rows: Singles) -> None:
        postures = self._posture_of[rows[:, 1, 2].astype(np.intp)]
        slots.place(rows, [self._postures[posture] for posture in postures.tolist()])


class _Slots:
    """Nodes that are put wherever there is somebody."""

    def __init__(self, root: NodePath, count: int) -> None:
        self._slots = [root.attach_new_node("slot") for _ in range(count)]

    def place(self, rows: Singles, shapes: list[GeomNode]) -> None:
        for slot in self._slots[len(rows) :]:
            slot.hide()
        for slot, row, shape in zip(self._slots, rows.tolist(), shapes, strict=False):
            (x, y, z, stature), (cos, sin, _, _), (red, green, blue, _) = row
            slot.show()
            slot.set_pos_hpr_scale(x, y, z, math.degrees(math.atan2(sin, cos)), 0, 0, stature, stature, stature)
            slot.set_color_scale(red, green, blue, 1.0)
            slot.node().remove_all_children()
            slot.node().add_child(shape)


def _postures() -> tuple[list[GeomNode], NDArray[np.intp]]:
    """Return shapes, and which of them comes nearest to each posture that ``gaits.moments`` counts."""
    figure, shapes, nearest = far_figure(), list[GeomNode](), list[int]()
    corner, normal = posed(figure, all_joints())
    for gait in Gait:
        for frame in range(CYCLES[gait].frames):
            if frame % _EVERY == 0:
                first = len(nearest)
                shapes.append(_shape(figure, corner[first], normal[first]))
            nearest.append(len(shapes) - 1)
    return shapes, np.array(nearest, np.intp)


def _shape(figure: Figure, corner: Floats, normal: Floats) -> GeomNode:
    light = brightness(normal.astype(np.float32)) * figure.paint[:, 0]
    return geom_node("posture", corner.astype(np.float32), _grey(light), figure.triangles)


def _chair() -> GeomNode:
    shape = chair()
    across = np.cross(shape[:, 1] - shape[:, 0], shape[:, 2] - shape[:, 0])
    normal = np.repeat(across / np.linalg.norm(across, axis=1, keepdims=True), 3, axis=0)
    triangles = np.arange(3 * len(shape), dtype=np.uint32).reshape(-1, 3)
    return geom_node(
        "chair", shape.reshape(-1, 3).astype(np.float32), _grey(60 * brightness(normal.astype(np.float32))), triangles
    )


def _grey(light: Singles) -> NDArray[np.uint8]:
    rgba = np.full((len(light), 4), 255, np.uint8)
    rgba[:, :3] = light.clip(0, 255)[:, None]
    return rgba
