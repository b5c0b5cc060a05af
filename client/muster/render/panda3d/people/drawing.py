"""The draws of a crowd: one for each degree of detail, one for wheelchairs, one for the discs below everybody."""

import numpy as np
from numpy.typing import NDArray
from panda3d.core import NodePath, Texture, TransparencyAttrib

from muster.render.frame import Singles
from muster.render.panda3d.geoms import (
    Table,
    geom_node,
    give,
    instances,
    never_culled,
    shader,
    square_node,
)
from muster.render.panda3d.people.chair import chair
from muster.render.panda3d.people.figure import Figure, far_figure, near_figure, posed, speck_figure
from muster.render.panda3d.people.gaits import all_joints
from muster.render.panda3d.people.packing import Detail, Shown
from muster.render.panda3d.people.skeleton import Floats
from muster.render.scene import Scene

_TEXELS = 3  # a body, see packing.Shown
_GREY = (0, 255, 52)  # of a wheelchair; see figure.CLOTH


class InstancedCrowd:
    """Everybody of a scene, drawn below ``parent``."""

    notice = ""

    def __init__(self, parent: NodePath, scene: Scene) -> None:
        people = max(len(scene.people), 1)
        self._bodies = Table("bodies", _TEXELS * people)
        self._seated = scene.seated
        root = parent.attach_new_node("people")
        root.set_shader(shader("people"))
        give(root, bodies=self._bodies.texture, first=0)
        figures = {Detail.NEAR: near_figure(), Detail.FAR: far_figure(), Detail.SPECK: speck_figure()}
        self._figures = {detail: _figure_node(root, detail.name.lower(), figure) for detail, figure in figures.items()}
        self._figures[Detail.GHOST] = _ghost(self._figures[Detail.SPECK])
        self._intruders = _Few(self._figures[Detail.NEAR].copy_to(root), scene.threats)
        self._chairs = _Few(_chair_node(root), int(scene.seated.sum()))
        self._discs = _disc_node(parent, self._bodies.texture)

    def update(self, shown: Shown, pixel: float) -> None:
        """Draw ``shown`` from now on; ``pixel`` is what one spans, radians."""
        if len(shown.rows):
            self._bodies.write(shown.rows)
        first = 0
        for detail in Detail:
            give(self._figures[detail], first=first)
            instances(self._figures[detail], shown.counts[detail])
            first += shown.counts[detail]
        give(self._discs, pixel=pixel)
        instances(self._discs, first)
        chairs = shown.rows[self._seated[shown.agents]]
        chairs[:, 1, 2] = 0.0  # a chair has one posture
        self._chairs.update(chairs)

    def show_intruders(self, rows: Singles) -> None:
        """Draw ``rows`` as those of people, however far they are."""
        self._intruders.update(rows)


class _Few:
    """Some bodies with a table of their own, at most ``capacity``."""

    def __init__(self, node: NodePath, capacity: int) -> None:
        self._node, self._capacity = node, capacity
        self._table = Table("few", _TEXELS * max(capacity, 1))
        give(node, bodies=self._table.texture, first=0)
        instances(node, 0)

    def update(self, rows: Singles) -> None:
        rows = rows[: self._capacity]
        instances(self._node, len(rows))
        if len(rows):
            self._table.write(rows)


def _ghost(node: NodePath) -> NodePath:
    ghost = node.copy_to(node.get_parent())
    ghost.set_transparency(TransparencyAttrib.M_alpha)
    ghost.set_depth_write(False)
    ghost.set_bin("fixed", 25)
    return ghost


def _figure_node(root: NodePath, name: str, figure: Figure) -> NodePath:
    corner, normal = posed(figure, all_joints())
    return _numbered(root, name, corner, normal, figure.paint, figure.triangles)


def _chair_node(root: NodePath) -> NodePath:
    shape = chair()
    across = np.cross(shape[:, 1] - shape[:, 0], shape[:, 2] - shape[:, 0])
    normal = np.repeat(across / np.linalg.norm(across, axis=1, keepdims=True), 3, axis=0)
    corner = shape.reshape(-1, 3)
    paint = np.tile(np.array(_GREY, np.uint8), (len(corner), 1))
    triangles = np.arange(len(corner), dtype=np.uint32).reshape(-1, 3)
    return _numbered(root, "chair", corner[None], normal[None], paint, triangles)


def _numbered(
    root: NodePath,
    name: str,
    corner: Floats,
    normal: Floats,
    paint: NDArray[np.uint8],
    triangles: NDArray[np.uint32],
) -> NodePath:
    """Return a node whose corners are numbers, with the table ``(f, v, 3)`` of where they are in each posture."""
    postures, corners = corner.shape[:2]
    table = Table(f"postures of {name}", postures * corners)
    bytes_of_normal = np.rint((normal + 1.0) * 127.5)
    packed = bytes_of_normal @ (65536.0, 256.0, 1.0)
    table.write(np.concatenate([corner, packed[..., None]], axis=2).astype(np.float32))
    numbers = np.zeros((corners, 3), np.float32)
    numbers[:, 0] = np.arange(corners)
    node = geom_node(name, numbers, np.column_stack((paint, np.full(corners, 255, np.uint8))), triangles)
    never_culled(node)
    path = root.attach_new_node(node)
    give(path, postures=table.texture, corners=corners)
    return path


def _disc_node(parent: NodePath, bodies: Texture) -> NodePath:
    node = square_node(parent, "discs")
    node.set_shader(shader("discs"))
    give(node, bodies=bodies)
    node.set_transparency(TransparencyAttrib.M_alpha)
    node.set_depth_write(False)
    node.set_bin("fixed", 10)
    return node
