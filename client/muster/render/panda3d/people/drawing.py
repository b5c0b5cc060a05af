"""The draws of a crowd: one for each degree of detail, one for wheelchairs, one for the discs below everybody."""

import numpy as np
from numpy.typing import NDArray
from panda3d.core import NodePath, Texture, TransparencyAttrib

from muster.render.frame import Singles
from muster.render.panda3d.geoms import buffer_texture, geom_node, give, never_culled, shader, write_texels
from muster.render.panda3d.people.chair import chair
from muster.render.panda3d.people.figure import Figure, far_figure, near_figure, posed, speck_figure
from muster.render.panda3d.people.gaits import all_joints
from muster.render.panda3d.people.packing import Detail, Shown
from muster.render.panda3d.people.skeleton import Floats
from muster.render.scene import Scene

_SQUARE = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]], np.float32)
_HALVES = np.array([[0, 1, 2], [0, 2, 3]], np.uint32)
_GREY = (0, 255, 52)  # of a wheelchair; see figure.CLOTH


class Crowd:
    """Everybody of a scene, drawn below ``parent``."""

    def __init__(self, parent: NodePath, scene: Scene) -> None:
        people = max(len(scene.people), 1)
        self._bodies = buffer_texture("bodies", 3 * people)
        self._chairs = buffer_texture("chairs", 3 * people)
        self._seated = scene.seated
        root = parent.attach_new_node("people")
        root.set_shader(shader("people"))
        give(root, bodies=self._bodies, first=0)
        figures = {Detail.NEAR: near_figure(), Detail.FAR: far_figure(), Detail.SPECK: speck_figure()}
        figures[Detail.GHOST] = figures[Detail.SPECK]
        self._figures = {detail: _figure_node(root, detail.name.lower(), figures[detail]) for detail in Detail}
        self._figures[Detail.GHOST].set_transparency(TransparencyAttrib.M_alpha)
        self._figures[Detail.GHOST].set_depth_write(False)
        self._figures[Detail.GHOST].set_bin("fixed", 25)
        self._chair = _chair_node(root)
        give(self._chair, bodies=self._chairs)
        self._discs = _disc_node(parent, self._bodies)

    def update(self, shown: Shown, pixel: float) -> None:
        """Draw ``shown`` from now on; ``pixel`` is what one spans, radians."""
        if len(shown.rows):
            write_texels(self._bodies, shown.rows)
        first = 0
        for detail, node in self._figures.items():
            count = shown.counts[detail]
            give(node, first=first)
            instances(node, count)
            first += count
        give(self._discs, pixel=pixel)
        instances(self._discs, first)
        self._seat(shown.rows[self._seated[shown.agents]])

    def _seat(self, rows: Singles) -> None:
        instances(self._chair, len(rows))
        if len(rows):
            rows[:, 1, 2] = 0.0
            write_texels(self._chairs, rows)


def instances(node: NodePath, count: int) -> None:
    """Draw ``node`` so many times; an instance count of 0 would mean once."""
    if count:
        node.show()
        node.set_instance_count(count)
    else:
        node.hide()


def square_node(parent: NodePath, name: str) -> NodePath:
    """Return a node of a square from -1 to 1, for shaders that place it."""
    node = geom_node(name, _SQUARE, np.full((4, 4), 255, np.uint8), _HALVES)
    never_culled(node)
    return parent.attach_new_node(node)


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
    table = buffer_texture(f"postures of {name}", postures * corners)
    bytes_of_normal = np.rint((normal + 1.0) * 127.5)
    packed = bytes_of_normal @ (65536.0, 256.0, 1.0)
    write_texels(table, np.concatenate([corner, packed[..., None]], axis=2).astype(np.float32))
    numbers = np.zeros((corners, 3), np.float32)
    numbers[:, 0] = np.arange(corners)
    node = geom_node(name, numbers, np.column_stack((paint, np.full(corners, 255, np.uint8))), triangles)
    never_culled(node)
    path = root.attach_new_node(node)
    give(path, postures=table, corners=corners)
    return path


def _disc_node(parent: NodePath, bodies: Texture) -> NodePath:
    node = square_node(parent, "discs")
    node.set_shader(shader("discs"))
    give(node, bodies=bodies)
    node.set_transparency(TransparencyAttrib.M_alpha)
    node.set_depth_write(False)
    node.set_bin("fixed", 10)
    return node
