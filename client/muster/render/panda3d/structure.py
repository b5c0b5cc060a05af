"""The building as it stands: one node a storey and material, with its light baked into the colours."""

import numpy as np
from numpy.typing import NDArray
from panda3d.core import GeomNode, NodePath, TransparencyAttrib

from muster.render.geometry.solids import disc
from muster.render.meshes import MATERIAL_COLOURS, Material, Mesh, meshes
from muster.render.palette import BACKGROUND, Colour
from muster.render.panda3d.geoms import geom_node
from muster.render.panda3d.storeys import Seen
from muster.scenario.building import Building

_LIGHT = np.array((-0.424, -0.53, 0.735), np.float32)  # as in people.vert
_GHOST = 0.16  # opacity
_DEEPEST = 0.72  # brightness of the foot of a wall: corners are darker than the open floor
_EARTH: Colour = (56, 62, 62)
_BELOW = 0.3  # metres from the lowest floor to the surroundings
_BRIGHTENS = 1.2  # metres above the floor in which that wears off


class Structure:
    """All that stands still, drawn below ``parent``."""

    def __init__(self, parent: NodePath, building: Building) -> None:
        self._root = parent.attach_new_node("building")
        self._storeys = [self._root.attach_new_node(storey.id) for storey in building.storeys]
        self._root.attach_new_node(_surroundings(building))
        self._above_cut: list[NodePath] = []
        for mesh in meshes(building):
            floor = building.storeys[mesh.storey].elevation
            node = self._storeys[mesh.storey].attach_new_node(_node(mesh, floor))
            if mesh.material is Material.WALL_ABOVE:
                self._above_cut.append(node)

    def update(self, seen: NDArray[np.uint8], shows_full_walls: bool, alarm: float) -> None:
        """Show storeys as ``seen`` ``(s,)`` says; ``alarm`` from 0 to 1 is how bright its light is."""
        for storey, how in zip(self._storeys, seen.tolist(), strict=True):
            _show(storey, how)
        for node in self._above_cut:
            _set_visible(node, shows_full_walls)
        self._root.set_color_scale(1.0 + 0.14 * alarm, 1.0 - 0.05 * alarm, 1.0 - 0.22 * alarm, 1.0)


def brightness(normals: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return ``(v,)`` how much light falls on faces that look along ``normals`` ``(v, 3)``."""
    return (0.62 + 0.14 * normals[:, 2] + 0.32 * np.maximum(normals @ _LIGHT, 0.0)).astype(np.float32)


def _node(mesh: Mesh, floor: float) -> GeomNode:
    light = np.ones(len(mesh.vertices), np.float32) if mesh.material is Material.SIGN else brightness(mesh.normals)
    if mesh.material in (Material.WALL, Material.WALL_ABOVE):
        is_side = np.abs(mesh.normals[:, 2]) < 0.5
        high = np.clip((mesh.vertices[:, 2] - floor) / _BRIGHTENS, 0.0, 1.0)
        light = np.where(is_side, light * (_DEEPEST + (1 - _DEEPEST) * high), light)
    rgb = np.clip(np.array(MATERIAL_COLOURS[mesh.material]) * light[:, None], 0, 255)
    rgba = np.column_stack((rgb, np.full(len(rgb), 255.0))).astype(np.uint8)
    return geom_node(f"{mesh.storey} {mesh.material}", mesh.vertices, rgba, mesh.triangles)


def _surroundings(building: Building) -> GeomNode:
    """Return a disc below everything that fades into the background: one sees where the ground is."""
    points = np.array([point for region in building.regions for point in region.polygon])
    middle, reach = (points.min(axis=0) + points.max(axis=0)) / 2, float(np.ptp(points, axis=0).max())
    low = min(storey.elevation for storey in building.storeys) - _BELOW
    rim = np.array(disc((float(middle[0]), float(middle[1])), reach, 64))
    at = np.column_stack((np.vstack((middle, rim)), np.full(65, low))).astype(np.float32)
    rgba = np.array([(*_EARTH, 255), *[(*BACKGROUND, 255)] * 64], np.uint8)
    around = np.arange(64, dtype=np.uint32)
    triangles = np.column_stack((np.zeros(64, np.uint32), 1 + around, 1 + (around + 1) % 64))
    return geom_node("surroundings", at, rgba, triangles)


def _show(storey: NodePath, how: int) -> None:
    _set_visible(storey, how != int(Seen.HIDDEN))
    if how == int(Seen.GHOST):
        storey.set_transparency(TransparencyAttrib.M_alpha)
        storey.set_alpha_scale(_GHOST)
        storey.set_depth_write(False)
        storey.set_bin("fixed", 20)
    else:
        storey.clear_transparency()
        storey.set_alpha_scale(1.0)
        storey.clear_depth_write()
        storey.clear_bin()


def _set_visible(node: NodePath, is_visible: bool) -> None:
    if is_visible:
        node.show()
    else:
        node.hide()
