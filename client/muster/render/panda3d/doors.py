"""Doors: leaves that stand as they are, and marks over those that are barred."""

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomNode, GeomVertexData, NodePath

from muster.render.frame import Bytes, Singles
from muster.render.meshes import Leaf, leaves
from muster.render.palette import DOOR_COLOURS
from muster.render.panda3d.geoms import geom_node, write_corners
from muster.render.panda3d.storeys import Seen
from muster.render.panda3d.structure import brightness
from muster.render.panda3d.symbols import Shape, sign_rows
from muster.render.scene import Scene
from muster.world.acts import Door

_COLOURS = np.array([DOOR_COLOURS[door] for door in Door], np.float64)
_THICK = 0.05  # metres
MARK_HEIGHT = 2.35  # metres above the floor
MARK_HALF = 7.0  # pixels: half the height of a mark
_SIGNS = {
    Door.LOCKED: (Shape.PADLOCK, DOOR_COLOURS[Door.LOCKED]),
    Door.BARRICADED: (Shape.PLANKS, DOOR_COLOURS[Door.BARRICADED]),
}

# A box of five faces, no bottom: x along the leaf, y across it, z up, each from 0 to 1.
_FACES = (
    ((0, 0, 0), (1, 0, 0), (1, 0, 1), (0, 0, 1)),
    ((1, 1, 0), (0, 1, 0), (0, 1, 1), (1, 1, 1)),
    ((1, 0, 0), (1, 1, 0), (1, 1, 1), (1, 0, 1)),
    ((0, 1, 0), (0, 0, 0), (0, 0, 1), (0, 1, 1)),
    ((0, 0, 1), (1, 0, 1), (1, 1, 1), (0, 1, 1)),
)
_CORNERS = np.array(_FACES, np.float64).reshape(-1, 3) - (0, 0.5, 0)
_NORMALS = np.repeat([(0, -1, 0), (0, 1, 0), (1, 0, 0), (-1, 0, 0), (0, 0, 1)], 4, axis=0).astype(np.float64)
_TRIANGLES = np.concatenate([np.array([[0, 1, 2], [0, 2, 3]]) + 4 * face for face in range(len(_FACES))])


class Doors:
    """The doors of a scene, drawn below ``parent``."""

    def __init__(self, parent: NodePath, scene: Scene) -> None:
        building, hung = scene.building, leaves(scene.building)
        self._storeys = [
            _Leaves(parent, storey.id, [leaf for leaf in hung if leaf.storey == index])
            for index, storey in enumerate(building.storeys)
        ]
        storeys = np.full(len(building.doors), -1, np.intp)
        storeys[[leaf.door for leaf in hung]] = [leaf.storey for leaf in hung]
        self._storey_of = storeys
        segments = np.array([door.segment for door in building.doors], np.float32).reshape(-1, 2, 2)
        self._marks = np.column_stack((segments.mean(axis=1), scene.elevation[storeys] + np.float32(MARK_HEIGHT)))

    def update(self, doors: Bytes, seen: NDArray[np.uint8]) -> None:
        """Show how ``doors`` ``(d,)`` stand, on the storeys that are solid."""
        for storey, how in zip(self._storeys, seen.tolist(), strict=True):
            storey.update(doors, is_shown=how == int(Seen.SOLID))

    def signs(self, doors: Bytes, seen: NDArray[np.uint8], storey: int | None) -> Singles:
        """Return the marks over barred doors, on ``storey`` or where it is None, on all that are solid."""
        own = self._storey_of
        is_near = own == storey if storey is not None else (own >= 0) & (seen[own] == int(Seen.SOLID))
        rows = [
            sign_rows(self._marks[is_near & (doors == int(state))], shape, colour, MARK_HALF)
            for state, (shape, colour) in _SIGNS.items()
        ]
        return np.concatenate(rows)


class _Leaves:
    """The leaves of one storey in one node, written anew when a door has changed."""

    def __init__(self, parent: NodePath, name: str, hung: list[Leaf]) -> None:
        self._doors = np.array([leaf.door for leaf in hung], np.intp)
        self._hinge = np.array([leaf.hinge for leaf in hung]).reshape(-1, 1, 3)
        self._size = np.array([(leaf.width, _THICK, leaf.height) for leaf in hung]).reshape(-1, 1, 3)
        self._closed, self._swing, self._slides = (
            np.array([(leaf.closed, leaf.swing, leaf.slides) for leaf in hung]).reshape(-1, 3).T
        )
        self._states: bytes | None = None
        self._node = GeomNode(name)
        if hung:
            blank = np.zeros((len(hung) * len(_CORNERS), 3), np.float32)
            triangles = np.concatenate([_TRIANGLES + k * len(_CORNERS) for k in range(len(hung))]).astype(np.uint32)
            self._node = geom_node(f"doors {name}", blank, np.zeros((len(blank), 4), np.uint8), triangles)
        self._path = parent.attach_new_node(self._node)

    def update(self, doors: Bytes, *, is_shown: bool) -> None:
        if is_shown:
            self._path.show()
        else:
            self._path.hide()
        states = doors[self._doors]
        if not is_shown or not len(states) or states.tobytes() == self._states:
            return
        self._states = states.tobytes()
        corners: GeomVertexData = self._node.modify_geom(0).modify_vertex_data()
        write_corners(corners, *self._placed(states))
        self._path.force_recompute_bounds()

    def _placed(self, states: Bytes) -> tuple[Singles, NDArray[np.uint8]]:
        """Return the corners of all leaves and their colours."""
        is_open = states == int(Door.OPEN)
        yaw = self._closed + np.where(is_open, self._swing, 0.0)
        local = _CORNERS * self._size
        local[..., 0] -= np.where(is_open, self._slides, 0.0)[:, None]
        light = brightness(_turned(_NORMALS, yaw).reshape(-1, 3).astype(np.float32))
        rgb = np.repeat(_COLOURS[np.minimum(states, len(_COLOURS) - 1)], len(_CORNERS), axis=0) * light[:, None]
        rgba = np.column_stack((rgb.clip(0, 255), np.full(len(rgb), 255))).astype(np.uint8)
        return (_turned(local, yaw) + self._hinge).reshape(-1, 3).astype(np.float32), rgba


def _turned(points: NDArray[np.float64], yaw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ``(l, v, 3)``: points, the same or others for each of ``l`` leaves, turned by ``yaw`` ``(l,)``."""
    cos, sin = np.cos(yaw)[:, None], np.sin(yaw)[:, None]
    x, y = points[..., 0], points[..., 1]
    return np.stack((x * cos - y * sin, x * sin + y * cos, points[..., 2] + 0 * cos), axis=-1)
