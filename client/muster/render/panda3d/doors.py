"""Doors: leaves that stand as they are, and marks over those that are barred."""

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomNode, GeomVertexData, NodePath

from muster.render.frame import Bytes, Singles
from muster.render.meshes import Leaf, leaves
from muster.render.palette import Colour
from muster.render.panda3d.geoms import geom_node, write_corners
from muster.render.panda3d.storeys import Seen
from muster.render.panda3d.structure import brightness
from muster.render.panda3d.symbols import Shape, sign_rows
from muster.render.scene import Scene
from muster.world.acts import Door

_WOOD: Colour = (128, 104, 84)
_LOCKED: Colour = (204, 121, 167)
_BARRICADED: Colour = (232, 236, 240)
_COLOURS = {Door.OPEN: _WOOD, Door.CLOSED: _WOOD, Door.LOCKED: _LOCKED, Door.BARRICADED: _BARRICADED}
_THICK = 0.05  # metres
_MARK = 2.35  # metres above the floor
_HALF = 7.0  # pixels: half the height of a mark
_MARKS = {Door.LOCKED: (Shape.PADLOCK, _LOCKED), Door.BARRICADED: (Shape.PLANKS, _BARRICADED)}

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
        hung = leaves(scene.building)
        self._storeys = [
            _Leaves(parent, storey.id, [leaf for leaf in hung if leaf.storey == index])
            for index, storey in enumerate(scene.building.storeys)
        ]
        self._storey_of = {leaf.door: leaf.storey for leaf in hung}
        segments = np.array([door.segment for door in scene.building.doors], np.float32).reshape(-1, 2, 2)
        self._middles = segments.mean(axis=1)
        self._floors = scene.elevation

    def update(self, doors: Bytes, seen: NDArray[np.uint8]) -> None:
        """Show how ``doors`` ``(d,)`` stand, on the storeys that are solid."""
        for storey, how in zip(self._storeys, seen.tolist(), strict=True):
            storey.update(doors, is_shown=how == int(Seen.SOLID))

    def signs(self, doors: Bytes, seen: NDArray[np.uint8], storey: int | None) -> Singles:
        """Return the marks over barred doors, on ``storey`` or where it is None, on all that are solid."""
        rows: list[Singles] = []
        for state, (shape, colour) in _MARKS.items():
            barred = [int(door) for door in np.flatnonzero(doors == int(state)) if int(door) in self._storey_of]
            shown = [door for door in barred if self._is_marked(door, seen, storey)]
            floors = self._floors[[self._storey_of[door] for door in shown]]
            at = np.column_stack((self._middles[shown], floors + np.float32(_MARK))).astype(np.float32)
            rows.append(sign_rows(at, shape, colour, _HALF))
        return np.concatenate(rows)

    def _is_marked(self, door: int, seen: NDArray[np.uint8], storey: int | None) -> bool:
        own = self._storey_of[door]
        return own == storey if storey is not None else seen[own] == int(Seen.SOLID)


class _Leaves:
    """The leaves of one storey in one node, written anew when a door has changed."""

    def __init__(self, parent: NodePath, name: str, hung: list[Leaf]) -> None:
        self._hung = hung
        self._doors = np.array([leaf.door for leaf in hung], np.intp)
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
        states = doors[self._doors].tobytes()
        if not is_shown or not self._hung or states == self._states:
            return
        self._states = states
        placed = [_placed(leaf, Door(state)) for leaf, state in zip(self._hung, states, strict=True)]
        corners: GeomVertexData = self._node.modify_geom(0).modify_vertex_data()
        write_corners(corners, np.concatenate([at for at, _ in placed]), np.concatenate([rgba for _, rgba in placed]))
        self._path.force_recompute_bounds()


def _placed(leaf: Leaf, state: Door) -> tuple[Singles, NDArray[np.uint8]]:
    """Return the corners of a leaf and their colours."""
    is_open = state is Door.OPEN
    yaw = leaf.closed + (leaf.swing if is_open else 0.0)
    turn = np.array(((np.cos(yaw), np.sin(yaw), 0), (-np.sin(yaw), np.cos(yaw), 0), (0, 0, 1)))
    slid = leaf.slides if is_open else 0.0
    at = (_CORNERS * (leaf.width, _THICK, leaf.height) - (slid, 0, 0)) @ turn + leaf.hinge
    rgb = np.array(_COLOURS[state]) * brightness((_NORMALS @ turn).astype(np.float32))[:, None]
    return at.astype(np.float32), np.column_stack((rgb.clip(0, 255), np.full(len(rgb), 255))).astype(np.uint8)
